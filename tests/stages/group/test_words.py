from secondsource.stages.group.words import fold, rarity, words


def test_words_are_folded_and_figures_kept_as_written() -> None:
    assert words("Rome’s 1,200 votes, U.S. AID: 3.5%") == [
        "rome", "1,200", "votes", "us", "aid", "3.5",
    ]  # fmt: skip


def test_a_possessive_is_the_same_word() -> None:
    assert fold("Ness's") == fold("Ness’s") == fold("NESS")


def test_letters_of_any_script_make_words() -> None:
    assert words("Skarvøy Київ Αθήνα") == ["skarvøy", "київ", "αθήνα"]


def test_a_common_word_is_less_rare_than_a_seldom_one_and_that_than_an_unseen_one() -> None:
    assert rarity("the") < 0.1 < rarity("government") < rarity("ferry") < rarity("brattsund")
