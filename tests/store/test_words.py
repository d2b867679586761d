import pytest

from secondsource.store.words import BETWEEN, LONGEST_WORD, Term, searched_words, terms_of, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The ferry's 3.5 m, AT-9!", ["the", "ferry", "s", "3", "5", "m", "at", "9"]),
        ("Zoë Ærø Łódź Straße İzmir", ["zoe", "aero", "lodz", "strasse", "izmir"]),
        ("ﬁne ½ ㎏ Ⅳ", ["fine", "1", "2", "kg", "iv"]),
        ("snake_case", ["snake", "case"]),
        ("北京ab大", ["北", "京", "ab", "大"]),
        ("कहा।", ["कहा"]),
        ("e\u0301te\u0301", ["ete"]),
        ("", []),
        ("\0\ud800…—", []),
    ],
)
def test_a_text_is_searched_by_its_words(text: str, words: list[str]) -> None:
    assert list(words_of(text)) == words


def test_a_word_without_end_is_cut() -> None:
    assert list(words_of("x" * 9_999)) == ["x" * LONGEST_WORD]
    assert terms_of("x" * 9_999) == (Term(("x" * LONGEST_WORD,)),)


def test_texts_that_follow_each_other_are_kept_apart() -> None:
    assert searched_words("Ferry aground", "It ran") == f"ferry aground {BETWEEN} it ran"
    assert list(words_of(BETWEEN)) == []


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("red ferry red", (Term(("red",)), Term(("ferry",)))),
        ('"red ferry" quay*', (Term(("red", "ferry")), Term(("quay",), begins=True))),
        ('a"b c"d', (Term(("a",)), Term(("b", "c")), Term(("d",)))),
        ('"red*"', (Term(("red",)),)),
        ("well-kno*", (Term(("well", "kno"), begins=True),)),
        ('"" * - "*', ()),
    ],
)
def test_what_is_typed_becomes_terms(typed: str, terms: tuple[Term, ...]) -> None:
    assert terms_of(typed) == terms
