"""A headline and a summary for a text, taken from its own sentences."""

import re
from collections.abc import Sequence

from gazette.desk.importing.findings import Finding
from gazette.desk.importing.wire import Wire

_SENTENCE_END = re.compile(
    r"(?<!\b[^\W\d_])(?<!\b(?:Mr|Ms|Dr|St|No|Lt|vs))(?<!\b(?:Mrs|Gen|Col|Sen|Gov|Rev|Hon))(?<!\bProf)"
    r"[.!?][\"”’»]?\s+(?=[\"“‘«]?[^\W\d_a-z])"
)
_FEWEST_WORDS, _MOST_WORDS = 5, 16
_LONGEST_TITLE, _LONGEST_SUMMARY = 100, 240
_REACH = 2000  # characters of a paragraph that are looked at
_NO_HEADLINE = re.compile(r"[\"“‘«]|(?:this|these|that|it|he|she|they|we|i)\b", re.IGNORECASE)
_CUT = re.compile(r"[,;:]? (?:on|after|before|during|following|in order|while|where|when|which|who|as)\b|[,;:—–]")


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a paragraph on one line each."""
    found, start = [], 0
    for match in _SENTENCE_END.finditer(text):
        found.append(text[start : match.end()])
        start = match.end()
    return tuple(" ".join(sentence.split()) for sentence in (*found, text[start:]) if sentence.strip())


def guess_title(wire: Wire) -> Finding:
    """Return the text's own headline, or one made of a short sentence of its lead, or of the first one cut."""
    if wire.title:
        return Finding(text=" ".join(wire.title.split()), confidence=0.9, reason="the line that looks like a headline")
    lead = sentences(wire.lead[0][:_REACH])
    for sentence in lead[:3]:
        is_short = _FEWEST_WORDS <= len(sentence.split()) <= _MOST_WORDS and len(sentence) <= _LONGEST_TITLE
        if is_short and not _NO_HEADLINE.match(sentence):
            return Finding(text=_bare(sentence), confidence=0.4, reason="a sentence of paragraph 1; write a headline")
    beginning = _cut(lead) or " ".join(wire.paragraphs)[:_LONGEST_TITLE]
    return Finding(text=beginning, confidence=0.3, reason="the beginning of paragraph 1; write a headline")


def guess_summary(wire: Wire, title: str) -> Finding | None:
    """Return the first sentence of the lead that is not the title, or the beginning of it."""
    for number, paragraph in enumerate(wire.lead, 1):
        for sentence in sentences(paragraph[:_REACH]):
            if _bare(sentence) != title and len(sentence.split()) >= _FEWEST_WORDS:
                text = _shortened(sentence, _LONGEST_SUMMARY)
                return Finding(text=text, confidence=0.5, reason=f"from paragraph {number}; write a summary")
    return None


def _bare(sentence: str) -> str:
    return sentence.rstrip().removesuffix(".")


def _cut(lead: Sequence[str]) -> str:
    """Return the beginning of the first sentence, up to where a clause ends if that is in reach."""
    sentence = _bare(lead[0]) if lead else ""
    ends = [match.start() for match in _CUT.finditer(sentence) if 30 <= match.start() <= _LONGEST_TITLE]
    return sentence[: ends[-1]].strip() if ends else _shortened(sentence, _LONGEST_TITLE)


def _shortened(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    return text[: text.rfind(" ", 0, longest) + 1 or longest].rstrip(" ,;:–—") + " …"
