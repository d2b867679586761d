"""Points: claims that speak to one matter, sorted into sides."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz

from secondsource.compare.spelling import plain
from secondsource.records.evidence import Maker
from secondsource.records.story import Claim, Kind, Origin, Point, Relation, Side, Story
from secondsource.stages.align.links import Agreement, Link, Opposition
from secondsource.stages.align.subjects import agreed, disputed, superseded

MAKER = Maker("secondsource/points", "2")
COPIED, FEWEST_COPIED = 85.0, 7  # rapidfuzz ratio, and words, from which a wording is copied
ORDER = {Relation.CONFLICT: 0, Relation.UPDATE: 1, Relation.AGREE: 2, Relation.SINGLE: 3}


def make_points(
    story: Story, claims: Sequence[Claim], links: Iterable[Link], origins: Sequence[Origin]
) -> tuple[Point, ...]:
    """Conflicts, updates and agreements from the links; every other claim is a point of its own.

    Conflicts come first, then updates, agreements, and what only one report has; within each,
    points behind which more independent origins stand come first.
    """
    links = sorted(links, key=lambda link: (-link.score, link.a, link.b))
    oppositions = [link for link in links if isinstance(link, Opposition)]
    agreements = [link for link in links if isinstance(link, Agreement)]
    make = _PointMaker(story, claims, origins)
    points = [make.opposed(group) for group in _matters(oppositions)]
    points += [make.together(cluster) for cluster in _clusters(agreements, oppositions)]
    taken = {claim for point in points for side in point.sides for claim in side.claim_ids}
    points += [make.together((claim.id,)) for claim in claims if claim.id not in taken]
    return tuple(sorted(points, key=lambda p: (ORDER[p.relation], -p.origins, p.id)))


def _clusters(
    agreements: Sequence[Agreement], oppositions: Sequence[Opposition]
) -> list[tuple[str, ...]]:
    """Claims that say the same, closest links first.

    Two clusters join only if no claim of one differs from a claim of the other, and if at
    least half of the pairs between them are linked: a chain of likenesses is no agreement.
    """
    nearby = _Nearby(agreements, oppositions)
    members: dict[str, tuple[str, ...]] = {}  # by the cluster's key, one of its claims
    home: dict[str, str] = {}
    for link in agreements:
        one, other = home.setdefault(link.a, link.a), home.setdefault(link.b, link.b)
        if one == other:
            continue
        mine, theirs = members.get(one, (one,)), members.get(other, (other,))
        linked = nearby.agreed[one].get(other, 0)
        if 2 * linked < len(mine) * len(theirs) or other in nearby.against[one]:
            continue
        keep, gone = (one, other) if len(mine) >= len(theirs) else (other, one)
        nearby.join(keep, gone)
        home.update(dict.fromkeys(members.pop(gone, (gone,)), keep))
        members[keep] = (*mine, *theirs)
    return sorted(tuple(sorted(cluster)) for cluster in members.values())


class _Nearby:
    """How many agreements run from cluster to cluster, and which differ; kept while they join.

    Counting them anew for each link would take as long as the product of the clusters' sizes.
    """

    def __init__(self, agreements: Iterable[Agreement], oppositions: Iterable[Opposition]) -> None:
        self.agreed: dict[str, Counter[str]] = defaultdict(Counter)
        self.against: dict[str, set[str]] = defaultdict(set)
        for a, b in {(min(link.a, link.b), max(link.a, link.b)) for link in agreements}:
            self.agreed[a][b] = self.agreed[b][a] = 1
        for link in oppositions:
            self.against[link.a].add(link.b)
            self.against[link.b].add(link.a)

    def join(self, keep: str, gone: str) -> None:
        """Let the cluster `keep` have what the cluster `gone` had."""
        for other, count in self.agreed.pop(gone, Counter()).items():
            del self.agreed[other][gone]
            if other != keep:
                self.agreed[other][keep] += count
                self.agreed[keep][other] += count
        for other in self.against.pop(gone, set()):
            self.against[other].discard(gone)
            self.against[other].add(keep)
            self.against[keep].add(other)


def _matters(oppositions: Sequence[Opposition]) -> list[list[Opposition]]:
    """Oppositions of one kind that share a claim are about one matter."""
    leader: dict[tuple[Kind, str], tuple[Kind, str]] = {}

    def find(key: tuple[Kind, str]) -> tuple[Kind, str]:
        while leader.setdefault(key, key) != key:
            key = leader[key]
        return key

    for link in oppositions:
        leader[find((link.difference.kind, link.a))] = find((link.difference.kind, link.b))
    gathered: dict[tuple[Kind, str], list[Opposition]] = defaultdict(list)
    for link in oppositions:
        gathered[find((link.difference.kind, link.a))].append(link)
    return list(gathered.values())


def _against(group: Iterable[Opposition]) -> dict[str, set[str]]:
    """For each claim those that cannot hold beside it."""
    found: dict[str, set[str]] = defaultdict(set)
    for link in group:
        found[link.a].add(link.b)
        found[link.b].add(link.a)
    return found


def _sides(group: Sequence[Opposition]) -> Mapping[str, set[str]]:
    """The claims of each value, as it is first spelt."""
    spelt: dict[str, str] = {}
    sides: dict[str, set[str]] = defaultdict(set)
    for link in group:
        for claim, value in zip((link.a, link.b), link.difference.values, strict=True):
            sides[spelt.setdefault(plain(value), value)].add(claim)
    return sides


def _same_wording(one: str, other: str) -> bool:
    """Whether a sentence is another's copy; short and quoted ones prove nothing."""
    if min(len(one.split()), len(other.split())) < FEWEST_COPIED or "“" in one:
        return False
    return fuzz.ratio(one, other) >= COPIED


class _PointMaker:
    """Makes points of one story; knows the claims and which origin stands behind which report."""

    def __init__(self, story: Story, claims: Iterable[Claim], origins: Iterable[Origin]) -> None:
        self._story = story
        self._by_id = {claim.id: claim for claim in claims}
        self._origin_of = {report: origin.id for origin in origins for report in origin.report_ids}

    def together(self, claim_ids: Sequence[str]) -> Point:
        """A point with one side: agreement of two origins or more, else one origin's word."""
        subject = agreed([self._by_id[claim] for claim in claim_ids]).text
        side = self._side(subject, claim_ids)
        if len(side.origins) < 2:  # one origin is no confirmation
            return self._point(Relation.SINGLE, None, subject, (side,), ())
        reason = f"{len(side.origins)} independent origins say the same"
        return self._point(Relation.AGREE, None, subject, (side,), (reason,))

    def opposed(self, group: Sequence[Opposition]) -> Point:
        """A point with a side for each value: a conflict if any two of them cannot both hold."""
        conflict = any(link.difference.relation is Relation.CONFLICT for link in group)
        relation = Relation.CONFLICT if conflict else Relation.UPDATE
        sides = tuple(self._side(value, ids) for value, ids in sorted(_sides(group).items()))
        reasons = tuple(dict.fromkeys(link.difference.reason for link in group))
        kind = group[0].difference.kind
        subject = (
            disputed(kind, sides, self._by_id, _against(group))
            if conflict
            else superseded(sides, self._by_id, self._story.report_ids)
        )
        return self._point(relation, kind, subject, sides, reasons)

    def _side(self, value: str, claim_ids: Iterable[str]) -> Side:
        ids = sorted(claim_ids, key=lambda claim: (self._by_id[claim].said_in, claim))
        return Side(value, tuple(ids), tuple(sorted(self._independent(ids))))

    def _independent(self, claim_ids: Sequence[str]) -> set[str]:
        """The origins that bear the claims out in words of their own.

        Two outlets that print one sentence word for word share a source, whatever else in their
        reports is their own. Quoted words are no sign of it.
        """
        kept: dict[str, list[str]] = {}
        for claim_id in claim_ids:
            claim = self._by_id[claim_id]
            origin = self._origin_of[claim.said_in.report_id]
            if claim.text == f"{claim.subject} is {claim.object}":  # our words, not the reports'
                kept.setdefault(origin, [])
                continue
            others = (text for one, texts in kept.items() if one != origin for text in texts)
            if origin in kept or not any(_same_wording(claim.text, text) for text in others):
                kept.setdefault(origin, []).append(claim.text)
        return set(kept)

    def _point(
        self,
        relation: Relation,
        kind: Kind | None,
        subject: str,
        sides: tuple[Side, ...],
        reasons: tuple[str, ...],
    ) -> Point:
        ids = [claim for side in sides for claim in side.claim_ids]
        raw = f"{self._story.id}:{relation}:{kind}:{','.join(ids)}"
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
