"""Rendering: stale pages become files, in this process or in workers; the others stay as they stand."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from gazette.engine.reading import Progress
from gazette.engine.staleness import Memo, Memory, judge
from gazette.engine.workers import WorkerError, each_in_workers
from gazette.errors import Place, Report, error
from gazette.output.layout_keys import LayoutKeys
from gazette.output.render import Rendered, Renderer, Task
from gazette.output.theme import LAYOUTS
from gazette.pages.page import Page
from gazette.pages.permalinks import file_of
from gazette.publishing.inventory import Stamp
from gazette.publishing.publication import Publication

_WORTH_WORKERS = 64  # pages
_LARGE = 2000  # pages, from which on a single data file takes as long as loading the layouts does
_WHOLE_BUILD = 600  # seconds; layouts are trusted, and this only ends what would never end


class Rendering:
    """Brings the pages of a plan up to date, and knows what to remember of them."""

    def __init__(
        self,
        pages: Sequence[Page],
        keys: LayoutKeys,
        old: Memory,
        new: Memory,
        publication: Publication,
        standing: Mapping[str, Stamp],
    ) -> None:
        self._pages = pages
        self._publication = publication
        self._new = new
        self._files = [file_of(page.path) for page in pages]
        stamps = map(standing.get, self._files)
        self._verdicts = [judge(page, stamp, keys, old, new) for page, stamp in zip(pages, stamps, strict=True)]
        self._inputs = [verdict.inputs for verdict in self._verdicts]
        self._views = {page.path: memo.view for page in pages if (memo := old.pages.get(page.path))}
        self.rendered: list[tuple[str, str]] = []  # path and reason

    def run(self, renderer: Renderer, jobs: int, progress: Progress, report: Report) -> None:
        """Stage every stale page. A layout's mistake is reported, and its page left out."""
        tasks = [
            Task(number=number, known_view=verdict.known_view)
            for number, verdict in enumerate(self._verdicts)
            if verdict.why
        ]
        done = progress("rendering", len(tasks))
        for task, result in zip(tasks, self._results(renderer, tasks, jobs), strict=True):
            page = self._pages[task.number]
            if not self._inputs[task.number]:
                self._inputs[task.number] = page.inputs  # while workers are at work
            if isinstance(result, WorkerError):
                place = Place(path=f"{LAYOUTS}/{page.layout}" if page.layout else page.path)
                report(error(place, f"making {page.path} {result}; make the layout simpler", "layout"))
            else:
                self._note(task.number, result, report)
            done()
        self._publication.keep(
            file for file, verdict in zip(self._files, self._verdicts, strict=True) if not verdict.why
        )

    def _note(self, number: int, result: Rendered, report: Report) -> None:
        page = self._pages[number]
        for problem in result.problems:
            report(problem)
        if result.problems:
            return
        self._views[page.path] = result.view
        self._publication.note(self._files[number], is_staged=result.is_staged)
        if result.is_rendered:
            self.rendered.append((page.path, self._verdicts[number].why))

    def memory(self, files: Mapping[str, Stamp]) -> Memory:
        """Return what to remember, when the files are published."""
        memos = {
            page.path: Memo(inputs=inputs, view=self._views[page.path], layout=verdict.layout, file=files[file])
            for page, file, inputs, verdict in zip(self._pages, self._files, self._inputs, self._verdicts, strict=True)
        }
        return replace(self._new, pages=memos)

    def _results(self, renderer: Renderer, tasks: Sequence[Task], jobs: int) -> Iterator[Rendered | WorkerError]:
        worth = 2 if len(self._pages) >= _LARGE else _WORTH_WORKERS
        if jobs > 1 and len(tasks) >= worth:
            return each_in_workers(renderer, tasks, jobs=jobs, seconds=_WHOLE_BUILD)
        return map(renderer, tasks)
