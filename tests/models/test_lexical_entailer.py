"""What words alone can tell of a premise and a hypothesis."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.abilities import Entailment
from secondsource.models.lexical_entailer import LexicalEntailer, stem_of

ENTAILER = LexicalEntailer()


def judged(premise: str, hypothesis: str) -> Entailment:
    return ENTAILER.weigh([(premise, hypothesis)])[0]


def strongest(weighed: Entailment) -> str:
    shares = (weighed.entails, weighed.neutral, weighed.contradicts)
    return ("entails", "neutral", "contradicts")[shares.index(max(shares))]


@pytest.mark.parametrize(
    ("premise", "hypothesis", "bearing"),
    [
        ("The dam broke on Sunday.", "The dam broke on Sunday.", "entails"),
        ("Nine people were killed in the fire.", "The fire killed nine people.", "entails"),
        ("A storm hit the coast and left towns dark.", "The storm left towns dark.", "entails"),
        ("The envoy visited Oslo.", "Farmers blocked a motorway near Lund.", "neutral"),
        ("The fire killed nine people.", "The fire killed eleven people.", "contradicts"),
        ("The dam broke on Sunday.", "The dam did not break on Sunday.", "contradicts"),
        ("The court acquitted the mayor.", "The court convicted the mayor.", "contradicts"),
        ("It will buy ships from Japan.", "It will buy ships from Korea.", "contradicts"),
    ],
)
def test_plain_cases_are_told_apart(premise: str, hypothesis: str, bearing: str) -> None:
    assert strongest(judged(premise, hypothesis)) == bearing


def test_a_figure_in_words_is_the_figure() -> None:
    in_words = judged("Some 12 ships sank.", "Some twelve ships sank.")
    assert in_words == judged("Some 12 ships sank.", "Some 12 ships sank.")


@pytest.mark.parametrize("pair", [("", "A dam broke."), ("A dam broke.", ""), ("it is", "?!")])
def test_a_text_without_content_bears_on_nothing(pair: tuple[str, str]) -> None:
    assert judged(*pair) == Entailment(0.0, 1.0, 0.0)


@pytest.mark.parametrize(
    ("form", "other"),
    [("voted", "votes"), ("parties", "party"), ("went", "goes"), ("stopped", "stop")],
)
def test_inflected_forms_share_a_stem(form: str, other: str) -> None:
    assert stem_of(form) == stem_of(other)


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_shares_of_any_pair_add_up_to_one(premise: str, hypothesis: str) -> None:
    weighed = judged(premise, hypothesis)
    shares = (weighed.entails, weighed.neutral, weighed.contradicts)
    assert sum(shares) == pytest.approx(1)
    assert min(shares) >= 0
