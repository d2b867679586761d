import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.compare.number_comparison import compare_quantities, significant_digits
from secondsource.records.layers import Approximation, Quantity

EXACT = Approximation.EXACT
UNITS = ["", "km", "mile", "EUR", "GBP", "percent", "hour", "day", "C", "F", "parsec"]
PERS = ["", "day", "month", "person"]

figures = st.builds(
    lambda low, more, unit, approximation, per: Quantity(
        0, 1, low=low, high=low + more, unit=unit, approximation=approximation, of="", per=per
    ),
    st.floats(-1e12, 1e12),
    st.one_of(st.just(0.0), st.floats(0, 1e6)),
    st.sampled_from(UNITS),
    st.sampled_from(list(Approximation)),
    st.sampled_from(PERS),
)


def q(
    low: float,
    unit: str = "",
    approximation: str = "exact",
    *,
    high: float | None = None,
    per: str = "",
) -> Quantity:
    return Quantity(
        0,
        1,
        low=low,
        high=low if high is None else high,
        unit=unit,
        approximation=Approximation(approximation),
        of="",
        per=per,
    )


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (q(12, "km"), q(7.5, "mile", "about")),
        (q(84, "km/h"), q(52, "mph", "about")),
        (q(9, "km"), q(9000, "m")),
        (q(14, "day"), q(2, "week")),
        (q(60, "day"), q(2, "month")),
        (q(60, "day"), q(8.5, "week")),
        (q(20, "C"), q(68, "F")),
        (q(1200, per="month"), q(40, per="day", approximation="about")),
        (q(38_000), q(38_412)),
        (q(2e9, "EUR", "about"), q(2.1e9, "EUR")),
        (q(2e9, "EUR"), q(2.1e9, "EUR")),
        (q(8, "percent"), q(8.4, "percent")),
        (q(20, "", "about"), q(20, "", "more than")),
        (q(200, "", "more than"), q(214)),
        (q(200, "", "more than"), q(200)),
        (q(24, "", "about", high=99), q(38)),
        (q(1e6, "", "more than"), q(1.2e6)),
        (q(4, "", "at least"), q(6)),
        (q(90, "day", "at most"), q(60, "day")),
        (q(4, "minute", "less than"), q(220, "second")),
        (q(3, "percent", high=5), q(4, "percent")),
        (q(70, "percent", "about"), q(71, "percent")),
        (q(1980, "BRL", per="treatment"), q(2000, "BRL", "less than", per="course")),
    ],
)
def test_figures_that_can_both_be_true_fit(a: Quantity, b: Quantity) -> None:
    assert compare_quantities(a, b).fits is True


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (q(1146), q(1416)),
        (q(126), q(128)),
        (q(5), q(7)),
        (q(60), q(63)),
        (q(46, "year"), q(47, "year")),
        (q(70, "percent"), q(71, "percent")),
        (q(2.1e9, "EUR"), q(2.2e9, "EUR")),
        (q(2e6), q(1.6e6)),
        (q(4, "", "at least"), q(3)),
        (q(7, "", "more than"), q(7)),
        (q(90, "day", "at most"), q(100, "day")),
        (q(12, "km"), q(12, "mile")),
        (q(1200, per="month"), q(1200, per="year")),
        (q(24, "", "about", high=99), q(12)),
        (q(20, "", "about"), q(30)),
        (q(3, "percent", high=5), q(6, "percent")),
    ],
)
def test_figures_that_cannot_both_be_true_do_not_fit(a: Quantity, b: Quantity) -> None:
    assert compare_quantities(a, b).fits is False


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (q(5, "km"), q(5, "hour")),
        (q(5, "km"), q(5)),
        (q(2.1e9, "EUR"), q(1.8e9, "GBP")),
        (q(1200, per="month"), q(1200)),
        (q(3, "percent"), q(3, "percentage point")),
        (q(float("nan")), q(3)),
    ],
)
def test_what_cannot_be_compared_is_neither(a: Quantity, b: Quantity) -> None:
    assert compare_quantities(a, b).fits is None


def test_only_the_same_value_is_exact() -> None:
    assert compare_quantities(q(14, "day"), q(2, "week")).exact
    assert compare_quantities(q(4, "", "at least"), q(4)).exact
    assert not compare_quantities(q(38_000), q(38_412)).exact


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [
        (q(12, "km"), q(7.5, "mile"), "12 km is about 7.5 miles"),
        (q(1200, per="month"), q(40, per="day"), "1,200 a month is about 40 a day"),
        (q(38_000), q(38_412), "38,000 is a rounding of 38,412"),
        (q(126), q(128), "126 is not 128"),
        (q(2, "month"), q(8.5, "week", "about"), "2 months is about 8.5 weeks"),
        (q(6150), q(6000, "", "more than"), "more than 6,000 leaves room for 6,150"),
        (q(4, "", "at least"), q(6), "at least 4 leaves room for 6"),
        (
            q(2.1e9, "EUR"),
            q(1.8e9, "GBP"),
            "two currencies: 2.1 billion EUR and 1.8 billion GBP may be the same sum",
        ),
    ],
)
def test_the_reason_is_in_plain_words(a: Quantity, b: Quantity, reason: str) -> None:
    assert compare_quantities(a, b).reason == reason


@given(figures)
def test_a_figure_fits_itself(a: Quantity) -> None:
    assert compare_quantities(a, a).fits is True


@given(figures, figures)
def test_the_order_of_two_figures_does_not_matter(a: Quantity, b: Quantity) -> None:
    one, other = compare_quantities(a, b), compare_quantities(b, a)
    assert (one.fits, one.exact) == (other.fits, other.exact)


@pytest.mark.parametrize(
    ("value", "digits"), [(38_000, 2), (38_412, 5), (2.1, 2), (0.04, 1), (2.1e9, 2), (0, 1)]
)
def test_zeros_at_the_end_say_nothing(value: float, digits: int) -> None:
    assert significant_digits(value) == digits
