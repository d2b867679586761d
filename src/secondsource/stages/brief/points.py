"""What is confirmed, disputed, changed, and what one source alone has: a line for each point."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from secondsource.records.brief import Line, Section
from secondsource.records.evidence import Passage
from secondsource.records.story import Claim, Point, Relation, Side
from secondsource.stages.brief.bearing import as_exact, backing, borne_out
from secondsource.stages.brief.material import Material
from secondsource.stages.brief.reading import PLAIN, reading
from secondsource.stages.brief.shortening import shorter
from secondsource.stages.brief.standing import is_resolved_afar, is_sound
from secondsource.stages.brief.wording import (
    attributed,
    awkwardness,
    content,
    leans_back,
    phrase,
    plain,
    repeats,
    sentence,
    stems,
)

MOST_CONFIRMED = 14
MOST_SINGLE = 8
MOST_OF_ONE = 3  # lines of what one origin alone has
# Two lines of what single sources have are one if they share this much of their words.
SAME_NEWS = 0.55
# A statement of fewer telling words than this is no news by itself.
FEWEST_STEMS = 4
UNDATED = datetime.max.replace(tzinfo=UTC)
# A fragment that reads worse than this is left to the data; it makes no line.
TOO_AWKWARD = 0.9


def confirmed(material: Material) -> list[Line]:
    """Points on which two or more independent origins agree, in the clearest claim's words."""
    ranked = sorted(
        (p for p in material.points(Relation.AGREE) if len(_origins(material, p)) > 1),
        key=lambda p: -_news(material, _claims(material, p)),
    )
    lines: list[Line] = []
    told: list[frozenset[str]] = []
    for point in ranked:
        claims = tuple(c for c in _claims(material, point) if not material.is_speech(c))
        # "X is the minister", put together from a title, is no news: it stays in the data.
        if not any(material.is_in_own_words(claim) for claim in claims):
            continue
        found = _borne_out(material, claims)
        if found is None:
            continue
        best, backers = found
        text = sentence(attributed(best))
        if not repeats(text, told):
            told.append(content(text))
            cites = _cites(material, (best, *backers))
            lines.append(Line(Section.CONFIRMED, text, cites, point.id))
    return lines[:MOST_CONFIRMED]


def _borne_out(
    material: Material, claims: Sequence[Claim]
) -> tuple[Claim, tuple[Claim, ...]] | None:
    """The claim that is borne out best, and those that bear it out; None without one.

    Of two wordings, one of which says more than the other origins do, that is the plainer one; of
    equals the clearest.
    """
    found: list[tuple[float, Claim, tuple[Claim, ...]]] = []
    for claim in _by_clearness(material, claims):
        if _roughness(material, claim) > TOO_AWKWARD or not is_sound(material, claim):
            continue
        if confirmed_by := _told_as_far(material, claim, claims):
            said, backers = confirmed_by
            weakest = min(borne_out(material, said, other) for other in backers)
            found.append((round(weakest, 1), said, backers))
    best = max(found, key=lambda one: one[0], default=None)  # of equals the first
    return best and best[1:]


def _told_as_far(
    material: Material, claim: Claim, claims: Sequence[Claim]
) -> tuple[Claim, tuple[Claim, ...]] | None:
    """As much of a claim as others bear out, and those that do: all of it, or its first words."""
    for said in (claim, *shorter(material, claim)):
        if backers := backing(material, said, claims, whole=said is claim):
            return said, backers
    return None


def disputed(material: Material) -> list[Line]:
    """Points on which the reports contradict each other: each side with who says so."""
    points = sorted(
        material.points(Relation.CONFLICT), key=lambda p: -_news(material, _claims(material, p))
    )
    return [
        Line(
            Section.DISPUTED,
            " \u2014 ".join(_side(material, side) for side in _sides(material, point)),
            _cites(material, _claims(material, point)),
            point.id,
        )
        for point in points
    ]


def changed(material: Material) -> list[Line]:
    """Points that a later report supersedes: the earlier word, then the later."""
    lines = []
    for point in material.points(Relation.UPDATE):
        sides = sorted(_sides(material, point), key=lambda side: _first_told(material, side))
        text = " \u2192 ".join(_side(material, side, timed=True) for side in sides)
        lines.append(
            Line(Section.CHANGED, text, _cites(material, _claims(material, point)), point.id)
        )
    return lines


def single(material: Material, told: Sequence[Line]) -> list[Line]:
    """The most newsworthy of what one origin alone has, in nobody's direct speech."""
    seen = [content(line.text) for line in told]
    cited = [passage for line in told for passage in line.cites]
    ranked = sorted(
        material.points(Relation.SINGLE), key=lambda p: -_news(material, _claims(material, p))
    )
    lines: list[Line] = []
    share: Counter[str] = Counter()
    for point in ranked:
        claims = _claims(material, point)
        if len(lines) == MOST_SINGLE or not claims or _told(material, claims, cited):
            continue
        best = _by_clearness(material, claims)[0]
        text = sentence(attributed(best))
        origin = next(iter(material.origins([best.said_in])), "")
        if share[origin] == MOST_OF_ONE or not _stands_alone(material, best):
            continue
        if not repeats(text, seen, bar=SAME_NEWS):
            share[origin] += 1
            seen.append(content(text))
            cites = _cites(material, (best, *as_exact(material, best, claims)))
            lines.append(Line(Section.SINGLE, text, cites, point.id))
    return lines


def _stands_alone(material: Material, claim: Claim) -> bool:
    """Whether a claim is plain and says enough to be a line of its own."""
    plain_enough = _roughness(material, claim) <= PLAIN and is_sound(material, claim)
    return len(stems(claim.text)) >= FEWEST_STEMS and plain_enough


def _claims(material: Material, point: Point) -> tuple[Claim, ...]:
    return material.claims_of(i for side in point.sides for i in side.claim_ids)


def _origins(material: Material, point: Point) -> tuple[str, ...]:
    return material.origins(claim.said_in for claim in _claims(material, point))


def _cites(material: Material, claims: Iterable[Claim]) -> tuple[Passage, ...]:
    return material.in_order(claim.said_in for claim in claims)


def _told(material: Material, claims: Iterable[Claim], cited: Sequence[Passage]) -> bool:
    """Whether a claim is direct speech, or stands where another line has been cited from."""
    return any(
        material.is_speech(claim)
        or any(
            claim.said_in.report_id == passage.report_id
            and claim.said_in.span.overlaps(passage.span)
            for passage in cited
        )
        for claim in claims
    )


def _by_clearness(material: Material, claims: Iterable[Claim]) -> list[Claim]:
    """The claims, the one that reads best alone first."""
    return sorted(
        claims,
        key=lambda c: (
            round(_roughness(material, c), 2),
            material.place[c.said_in.report_id],
            c.said_in.start,
        ),
    )


def _roughness(material: Material, claim: Claim) -> float:
    """How badly a claim reads alone, or how unsure its subject or its end is."""
    unsure = is_resolved_afar(material, claim)
    return awkwardness(claim) + 0.8 * unsure + 0.6 * (not material.is_in_own_words(claim))


def _news(material: Material, claims: Sequence[Claim]) -> float:
    """How much a point matters: its origins, nearness to a lead, how much others speak of it."""
    if not claims:
        return 0.0
    origins = len(material.origins(claim.said_in for claim in claims))
    places = [found[0] for claim in claims if (found := material.sentence_at(claim.said_in))]
    lead = max((1 / (1 + place) for place in places), default=0.0)
    figures = any(claim.quantities for claim in claims)
    names = any(claim.people or claim.places for claim in claims)
    own = any(material.is_in_own_words(claim) for claim in claims)
    central = max(material.centrality(claim) for claim in claims)
    return origins + lead + 3 * central + 0.5 * figures + 0.3 * names - 3 * (not own)


def _side(material: Material, side: Side, *, timed: bool = False) -> str:
    claims = material.claims_of(side.claim_ids)
    best = min(claims, key=lambda c: (_roughness(material, c), c.id))
    words = phrase(plain(best))
    if leans_back(words) and not material.is_speech(best):
        words = reading(material, best.said_in).text
    reports = sorted({c.said_in.report_id for c in claims}, key=lambda i: material.place[i])
    when = _first_told(material, side)
    at = f", {when.day} {when:%B %H:%M}" if timed and when != UNDATED else ""
    return f"{material.outlets(reports)}{at}: {words}"


def _sides(material: Material, point: Point) -> list[Side]:
    """The sides to show, the one with most origins first, then the one told first.

    What one origin says in several wordings, as a rewrite does, is one side, unless nothing else
    is left to set against it.
    """
    by_origin: dict[tuple[str, ...], Side] = {}
    for side in sorted(point.sides, key=lambda s: (_first_told(material, s), s.value)):
        whole = by_origin.get(side.origins)
        ids = (*whole.claim_ids, *side.claim_ids) if whole else side.claim_ids
        by_origin[side.origins] = replace(whole or side, claim_ids=ids)
    sides = by_origin.values() if len(by_origin) > 1 else point.sides
    return sorted(sides, key=lambda s: (-len(s.origins), _first_told(material, s), s.value))


def _first_told(material: Material, side: Side) -> datetime:
    """When the first report of a side was published; `UNDATED` if none is dated."""
    reports = (material.by_id[c.said_in.report_id] for c in material.claims_of(side.claim_ids))
    dates = [one.report.published for one in reports if one.report.published]
    return min(dates, default=UNDATED)
