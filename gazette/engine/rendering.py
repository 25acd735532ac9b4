"""Rendering: stale pages become files, in this process or in workers; the others stay as they stand."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress, count
from operator import not_

from msgspec.structs import replace

from gazette.engine.budget import over_budget
from gazette.engine.reading import Progress
from gazette.engine.staleness import Judge, LastSite, Memo, Memory, Verdict
from gazette.engine.workers import WorkerError, each_in_workers
from gazette.errors import Place, Report, error
from gazette.output.render import Rendered, Renderer, Task
from gazette.output.theme import LAYOUTS
from gazette.pages.page import Page
from gazette.pages.permalinks import file_of
from gazette.publishing.inventory import Stamp
from gazette.publishing.publication import Publication

_WORTH_WORKERS = 64  # pages
_WORTH_FORKS = 256  # pages, of a process that lasts: it is large, and to be forked takes as long as a hundred pages
_LARGE = 2000  # pages, from which on a single data file takes longer than to begin a process
_HUGE = 100_000  # pages, from which on memory counts for more than a second
_WHOLE_BUILD = 600  # seconds; layouts are trusted, and this only ends what would never end


class Rendering:
    """Brings the pages of a plan up to date, and knows what to remember of them."""

    def __init__(self, pages: Sequence[Page], judge: Judge, publication: Publication, allowed: int) -> None:
        """Prepare to render pages, which may have so many bytes in all that are `allowed`; media do not count."""
        self._pages = pages
        self._allowed = allowed
        self._sizes = array("Q", bytes(8 * len(pages)))
        self._total = 0
        self._files = [file_of(page.path) for page in pages]
        self._judge = judge
        self._publication = publication
        self._memos: dict[str, Memo] = {}  # of pages that stay, by path
        self._verdicts: dict[int, Verdict] = {}  # of stale pages, by number
        self._views: dict[int, str] = {}
        self.rendered: list[tuple[str, str]] = []  # path and reason

    def run(self, renderer: Renderer, jobs: int, progress: Progress, report: Report, *, is_lasting: bool) -> None:
        """Stage every stale page. A layout's mistake is reported, and its page left out.

        One of the data files takes as long as a hundred pages, so a worker begins with them while the others are
        judged; not so in a process that lasts, which keeps what they are made of for the next time.
        """
        worth_workers = _WORTH_FORKS if is_lasting else _WORTH_WORKERS
        is_text = [not page.layout and not page.media for page in self._pages]
        text_tasks = self._judged(compress(count(), is_text))
        is_worth_one = jobs > 1 and len(self._pages) >= _LARGE and not is_lasting
        text_results = _results(renderer, text_tasks, 1 if is_worth_one else 0)
        tasks = self._judged(compress(count(), map(not_, is_text)))
        if len(tasks) >= worth_workers and len(self._pages) >= _HUGE:
            text_results = iter([*text_results])  # one thing at a time, since this worker touches all there is
        results = _results(renderer, tasks, jobs if jobs > 1 and len(tasks) >= worth_workers else 0)
        done = progress("rendering", len(tasks) + len(text_tasks))
        for task, result in zip((*tasks, *text_tasks), chain(results, text_results), strict=True):
            self._take(task.number, result, report)
            done()
            if self._total > self._allowed:
                break  # it may go on for gigabytes
        if self._total > self._allowed:
            report(over_budget(self._pages, self._sizes, self._allowed, renderer.linker.config))

    def _judged(self, numbers: Iterable[int]) -> list[Task]:
        """Keep what stays, and return what there is to do."""
        tasks, kept = [], []
        for number in numbers:
            page, file = self._pages[number], self._files[number]
            judged = self._judge(page, file)
            if isinstance(judged, Memo):
                self._memos[page.path] = judged
                kept.append(file)
                self._count(number, judged.file[0])
            else:
                self._verdicts[number] = judged
                tasks.append(Task(number=number, known_view=judged.known_view))
        self._publication.keep(kept)
        return tasks

    def _take(self, number: int, result: Rendered | WorkerError, report: Report) -> None:
        """Take note of what became of a page."""
        page, verdict = self._pages[number], self._verdicts[number]
        if not verdict.inputs:
            self._verdicts[number] = replace(verdict, inputs=page.inputs)  # while workers are at work
        if isinstance(result, WorkerError):
            place = Place(path=f"{LAYOUTS}/{page.layout}" if page.layout else page.path)
            report(error(place, f"making {page.path} {result}; make the layout simpler", "layout"))
            return
        for problem in result.problems:
            report(problem)
        if result.problems:
            return
        self._views[number] = result.view
        self._count(number, result.size if result.is_rendered else self._judge.standing[self._files[number]][0])
        self._publication.note(self._files[number], is_staged=result.is_staged)
        if result.is_rendered:
            self.rendered.append((page.path, verdict.why))

    def _count(self, number: int, size: int) -> None:
        """Take note of how large a page is."""
        if not self._pages[number].media:
            self._sizes[number] = size
            self._total += size

    def memory(self, files: Mapping[str, Stamp]) -> Memory:
        """Return what to remember, when the files are published."""
        made = {
            self._pages[number].path: Memo(
                inputs=verdict.inputs,
                view=self._views[number],
                layout=verdict.layout,
                file=files[self._files[number]],
            )
            for number, verdict in self._verdicts.items()
        }
        return replace(self._judge.new, pages=self._memos | made)

    def site(self, files: Mapping[str, Stamp]) -> LastSite:
        """Return the site that these pages are, when it is published as these files."""
        return self._judge.site(files, self._pages)

    @property
    def has_stale(self) -> bool:
        """Whether any page was not as it stands."""
        return bool(self._verdicts)


def _results(renderer: Renderer, tasks: Sequence[Task], workers: int) -> Iterator[Rendered | WorkerError]:
    """Return what becomes of tasks, from now on in workers, or here when it is asked for."""
    if not workers:
        return map(renderer, tasks)
    renderer.load_layouts(tasks)
    return each_in_workers(renderer, tasks, jobs=workers, seconds=_WHOLE_BUILD)
