import itertools

from secondsource.compare.identity import unify
from secondsource.records.evidence import Maker
from secondsource.records.layers import NAMES, AnnotatedReport, Layer, Name, NameKind
from tests.build import report

PERSON, ORGANISATION = NameKind.PERSON, NameKind.ORGANISATION
PLACE, OTHER = NameKind.PLACE, NameKind.OTHER
Named = tuple[str, NameKind]


def named(*names: Named, outlet: str = "The Post") -> AnnotatedReport:
    """A report in which these names stand, each its own entity."""
    text = "; ".join(text for text, _ in names)
    items, at = [], 0
    for entity, kind in names:
        items.append(Name(at, at + len(entity), entity, kind, entity))
        at += len(entity) + 2
    layer = Layer(NAMES, Maker("test", "1"), tuple(items))
    return AnnotatedReport(report(text, outlet=outlet), (layer,))


def forms(*reports: AnnotatedReport) -> list[dict[str, str]]:
    """For each report its entities, each with its form across the story."""
    unified = unify(reports)
    return [
        {entity: form for (report_id, entity), form in unified.items() if report_id == r.report.id}
        for r in reports
    ]


def test_a_surname_is_the_one_person_who_bears_it() -> None:
    _, short = forms(named(("Marta Ilves", PERSON)), named(("Ilves", PERSON)))
    assert short == {"Ilves": "Marta Ilves"}


def test_a_surname_that_two_people_bear_is_neither() -> None:
    both = named(("Marta Ilves", PERSON), ("Toomas Ilves", PERSON))
    _, short = forms(both, named(("Ilves", PERSON)))
    assert short == {"Ilves": "Ilves"}


def test_siblings_stay_apart() -> None:
    one, other = forms(named(("Marta Ilves", PERSON)), named(("Toomas Ilves", PERSON)))
    assert one["Marta Ilves"] != other["Toomas Ilves"]


def test_father_and_son_stay_apart() -> None:
    one, other = forms(named(("Ed Crane", PERSON)), named(("Ed Crane Jr.", PERSON)))
    assert one["Ed Crane"] != other["Ed Crane Jr."]


def test_two_people_whom_one_report_tells_apart_stay_apart() -> None:
    both = named(("Dmytro Koval", PERSON), ("Dmitri Koval", PERSON))
    assert forms(both)[0] == {"Dmytro Koval": "Dmytro Koval", "Dmitri Koval": "Dmitri Koval"}


def test_transliterations_of_one_name_are_one_person() -> None:
    for one, other in (
        ("Oleksandr Hnatyuk", "Alexander Gnatiuk"),
        ("Plamen Hadjiev", "Plamen Hadzhiev"),
        ("Youssef Bouchta", "Yusuf Buchta"),
        ("Åse Håland", "Aase Haaland"),
        ("Petar Kotchev", "Petar Kochev"),
        ("Taro Ōkubo", "Taro Okubo"),
    ):
        left, right = forms(named((one, PERSON)), named((other, PERSON)))
        assert left[one] == right[other]


def test_a_short_given_name_is_the_long_one() -> None:
    one, other = forms(named(("William Osei", PERSON)), named(("Bill Osei", PERSON)))
    assert one["William Osei"] == other["Bill Osei"]


def test_a_middle_name_may_be_left_out() -> None:
    one, other = forms(named(("Ruth A. Lindqvist", PERSON)), named(("Ruth Lindqvist", PERSON)))
    assert one["Ruth A. Lindqvist"] == other["Ruth Lindqvist"]


def test_the_form_in_most_reports_is_chosen() -> None:
    reports = [
        named(("Petar Kotchev", PERSON)),
        named(("Petar Kochev", PERSON), ("x", OTHER)),
        named(("Kochev", PERSON), ("Petar Kochev", PERSON)),
    ]
    assert {form["Petar Kochev"] for form in forms(*reports)[1:]} == {"Petar Kochev"}
    assert forms(*reports)[0] == {"Petar Kotchev": "Petar Kochev"}


def test_the_order_of_reports_does_not_matter() -> None:
    reports = [
        named(("Petar Kotchev", PERSON), ("Kiev", PLACE), ("NRA", ORGANISATION)),
        named(("Petar Kochev", PERSON), ("Kyiv", PLACE)),
        named(("Kochev", PERSON), ("National Rail Authority", ORGANISATION)),
    ]
    expected = unify(reports)
    assert all(unify(order) == expected for order in itertools.permutations(reports))


def test_old_and_new_names_of_a_place_are_one() -> None:
    for one, other in (("Burma", "Myanmar"), ("Bombay", "Mumbai"), ("Britain", "UK")):
        left, right = forms(named((one, PLACE)), named((other, PLACE)))
        assert left[one] == right[other]


def test_a_mountain_is_one_with_and_without_its_kind_and_space() -> None:
    left, right = forms(named(("Mount Tana Reko", PLACE)), named(("Tanareko", PLACE)))
    assert left["Mount Tana Reko"] == right["Tanareko"]


def test_an_acronym_is_what_another_report_spells_out() -> None:
    _, short = forms(named(("National Rail Authority", ORGANISATION)), named(("NRA", ORGANISATION)))
    assert short == {"NRA": "National Rail Authority"}


def test_an_acronym_is_the_outlet_that_it_abbreviates() -> None:
    (short,) = forms(named(("TVA", ORGANISATION), outlet="Tidewater Valley Agency"))
    assert short == {"TVA": "Tidewater Valley Agency"}


def test_a_short_name_of_a_company_is_the_company() -> None:
    _, short = forms(named(("Halden Airways", ORGANISATION)), named(("Halden", ORGANISATION)))
    assert short == {"Halden": "Halden Airways"}


def test_a_town_is_not_the_company_named_after_it() -> None:
    _, town = forms(named(("Halden Airways", ORGANISATION)), named(("Halden", PLACE)))
    assert town == {"Halden": "Halden"}
