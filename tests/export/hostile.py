"""Reports and drafts that try to be more than text, for tests of every view and export."""

from dataclasses import replace

from secondsource.records.brief import BriefAnswer, Line, Section, SetAside
from secondsource.records.evidence import Passage
from secondsource.records.finding import CheckAnswer, Finding, Verdict
from secondsource.records.report import Report
from secondsource.records.story import Kind
from tests.cli.build_accounts import ACCOUNT, MAKER, passage

HOSTILE = Report.from_text(
    "Rain\x1b[31m fell\x07 on \u202eharbour\u202c | `roofs` <b>today</b> ![x](http://bad.example/i).",
    outlet="Evil\x1b]8;;http://bad.example\x07 Post",
    title="[click](javascript:alert)",
    url="javascript:alert(1)",
)


def hostile() -> BriefAnswer:
    """A story of one report that tries to be more than text."""
    cites = (passage(HOSTILE, HOSTILE.text),)
    brief = replace(ACCOUNT.brief, lines=(Line(Section.SINGLE, HOSTILE.text, cites),))
    alignment = replace(ACCOUNT.alignment, origins=(), claims=(), points=())
    story = replace(ACCOUNT.story, headline=HOSTILE.title, report_ids=(HOSTILE.id,))
    account = replace(ACCOUNT, story=story, reports=(HOSTILE,), alignment=alignment, brief=brief)
    return BriefAnswer((account,), ())


ATTACKS = (
    "</details><script>alert(1)</script>",
    "![x](http://bad.example/i) [click](javascript:alert)",
    "# Heading",
    "> quote",
    "- [ ] task",
    "1234. item",
    "```\nfence",
    "&lt;b&gt; &amp; &#60;i>",
    "line\n\n# two\n<img src=x>",
    "<!-- hidden",
    "| a | b |\n|---|---|",
    "[^1]: note",
    "a\\",
)


def hostile_check(words: str) -> CheckAnswer:
    """A draft, a report and a note that all say `words`."""
    report = Report.from_text(words, outlet=words, title=words, url="https://post.example/a")
    cites = (Passage(report.id, 0, len(words)),)
    finding = Finding(0, len(words), Verdict.CONTRADICTED, Kind.NUMBER, False, cites, words, MAKER)
    return CheckAnswer(words, (finding,), (report,), (), (SetAside(words, words),))
