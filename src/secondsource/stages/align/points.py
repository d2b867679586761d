"""Points: claims that speak to one matter, sorted into sides."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

from secondsource.records.evidence import Maker
from secondsource.records.story import Claim, Kind, Origin, Point, Relation, Side, Story
from secondsource.stages.align.links import Link

MAKER = Maker("secondsource/points", "1")


def make_points(
    story: Story, claims: Sequence[Claim], links: Iterable[Link], origins: Sequence[Origin]
) -> tuple[Point, ...]:
    """Conflicts, updates and agreements from the links; every other claim is a point of its own.

    Conflicts come first, then updates, agreements, and what only one report has; within each,
    points behind which more independent origins stand come first.
    """
    links = sorted(links, key=lambda link: (-link.score, link.a, link.b))
    by_id = {claim.id: claim for claim in claims}
    origin_of = {report: origin.id for origin in origins for report in origin.report_ids}
    clusters = _agreeing(links, by_id, origin_of)
    maker = _PointMaker(story, by_id, origin_of)
    opposed = _oppositions(links, clusters, by_id)
    points = [maker.opposed(*opposition) for opposition in opposed]
    points += [maker.together(cluster) for cluster in _distinct(clusters)]
    taken = {c for point in points for side in point.sides for c in side.claim_ids}
    points += [maker.together((claim.id,)) for claim in claims if claim.id not in taken]
    order = list(Relation)
    rank = {Relation.CONFLICT: 0, Relation.UPDATE: 1, Relation.AGREE: 2, Relation.SINGLE: 3}
    return tuple(
        sorted(points, key=lambda p: (rank[p.relation], -p.origins, order.index(p.relation), p.id))
    )


def _distinct(clusters: dict[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    return sorted(set(clusters.values()))


def _agreeing(
    links: Sequence[Link], by_id: dict[str, Claim], origin_of: dict[str, str]
) -> dict[str, tuple[str, ...]]:
    """For each claim that agrees with another its cluster, closest links first.

    Two clusters join only if no claim of one differs from a claim of the other, and if at
    least half of the pairs between them are linked: a chain of likenesses is no agreement.
    """
    against = {frozenset((k.a, k.b)) for k in links if k.difference is not None}
    agreed = {frozenset((k.a, k.b)) for k in links if k.difference is None}
    clusters: dict[str, tuple[str, ...]] = {}
    for link in links:
        if link.difference is not None:
            continue
        one, other = clusters.get(link.a, (link.a,)), clusters.get(link.b, (link.b,))
        if one == other:
            continue
        pairs = [frozenset((x, y)) for x in one for y in other]
        close = sum(pair in agreed for pair in pairs)
        if 2 * close >= len(pairs) and not any(pair in against for pair in pairs):
            joined = tuple(sorted((*one, *other)))
            clusters.update(dict.fromkeys(joined, joined))
    return clusters


def _oppositions(
    links: Sequence[Link], clusters: dict[str, tuple[str, ...]], by_id: dict[str, Claim]
) -> list[tuple[Kind, Relation, dict[str, set[str]], list[Link]]]:
    """Differences of one kind about one matter, gathered: for each, its sides by value."""
    differing = [link for link in links if link.difference is not None]
    parent: dict[tuple[Kind, str], tuple[Kind, str]] = {}

    def find(key: tuple[Kind, str]) -> tuple[Kind, str]:
        while parent.setdefault(key, key) != key:
            key = parent[key]
        return key

    for link in differing:
        assert link.difference is not None
        kind = link.difference.kind
        parent[find((kind, link.a))] = find((kind, link.b))
    gathered: dict[tuple[Kind, str], list[Link]] = defaultdict(list)
    for link in differing:
        assert link.difference is not None
        gathered[find((link.difference.kind, link.a))].append(link)
    return [_opposition(group, clusters) for group in gathered.values()]


def _opposition(
    group: list[Link], clusters: dict[str, tuple[str, ...]]
) -> tuple[Kind, Relation, dict[str, set[str]], list[Link]]:
    """The sides of one matter: two claims stand together if no link opposes them and they agree."""
    first = group[0].difference
    assert first is not None
    sides: dict[str, set[str]] = defaultdict(set)
    for link in group:
        assert link.difference is not None
        for claim, value in zip((link.a, link.b), link.difference.values, strict=True):
            sides[value.lower()].add(claim)
    conflict = any(k.difference and k.difference.relation == Relation.CONFLICT for k in group)
    relation = Relation.CONFLICT if conflict else Relation.UPDATE
    return first.kind, relation, sides, group


class _PointMaker:
    """Makes points of one story; knows the claims and which origin stands behind which report."""

    def __init__(self, story: Story, by_id: dict[str, Claim], origin_of: dict[str, str]) -> None:
        self._story = story
        self._by_id = by_id
        self._origin_of = origin_of

    def together(self, claim_ids: Sequence[str]) -> Point:
        """A point with one side: agreement of two origins or more, else one origin's word."""
        side = self._side(self._clearest(claim_ids).text, claim_ids)
        relation = Relation.AGREE if len(side.origins) > 1 else Relation.SINGLE
        reason = (
            () if relation is Relation.SINGLE else (f"{len(side.origins)} origins say the same",)
        )
        return self._point(relation, None, side.value, (side,), reason)

    def opposed(
        self, kind: Kind, relation: Relation, sides: dict[str, set[str]], links: list[Link]
    ) -> Point:
        """A point with a side for each value."""
        made = tuple(self._side(value, ids) for value, ids in sorted(sides.items()))
        subject = self._clearest([c for ids in sides.values() for c in ids]).text
        reasons = tuple(dict.fromkeys(link.reason for link in links))
        return self._point(relation, kind, subject, made, reasons)

    def _side(self, value: str, claim_ids: Iterable[str]) -> Side:
        ids = sorted(claim_ids, key=lambda c: self._by_id[c].said_in)
        origins = {self._origin_of[self._by_id[c].said_in.report_id] for c in ids}
        return Side(value, tuple(ids), tuple(sorted(origins)))

    def _clearest(self, claim_ids: Sequence[str]) -> Claim:
        """The shortest claim that is not a fragment; it names the matter."""
        claims = [self._by_id[c] for c in claim_ids]
        return min(claims, key=lambda c: (abs(len(c.text) - 70), c.id))

    def _point(
        self,
        relation: Relation,
        kind: Kind | None,
        subject: str,
        sides: tuple[Side, ...],
        reasons: tuple[str, ...],
    ) -> Point:
        ids = ",".join(c for side in sides for c in side.claim_ids)
        raw = f"{self._story.id}:{relation}:{kind}:{ids}"
        return Point(
            id=hashlib.sha256(raw.encode()).hexdigest()[:12],
            story_id=self._story.id,
            relation=relation,
            kind=kind,
            subject=subject,
            sides=sides,
            origins=len({origin for side in sides for origin in side.origins}),
            reasons=reasons,
            maker=MAKER,
        )
