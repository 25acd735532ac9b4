"""Footnotes: what notes there are, who refers to them, and the list of them at the end of a body.

The footnotes extension of Python-Markdown finds notes in pieces between blank lines, numbers them as they
are defined, and tells nobody of one that is missing or defined twice; the ids and classes here are its own.
"""

from xml.etree.ElementTree import Element, SubElement

from msgspec import Struct

from gazette.errors import Place, Report, quoted, warning

_PLACE_MARKER = "///Footnotes Go Here///"
_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_BACK = "\N{LEFTWARDS ARROW WITH HOOK}"


class _Note(Struct, frozen=True, kw_only=True):
    label: str
    element: Element  # li
    place: Place


class Footnotes:
    """The notes of a body; of several with one label the first holds, and the text of the others is kept."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._notes: dict[str, _Note] = {}
        self._again: list[Element] = []
        self._references: dict[str, list[Element]] = {}
        self._listing = Element("ol")

    def define(self, label: str, place: Place) -> Element:
        """Return the element for the text of a note that stands at the place."""
        note = _Note(label=label, element=Element("li"), place=place)
        known = self._notes.setdefault(label.casefold(), note)
        if known is not note:
            line = known.place.line
            message = f"the footnote {quoted(label)} stands here again, first on line {line}; give one another name"
            self._report(warning(place, message, "footnote-duplicate"))
            self._again.append(note.element)
        return note.element

    def refer(self, label: str, place: Place) -> Element | None:
        """Return the element that refers to a note, or None where there is no such note, which is reported."""
        note = self._notes.get(label.casefold())
        if note is None:
            message = f"the footnote {quoted(label)} is not there; write its text in a line [^{label}]: …"
            self._report(warning(place, message, "footnote-missing"))
            return None
        references = self._references.setdefault(label.casefold(), [])
        reference = Element("sup", {"id": _reference_id(note.label, len(references))})
        references.append(reference)
        SubElement(reference, "a", {"class": "footnote-ref", "href": f"#fn:{note.label}"})
        return reference

    def tell_unused(self) -> None:
        """Report the notes to which nothing refers."""
        for key, note in self._notes.items():
            if key not in self._references:
                message = f"nothing refers to the footnote {quoted(note.label)}; write [^{note.label}] where it belongs"
                self._report(warning(note.place, message, "footnote-unused"))

    def place_list(self, root: Element) -> None:
        """Put the notes at the end of the body, or where it says so, so that their text is read as the rest is."""
        elements = [note.element for note in self._notes.values()] + self._again
        if not elements:
            return
        division = Element("div", {"class": "footnote"})
        SubElement(division, "hr")
        division.append(self._listing)
        self._listing.extend(elements)
        markers = [index for index, child in enumerate(root) if (child.text or "").strip() == _PLACE_MARKER]
        if markers:
            root[markers[0]] = division
        else:
            root.append(division)

    def number(self, root: Element) -> None:
        """Give the notes numbers as the text refers to them, and lead back from each to where it is referred to."""
        if not self._notes:
            return
        in_order = [element.get("id") for element in root.iter("sup") if element.get("id", "").startswith("fnref")]
        by_id = {sup.get("id"): key for key, sups in self._references.items() for sup in sups}
        order = [by_id[name] for name in in_order if name in by_id]
        self._listing.clear()
        for number, key in enumerate(dict.fromkeys((*order, *self._notes)), 1):
            self._add(number, key)
        self._listing.extend(self._again)

    def _add(self, number: int, key: str) -> None:
        note, references = self._notes[key], self._references.get(key, [])
        note.element.set("id", f"fn:{note.label}")
        self._listing.append(note.element)
        if not references:
            return
        for reference in references:
            reference[0].text = str(number)
        last = note.element[-1] if len(note.element) and note.element[-1].tag == "p" else SubElement(note.element, "p")
        for index in range(len(references)):
            title = f"Jump back to footnote {number} in the text"
            words = {"class": "footnote-backref", "href": f"#{_reference_id(note.label, index)}", "title": title}
            _append_text(last, _NO_BREAK_SPACE)
            SubElement(last, "a", words).text = _BACK


def _reference_id(label: str, index: int) -> str:
    return f"fnref{index + 1 if index else ''}:{label}"


def _append_text(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
