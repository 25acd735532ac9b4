"""The pages of the preview: the site's own files, with the preview's script added to the answer, not to the file."""

import html
import os
import re
from pathlib import Path
from urllib.parse import quote

from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from gazette.errors import Found
from gazette.floods import worst_first

OWN = "/.gazette"  # a site has no address that begins so
_HEAD = re.compile(rb"</head\s*>", re.IGNORECASE)
_PAGE = (".html", ".htm")
_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'"


class Pages(StaticFiles):
    """The files of the preview folder, and nothing outside it; pages get the script."""

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder, html=True, check_dir=False)
        self._folder = folder.resolve()

    async def answer(self, scope: Scope, base_path: str, edition: str) -> Response:
        """Return what answers a request under the base path of the site's address."""
        scope = {**scope, "root_path": base_path, "edition": edition}
        return await self.get_response(self.get_path(scope), scope)

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Return a file as it is, or a page with the script."""
        if not str(full_path).endswith(_PAGE):
            return super().file_response(full_path, stat_result, scope, status_code)
        file = Path(full_path).relative_to(self._folder).as_posix()
        return HTMLResponse(with_script(Path(full_path).read_bytes(), scope["root_path"], file, scope["edition"]))

    def not_found(self, scope: Scope, base_path: str, edition: str) -> Response:
        """Return the site's own page for what there is not, which is looked at again once there is."""
        try:
            page = (self._folder / "404.html").read_bytes()
        except OSError:
            page = b"<!doctype html><title>Not found</title><p>There is no such page.</p>"
        path = scope["path"].removeprefix(base_path).lstrip("/")
        file = f"{path}index.html" if not path or path.endswith("/") else path
        return HTMLResponse(with_script(page, base_path, file, edition), 404)


def with_script(page: bytes, base_path: str, file: str, edition: str) -> bytes:
    """Return a page with the element that loads the preview's script, which is told what it is on."""
    data = {"base": base_path, "file": file, "edition": edition}
    attributes = "".join(f' data-{name}="{html.escape(value)}"' for name, value in data.items())
    element = f'<script type="module" src="{OWN}/preview.js"{attributes} id="gazette-preview"></script>\n'.encode()
    found = _HEAD.search(page)
    return page[: found.start()] + element + page[found.start() :] if found else page + element


def waiting_page(problems: Found, edition: str) -> Response:
    """Return the page that stands for all others until there is a site."""
    lines = "\n".join(html.escape(str(told.problem)) for told in worst_first(problems))
    title = "The site cannot be built yet" if lines else "The site is being built"
    more = (
        f"<p>Mend this, and the site takes the place of this page.</p>\n<pre>{lines}</pre>"
        if lines
        else "<p>It takes the place of this page when it is there.</p>"
    )
    page = (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<link rel="stylesheet" href="{OWN}/preview.css">\n</head>\n'
        f'<body class="gazette-waiting">\n<main>\n<h1>{title}</h1>\n{more}\n</main>\n</body>\n</html>\n'
    )
    headers = {"content-security-policy": _POLICY, "retry-after": "1"}
    return HTMLResponse(with_script(page.encode(), "", "", edition), 503, headers)


def redirect_target(path: str, base_path: str) -> str:
    """Return where a request for the top of the server leads when the site is under a path; else ""."""
    return quote(f"{base_path}/") if base_path and path in {"/", base_path} else ""
