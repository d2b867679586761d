"""Stories in lists, and one shown: what is kept, in which form, and what is told of wrong calls."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from secondsource.records.report import Report
from tests.build import report
from tests.cli.conftest import BRIDGE_REPORT, FERRY_REPORT, OTHER_FERRY, Call, ids, jsonl
from tests.cli.door import OBEYED, SCHEMAS, call
from tests.desk.told import BRIDGE, FERRY

THE_FERRY, THE_BRIDGE, BOTH, NONE = {FERRY}, {BRIDGE}, {FERRY, BRIDGE}, set[str]()


def story(desk: Call, *wanted: str) -> str:
    """The id of the story that a filter keeps."""
    (found,) = ids(desk("stories", "--json", *wanted))
    return found


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        ((), BOTH),
        (("--text", "RUDDER"), THE_FERRY),
        (("--text", "100%"), NONE),
        (("--name", "brandsma"), THE_FERRY),
        (("--outlet", "inland post"), THE_BRIDGE),
        (("--outlet", "inland"), NONE),
        (("--since", "2025-10-18"), THE_BRIDGE),
        (("--until", "2025-10-18"), THE_FERRY),
        (("--since", "2025-10-18T00:00:00Z", "--until", "2025-10-18T01:00:00+00:00"), NONE),
        (("--since", "1w"), NONE),
        (("--since", "0002-01-01"), BOTH),
        (("--origins", "2"), THE_FERRY),
        (("--origins", "1000000000"), NONE),
        (("--disputed",), THE_FERRY),
        (("--undisputed",), THE_BRIDGE),
        (("--disputed", "--outlet", "Inland Post"), NONE),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_list_keeps_what_was_asked_for(
    desk: Call, wanted: tuple[str, ...], kept: set[str]
) -> None:
    found = desk("stories", "--json", *wanted).answer("stories")["stories"]
    assert {one["headline"] for one in found} == kept


def test_a_cursor_leads_through_all_stories_once(desk: Call) -> None:
    first = desk("stories", "--limit", "1", "--json").answer("stories")
    rest = desk("stories", "--limit", "1", "--json", "--after", first["after"]).answer("stories")
    told = [one["headline"] for one in (*first["stories"], *rest["stories"])]
    assert sorted(told) == sorted(BOTH)
    assert rest["after"] is None


def test_a_reader_of_a_terminal_is_told_how_to_go_on(desk: Call) -> None:
    done = desk("stories", "--limit", "1")
    (cursor,) = (line for line in done.err.splitlines() if "--after" in line)
    assert desk("stories", *cursor.split()[-2:]).code == 0


def test_a_list_reads_well(desk: Call) -> None:
    done = desk("stories")
    assert "2 independent origins · 1 disputed point" in done.out
    assert "  1 report · changed" in done.out  # nobody has looked how independent it is
    assert max(map(len, done.out.splitlines())) <= 80


def test_the_likest_in_meaning_come_first(desk: Call) -> None:
    found = desk("stories", "--like", "cracks in a crossing of stone", "--json").answer("stories")
    assert [one["headline"] for one in found["stories"]] == [BRIDGE, FERRY]


def test_what_joined_the_reports_of_a_story_is_told_of_each(desk: Call) -> None:
    told = desk("why", story(desk, "--disputed")).out
    assert f"• The Harbour Courier · {FERRY} · {FERRY_REPORT.id}\n  shares with “" in told
    assert told.count("\n•") == 2
    assert max(map(len, told.splitlines())) <= 80


def test_an_empty_list_says_so(desk: Call) -> None:
    assert desk("stories", "--text", "nowhere").out == "No story.\n"


def test_a_list_can_be_a_table_of_markdown(desk: Call) -> None:
    assert desk("stories", "--md").out.count("\n| ") == 3


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("stories", "--since", "soon"), "'--since': 'soon' is no time: give one like 2026-03-01"),
        (("stories", "--until", "0001-01-01T00:00:00+14:00"), "'--until'"),
        (("stories", "--after", "nonsense"), "nonsense: is no cursor"),
        (("stories", "--after", f"{'9' * 18}-1"), "is no cursor"),
        (("stories", "--limit", "0"), "'--limit'"),
        (("stories", "--origins", "9" * 30), "'--origins'"),
        (("stories", "--like", "ferry", "--after", "1-1"), "--like goes with --since, --until"),
        (("stories", "--like", "ferry", "--disputed"), "--like goes with --since, --until"),
        (("why", "ffff"), "no story ffff"),
        (("stories", "--json", "--md"), "--json and --md cannot go together"),
        (("show",), "Missing argument 'STORY'"),
        (("show", "ffffffffffff"), "no story ffffffffffff: `secondsource stories` lists"),
        (("show", "f" * 70_000), "no story ffff"),
        (("show", "\udcff"), "no story \N{REPLACEMENT CHARACTER}: "),
        (("show", "x", "--since", "soon"), "give the number of a version, or one like 2026-03-01"),
        (("show", "x", "--since", "9" * 30), "'--since'"),
        (("show", "x", "--version", "0"), "'--version'"),
        (("show", "x", "--version", "9" * 30), "'--version'"),
        (("show", "x", "--version", "1", "--since", "1"), "cannot go together"),
        (("show", "x", "--html", "-", "--md"), "--md and --html cannot go together"),
    ],
    ids=lambda value: ascii(" ".join(value))[:60] if isinstance(value, tuple) else "",
)
def test_a_wrong_call_says_what_to_do(desk: Call, args: tuple[str, ...], says: str) -> None:
    done = desk(*args)
    assert (done.code, done.out) == (2, "")
    assert says in " ".join(done.err.split())


def test_a_story_is_shown_with_what_its_reports_are_asked_for_by(desk: Call) -> None:
    done = desk("show", story(desk, "--disputed"))
    assert done.code == 0
    assert all(one.id in done.out for one in (FERRY_REPORT, OTHER_FERRY))
    assert "Version 1" in done.out.splitlines()[-1]
    assert desk("show", story(desk, "--disputed")).out == done.out
    assert max(map(len, done.out.splitlines())) <= 80


def test_the_second_show_tells_what_came_after_the_first(desk: Call, tmp_path: Path) -> None:
    the_ferry = story(desk, "--disputed")
    desk("show", the_ferry)
    third = jsonl(tmp_path / "third.jsonl", _third_ferry())
    assert desk("add", third).code == 0
    shown = desk("show", the_ferry, "--json").answer("show")
    told = [change["kind"] for one in shown["since"] for change in one["changes"]]
    assert "report" in told
    assert shown["version"] == 2
    assert "NEW REPORTS" in desk("show", the_ferry).out  # what a program read, nobody has seen
    assert desk("show", the_ferry, "--json").answer("show")["since"] == []
    again = desk("show", the_ferry[:6], "--since", "1", "--json").answer("show")
    assert again["since"] == shown["since"]
    assert "NEW REPORTS" in desk("show", the_ferry, "--since", "1h").out
    assert "Coast Radio" in desk("show", the_ferry, "--since", "1", "--md").out


def test_an_earlier_version_is_as_it_was(desk: Call) -> None:
    the_ferry = story(desk, "--disputed")
    shown = desk("show", the_ferry, "--version", "1", "--json").answer("show")
    assert (shown["version"], [one["number"] for one in shown["since"]]) == (1, [1])
    done = desk("show", the_ferry, "--version", "7")
    assert done.code == 2
    assert "no version 7" in done.err


def test_a_story_can_be_a_page_or_a_file_of_markdown(desk: Call, tmp_path: Path) -> None:
    the_ferry, page = story(desk, "--disputed"), tmp_path / "ferry.html"
    assert desk("show", the_ferry, "--html", "-").out.startswith("<!DOCTYPE html>")
    done = desk("show", the_ferry, "--html", page)
    assert (done.out, done.err) == ("", f"Wrote {page}\n")
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert desk("show", the_ferry, "--md").out.startswith(f"# {FERRY}")


def test_a_page_that_cannot_be_written_says_so(desk: Call, tmp_path: Path) -> None:
    done = desk("show", story(desk, "--disputed"), "--html", tmp_path / "none" / "x.html")
    assert done.code == 4
    assert "cannot be written (No such file or directory); choose another file" in done.err


def test_hostile_words_steer_no_terminal_whatever_the_command(tmp_path: Path) -> None:
    def desk(*args: object) -> str:
        done = call(*args, "--store", tmp_path / "hostile.db")
        return done.out + done.err

    words = "\x1b]0;owned\x07 \x1b[31mred\u202e turned\r\x9b2J"
    reports = [
        replace(one, ref=words, outlet=one.outlet + words, title=one.title + words)
        for one in (FERRY_REPORT, BRIDGE_REPORT, replace(FERRY_REPORT, text=" "))
    ]
    told = desk("add", jsonl(tmp_path / "hostile.jsonl", *reports))
    listed = json.loads(desk("stories", "--json"))["stories"]
    first, second = (one["id"] for one in listed)
    told += desk("stories") + desk("stories", "--md") + desk("show", first) + desk("why", first)
    told += desk("merge", first, second) + desk("undo", "--list") + desk("undo")
    told += desk("undo", "--list") + desk("show", "") + desk("split", first, words)
    told += desk("unfollow", words) + desk("hooks", "remove", words) + desk("show", words)
    assert "owned" in told
    assert not OBEYED.search(told)


def test_a_list_of_stories_loads_no_model_and_no_reader(filled: Path) -> None:
    heavy = {"spacy", "onnxruntime", "trafilatura", "lxml", "feedparser", "jinja2", "alembic"}
    code = (
        f"import sys; sys.argv = ['secondsource', 'stories', '--store', {str(filled)!r}]\n"
        "from secondsource.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not heavy & set(done.stdout.splitlines()[-1].split())


def test_what_two_schemas_promise_of_one_thing_is_the_same() -> None:
    def parts(name: str) -> dict[str, object]:
        text = (SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")
        found: dict[str, object] = json.loads(text)["$defs"]
        return found

    show, added = parts("show"), parts("added")
    assert parts("brief").items() <= show.items()
    assert {**parts("event"), "story": parts("stories")["story"]}.items() <= added.items()
    assert show["version"] == parts("changes")["version"]


def _third_ferry() -> Report:
    return report(
        "The ferry Anneke still lies on the sandbank off Sarnmouth with her rudder broken. The "
        "captain, Jelle Brandsma, said tugs were on their way. Two hundred passengers are ashore.",
        outlet="Coast Radio",
        title="Ferry Anneke waits for tugs",
        published=datetime(2025, 10, 17, 8, 0, tzinfo=UTC),
    )
