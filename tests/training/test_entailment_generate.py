"""How pairs for the entailment model are made out of sentences."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from training.entailment import changes, rewordings, wordnet
from training.entailment.bank import Bank
from training.entailment.generate import (
    borne_out,
    candidates,
    heads,
    is_held_back,
    load_pipeline,
    merged,
    passages_without,
    pronoun_resolved,
    states,
    strangers,
    write,
)
from training.entailment.news import Article, Parsed, parse, usable
from training.entailment.pairs import Pair, read_pairs, write_pairs
from training.entailment.surgery import tidy

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

TEXT = (
    "Mayor Ilda Ferrant opened the new tram line in Oslo on Monday. "
    "She said that 400 people had worked on it for two years. "
    "The line, which cost 30 million euros, runs to the harbour. "
    "Shop owners in Market Street complained about the noise of the works. "
    "A second line is planned in the north of the city. "
    "Carl Brandt, the head of the tram company, promised cheaper tickets in June. "
    "The weather was cold and few people came to the ceremony."
)


@pytest.fixture(scope="module")
def pipeline() -> "Language":
    return load_pipeline()


@pytest.fixture(scope="module")
def read(pipeline: "Language") -> Callable[[str], "Doc"]:
    return pipeline


@pytest.fixture(scope="module")
def article(pipeline: "Language") -> Parsed:
    (parsed,) = parse([Article("Mayor opens tram line", TEXT)], pipeline)
    return parsed


@pytest.fixture(scope="module")
def bank(pipeline: "Language") -> Bank:
    made = Bank()
    made.read([pipeline(TEXT)])
    return made


@pytest.mark.parametrize(
    ("change", "text", "gone"),
    [
        ("number", "The fire destroyed 12 houses.", "12"),
        ("date", "The trial opened on Tuesday in Paris.", "Tuesday"),
        ("role", "The finance minister spoke first.", "finance minister"),
        ("turned", "The court rejected the appeal before noon.", "rejected the appeal before"),
        ("planned", "The company closed its plant.", "closed"),
        ("refused", "The company closed its plant.", "closed"),
    ],
)
def test_a_change_puts_another_thing_in_the_place_of_one(
    read: Callable[[str], "Doc"], bank: Bank, change: str, text: str, gone: str
) -> None:
    made = changes.CHANGES[change][0](read(text), bank, random.Random(3))
    assert made is not None
    assert gone not in made
    kept = [word for word in text.rstrip(".").split() if word not in gone.split()]
    assert set(kept) & set(made.rstrip(".").split())


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("The council approved the plan.", "The council did not approve the plan."),
        ("The road is open.", "The road is not open."),
        ("The team will travel today.", "The team will not travel today."),
        ("The road is not open.", "The road is open."),
    ],
)
def test_a_statement_is_denied_and_a_denial_withdrawn(
    read: Callable[[str], "Doc"], bank: Bank, text: str, denied: str
) -> None:
    assert changes.negation(read(text), bank, random.Random(1)) == denied


def test_the_same_words_are_given_to_another_speaker(
    read: Callable[[str], "Doc"], bank: Bank
) -> None:
    doc = read("Anna Weber said the bridge was safe.")
    made = changes.speaker(doc, bank, random.Random(1))
    assert made is not None
    assert "Anna" not in made
    assert made.endswith("said the bridge was safe.")


def test_a_plan_becomes_a_deed_in_its_usual_past_form(pipeline: "Language") -> None:
    bank = Bank()
    bank.read([pipeline("They built a bridge. He built a house.")])
    made = changes.done(pipeline("The city will build a stadium."), bank, random.Random(1))
    assert made == "The city built a stadium."


def test_the_label_goes_with_the_change() -> None:
    labels = {name: label for name, (_, label, _) in changes.CHANGES.items()}
    assert labels["number"] == labels["negation"] == "contradiction"
    assert labels["adjunct added"] == labels["modifier added"] == "neutral"
    assert labels["planned"] == labels["word"] == "not_entailment"


@pytest.mark.parametrize(
    ("text", "follows"),
    [
        (
            "Lena Hart, the head of the clinic, resigned on Friday.",
            {"Lena Hart is the head of the clinic."},
        ),
        (
            "Marco Bassi, who won the race in 2019, broke his leg.",
            {"Marco Bassi won the race in 2019.", "Marco Bassi broke his leg."},
        ),
        (
            "The storm damaged the harbour.",
            {"The harbour was damaged by The storm."},
        ),
    ],
)
def test_what_is_cut_out_of_a_sentence_still_reads_as_one(
    read: Callable[[str], "Doc"], text: str, follows: set[str]
) -> None:
    (sentence,) = read(text).sents
    made = {cut(sentence, random.Random(at)) for cut in rewordings.CUTS.values() for at in range(4)}
    assert follows & made == follows


def test_what_was_denied_or_conditional_is_not_cut(read: Callable[[str], "Doc"]) -> None:
    (sentence,) = read("If the dam breaks, the village in the valley is lost.").sents
    assert rewordings.drop_one(sentence, random.Random(1)) is None


def test_a_rounded_figure_is_no_larger_claim_than_the_exact_one(
    read: Callable[[str], "Doc"], bank: Bank
) -> None:
    doc = read("Some 1,213 people signed the letter.")
    made = {rewordings.rounded(doc, bank, random.Random(at)) for at in range(20)} - {None}
    assert made
    assert all("1,200" in str(one) for one in made)


def test_a_pronoun_is_resolved_where_one_person_can_be_meant(article: Parsed) -> None:
    assert pronoun_resolved(article, 1) is not None
    assert str(pronoun_resolved(article, 1)).startswith("Ilda Ferrant said")
    assert pronoun_resolved(article, 2) is None


def test_a_changed_name_or_figure_is_rather_one_of_the_passage(
    read: Callable[[str], "Doc"], bank: Bank
) -> None:
    doc = read("Anna Weber paid 300 euros on Friday.")
    beside = bank.beside({"PERSON": ("Anna Weber", "Otto Lind")}, ("300", "450"))
    names = [changes.CHANGES["person"][0](doc, beside, random.Random(at)) for at in range(20)]
    figures = [changes.CHANGES["number"][0](doc, beside, random.Random(at)) for at in range(20)]
    assert sum("Otto Lind" in str(one) for one in names) >= 10
    assert sum("450" in str(one) for one in figures) >= 8


def test_a_half_told_statement_does_not_follow(
    article: Parsed, bank: Bank, pipeline: "Language", tmp_path: Path
) -> None:
    found = [
        one
        for at in range(12)
        for one in candidates(article, random.Random(at), held_back=False)
        if one.half
    ]
    write(found, bank, pipeline, tmp_path)
    halves = [one for one in read_pairs(tmp_path / "news.jsonl.gz") if one.kind.endswith("-half")]
    assert halves
    assert {one.label for one in halves} == {"not_entailment"}


def test_scattered_sentences_keep_their_order_and_hold_the_one_asked_for(article: Parsed) -> None:
    for at in range(20):
        passage = article.scattered(2, random.Random(at))
        places = [passage.find(one.text.strip()) for one in article.sentences]
        shown = [place for place in places if place >= 0]
        assert places[2] >= 0
        assert shown == sorted(shown)


def test_a_passage_tells_its_names_and_figures(article: Parsed) -> None:
    names, figures = article.told_in(article.window(5, 5))
    assert "Carl Brandt" in names["PERSON"]
    assert figures == ()
    assert article.told_in(article.window(1, 1))[1] == ("400", "two")


@pytest.mark.skipif(not wordnet.has_wordnet(), reason="the wordnet-base package is not installed")
def test_words_of_one_first_sense_stand_for_each_other_and_opposites_do_not() -> None:
    assert "purchase" in wordnet.synonyms("buy", "VERB")
    assert "sell" in wordnet.antonyms("buy", "VERB")
    assert wordnet.share_a_sense("buy", "purchase", "VERB")
    assert not wordnet.share_a_sense("buy", "sell", "VERB")


@pytest.mark.skipif(not wordnet.has_wordnet(), reason="the wordnet-base package is not installed")
def test_the_article_before_an_exchanged_word_is_made_to_fit(pipeline: "Language") -> None:
    made = Bank()
    made.read([pipeline("She saw a physician. He saw an attorney.")])
    doc = pipeline("A lawyer spoke to the court.")
    assert rewordings.synonym(doc, made, random.Random(1)) == "An attorney spoke to the court."


def test_two_statements_become_one_or_follow_each_other() -> None:
    made = {merged("It rained.", "Roads flooded.", random.Random(at)) for at in range(20)}
    assert "It rained. Roads flooded." in made
    assert any(one.count(".") == 1 for one in made)


def test_a_passage_said_to_be_without_a_sentence_does_not_have_it(article: Parsed) -> None:
    for index in range(len(article.sentences)):
        for at in range(5):
            for passage in passages_without(article, index, index, random.Random(at)):
                assert article.sentences[index].text not in passage


def test_a_question_is_no_title_that_states_something() -> None:
    assert states("Mayor opens new tram line in Oslo")
    assert not states("Will the mayor open a new tram line?")
    assert not states("Opinion: the tram is too dear")


def test_a_title_with_a_figure_of_its_own_is_not_borne_out() -> None:
    assert borne_out(TEXT, "Mayor Ferrant opens new tram line in Oslo", 0.55)
    assert not borne_out(TEXT, "Mayor Ferrant opens 9 new tram lines in Oslo", 0.55)


def test_only_heads_that_bear_their_title_out_are_parsed_for_it() -> None:
    good = Article("Mayor Ferrant opens new tram line in Oslo", TEXT)
    bad = Article("Parliament in Lima rejects a budget", TEXT)
    of_story = Article("Parliament in Lima rejects a budget", TEXT, "7")
    assert [one.title for one in heads([good, bad, of_story])] == [good.title, of_story.title]


def test_all_reports_of_a_story_are_held_back_together() -> None:
    for story in map(str, range(50)):
        assert is_held_back(Article("One", "", story)) == is_held_back(Article("Two", "", story))


def test_a_window_holds_its_sentence(article: Parsed) -> None:
    for at in range(20):
        assert article.sentences[2].text in article.around(2, random.Random(at))


def test_generation_gives_the_same_pairs_again(
    article: Parsed, bank: Bank, pipeline: "Language", tmp_path: Path
) -> None:
    found = list(candidates(article, random.Random(5), held_back=False))
    for name in ("one", "other"):
        write(found, bank, pipeline, tmp_path / name)
    one, other = (read_pairs(tmp_path / name / "news.jsonl.gz") for name in ("one", "other"))
    assert one == other
    assert {"entailment", "contradiction"} <= {pair.label for pair in one}


def test_a_held_back_article_gives_no_pair_to_train_on(
    article: Parsed, bank: Bank, pipeline: "Language", tmp_path: Path
) -> None:
    found = list(candidates(article, random.Random(5), held_back=True))
    write(found, bank, pipeline, tmp_path)
    assert read_pairs(tmp_path / "news.jsonl.gz") == []
    assert read_pairs(tmp_path / "news_held_back.jsonl.gz")


def test_a_stranger_comes_from_another_article(article: Parsed) -> None:
    found = list(candidates(article, random.Random(5), held_back=False))
    assert set(strangers(found)) == {None}


def test_what_did_not_come_through_whole_is_no_sentence(read: Callable[[str], "Doc"]) -> None:
    text = "The minister spokeRead more at http://example.org about the plan today. It rained all."
    assert [one.text for one in usable(read(text))] == []


def test_tidying_leaves_no_stray_commas() -> None:
    assert tidy("the mayor , , spoke ,.") == "The mayor, spoke."


def test_kept_pairs_come_back(tmp_path: Path) -> None:
    pairs = [Pair("It rained.", "It was dry.", "contradiction", "whole-turned")]
    write_pairs(tmp_path / "pairs.jsonl.gz", pairs)
    assert read_pairs(tmp_path / "pairs.jsonl.gz") == pairs
