"""How pairs are made of claims and the documents they were judged by."""

from training.entailment.documents import document_pairs, edited_pairs, wice_pairs

DOCUMENT = ["The mill closed in May.", "Forty people lost their work.", "The owner left town."]


def test_of_an_edited_summary_only_its_one_new_sentence_is_wrong() -> None:
    claims = [
        {"supported": True, "claim": "The mill closed in May. Forty people lost their jobs."},
        {"supported": False, "claim": "The mill opened in May. Forty people lost their jobs."},
    ]
    pairs = list(edited_pairs("summedits-x", DOCUMENT, claims))
    assert {pair.hypothesis: pair.label for pair in pairs} == {
        "The mill closed in May.": "entailment",
        "Forty people lost their jobs.": "entailment",
        "The mill opened in May.": "not_entailment",
    }


def test_two_wordings_of_one_sentence_follow_from_each_other_and_a_wrong_one_from_neither() -> None:
    claims = [
        {"supported": True, "claim": "The mill closed in May."},
        {"supported": True, "claim": "The mill shut in May."},
        {"supported": False, "claim": "The mill opened in May."},
    ]
    pairs = list(edited_pairs("summedits-x", DOCUMENT, claims))
    edits = {
        (one.premise, one.hypothesis): one.label for one in pairs if one.kind.endswith(" edit")
    }
    closed, shut, opened = (str(claim["claim"]) for claim in claims)
    assert edits == {
        (closed, shut): "entailment",
        (shut, closed): "entailment",
        (closed, opened): "not_entailment",
        (shut, opened): "not_entailment",
    }


def test_where_every_sentence_is_new_none_is_known_to_be_wrong() -> None:
    claims = [
        {"supported": True, "claim": "The mill closed in May. The owner left."},
        {"supported": False, "claim": "The mill opened in May. The owner stayed."},
    ]
    pairs = list(edited_pairs("summedits-x", DOCUMENT, claims))
    assert {pair.label for pair in pairs} == {"entailment"}


def test_a_claim_stands_beside_the_sentences_named_for_it() -> None:
    row = {
        "source": "wice-dev",
        "document_sentences": DOCUMENT,
        "claim": "Forty people lost their work when the mill closed.",
        "label": "supported",
        "supporting_sentences": [[1, 0]],
    }
    (pair,) = wice_pairs(row)
    assert pair.premise == f"{DOCUMENT[0]} {DOCUMENT[1]}"
    assert pair.label == "entailment"


def test_partial_support_is_no_entailment() -> None:
    row = {
        "source": "wice-dev",
        "document_sentences": DOCUMENT,
        "claim": "Forty people lost their work and sued.",
        "label": "partially_supported",
        "supporting_sentences": [[1]],
    }
    assert {pair.label for pair in document_pairs([row])} == {"not_entailment"}
