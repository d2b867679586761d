"""What a page carries around its news is told from the news."""

import pytest

from secondsource.records.layers import CLAUSES
from secondsource.stages.annotate.furniture import is_boxed, is_furniture, is_shouted
from tests.build import annotated


@pytest.mark.parametrize(
    "sentence",
    [
        "More: Five things to know about the Ostrel dam",
        "READ MORE: How the dam was built",
        "Click here for the weather.",
        "Get all the latest news on the flood and more delivered to your inbox.",
        "Lena Brandt contributed to this report.",
        "Updated at 3:12 p.m. ET",
        "pic.twitter.com/aBcD1234",
        "— Lena Brandt (@lenabrandt) March 3, 2025",
        "All rights reserved.",
        "Governor Ada Moss Ada Lynn MossFive takeaways from the debate MORE on Monday left office.",
    ],
)
def test_links_credits_and_signatures_are_furniture(sentence: str) -> None:
    assert is_furniture(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "More than forty people were hurt.",
        "Read the letter aloud, the judge said.",
        "The town wrote at https://example.org/dam that the water had fallen by a metre.",
        "Updated figures show that 31 people died.",
        "Lena Brandt contributed to the flood fund.",
        "The mayor asked readers to sign up for the relief effort.",
        "Watch committees were set up in three villages.",
    ],
)
def test_news_that_opens_like_furniture_is_none(sentence: str) -> None:
    assert not is_furniture(sentence)


@pytest.mark.parametrize(
    "paragraph",
    [
        "FILE PHOTO: The dam at Ostrel, April 2, 2021. REUTERS/Lena Brandt",
        "A view of the dam on Monday. Lena Brandt/Getty Images",
        "Water runs over the dam. (Lena Brandt/Reuters)",
        "Image copyright EPA Image caption The dam leaked for days",
    ],
)
def test_a_paragraph_with_a_picture_credit_is_a_caption(paragraph: str) -> None:
    assert is_boxed(paragraph)


def test_a_long_paragraph_that_names_a_picture_agency_is_no_caption() -> None:
    assert not is_boxed("Engineers said that the dam would hold. " * 12 + "They sued Getty Images.")


def test_the_headline_of_another_article_is_set_in_capitals() -> None:
    assert is_shouted("GOVERNOR LEAVES OFFICE AFTER DAM BREAKS")
    assert not is_shouted("The US and the UK left NATO")
    assert not is_shouted("NATO")


def test_no_clause_is_made_of_a_caption() -> None:
    text = (
        "The dam leaked for three days.\n\n"
        "FILE PHOTO: Engineers look at the dam, April 2, 2021. REUTERS/Lena Brandt\n\n"
        "Engineers came on Friday."
    )
    found = [one.within(text) for one in annotated(text).get(CLAUSES)]
    assert found == ["The dam leaked for three days", "Engineers came on Friday"]


def test_a_text_all_in_capitals_is_still_read() -> None:
    assert annotated("THE DAM LEAKED FOR THREE DAYS.").get(CLAUSES)
