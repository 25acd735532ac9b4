"""What is open while the blocks of a body are read: containers within each other, and the leaf at the tip."""

from xml.etree.ElementTree import Element

from gazette.content.bodies.document import NestingError, Parse
from gazette.content.bodies.leaves import Leaf


class Group:
    """A list: its element, which is loose where a blank line parts its items or what is in them."""

    def __init__(self, element: Element, mark: str) -> None:
        self.element = element
        self.mark = mark
        self.is_loose = False
        self.last: Container | None = None


class Container:
    """What blocks are put into: the body itself, a quotation, an item of a list, a definition or a footnote."""

    def __init__(self, element: Element, *, width: int = -1, group: Group | None = None, line: int = 0) -> None:
        self.element = element
        self.is_quote = width < 0
        self.margin = " " * width  # with which its further lines begin
        self.group = group
        self.line = line
        self.open_list: Group | None = None  # the last thing in it, where that is a list
        self.has_blank = False  # right before the line that is read


class OpenBlocks:
    """The containers that are open, the body first, and `leaf`, the block at the tip that takes lines."""

    def __init__(self, root: Element, parse: Parse) -> None:
        self.parse = parse
        self.stack = [Container(root)]
        self.leaf: Leaf | None = None
        self.groups: list[Group] = []
        self.definition_lists: dict[Element, Group] = {}
        self.number = 0  # of the line that is read, from 1

    def close(self, depth: int) -> None:
        """Close what is open beyond a depth."""
        if depth < len(self.stack):
            self.close_leaf()
            del self.stack[depth:]

    def close_leaf(self) -> None:
        """Put the block at the tip into its container."""
        if self.leaf is not None:
            leaf, self.leaf = self.leaf, None
            leaf.close(self.stack[-1].element)

    def begin(self, depth: int, leaf: Leaf | None = None, mark: str = "") -> Container:
        """Make room at a depth for a leaf, or for what the caller puts there; return what it goes into.

        An item says by its mark which list it is of: where that goes on, nothing new begins beside it.
        """
        self.close(depth)
        self.close_leaf()
        container = self.stack[-1]
        if container.open_list is None or container.open_list.mark != mark:
            container.open_list = None
            if container.has_blank and container.group and len(container.element):
                container.group.is_loose = True
        self.leaf = leaf
        return container

    def push(self, container: Container) -> None:
        """Open a container at the tip. Raises NestingError where too many are open."""
        if len(self.stack) > self.parse.deepest:
            raise NestingError
        self.stack.append(container)

    def new_group(self, parent: Container, element: Element, mark: str) -> Group:
        """Open a list whose element stands in its parent already."""
        group = Group(element, mark)
        self.groups.append(group)
        parent.open_list = group
        return group
