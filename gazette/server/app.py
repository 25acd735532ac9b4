"""The application: which address is answered by what."""

import contextlib
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from gazette.server.gate import Gate, Names
from gazette.server.headers import headers_for
from gazette.server.news import as_json
from gazette.server.pages import OWN, Pages, redirect_target, waiting_page
from gazette.server.preview import Preview

_HERE = Path(__file__).parent
_SCRIPTS = {"preview.js": "text/javascript", "overlay.js": "text/javascript", "preview.css": "text/css"}
_ALWAYS = {
    "cache-control": "no-store",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
}


def make_app(preview: Preview, names: Names) -> Starlette:
    """Return the application that shows a preview to who asks for it by one of these names.

    As long as it runs, the preview is kept up to date.
    """
    pages = Pages(preview.folder)

    async def events(_: Request) -> Response:
        return StreamingResponse(preview.newsroom.stream(), media_type="text/event-stream", headers=_ALWAYS)

    async def news(request: Request) -> Response:
        told = preview.newsroom.since(request.query_params.get("since", ""))
        return Response(as_json(told), media_type="application/json", headers=_ALWAYS)

    async def own_file(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _SCRIPTS:
            raise HTTPException(404)
        return FileResponse(_HERE / name, media_type=_SCRIPTS[name], headers=_ALWAYS)

    async def page(request: Request) -> Response:
        path, base_path = request.scope["path"], preview.base_path
        edition = preview.newsroom.edition  # before the file is read: what comes later is told of
        if not preview.has_site:
            response = waiting_page(preview.problems, edition)
        elif target := redirect_target(path, base_path):
            response = RedirectResponse(target)
        else:
            response = await _from_site(pages, request, base_path, edition)
        response.headers.update(headers_for(preview.folder, path) | _ALWAYS)
        return response

    return Starlette(
        routes=[
            Route(f"{OWN}/events", events),
            Route(f"{OWN}/news", news),
            Route(f"{OWN}/{{name}}", own_file),
            Route("/{path:path}", page),
        ],
        middleware=[Middleware(Gate, names)],
        lifespan=lambda _: preview.running(),
    )


async def _from_site(pages: Pages, request: Request, base_path: str, edition: str) -> Response:
    """Return a file of the site, or the site's own page for what there is not."""
    path = request.scope["path"]
    if path.startswith(f"{base_path}/") and not _is_hidden(path):
        with contextlib.suppress(HTTPException, OSError):
            response = await pages.answer(request.scope, base_path, edition)
            if response.status_code != 404:
                return response
    return pages.not_found(request.scope, base_path, edition)


def _is_hidden(path: str) -> bool:
    """Tell whether a path leads to what somebody keeps beside a site, such as `.git` or `.env`, as on most hosts."""
    return any(part.startswith(".") and part != ".well-known" for part in path.replace("\\", "/").split("/"))
