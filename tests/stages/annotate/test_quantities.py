import pytest

from secondsource.records.layers import QUANTITIES, Approximation, Quantity
from tests.build import annotated


def figures(text: str) -> list[tuple[str, Quantity]]:
    return [(text[q.start : q.end], q) for q in annotated(text).get(QUANTITIES)]


def only(text: str) -> tuple[str, Quantity]:
    found = figures(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "covers", "value", "unit"),
    [
        ("The council pledged 2.1 billion euros.", "2.1 billion euros", 2.1e9, "EUR"),
        ("The council pledged €2bn.", "€2bn", 2e9, "EUR"),
        ("The council pledged £1.8billion.", "£1.8billion", 1.8e9, "GBP"),
        ("A voucher is worth C$400.", "C$400", 400, "CAD"),
        ("The firm paid US$3m.", "US$3m", 3e6, "USD"),
        ("The bank lent R$2,000.", "R$2,000", 2000, "BRL"),
        ("The bank lent R20,000.", "R20,000", 20000, "ZAR"),
        ("Bread now costs 3 leva 40.", "3 leva 40", 3.4, "BGN"),
        ("They lent 400 Canadian dollars.", "400 Canadian dollars", 400, "CAD"),
        ("It weighed 40 tonnes.", "40 tonnes", 40, "tonne"),
        ("The car did 84kph.", "84kph", 84, "km/h"),
        ("The car did 60 miles an hour.", "60 miles an hour", 60, "mph"),
        ("The plume rose 9000m.", "9000m", 9000, "m"),
        ("It fell to -5C.", "-5C", -5, "C"),
        ("It fell to minus 5 degrees Celsius.", "minus 5 degrees Celsius", -5, "C"),
        ("Hundreds of miles of it burned.", "Hundreds of miles", 200, "mile"),
        ("They won a quarter of a million euros.", "a quarter of a million euros", 250e3, "EUR"),
        ("It took an hour and a half.", "an hour and a half", 1.5, "hour"),
        ("It took two and a half hours.", "two and a half hours", 2.5, "hour"),
        ("A quake of magnitude 6.1 struck.", "6.1", 6.1, "magnitude"),
        ("The farm covers 12 square kilometres.", "12 square kilometres", 12, "km2"),
        ("Shares fell 0.4 percent.", "0.4 percent", 0.4, "percent"),
        ("Shares fell by 4%.", "4%", 4, "percent"),
        ("They spoke for five hours 30 minutes.", "five hours 30 minutes", 5.5, "hour"),
        ("It lasted half an hour.", "half an hour", 0.5, "hour"),
        ("It lasted three quarters of an hour.", "three quarters of an hour", 0.75, "hour"),
    ],
)
def test_a_measure_has_its_value_and_unit(text: str, covers: str, value: float, unit: str) -> None:
    covered, figure = only(text)
    assert (covered, figure.low, figure.unit) == (covers, value, unit)


@pytest.mark.parametrize(
    ("text", "covers", "value", "of"),
    [
        ("The ferry carried 214 passengers.", "214 passengers", 214, "passenger"),
        ("Some 1,400 police officers came.", "Some 1,400 police officers", 1400, "officer"),
        ("At least four people died.", "At least four people", 4, "people"),
        ("In the clash 38 were injured.", "38", 38, "injured"),
        ("The toll was six dead.", "six dead", 6, "dead"),
        ("They issued a 14-paragraph letter.", "14-paragraph", 14, "paragraph"),
        ("Doctors saw five of the injured.", "five of the injured", 5, "injured"),
        ("Eight percent of patients fell ill.", "Eight percent", 8, "patient"),
        ("A guard, 46-year-old Ivo Rehn, fled.", "46-year-old", 46, "age"),
        ("The guard, Ivo Rehn, 46, fled.", "46", 46, "age"),
        ("The guard, aged 46, fled.", "46", 46, "age"),
        ("The guard fled. She is 46.", "46", 46, "age"),
    ],
)
def test_a_count_says_what_it_counts(text: str, covers: str, value: float, of: str) -> None:
    covered, figure = only(text)
    assert (covered, figure.low, figure.of) == (covers, value, of)


def test_both_figures_of_a_vote_count_votes() -> None:
    found = figures("The bill passed by 126 votes to 108.")
    assert [(covered, q.low, q.of) for covered, q in found] == [
        ("126 votes", 126, "vote"),
        ("108", 108, "vote"),
    ]


def test_a_score_is_two_figures_and_a_range_is_one() -> None:
    assert [q.low for _, q in figures("The Larks beat the Kites 24-22.")] == [24, 22]
    assert [q.low for _, q in figures("The Larks lost 2-3 at home.")] == [2, 3]
    covered, figure = only("It needs 20-25 new nurses.")
    assert (covered, figure.low, figure.high) == ("20-25 new nurses", 20, 25)
    covered, figure = only("It needs 3 to 5 percent.")
    assert (covered, figure.low, figure.high) == ("3 to 5 percent", 3, 5)
    covered, figure = only("It costs between $3 and $5 million.")
    assert (figure.low, figure.high, figure.unit) == (3e6, 5e6, "USD")


def test_a_change_is_two_figures_with_one_unit() -> None:
    found = figures("The rate rose from 3 to 5 percent.")
    assert [(q.low, q.high, q.unit) for _, q in found] == [(3, 3, "percent"), (5, 5, "percent")]


def test_a_share_is_a_percentage() -> None:
    assert only("Seven in ten voters agreed.")[1].low == 70
    assert only("One out of every four voters agreed.")[1].low == 25
    figure = only("Two-thirds of the voters agreed.")[1]
    assert figure.low == pytest.approx(66.667, abs=0.001)
    assert figure.unit == "percent"


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("about", Approximation.ABOUT),
        ("nearly", Approximation.ABOUT),
        ("at least", Approximation.AT_LEAST),
        ("more than", Approximation.MORE_THAN),
        ("up to", Approximation.AT_MOST),
        ("fewer than", Approximation.LESS_THAN),
    ],
)
def test_the_words_before_say_how_exact_a_figure_is(words: str, meaning: Approximation) -> None:
    covered, figure = only(f"They hired {words} 300 nurses.")
    assert covered == f"{words} 300 nurses"
    assert figure.approximation is meaning


def test_over_before_a_length_of_time_may_spread_a_sum() -> None:
    found = figures("They pledged 3 million euros over two years.")
    assert [q.approximation for _, q in found] == [Approximation.EXACT] * 2
    _, figure = only("They waited for over two years.")
    assert figure.approximation is Approximation.MORE_THAN


def test_a_rate_has_its_period() -> None:
    covered, figure = only("The plant builds 1,200 of the pumps a month.")
    assert (covered, figure.of, figure.per) == ("1,200 of the pumps a month", "pump", "month")
    assert only("Treatment costs 900 euros per course.")[1].per == "course"


def test_dozens_are_a_span() -> None:
    _, figure = only("Dozens of boats sank.")
    assert (figure.low, figure.high, figure.of) == (24, 99, "boat")


def test_the_other_two_count_what_was_counted_before() -> None:
    found = figures("Nine ships left port. The other two stayed.")
    assert [q.of for _, q in found] == ["ship", "ship"]


@pytest.mark.parametrize(
    "text",
    [
        "The alarm rang at 6:40 p.m. on Thursday.",
        "He was born in 1998.",
        "It opened on 16 October 2024.",
        "They boarded a Boeing 737.",
        "He left on flight 412.",
        "Traffic stopped on Route 9.",
        "Leaders of the G7 met.",
        "Cases of Covid-19 fell.",
        "See article 5 of the treaty.",
        "It was the 79th minute.",
        "He called +44 20 7946 0018.",
        "One day they will return.",
        "The Group of Seven met.",
        "The phone maker showed the iPlum 11.",
        "The republic began in 509 BC.",
        "2) They left.",
        "They blamed one another.",
        "It happened two days ago.",
    ],
)
def test_times_labels_and_turns_of_phrase_are_no_figures(text: str) -> None:
    assert figures(text) == []


def test_kroner_are_of_the_country_that_the_text_names() -> None:
    assert only("Norway will pay 7bn kroner.")[1].unit == "NOK"
    assert only("Denmark will pay 7bn kroner.")[1].unit == "DKK"


def test_pounds_are_weight_or_money_by_the_words_around() -> None:
    assert only("The bomb weighed 500 pounds.")[1].unit == "pound"
    assert only("The fine was 500 pounds, the court in London said.")[1].unit == "GBP"


def test_digits_beyond_all_numbers_are_no_figure() -> None:
    assert figures(f"It is {'9' * 400} km long.") == []


def test_a_number_that_opens_a_sentence_labels_nothing_before_it() -> None:
    text = "Police held 40 looters at the gate. Fourteen of them fled."
    ((_, looters), (_, of_them)) = figures(text)
    assert (of_them.low, of_them.of) == (14, looters.of)


def test_those_said_to_be_something_are_counted_as_that() -> None:
    (_, danes) = only("Three of them are Danes.")
    assert danes.of == "dane"
