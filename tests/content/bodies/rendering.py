"""Bodies as the tests of this folder render them."""

from gazette.config import Config
from gazette.content.body import Body
from gazette.content.markup import render_markdown
from gazette.content.opening import plain_text
from gazette.errors import Place, Problems

CONFIG = Config(title="The Desk", has_smart_quotes=False)
START = Place(path="content/2023/a.md", line=10, column=1)


def render(text: str, config: Config = CONFIG) -> tuple[Body, list[str]]:
    """Return a body that begins at line 10, and what is wrong with it, in the order of places."""
    problems = Problems()
    body = render_markdown(text, START, config, problems.report)
    return body, [str(problem).removeprefix(f"{START.path}:") for problem in problems.in_order()]


def html_of(text: str) -> str:
    """Return a body as HTML."""
    return render(text)[0].html


def words_of(text: str) -> list[str]:
    """Return the words of a body as a reader sees them."""
    return plain_text(html_of(text)).split()
