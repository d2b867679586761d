"""One name across a story for everything that its reports name in different ways."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations

from secondsource.compare.people import DATA, parts, same_person, same_surname
from secondsource.compare.spelling import plain, skeleton
from secondsource.records.layers import NAMES, AnnotatedReport, NameKind

# Words that say what kind of place a name is of, and may be left out.
KINDS_OF_PLACE = frozenset(
    {"mount", "mt", "lake", "river", "volcano", "city", "town", "village", "island", "gunung"}
    | {"of", "the"}
)
SHORTEST = 5  # letters of a skeleton that may stand for several spellings
LONGEST_ACRONYM = 7
FULLER = frozenset({NameKind.PERSON, NameKind.ORGANISATION})
SMALL = frozenset({"of", "the", "for", "and", "on", "in", "de", "la", "des", "du", "der"})


@dataclass(slots=True)
class Form:
    """One way to write a name: how often, in which reports, and as what kind."""

    text: str
    reports: set[str] = field(default_factory=set)
    mentions: int = 0
    kinds: Counter[NameKind] = field(default_factory=Counter)

    @property
    def kind(self) -> NameKind:
        """The kind most mentions have."""
        return max(self.kinds, key=lambda kind: (self.kinds[kind], kind), default=NameKind.OTHER)

    @property
    def words(self) -> list[str]:
        """The words of the name, plain."""
        return parts(self.text)[0]


def unify(reports: Sequence[AnnotatedReport]) -> dict[tuple[str, str], str]:
    """`(report id, entity)` -> the form used for it across the story.

    That is the fullest form, of several the one in most reports; the order of reports does not
    matter. Two people who share a surname stay apart, and a surname that could be either's.
    """
    forms, used = _forms(reports)
    clusters = _Clusters(forms)
    for join in (_join_spellings, _join_aliases, _join_people, _join_short_people):
        join(clusters)
    _join_acronyms(clusters, sorted({report.report.outlet for report in reports}))
    _join_parts(clusters)
    canonical = clusters.canonical()
    return {key: canonical[key[1]] for key in sorted(used)}


def _forms(reports: Iterable[AnnotatedReport]) -> tuple[dict[str, Form], set[tuple[str, str]]]:
    forms: dict[str, Form] = {}
    used = set()
    for report in reports:
        for name in report.get(NAMES):
            form = forms.setdefault(name.entity, Form(name.entity))
            form.reports.add(report.report.id)
            form.mentions += 1
            form.kinds[name.kind] += 1
            used.add((report.report.id, name.entity))
    return dict(sorted(forms.items())), used


class _Clusters:
    """Forms that were found to name the same, joined step by step."""

    def __init__(self, forms: dict[str, Form]) -> None:
        self.forms = forms
        self.home = {text: text for text in forms}
        self.members = {text: [form] for text, form in forms.items()}
        self.longer: dict[str, str] = {}

    def all(self, *kinds: NameKind) -> list[list[Form]]:
        """The clusters, those of some kinds if any are given."""
        return [
            members
            for home, members in self.members.items()
            if not kinds or self.kind(home) in kinds
        ]

    def kind(self, home: str) -> NameKind:
        """The kind most mentions of a cluster have."""
        total: Counter[NameKind] = Counter()
        for form in self.members[home]:
            total.update(form.kinds)
        return max(total, key=lambda kind: (total[kind], kind))

    def join(self, one: Form, other: Form) -> None:
        """Make the clusters of two forms one."""
        keep, gone = sorted((self.home[one.text], self.home[other.text]))
        if keep == gone:
            return
        for form in self.members[gone]:
            self.home[form.text] = keep
        self.members[keep] += self.members.pop(gone)

    def canonical(self) -> dict[str, str]:
        """Each form -> the form chosen for its cluster."""
        chosen: dict[str, str] = {}
        for home, members in self.members.items():
            best = self.longer.get(home) or _fullest(members, self.kind(home))
            chosen.update((form.text, best) for form in members)
        return chosen


def _fullest(members: Sequence[Form], kind: NameKind) -> str:
    """The form in most reports; of people and bodies only those of several words, if any."""
    full = [form for form in members if len(form.words) > 1 and kind in FULLER]
    full = full or [form for form in members if "." not in form.text] or list(members)
    return min(
        full,
        key=lambda form: (
            -len(form.reports),
            -form.mentions,
            -len(form.text),
            form.text.isascii(),
            form.text,
        ),
    ).text


def _join_by(clusters: _Clusters, key: Callable[[Form], str]) -> None:
    """Join the forms for which `key` gives the same; those that get "" stay."""
    first: dict[str, Form] = {}
    for form in clusters.forms.values():
        if found := key(form):
            clusters.join(first.setdefault(found, form), form)


def _join_spellings(clusters: _Clusters) -> None:
    """Case, diacritics, hyphens; then transliterations of words long enough to tell."""
    _join_by(clusters, lambda form: plain(form.text).replace(" ", ""))
    _join_by(clusters, _sound)
    _join_by(clusters, _bare_place)


def _sound(form: Form) -> str:
    sound = skeleton(form.text)
    return sound if len(sound) >= SHORTEST and not form.text.isupper() else ""


def _bare_place(form: Form) -> str:
    """The name of a place without "Mount" or "River"; only persons cannot be places."""
    bare = [word for word in form.words if word not in KINDS_OF_PLACE]
    sound = skeleton(" ".join(bare))
    return sound if len(sound) >= SHORTEST and form.kind is not NameKind.PERSON else ""


@cache
def _aliases() -> dict[str, int]:
    text = (DATA / "identity_aliases.txt").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {plain(name): number for number, row in enumerate(rows) for name in row.split(",")}


def _join_aliases(clusters: _Clusters) -> None:
    """Names that differ by more than spelling: Burma and Myanmar."""
    aliases = _aliases()
    _join_by(clusters, lambda form: str(aliases.get(plain(form.text), "")))


def _join_people(clusters: _Clusters) -> None:
    """Full names of one person; every form of one cluster must go with every one of the other."""
    buckets: dict[str, list[Form]] = defaultdict(list)
    for form in clusters.forms.values():
        if form.kind is NameKind.PERSON and len(form.words) > 1:
            for start in sorted({skeleton(word)[:2] for word in form.words if len(word) > 1}):
                buckets[start].append(form)
    for near in buckets.values():
        for one, other in combinations(near, 2):
            if clusters.home[one.text] != clusters.home[other.text] and _fit(clusters, one, other):
                clusters.join(one, other)


def _fit(clusters: _Clusters, one: Form, other: Form) -> bool:
    if not same_person(one.text, other.text):
        return False
    left = clusters.members[clusters.home[one.text]]
    right = clusters.members[clusters.home[other.text]]
    # Whom one report tells apart are two.
    return all(
        not (a.reports & b.reports) and same_person(a.text, b.text)
        for a in left
        for b in right
        if len(a.words) > 1 and len(b.words) > 1
    )


def _join_short_people(clusters: _Clusters) -> None:
    """A surname or a given name alone, where only one person of the story bears it."""
    people = [
        [form for form in members if len(form.words) > 1]
        for members in clusters.all(NameKind.PERSON)
    ]
    for form in list(clusters.forms.values()):
        if len(form.words) != 1 or form.kind not in {NameKind.PERSON, NameKind.OTHER}:
            continue
        bearers = _bearers(form, people, -1) or _bearers(form, people, 0)
        if len(bearers) == 1:
            clusters.join(form, bearers[0])


def _bearers(form: Form, people: Sequence[Sequence[Form]], at: int) -> list[Form]:
    """One form of each person whose surname (-1) or given name (0) this is."""
    (word,), generation = parts(form.text)
    found = []
    for person in people:
        fitting = [
            full for full in person if _bears(full, word, at) and parts(full.text)[1] == generation
        ]
        # In a report with the full name the annotator has joined both, or told them apart.
        if fitting and not any(full.reports & form.reports for full in fitting):
            found.append(fitting[0])
    return found


def _bears(full: Form, word: str, at: int) -> bool:
    if at == 0:
        return skeleton(full.words[0]) == skeleton(word)
    return (
        same_surname(full.words[-1], word)
        or skeleton(full.text).endswith(skeleton(word))
        and (" " in plain(full.text) and plain(full.text).endswith(f" {word}"))
    )


def _join_acronyms(clusters: _Clusters, outlets: Sequence[str]) -> None:
    """As "NNA" of "Northern News Agency", also where only the outlet's own name spells it out."""
    meant: dict[str, list[str]] = defaultdict(list)
    for form in clusters.forms.values():
        if len(form.words) > 1 and form.kind is not NameKind.PERSON:
            for initials in _initials(form.text):
                meant[initials].append(form.text)
    spelled = {initials: outlet for outlet in outlets for initials in _initials(outlet)}
    for form in list(clusters.forms.values()):
        short = plain(form.text).replace(" ", "")
        if not form.text.replace(".", "").isupper() or not 1 < len(short) < LONGEST_ACRONYM:
            continue
        homes = {clusters.home[text] for text in meant.get(short, ())}
        if len(homes) == 1:
            clusters.join(form, clusters.forms[homes.pop()])
        elif not homes and short in spelled:
            clusters.longer[clusters.home[form.text]] = spelled[short]


def _initials(text: str) -> set[str]:
    words = plain(text).split()
    if len(words) < 2:
        return set()
    return {
        "".join(word[0] for word in words),
        "".join(word[0] for word in words if word not in SMALL),
    }


@cache
def _bodies() -> frozenset[str]:
    return frozenset((DATA / "identity_bodies.txt").read_text(encoding="utf-8").split("\n"))


def _join_parts(clusters: _Clusters) -> None:
    """One body's short name: "Halden" of "Halden Airways", "Comets" of "Harbour Comets"."""
    whole: dict[str, set[str]] = defaultdict(set)
    for form in clusters.forms.values():
        if form.kind is NameKind.ORGANISATION:
            for part in _short_names(form.words):
                whole[part].add(form.text)
    for form in list(clusters.forms.values()):
        longer = whole.get(" ".join(form.words), set()) - {form.text}
        homes = {clusters.home[text] for text in longer}
        if len(homes) == 1 and _may_shorten(form, clusters.forms[min(longer)]):
            clusters.join(form, clusters.forms[min(longer)])


def _short_names(words: Sequence[str]) -> Iterator[str]:
    """What is left of a body's name without the words for what it is; a team's last word."""
    bodies = _bodies()
    for size in range(1, len(words)):
        if bodies.issuperset(words[size:]):
            yield " ".join(words[:size])
        if bodies.issuperset(words[:-size]):
            yield " ".join(words[-size:])
    if 1 < len(words) < 4 and words[-1].endswith("s") and words[-1] not in bodies:
        yield words[-1]


def _may_shorten(form: Form, whole: Form) -> bool:
    """Whether this is a body's short name: none of its own, not told apart in one report."""
    if form.kind is not NameKind.ORGANISATION or plain(form.text) in _aliases():
        return False
    return form.text not in _bodies() and not (form.reports & whole.reports)
