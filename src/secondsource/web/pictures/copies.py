"""Who copied whom: each origin as a tree, its first report at the top, its copies below."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from secondsource.export.sheet import counted
from secondsource.records.brief import Account
from secondsource.records.report import Report
from secondsource.web.pictures.coverage import MEANINGS, SIGNS, clock
from secondsource.web.pictures.drawing import (
    MOST_STOPS,
    WIDTH,
    Frame,
    Picture,
    anchor,
    picture,
    report_link,
)
from secondsource.web.pictures.kinship import Family, Kin, Relative, families
from secondsource.web.pictures.lettering import Lettering, lettering
from secondsource.web.pictures.time_axis import zone_name, zone_of

TITLE = "Who copied whom"
MOST_ROWS = 80
_ROW, _FIRST = 26.0, 14.0
_INDENT, _DEEPEST = 26.0, 9
_TIME, _WHY = 300.0, 452.0  # where the times and the reasons begin
_APART = 12.0


@dataclass(frozen=True, slots=True)
class Node:
    """A report of the tree: its sign at (x, y), who published it, when, and why it stands there.

    `parent` is where the sign of the report stands that it was copied from, None for a first one.
    """

    report_id: str
    x: float
    y: float
    parent: tuple[float, float] | None
    sign: str
    outlet: Lettering
    time: Lettering
    why: Lettering
    name: str
    link: str


@dataclass(frozen=True, slots=True)
class Copies:
    """The trees of all origins of more than one report; `note` tells what is not drawn."""

    nodes: tuple[Node, ...]
    height: float
    note: str


def copies(account: Account) -> Picture | None:
    """The picture of who copied whom; None where nobody did."""
    grown = [family for family in families(account) if len(family.members) > 1]
    if not grown:
        return None
    laid = lay_out(account)
    kinds = {one.kin for family in grown for one in family.members}
    copied = sum(len(family.members) - 1 for family in grown)
    frame = Frame(
        id=anchor("copies", account.story.id),
        title=TITLE,
        words=f"{counted(copied, 'report')} of {len(account.reports)} not independent, each under "
        "the report that it was taken from.",
        width=WIDTH,
        height=laid.height,
        key=tuple((SIGNS[kin], MEANINGS[kin]) for kin in Kin if kin in kinds),
        stops=len(laid.nodes) <= MOST_STOPS,
    )
    return picture("copies", frame, laid=laid, rows=tuple(_table(account)))


def lay_out(account: Account) -> Copies:
    """Where each report stands: a row each, indented under the one that it was taken from."""
    known = families(account)
    grown = [family for family in known if len(family.members) > 1]
    zone = zone_of([report.published for report in account.reports if report.published])
    nodes: list[Node] = []
    y = _FIRST
    for family in sorted(grown, key=lambda one: -len(one.members)):
        places: dict[str, tuple[float, float]] = {}
        for one, depth in _downward(family):
            x = 10 + _INDENT * min(depth, _DEEPEST)
            places[one.report.id] = (x, y)
            nodes.append(_node(account, one, places, zone))
            y += _ROW
        y += _APART
    shown = nodes[:MOST_ROWS]
    alone = len(known) - len(grown)
    note = _note(account, zone, alone, len(nodes) - len(shown))
    return Copies(tuple(shown), shown[-1].y + 14, note)


def _note(account: Account, zone: tzinfo, alone: int, left_out: int) -> str:
    dated = next((report.published for report in account.reports if report.published), None)
    told = [f"Times by the clock of {zone_name(zone, dated)}."] if dated else []
    if alone:
        verb = "was" if alone == 1 else "were"
        told.append(f"{counted(alone, 'report')} {verb} neither copied nor a copy.")
    if left_out:
        told.append(f"{counted(left_out, 'more report')} in the table alone.")
    return " ".join(told)


def _downward(family: Family) -> Iterator[tuple[Relative, int]]:
    """The members from the first down, each with how far it is from it, before its siblings."""
    waiting = [(family.members[0], 0)]
    while waiting:
        one, depth = waiting.pop()
        yield one, depth
        below = sorted(family.children(one.report.id), key=_in_time, reverse=True)
        waiting += [(child, depth + 1) for child in below]


def _in_time(one: Relative) -> tuple[bool, float]:
    published = one.report.published
    return published is None, published.timestamp() if published else 0.0


def _node(
    account: Account, one: Relative, places: dict[str, tuple[float, float]], zone: tzinfo
) -> Node:
    x, y = places[one.report.id]
    base = y + 4
    told = _clock(one.report, zone)
    return Node(
        report_id=one.report.id,
        x=x,
        y=y,
        parent=places[one.of] if one.of else None,
        sign=SIGNS[one.kin],
        outlet=lettering(one.report.label, (x + 14, base), room=_TIME - x - 26, size=13),
        time=lettering(told, (_TIME, base), room=_WHY - _TIME - 12, size=12),
        why=lettering(_short(one), (_WHY, base), room=WIDTH - _WHY - 2, size=12),
        name=f"{one.report.label}, {told}: {one.why or MEANINGS[one.kin]}",
        link=report_link(account.story.id, one.report.id),
    )


def _short(one: Relative) -> str:
    """Why a report stands there, without the names that the picture shows already."""
    _, colon, share = one.why.rpartition(": ")
    return share if colon else one.why.removeprefix(one.report.label).strip()


def _clock(report: Report, zone: tzinfo) -> str:
    return clock(report, zone) if report.published else "undated"


def _table(account: Account) -> Iterable[tuple[str, str, str, str, str]]:
    zone = zone_of([report.published for report in account.reports if report.published])
    names = {report.id: report.label for report in account.reports}
    for family in _largest_first(families(account)):
        for one, _ in _downward(family):
            link = report_link(account.story.id, one.report.id)
            of = names[one.of] if one.of else "nobody"
            yield one.report.label, _clock(one.report, zone), of, one.why or one.kin.value, link


def _largest_first(known: Sequence[Family]) -> list[Family]:
    return sorted(known, key=lambda family: -len(family.members))
