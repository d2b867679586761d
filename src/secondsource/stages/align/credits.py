"""Whom a report credits for its text: the names of outlets, bylines, datelines and sign-offs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import urlsplit

from secondsource.records.layers import AnnotatedReport
from secondsource.stages.align.origin_words import agencies, any_of, folded, words

# "PORTO, Oct 16 (XYZ) -": the agency in a dateline, within the first line.
DATELINE = re.compile(r"\A[^\n(]{0,80}\(([^()\n]{2,40})\)\s{0,2}[-\u2010-\u2015]")
# How many characters at the end of a report may hold its sign-off.
SIGN_OFF = 400
NAME = r"(?P<name>[A-Z][\w.&'\u2019-]*(?:[ ,&]+(?:and |the |de |of )?[A-Z][\w.&'\u2019-]*){0,7})"


@dataclass(frozen=True, slots=True)
class Credit:
    """Who is credited, as folded names.

    `whole` says that nobody of the outlet's own is credited beside them, `unnamed` that agencies
    are credited without a name.
    """

    names: frozenset[str]
    whole: bool
    unnamed: bool


def outlet_names(annotated: AnnotatedReport) -> frozenset[str]:
    """What other reports may call the outlet of this one, as folded names.

    The full name, the name without its tail, acronyms and the host. A name cut down to one common
    word ("the Post") is left out: it is nobody's alone.
    """
    report = annotated.report
    return _names_of(report.outlet, report.url, tuple(_dateline(annotated)))


# Asked of every pair of reports that share words.
@lru_cache(maxsize=1024)
def _names_of(outlet: str, url: str | None, dateline: tuple[str, ...]) -> frozenset[str]:
    full = folded(outlet)
    if not full:
        return frozenset()
    names = {full, *_shorter(full), *_acronyms(outlet, dateline)}
    known = agencies()
    if found := {known[name] for name in names if name in known and len(name) > 3}:
        names |= {name for name, fullest in known.items() if fullest in found}
    if url and (host := urlsplit(url).hostname):
        # "example news" in a text is www.examplenews.com, whatever else it calls itself.
        site = host.removeprefix("www.").split(".")[0]
        names |= {folded(host.removeprefix("www.")), site} if len(site) > 5 else set()
    return frozenset(names)


def credit(annotated: AnnotatedReport) -> Credit:
    """Whom byline, dateline and sign-off credit besides the outlet itself."""
    own = outlet_names(annotated)
    parts = [*_byline_parts(annotated), *_dateline(annotated)]
    bare = [_without_staff(part, annotated.report.outlet) for part in parts]
    unnamed = {part for part in bare if part in words("agency words")}
    names = {_canonical(part) for part in bare if part} - unnamed - own
    signed = {_canonical(folded(name)) for name in _signed(annotated.report.text)} - own
    named = frozenset(name for name in names | signed if name)
    whole = bool(names) and all(bare) and not unnamed
    return Credit(named, whole, bool(unnamed))


def is_agency(annotated: AnnotatedReport) -> bool:
    """Whether the outlet is one whose copy others carry."""
    names = outlet_names(annotated)
    last_words = re.compile(rf"\b{any_of('agency words')}\Z")
    return any(name in agencies() for name in names) or bool(
        last_words.search(folded(annotated.report.outlet)) or names & set(_dateline(annotated))
    )


def _shorter(full: str) -> set[str]:
    """The name without its tail: "northgate news" of "northgate news agency"."""
    found = {
        re.sub(rf" (?:{any_of('agency words')}|{any_of('media nouns')}|online|live)\Z", "", full)
    }
    found |= {full.split(f" {link} ")[0] for link in ("de", "of", "du", "del", "di", "von")}
    return {name for name in found if " " in name}


def _acronyms(outlet: str, dateline: Iterable[str]) -> set[str]:
    initials = "".join(re.findall(r"\b([^\W\d_])", outlet)).casefold()
    own = {initials} if len(initials) >= 3 else set()
    return own | {name for name in dateline if _abbreviates(name, folded(outlet))}


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters of `short` stand in `name` in order, the first at its beginning."""
    rest = iter(name)
    return bool(short) and short[0] == name[:1] and all(c in rest for c in short.replace(" ", ""))


def _byline_parts(annotated: AnnotatedReport) -> list[str]:
    byline = re.sub(r"\([^)]*\)", " ", annotated.report.byline or "")
    cut = re.split(r"[,;/&|+]|\b(?:and|with|via|from|by|By|for|in|for the)\b", byline)
    return [part.strip() for part in cut if part.strip()]


def _dateline(annotated: AnnotatedReport) -> list[str]:
    report = annotated.report
    body = report.text[len(report.title) :] if report.text.startswith(report.title) else report.text
    found = DATELINE.match(body.lstrip())
    return [folded(found.group(1))] if found else []


def _signed(text: str) -> list[str]:
    return [
        found.group("name") for found in _sign_offs().finditer(text, max(0, len(text) - SIGN_OFF))
    ]


@cache
def _sign_offs() -> re.Pattern[str]:
    before = (
        r"\([Ww]ith (?:inputs?|files|reporting|material|additional reporting) from (?:the )?"
        r"|\b[Ww]ith (?:files|material|inputs?) from (?:the )?"
        r"|\((?:Reporting|Writing|Additional reporting|Compiled) by (?:the )?"
        r"|\bSource: (?:the )?"
        r"|[\u2013\u2014-] ?(?=[A-Z][^\n]{1,30}\Z)"
    )
    return re.compile(rf"(?:{before}){NAME}")


def _without_staff(part: str, outlet: str) -> str:
    """The folded part without words for staff and words of the outlet's own name."""
    if folded(part) in agencies() or folded(part) in words("agency words"):
        return folded(part)
    own = set(folded(outlet).split()) | set(words("staff words")) | {"the", "our"}
    return " ".join(word for word in folded(part).split() if word not in own)


def _canonical(name: str) -> str:
    plain = re.sub(r" (?:news agency|agency|bureau)\Z", "", name)
    return folded(agencies().get(plain, agencies().get(name, plain)))
