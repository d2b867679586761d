"""What the parser promises of its columns."""

import subprocess
import sys
import time

import pytest

from secondsource.errors import BadConfig
from secondsource.models.spacy_parser import SpacyParser
from secondsource.records.evidence import Span
from secondsource.records.parse import Segmented

PARSER = SpacyParser()
TEXT = "Dam breaks\r\n\r\nThe dam above Orlu broke on Sunday. Ilse Tarrant left the town."
TWO = Segmented(TEXT, (Span(0, 10), Span(14, len(TEXT))))


def whole(text: str) -> Segmented:
    return Segmented(text, (Span(0, len(text)),) if text else ())


def test_tokens_point_at_the_characters_of_the_text() -> None:
    (parse,) = PARSER.parse([TWO])
    words = [parse.word(i) for i in range(len(parse))]
    assert words[:4] == ["Dam", "breaks", "The", "dam"]
    assert "".join(words) == "".join(TEXT.split())


def test_no_sentence_crosses_segments() -> None:
    (parse,) = PARSER.parse([TWO])
    assert [parse.word(first) for first, _ in parse.sentences] == ["Dam", "The", "Ilse"]
    assert parse.sentences[-1][1] == len(parse)


def test_heads_and_children_say_the_same() -> None:
    (parse,) = PARSER.parse([TWO])
    for i, children in enumerate(parse.children):
        assert all(parse.heads[child] == i for child in children)
    headed = sum(head != i for i, head in enumerate(parse.heads))
    assert sum(map(len, parse.children)) == headed


def test_a_name_begins_once() -> None:
    (parse,) = PARSER.parse([whole("Angela Merkel flew from Berlin to Paris.")])
    begun = [parse.word(i) for i in range(len(parse)) if parse.begins[i]]
    assert begun == ["Angela", "Berlin", "Paris"]
    assert parse.entities[:2] == ("PERSON", "PERSON")


def test_texts_parsed_together_are_parsed_as_alone() -> None:
    texts = [TWO, whole(""), whole("The court acquitted the mayor. " * 2000)]
    assert PARSER.parse(texts) == [PARSER.parse([text])[0] for text in texts]


def test_an_empty_text_has_no_token() -> None:
    (parse,) = PARSER.parse([whole("")])
    assert (len(parse), parse.sentences) == (0, ())


def test_half_a_surrogate_pair_is_one_sign_and_moves_nothing() -> None:
    text = "The dam \ud83c broke."
    (parse,) = PARSER.parse([whole(text)])
    assert parse.text == text
    assert [parse.word(i) for i in range(len(parse))][-2:] == ["broke", "."]


def test_signs_without_a_blank_take_time_by_their_number_and_not_its_square() -> None:
    started = time.process_time()
    (parse,) = PARSER.parse([whole("\N{FIRE}" * 20_000 + " The mill burned.")])
    # The square of it is more than half a minute.
    assert time.process_time() - started < 15
    assert len(parse) == 20_000 + 4


def test_a_pipeline_that_is_not_installed_is_named() -> None:
    with pytest.raises(BadConfig, match="no spaCy pipeline among no_such_pipeline is installed"):
        SpacyParser("no_such_pipeline")


@pytest.mark.parametrize("then", ["spacy.cli.app", "spacy.info()['spacy_version']"])
def test_spacys_own_command_line_still_works_afterwards(then: str) -> None:
    program = (
        "import sys; from secondsource.models.spacy_parser import SpacyParser; SpacyParser();"
        f"assert 'spacy.cli' not in sys.modules; import spacy; import spacy.cli; {then}"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
