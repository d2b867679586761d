"""What lines rest on: independent origins, and reports that are no second source."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from secondsource.export.sheet import Source, count
from secondsource.records.evidence import Passage


@dataclass(frozen=True, slots=True)
class Rests:
    """What some passages rest on: how many independent origins, and which further reports."""

    independent: int
    further: tuple[str, ...]
    only: Source | None

    @property
    def words(self) -> str:
        """ "2 independent + 3 reprints"; "only The Post + 1 reprint" for one origin."""
        first = f"{self.independent} independent"
        if self.only is not None:
            first = f"only {self.only.name}"
        return " + ".join((first, *self.further))


class Resting:
    """Tells of passages what they rest on."""

    def __init__(self, known: Mapping[str, Source]) -> None:
        self._known = known

    def __call__(self, passages: Iterable[Passage]) -> Rests:
        """What these passages rest on: a reprint or relay is no second source."""
        ids = dict.fromkeys(passage.report_id for passage in passages)
        found = sorted((self._known[one] for one in ids), key=lambda source: bool(source.note))
        firsts: dict[str, Source] = {}
        further: list[Source] = []
        for source in found:
            if firsts.setdefault(source.origin_id, source) is not source:
                further.append(source)
        only = next(iter(firsts.values())) if len(firsts) == 1 else None
        return Rests(len(firsts), _kinds(further), only)


def _kinds(further: Sequence[Source]) -> tuple[str, ...]:
    """ "3 reprints", "1 relay", "1 more of the same origin"."""
    found = [dependence(source) for source in further]
    told = [str(count(found.count(kind), kind)) for kind in ("reprint", "relay") if kind in found]
    others = found.count("")
    return (*told, *([f"{others} more of the same origin"] if others else []))


def dependence(source: Source) -> str:
    """ "reprint" or "relay" where aligning found it to be one, else ""."""
    for verb, noun in (("reprints", "reprint"), ("relays", "relay")):
        if source.note.startswith(f"{source.report.label} {verb} "):
            return noun
    return ""
