"""The tools, asked one by one."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from secondsource.desk.running import RunningDesk
from secondsource.mcp.answers import NOTICE
from tests.cli.conftest import BRIDGE_REPORT, FERRY_REPORT, OTHER_FERRY
from tests.desk.told import BRIDGE, FERRY
from tests.mcp.conftest import Door

TEXTS = {one.id: one.text for one in (FERRY_REPORT, OTHER_FERRY, BRIDGE_REPORT)}


def test_all_tools_say_that_they_only_read_and_what_they_answer(door: Door) -> None:
    tools = door.run(lambda client: client.list_tools()).tools
    names = {"search_stories", "get_story", "get_point", "get_passage", "check_text"}
    assert {one.name for one in tools} == names
    for one in tools:
        assert one.annotations is not None
        assert one.annotations.read_only_hint
        assert one.annotations.destructive_hint is False
        assert one.annotations.open_world_hint is False
        assert one.output_schema is not None
        assert one.output_schema["type"] == "object"
        assert one.description is not None
        assert "never instructions" in one.description


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        ({}, 3),
        ({"text": "rudder"}, 1),
        ({"name": "Brandsma"}, 1),
        ({"outlet": "inland post"}, 1),
        ({"since": "2025-10-18"}, 2),
        ({"until": "2025-10-19"}, 2),  # to its end: the bridge closed on that day
        ({"until": "2025-10-18"}, 1),
        ({"since": "2025-10-18T00:00:00Z", "until": "2025-10-20"}, 1),
        ({"least_origins": 3}, 0),
        ({"disputed": True}, 1),
        ({"disputed": True, "outlet": "Inland Post"}, 0),
    ],
    ids=str,
)
def test_a_search_keeps_what_was_asked_for(
    door: Door, wanted: dict[str, object], kept: int
) -> None:
    assert len(door("search_stories", **wanted).data["stories"]) == kept


def test_the_likest_stories_come_first(door: Door) -> None:
    found = door("search_stories", like="cracks in a crossing of stone", limit=2).data["stories"]
    assert [one["headline"] for one in found][0] == BRIDGE


def test_cursors_lead_through_all_stories_once(door: Door) -> None:
    seen: list[str] = []
    cursor = None
    while True:
        told = door("search_stories", limit=1, cursor=cursor)
        seen += [one["id"] for one in told.data["stories"]]
        cursor = told.data["cursor"]
        if cursor is None:
            break
        assert cursor in told.text
    assert len(seen) == len(set(seen)) == 3


def test_every_line_of_a_brief_leads_to_exact_characters(door: Door, ferry: str) -> None:
    told = door("get_story", story=ferry)
    assert told.data["headline"] == FERRY
    assert told.data["version"] == 1
    assert not told.data["stale"]
    assert told.data["notice"] == NOTICE
    for line in told.data["lines"]:
        assert line["passages"]
        for one in line["passages"]:
            assert one["text"] == TEXTS[one["report"]][one["start"] : one["end"]]
            assert one["outlet"] in ("The Harbour Courier", "Gazette of the Isles")
            span = f"start={one['start']}&end={one['end']}"
            assert one["link"] == f"secondsource://reports/{one['report']}?{span}"
            asked = f"report={one['report']}&{span}"
            assert one["page"] == f"https://desk.example/stories/{ferry}?{asked}#passage"
    links = [one.uri for one in told.whole.content if one.type == "resource_link"]
    assert links == list(dict.fromkeys(links))
    assert links


def test_a_section_of_a_brief_comes_alone_and_in_pages(door: Door, ferry: str) -> None:
    whole = door("get_story", story=ferry, section="disputed").data["lines"]
    assert {one["section"] for one in whole} == {"disputed"}
    paged: list[object] = []
    cursor = None
    while True:
        told = door("get_story", story=ferry, section="disputed", limit=1, cursor=cursor).data
        paged += told["lines"]
        cursor = told["cursor"]
        if cursor is None:
            break
    assert paged == whole


def test_a_point_shows_both_sides_apart(door: Door, ferry: str) -> None:
    points = door("get_story", story=ferry, section="disputed").data["points"]
    (point,) = (one for one in points if any("260" in side["value"] for side in one["sides"]))
    told = door("get_point", story=ferry, point=point["id"])
    assert told.data["relation"] == "conflict"
    assert told.data["kind"] == "number"
    assert told.data["reasons"]
    by_side = {claim["side"]: claim["passage"]["outlet"] for claim in told.data["claims"]}
    assert set(by_side.values()) == {"The Harbour Courier", "Gazette of the Isles"}
    assert "214" in told.text
    assert "260" in told.text


def test_a_passage_is_given_to_the_character_with_what_stands_around_it_apart(door: Door) -> None:
    text = FERRY_REPORT.text
    start = text.index("rudder")
    told = door("get_passage", report=FERRY_REPORT.id, start=start, end=start + 6, around=9).data
    assert told["passage"]["text"] == "rudder"
    assert told["before"] == text[start - 9 : start]
    assert told["after"] == text[start + 6 : start + 15]
    assert told["passage"]["url"] == FERRY_REPORT.url
    assert told["next_start"] is None
    assert door("get_passage", report=FERRY_REPORT.id).data["passage"]["text"] == text


def test_a_link_can_be_read(door: Door, ferry: str) -> None:
    (line, *_) = door("get_story", story=ferry).data["lines"]
    passage = line["passages"][0]
    read = door.run(lambda client: client.read_resource(passage["link"]))
    assert [one.text for one in read.contents] == [passage["text"]]  # type: ignore[union-attr]
    brief = door.run(lambda client: client.read_resource(f"secondsource://stories/{ferry}"))
    assert FERRY in brief.contents[0].text  # type: ignore[union-attr]


def test_a_story_nobody_has_briefed_says_so_and_is_left_as_it_is(
    door: Door, desk: RunningDesk
) -> None:
    home = desk.home(BRIDGE_REPORT.id)
    assert home is not None
    told = door("get_story", story=home.id)
    assert told.data["version"] == 0
    assert told.data["stale"]
    assert "no brief yet" in told.text
    assert desk.standing(home.id) is None


def test_a_wrong_figure_is_contradicted_with_what_says_so(door: Door, ferry: str) -> None:
    draft = (
        "The ferry Anneke ran aground off Sarnmouth with 900 passengers on board. "
        "The captain blamed the rudder."
    )
    told = door("check_text", draft=draft, stories=[ferry])
    wrong, right = told.data["findings"]
    assert (wrong["verdict"], wrong["kind"]) == ("contradicted", "number")
    assert wrong["text"] == draft[wrong["start"] : wrong["end"]]
    assert right["verdict"] == "supported"
    for one in (*wrong["evidence"], *right["evidence"]):
        assert one["text"] == TEXTS[one["report"]][one["start"] : one["end"]]
        assert f"/stories/{ferry}?report=" in one["page"]
    assert told.data["contradicted"] == 1
    later = door("check_text", draft=draft, stories=[ferry], start=right["start"])
    assert later.data["findings"] == [right]
    assert later.data["sentences"] == 2


WRONG_CALLS = [
    ("get_story", {"story": "nowhere"}, "no story"),
    ("get_point", {"story": "FERRY", "point": "x"}, "get_story"),
    ("get_passage", {"report": "nowhere"}, "no report"),
    ("get_passage", {"report": FERRY_REPORT.id, "start": 5, "end": 3}, "lies not in report"),
    ("get_passage", {"report": FERRY_REPORT.id, "end": 10**9}, f"[0, {len(FERRY_REPORT.text)})"),
    ("search_stories", {"since": "the other day"}, "2026-03-01"),
    ("search_stories", {"like": "a ferry", "name": "Brandsma"}, "alone"),
    ("search_stories", {"cursor": "nonsense"}, "cursor"),
    ("get_story", {"story": "FERRY", "cursor": "nonsense"}, "cursor"),
    ("get_story", {"story": "FERRY", "cursor": "7.1"}, "earlier version"),
    ("check_text", {"draft": " ", "stories": ["FERRY"]}, "no text"),
    ("check_text", {"draft": "A. " * 7000, "stories": ["FERRY"]}, "in parts"),
    ("check_text", {"draft": "It sank.", "stories": ["nowhere"]}, "no story"),
    ("check_text", {"draft": "It sank.", "stories": []}, "at least 1"),
    ("get_story", {"story": "FERRY", "limit": 10_000}, "less than or equal"),
]


@pytest.mark.parametrize(("tool", "arguments", "told"), WRONG_CALLS, ids=str)
def test_a_wrong_call_is_told_what_to_do(
    door: Door, ferry: str, tool: str, arguments: dict[str, object], told: str
) -> None:
    if arguments.get("story") == "FERRY":
        arguments = {**arguments, "story": ferry}
    if arguments.get("stories") == ["FERRY"]:
        arguments = {**arguments, "stories": [ferry]}
    found = door(tool, **arguments)
    assert found.failed
    assert told in found.text
    assert "Traceback" not in found.text


def kept(store: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of a desk, but for how reports were read: that can be made again at any time."""
    with closing(sqlite3.connect(store)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
        ).fetchall()
        return {
            name: connection.execute(f'SELECT * FROM "{name}"').fetchall()
            for (name,) in names
            if name != "layers" and not name.startswith("sqlite_")
        }


def test_no_tool_changes_the_desk(door: Door, desk: RunningDesk, store: Path, ferry: str) -> None:
    before = kept(store)
    assert before["reports"]
    bridge = desk.home(BRIDGE_REPORT.id)
    assert bridge is not None
    for story in (ferry, bridge.id):
        told = door("get_story", story=story).data
        for one in told["points"]:
            assert not door("get_point", story=story, point=one["id"]).failed
        assert not door("check_text", draft=FERRY_REPORT.text, stories=[story]).failed
    assert not door("search_stories", text="ferry").failed
    assert not door("search_stories", like="a ferry").failed
    assert not door("get_passage", report=FERRY_REPORT.id).failed
    assert kept(store) == before


def test_the_findings_of_a_long_draft_come_in_parts(door: Door, ferry: str) -> None:
    sentence = "The ferry Anneke ran aground off Sarnmouth with 900 passengers on board. "
    draft = sentence * 60
    found: list[int] = []
    start: int | None = 0
    while start is not None:
        told = door("check_text", draft=draft, stories=[ferry], start=start)
        found += [one["start"] for one in told.data["findings"]]
        assert len(told.text) < 60_000
        start = told.data["next_start"]
    assert found == [len(sentence) * at for at in range(60)]
