"""Deeds: one form for what reports tell in different constructions."""

import pytest

from secondsource.compare.deeds import Deed, deeds
from secondsource.compare.identity import unify
from secondsource.compare.truth import Mode
from tests.build import annotated


def deed(text: str, verb: str) -> Deed:
    """The deed of the verb that stands there as `verb`."""
    read = annotated(text)
    found = deeds(read, unify([read]))
    return next(one for token, one in found.items() if read.parse.word(token) == verb)


def who(deed: Deed) -> tuple[list[str], list[str]]:
    """Actors and things, by name or noun."""
    actors, things = ([one.name or one.head for one in part] for part in (deed.actors, deed.things))
    return actors, things


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("The council sued Teskel Works.", "sued"),
        ("Teskel Works was sued by the council.", "sued"),
        ("The council, which sued Teskel Works, lost.", "sued"),
        ("The council met Teskel Works and sued it.", "sued"),
        ("The council decided to sue Teskel Works.", "sue"),
    ],
)
def test_active_and_passive_have_one_actor_and_one_thing(text: str, verb: str) -> None:
    assert who(deed(text, verb)) == (["council"], ["Teskel Works"])


def test_who_loses_to_somebody_is_beaten_by_him() -> None:
    assert who(deed("Bridgeford lost to Callow.", "lost")) == (["Callow"], ["Bridgeford"])


def test_what_somebody_votes_against_is_the_thing() -> None:
    assert who(deed("Members voted against the merger.", "voted")) == (["member"], ["merger"])


def test_what_somebody_is_accused_of_is_his_deed() -> None:
    text = "Rhys Calder was accused by Maeve Dunlop of hiding the audit."
    assert who(deed(text, "hiding")) == (["Rhys Calder"], ["audit"])


def test_the_object_of_an_order_does_what_is_ordered() -> None:
    text = "The judge told Rhys Calder to leave the court."
    assert who(deed(text, "leave")) == (["Rhys Calder"], ["court"])


def test_a_share_of_many_stands_for_the_many() -> None:
    assert who(deed("Police freed fourteen of the sailors.", "freed")) == (["police"], ["sailor"])


def test_a_pronoun_takes_up_the_object_before_for_an_object() -> None:
    text = "Divers looked for the recorder but did not find it."
    assert who(deed(text, "find")) == (["diver"], ["recorder"])


def test_a_noun_with_a_name_behind_it_goes_by_the_name() -> None:
    text = "The mayor, Lena Holt, opened the bridge."
    assert who(deed(text, "opened")) == (["Lena Holt"], ["bridge"])


@pytest.mark.parametrize(
    ("text", "verb", "family"),
    [
        ("The board gave its blessing to the merger.", "gave", "approve"),
        ("Members voted against the merger.", "voted", "reject"),
        ("The bid was turned down.", "turned", "reject"),
        ("The strike went ahead.", "went", "take place"),
        ("The fair was held on Monday.", "held", "take place"),
        ("Police made an arrest in Oslo.", "made", "arrest"),
    ],
)
def test_a_verb_is_taken_with_the_words_that_belong_to_it(
    text: str, verb: str, family: str
) -> None:
    assert deed(text, verb).verb == family


def test_a_noun_of_a_deed_has_the_thing_that_it_happens_to() -> None:
    text = "Inspectors conducted an inspection of the mill."
    assert who(deed(text, "conducted")) == (["inspector"], ["mill"])


@pytest.mark.parametrize(
    "text", ["The parade is set for Saturday.", "The parade is scheduled for Saturday."]
)
def test_an_event_that_is_set_for_a_day_is_to_take_place(text: str) -> None:
    read = annotated(text)
    (found,) = deeds(read, unify([read])).values()
    assert (found.verb, found.truth.mode) == ("take place", Mode.AHEAD)


def test_a_figure_belongs_to_the_verb_nearest_above_it() -> None:
    text = "Profit rose 8 percent while revenue fell 3 percent."
    assert [q.low for q in deed(text, "rose").figures] == [8]
    assert [q.low for q in deed(text, "fell").figures] == [3]
