"""What the desk asks of a collection that need not be sound: its settings and its names."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gazette.collection.library import Documents
from gazette.collection.names import Names
from gazette.config import Config, Taxonomy, read_config
from gazette.errors import InputError, Place, Problem, Problems, Report, Severity, error


def sound_config(root: Path) -> Config:
    """Return the settings. Raises InputError with every error in them."""
    problems = Problems()
    config = read_config(root, problems.report)
    if problems.have_errors:
        raise InputError(*(problem for problem in problems.in_order() if problem.severity is Severity.ERROR))
    return config


@contextmanager
def reporting(report: Report, consequence: str, root: Path) -> Iterator[None]:
    """Report what ends the work within: the problems of an InputError, or why the disk refused, and what follows."""
    try:
        yield
    except InputError as fault:
        fault.tell(report)
    except OSError as fault:
        report(error(Place(path=str(fault.filename or root)), f"{fault.strerror}; {consequence}", "disk"))


def names_of(taxonomy: Taxonomy, documents: Documents) -> Names:
    """Return the names of a taxonomy, of whatever is wrong with them without a word."""
    records = (record for record in documents.records if record.taxonomy == taxonomy.name)
    return Names(taxonomy, records, documents.articles, ignore)


def ignore(_: Problem) -> None:
    """Stand in for a report, where what is wrong is a build's to tell."""
