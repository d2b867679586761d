"""What is typed, pasted and dropped is read whole, and each fault stands at its field."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from starlette.datastructures import FormData, UploadFile

from secondsource.errors import BadInput
from secondsource.records.job import Pasted, Upload
from secondsource.web.given import (
    PastedFields,
    addresses,
    draft_in,
    fields_of,
    pasted,
    pasted_fields,
    uploads,
    word,
)

TEXT = "The ferry Anneke ran aground on a sandbank off Sarnmouth on Wednesday evening."


def test_addresses_stand_one_a_line_and_each_counts_once() -> None:
    found, faults = addresses(
        " https://a.example/1 \n\nhttps://b.example\nhttps://a.example/1", "x"
    )
    assert found == ("https://a.example/1", "https://b.example")
    assert faults == ()


@pytest.mark.parametrize(
    "line",
    ["/etc/passwd", "file:///etc/passwd", "javascript:alert(1)", "b.example/page", "C:\\a.txt"],
)
def test_what_is_no_address_of_the_web_is_a_fault_that_names_its_line(line: str) -> None:
    found, (fault,) = addresses(f"https://a.example\n{line}", "addresses")
    assert found == ("https://a.example",)
    assert fault.field == "addresses"
    assert fault.says.startswith("Line 2, ")
    assert line in fault.says


def test_a_long_line_is_not_repeated_whole() -> None:
    _, (fault,) = addresses("x" * 5_000, "addresses")
    assert len(fault.says) < 300


def test_there_are_no_more_addresses_at_once_than_can_be_read_in_a_while() -> None:
    many = "\n".join(f"https://a.example/{n}" for n in range(501))
    assert "two or more parts" in addresses(many, "addresses")[1][0].says


def test_lines_that_a_browser_ends_with_two_characters_are_lines() -> None:
    assert word(FormData([("draft", "one\r\ntwo\rthree\0")]), "draft") == "one\ntwo\nthree"


def test_the_rows_of_pasted_texts_are_read_together_and_blank_ones_left_out() -> None:
    rows = [("", "", "", "", ""), (TEXT, "Aground", "Courier", "2025-10-16T14:30", "")]
    names = ("text", "title", "outlet", "published", "url")
    form = FormData([(f"pasted_{name}", row[at]) for row in rows for at, name in enumerate(names)])
    found, faults = pasted(pasted_fields(form))
    when = datetime(2025, 10, 16, 14, 30, tzinfo=UTC)
    assert found == (Pasted(TEXT, "Aground", "Courier", None, when),)
    assert faults == ()


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (PastedFields(outlet="Courier"), "pasted_text_1"),
        (PastedFields(text="   \n"), "pasted_text_1"),
        (PastedFields(text=TEXT, published="last Tuesday"), "pasted_published_1"),
        (PastedFields(text=TEXT, url="courier.example"), "pasted_url_1"),
    ],
)
def test_what_is_wrong_with_a_pasted_text_stands_at_its_own_field(
    row: PastedFields, field: str
) -> None:
    _, faults = pasted([PastedFields(text=TEXT), row])
    assert [fault.field for fault in faults] == [field]


def test_a_pasted_text_fills_the_fields_that_it_came_from() -> None:
    row = PastedFields(TEXT, "Aground", "Courier", "2025-10-16T14:30", "https://a.example")
    ((one,), _) = pasted([row])
    assert fields_of(one) == row


def test_a_file_goes_by_the_last_part_of_its_name() -> None:
    files = [
        UploadFile(BytesIO(b"x"), filename=name) for name in ("C:\\fake\\a.txt", "../../b.txt")
    ]
    form = FormData([("files", one) for one in files])
    assert [one.name for one in uploads(form, "files")] == ["a.txt", "b.txt"]


def test_a_field_in_which_no_file_was_chosen_holds_none() -> None:
    form = FormData([("files", UploadFile(BytesIO(b""), filename=""))])
    assert uploads(form, "files") == ()


def test_the_draft_in_a_page_is_its_paragraphs() -> None:
    page = "<head><title>x</title></head><script>ran()</script><p>One &amp; two.</p><p>Three.</p>"
    assert draft_in([Upload("draft.HTML", page.encode())]) == "One & two.\n\nThree."


def test_the_draft_in_a_text_is_the_text_as_it_is() -> None:
    raw = "\ufeffA <b>line</b>\r\nand another".encode()
    assert draft_in([Upload("draft.txt", raw)]) == "A <b>line</b>\nand another"


@pytest.mark.parametrize("data", [b"PK\x03\x04\xff\xfe", b"a" * 5_000_001])
def test_a_file_that_is_no_draft_says_what_to_do(data: bytes) -> None:
    with pytest.raises(BadInput, match=r"save it as|in parts"):
        draft_in([Upload("draft.docx", data)])
