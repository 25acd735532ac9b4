"""What the desk asks of a collection that need not be sound: its settings and its names."""

from pathlib import Path

from gazette.collection.library import Documents
from gazette.collection.names import Names
from gazette.config import Config, Taxonomy, read_config
from gazette.errors import InputError, Problem, Problems, Severity


def sound_config(root: Path) -> Config:
    """Return the settings. Raises InputError with every error in them."""
    problems = Problems()
    config = read_config(root, problems.report)
    if problems.have_errors:
        raise InputError(*(problem for problem in problems.in_order() if problem.severity is Severity.ERROR))
    return config


def names_of(taxonomy: Taxonomy, documents: Documents) -> Names:
    """Return the names of a taxonomy, of whatever is wrong with them without a word."""
    records = (record for record in documents.records if record.taxonomy == taxonomy.name)
    return Names(taxonomy, records, documents.articles, ignore)


def ignore(_: Problem) -> None:
    """Stand in for a report, where what is wrong is a build's to tell."""
