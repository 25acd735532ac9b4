"""Offices: what a text says that somebody is, before a name or after it."""

import re
from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from gazette.desk.importing.capitals import CAPITAL
from gazette.desk.importing.rules import is_a, phrases, words
from gazette.spellings import without_marks

_REACH = 170  # characters before a name in which its office is looked for
_MOST_MODIFIERS = 3
_SHORT_OBJECT = 3  # words, as in "of the yard"
_OBJECT = r"(?: (?:of|for|to|at|in|on|from) [^,.;:()\"“”]{2,100})"
_ITEM = rf"{CAPITAL}[\w' -]{{1,40}}"
_SEVERAL = re.compile(rf" (?:of|for) (?:{_ITEM}, ){{1,4}}{_ITEM} and {_ITEM}(?P<comma>,)?\s+")
_NO_MODIFIERS = ("clauses", "determiners", "speech")
_DETERMINER = re.compile(r"^(?:(?:the|a|an|its|his|her|their|our)|(?:the )?[\w'’]+['’]s?) ", re.IGNORECASE)
_LAST_FORM = re.compile(r"(?:^|(?<=[\s(“\"]))([^\W\d_]+(?:\.[^\W\d_])?\.?)[ \n]$")
_LAST_WORD = re.compile(r"(?:^|(?<=[\s(“\"]))([^\W\d_][\w'’-]*)[ \n]$")
_APPOSITION = re.compile(r"(?:,|\s\(|\s[—–-])\s*(?P<words>[^,.;:()—–]{3,110})(?=[,.;:()—–]|$)")
_AS = re.compile(r"\s(?:as|to be|becomes?|became)\s(?:the |a |an |its |their |his |her )?(?P<words>[^,.;:()—–]{3,90})")
_OWNED = re.compile(r"(?:\b(?:the|an?|whose|his|her|their|its|our|my)|['’]s?) $", re.IGNORECASE)
_OCCUPATION = re.compile(r"[^\W\d_]{3,}(?:er|or|ist|ian|man|woman|ant)", re.IGNORECASE)


class Office(Struct, frozen=True, kw_only=True):
    """What somebody is said to be, with the first letter a capital; `kind` is office, rank, occupation or honorific."""

    text: str
    kind: str
    start: int  # where it stands in the paragraph
    end: int = 0  # of one that follows the name


def office_before(text: str, start: int) -> Office | None:
    """Return the office in a paragraph that leads up to a name that starts there: `the mayor of X, `, `Judge `."""
    offset = max(0, start - _REACH)
    before = text[offset:start]
    forms_at = _before_forms(before)
    stem = before[:forms_at]
    forms = before[forms_at:].strip()
    ranks = " ".join(word for word in forms.split() if _in_rank(word) or is_a("ranks", word))
    found = _headed(stem) or (None if ranks else _occupied(stem))
    if found:
        place, words_of_office, kind = found
        return Office(text=_titled(words_of_office), kind=kind, start=offset + place)
    if not forms:
        return None
    if not ranks:
        return Office(text="", kind="honorific", start=offset + forms_at)
    place = _with_modifiers(before, forms_at)
    return Office(text=_titled(f"{before[place:forms_at]}{ranks}"), kind="rank", start=offset + place)


def office_after(text: str, end: int) -> Office | None:
    """Return the office in a paragraph that follows a name that ends there: `, head of X,`, `as its chairman`."""
    for pattern in (_APPOSITION, _AS):
        match = pattern.match(text, end)
        if match:
            phrase = _DETERMINER.sub("", match["words"].strip())
            phrase = re.split(r" (?:and(?! [^\W\d_a-z])|who|which|that|since|after|before|when|aged) ", phrase)[
                0
            ].strip()
            kind = _kind_of_phrase(phrase)
            if kind:
                return Office(text=_titled(phrase), kind=kind, start=end, end=match.end())
    return None


def _before_forms(before: str) -> int:
    """Return where the ranks and forms of address begin that stand right before a name."""
    place = len(before)
    while match := _LAST_FORM.search(before[:place]):
        word = match[1].rstrip(".")
        last_words = before[:place].split()
        is_of_office = any(is_a("offices", " ".join(last_words[-size:])) for size in (2, 3))  # secretary general
        is_rank = (
            word[0].isupper() and not is_of_office and (is_a("ranks", word) or (place < len(before) and _in_rank(word)))
        )
        if not is_rank and not is_a("honorifics", word):
            break
        place = match.start(1)
    return place


def _in_rank(word: str) -> bool:
    """Tell whether a word begins the name of a rank, as "Rear" does."""
    return without_marks(word) in _rank_beginnings()


@cache
def _rank_beginnings() -> frozenset[str]:
    return frozenset(rank.split()[0] for rank in words("ranks"))


def _headed(before: str) -> tuple[int, str, str] | None:
    """Return where an office begins that ends with the text, its words, and its kind."""
    heads = list(_head_pattern().finditer(before))
    for head in reversed(heads):
        rest = before[head.end() :]
        if not _leads_on(rest):
            continue
        if is_a("plural_offices", head[0]):
            return head.start(), "", "office"
        place = _with_outer_heads(before, head.start(), heads)
        place = _with_modifiers(before, place)
        return place, before[place:].strip().rstrip(",").strip(), "office"
    return None


def _leads_on(rest: str) -> bool:
    """Tell whether what stands between the word for an office and a name is blank, or what the office is of."""
    if rest.strip() in ("", ","):
        return rest != ""
    match = re.fullmatch(rf"{_OBJECT}(?P<comma>,)?\s+", rest) or _SEVERAL.fullmatch(rest)
    if match is None:
        return False
    of_what = rest.strip().rstrip(",").split()
    has_clause = any(is_a("clauses", word) or is_a("speech", word) for word in of_what) or " and the " in rest
    is_close = of_what[-1][0].isupper() or len(of_what) <= _SHORT_OBJECT
    return not has_clause and (match["comma"] is not None or is_close)


def _with_outer_heads(before: str, place: int, heads: Iterable[re.Match[str]]) -> int:
    """Return where an office begins that is an office of another: `adviser to the Minister of Finance`."""
    for head in reversed(list(heads)):
        if head.end() <= place and re.fullmatch(r" (?:of|to|for)(?: the)? ", before[head.end() : place]):
            place = head.start()
    return place


def _with_modifiers(before: str, place: int) -> int:
    """Return where the words begin that belong to the word for an office: `First Deputy`, `museum`."""
    is_lower = before[place].islower()
    for _ in range(_MOST_MODIFIERS):
        match = _LAST_WORD.search(before[:place])
        if match is None:
            break
        word = match[1]
        is_possessive = word.endswith(("'s", "’s", "'", "’"))
        is_known = is_a("modifiers", word)
        is_verb = word.islower() and word.endswith(("ing", "ed")) and not is_known
        is_foreign = not is_lower and word[0].islower() and not is_known
        if is_possessive or is_verb or is_foreign or any(is_a(kind, word) for kind in _NO_MODIFIERS):
            break
        if is_a("openers", word) and not is_known:
            break
        place = match.start(1)
    return place


def _occupied(before: str) -> tuple[int, str, str] | None:
    """Return where an occupation begins that ends with the text: `the painter `, `Analyst `."""
    has_comma = before.endswith(", ")
    stem = before.removesuffix(", ") + " " if has_comma else before
    match = _LAST_WORD.search(stem)
    if match is None or not _is_occupation(match[1]):
        return None
    place = _with_modifiers(stem, match.start(1)) if match[1][0].islower() else match.start(1)
    if has_comma and not _OWNED.search(stem[:place]):
        return None
    return place, "" if is_a("kin", match[1]) else stem[place:].strip(), "occupation"


def _is_occupation(word: str) -> bool:
    if is_a("occupations", word) or is_a("kin", word):
        return True
    if not (word.islower() or word.endswith("ologist")):
        return False
    return _OCCUPATION.fullmatch(word) is not None and not is_a("not_occupations", word)


def _kind_of_phrase(phrase: str) -> str:
    """Return the kind of office that a phrase begins with, or "" where it is none or goes on to a name or a verb."""
    tokens = phrase.split()
    if any(is_a(kind, word) for word in tokens if not word.isupper() for kind in ("speech", "clauses")):
        return ""
    for head in _head_pattern().finditer(phrase):
        rest = phrase[head.end() :]
        if len(phrase[: head.start()].split()) <= 4 and (not rest or re.match(_OBJECT, rest)):
            return "" if is_a("plural_offices", head[0]) else "office"
    place = next((number for number, word in enumerate(tokens[:4]) if _is_occupation(word)), None)
    if place is None or (place + 1 < len(tokens) and tokens[place + 1][0].isupper()):
        return ""
    return "occupation"


def _titled(text: str) -> str:
    plain = _DETERMINER.sub("", " ".join(text.split()))
    return plain[:1].upper() + plain[1:]


@cache
def _head_pattern() -> re.Pattern[str]:
    """Return the pattern of the words that head an office, the longest first."""
    heads = "|".join(map(re.escape, (*phrases("plural_offices"), *phrases("offices"))))
    return re.compile(rf"(?<![\w'’-])(?:{heads})(?![\w'’-])", re.IGNORECASE)
