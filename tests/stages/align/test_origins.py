from datetime import UTC, datetime, timedelta
from itertools import permutations

from secondsource.records.layers import AnnotatedReport
from secondsource.stages.align.origins import find_origins, independent
from tests.build import annotated

MORNING = datetime(2025, 3, 4, 8, 0, tzinfo=UTC)

AGENCY = """\
PORTO VELO, March 4 (IPS) - A ferry carrying 86 passengers ran aground on a sandbank off Porto \
Velo on Tuesday after its steering failed in heavy fog, the harbour office said.

Two tugs pulled the vessel free at high tide shortly before noon, and all the passengers were \
taken ashore in fishing boats. Nine of them were treated for bruises in the town's small \
hospital.

"We heard the keel before we felt it," said the captain, Benedetta Sorgi.

The ferry, built in 1994, links the mainland with the island of Cala Morta three times a day. \
It was last inspected in January, and the inspector found no fault with the rudder.

The line's owner, Gianni Rustico, has suspended the service until divers have looked at the \
hull."""

REWRITE = """\
A ferry with 86 passengers on board has run aground on a sandbank off Porto Velo after its \
steering failed in heavy fog.

The vessel was pulled free by two tugs at high tide shortly before noon on Tuesday, the \
harbour office said. All passengers were taken ashore in fishing boats, and nine were treated \
for bruises in the town's small hospital.

The captain, Benedetta Sorgi, said: "We heard the keel before we felt it."

Built in 1994, the ferry links the island of Cala Morta with the mainland three times a day. \
The inspector found no fault with its rudder when it was last inspected in January.

Until divers have looked at the hull, the owner of the line, Gianni Rustico, has suspended the \
service."""

INDEPENDENT = """\
The fog was so thick on Tuesday that the women gutting sardines on the quay of Porto Velo \
smelled the diesel long before they saw anything.

What they had smelled was the Cala Morta boat, stuck fast with 86 people aboard. Fishermen \
rowed out at once. "We heard the keel before we felt it," Captain Benedetta Sorgi told them \
when they came alongside.

Nobody drowned. Nine islanders got away with bruises and a free coffee, while a schoolteacher \
lost her cello. Towards noon the water rose, and the tugs had an easy job.

Old hands blame the owner, Gianni Rustico, who sold the radar last autumn, a mate said."""

RELAY = """\
A radar that would have warned a stranded ferry was sold months ago, the newspaper Gazzetta \
del Golfo reports.

According to the paper, the boat to Cala Morta carried 86 people when it hit a sandbank off \
Porto Velo. Nine passengers were bruised, it says.

A mate told the newspaper that the owner had sold the equipment last autumn. Women on the quay \
are quoted as saying that they smelled diesel before they saw the vessel."""


def ferry(text: str, outlet: str, *, hours: int = 0, **fields: object) -> AnnotatedReport:
    return annotated(text, outlet=outlet, published=MORNING + timedelta(hours=hours), **fields)


def outlets(*reports: AnnotatedReport) -> set[frozenset[str]]:
    names = {one.report.id: one.report.outlet or one.report.ref for one in reports}
    return {frozenset(names[i] for i in origin.report_ids) for origin in find_origins(reports)}


def test_a_light_rewrite_is_of_its_agencys_origin() -> None:
    agency = ferry(AGENCY, "Insular Press Service")
    rewrite = ferry(REWRITE, "The Moor Courier", hours=3)
    assert outlets(agency, rewrite) == {frozenset({"Insular Press Service", "The Moor Courier"})}


def test_a_reprint_is_named_with_its_source_and_share() -> None:
    agency = ferry(AGENCY, "Insular Press Service")
    rewrite = ferry(REWRITE, "The Moor Courier", hours=3)
    (origin,) = find_origins([rewrite, agency])
    assert origin.report_ids == (agency.report.id, rewrite.report.id)
    assert origin.how[0].startswith("The Moor Courier reprints Insular Press Service: ")
    assert origin.how[0].endswith("% of its own sentences")


def test_the_same_figures_and_quotes_do_not_make_a_reprint() -> None:
    agency = ferry(AGENCY, "Insular Press Service")
    own = ferry(INDEPENDENT, "Gazzetta del Golfo", hours=3)
    assert len(find_origins([agency, own])) == 2


def test_a_report_of_what_a_newspaper_reports_is_of_that_newspapers_origin() -> None:
    own = ferry(INDEPENDENT, "Gazzetta del Golfo")
    relay = ferry(RELAY, "Shipping Today", hours=5)
    (origin,) = find_origins([own, relay])
    assert origin.report_ids == (own.report.id, relay.report.id)
    assert "Shipping Today relays Gazzetta del Golfo" in origin.how[0]


def test_a_relay_names_its_source_beside_the_town_that_it_is_printed_in() -> None:
    own = ferry(INDEPENDENT, "Gazzetta del Golfo")
    relay = ferry(RELAY.replace("the paper", "the Genoa newspaper"), "Shipping Today", hours=5)
    (origin,) = find_origins([own, relay])
    assert "Shipping Today relays Gazzetta del Golfo" in origin.how[0]


def test_a_report_that_names_another_outlet_once_keeps_its_own_origin() -> None:
    text = INDEPENDENT + "\n\nThe harbour office told the agency Insular Press Service as much."
    own = ferry(text, "Gazzetta del Golfo", hours=3)
    assert len(find_origins([ferry(AGENCY, "Insular Press Service"), own])) == 2


def test_two_relays_of_a_newspaper_outside_the_story_are_one_origin() -> None:
    other = """The newspaper Gazzetta del Golfo reports that a ferry owner sold his radar.

The boat later ran onto a sandbank, the paper says. It quotes a mate as its source.

Its report adds that nine people were hurt."""
    relay = ferry(RELAY, "Shipping Today")
    assert len(find_origins([relay, ferry(other, "Northern Star", hours=2)])) == 1


def test_a_byline_of_an_agency_alone_makes_its_report_the_agencys() -> None:
    agency = ferry(AGENCY, "Insular Press Service")
    carried = ferry(INDEPENDENT, "The Moor Courier", hours=3, byline="Insular Press Service")
    assert len(find_origins([agency, carried])) == 1


def test_two_outlets_that_credit_one_agency_alone_are_one_origin() -> None:
    one = ferry(AGENCY.replace("(IPS)", "(Reuters)"), "Harbour News")
    two = ferry(INDEPENDENT, "The Moor Courier", hours=3, byline="Reuters")
    assert len(find_origins([one, two])) == 1


def test_two_reports_of_one_outlet_are_one_voice() -> None:
    one = ferry(AGENCY, "Insular Press Service")
    two = ferry(INDEPENDENT, "Insular Press Service", hours=3)
    assert len(find_origins([one, two])) == 1


def test_reports_without_an_outlet_stand_alone() -> None:
    one, two = ferry(AGENCY, "", ref="one"), ferry(INDEPENDENT, "", ref="two")
    assert len(find_origins([one, two])) == 2


def test_a_roundup_of_two_independent_reports_does_not_join_them() -> None:
    agency = ferry(AGENCY, "Insular Press Service")
    own = ferry(INDEPENDENT, "Gazzetta del Golfo", hours=1)
    roundup = ferry(f"{REWRITE}\n\n{INDEPENDENT}", "All The News", hours=6)
    origins = find_origins([agency, own, roundup])
    assert len(independent([agency.report.id, own.report.id], origins)) == 2


def test_the_order_of_the_reports_does_not_matter() -> None:
    reports = [
        ferry(AGENCY, "Insular Press Service"),
        ferry(REWRITE, "The Moor Courier", hours=3),
        ferry(INDEPENDENT, "Gazzetta del Golfo", hours=3),
        ferry(RELAY, "Shipping Today", hours=5),
    ]
    assert len({find_origins(some) for some in permutations(reports)}) == 1


def test_no_reports_have_no_origins() -> None:
    assert find_origins([]) == ()


def test_a_report_without_words_is_its_own_origin() -> None:
    assert len(find_origins([ferry("1 2 3", "A"), ferry("4 5 6", "B")])) == 2


def test_posts_taken_over_by_both_do_not_make_a_reprint() -> None:
    posts = "\n\n".join(
        f"{words} \u2014 Gianni Rustico (@rustico) March 4, 2025"
        for words in (
            "The boat is safe, the crew did everything right and the weather did the rest of it.",
            "Our divers will look at every plate of the hull before a single ticket is sold again.",
            "I sold a broken radar that nobody had switched on in years and I would do it again.",
            "Come to the island, the sardines are excellent and the free coffee is on my own bill.",
        )
    )
    one = ferry(
        f"The owner of a stranded ferry defended himself online.\n\n{posts}", "Harbour News"
    )
    two = ferry(f"Gianni Rustico is angry, as his messages show.\n\n{posts}", "The Moor Courier")
    assert len(find_origins([one, two])) == 2


def test_a_source_named_in_the_lead_may_be_younger_than_its_borrower_claims() -> None:
    lead = "Insular Press Service has obtained the rudder's papers, it said.\n\n"
    half = AGENCY.split(" - ", 1)[1].split('\n\n"We heard')[0]
    agency = ferry(AGENCY.replace("(IPS)", "(x)"), "Insular Press Service", hours=2)
    borrower = ferry(lead + half + "\n\n" + INDEPENDENT[:400], "Gazzetta del Golfo")
    (origin,) = find_origins([agency, borrower])
    assert origin.report_ids[0] == agency.report.id
