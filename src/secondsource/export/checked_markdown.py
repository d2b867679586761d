"""The view of a checked draft in Markdown, made to be read as a comment on the draft.

What needs attention comes first and in full; the rest is folded away. GitHub and GitLab fold
`<details>`; where nothing folds, all of it is there to be read.
"""

from collections.abc import Iterable, Iterator

from secondsource.export.checked import Checked, Comment, Quoted, Sentence, as_sentence, checked
from secondsource.export.markdown import aside_list, source_list
from secondsource.export.safe import markdown, web_link
from secondsource.export.sheet import counted
from secondsource.records.finding import CheckAnswer
from secondsource.records.review import Remark


def check_markdown(answer: CheckAnswer, remarks: Iterable[Remark] = ()) -> str:
    """A summary, what needs attention, then the other sentences and the sources, folded.

    With the remarks of an editor, what they have dismissed is folded away, too.
    """
    told = checked(answer, remarks)
    blocks = [f"**{told.summary}**, {told.against}."] if told.sources else [f"**{told.summary}.**"]
    if left := [one for one in told.attention if one not in told.dismissed]:
        blocks.append("### Needs attention")
        blocks += [block for one in left for block in _sentence(one, told)]
    if told.dismissed:
        dismissed = (block for one in told.dismissed for block in _sentence(one, told))
        blocks += _folded(f"Dismissed: {counted(len(told.dismissed), 'sentence')}", dismissed)
    if told.fine:
        fine = (block for one in told.fine for block in _sentence(one, told))
        blocks += _folded(f"Supported: {counted(len(told.fine), 'sentence')}", fine)
    if told.sources:
        heading = f"Sources: {counted(len(told.sources), 'report')}"
        blocks += _folded(heading, [source_list(told.sources)])
    if answer.set_aside:
        blocks += ["### Set aside", aside_list(answer.set_aside)]
    return "\n\n".join(blocks) + "\n"


def _folded(heading: str, blocks: Iterable[str]) -> Iterator[str]:
    yield f"<details>\n<summary>{heading}</summary>"
    yield from blocks
    yield "</details>"


def _sentence(one: Sentence, told: Checked) -> Iterator[str]:
    yield f"**{one.sign} Sentence {one.number}: {one.label}**"
    yield f"> {''.join(_run(run.text, bold=run.text in one.parts_at_fault) for run in one.runs)}"
    if one.editor_says:
        yield f"**Editor:** {markdown(one.editor_says)}"
    for comment in one.comments:
        yield from _comment(comment, told)


def _run(text: str, *, bold: bool) -> str:
    """Part of a sentence: white space around it stays, and stays outside what is bold."""
    words = markdown(text)
    before = " " if text[:1].isspace() else ""
    after = " " if text.strip() and text[-1:].isspace() else ""
    return f"{before}{f'**{words}**' if bold and words else words}{after}"


def _comment(comment: Comment, told: Checked) -> Iterator[str]:
    note = markdown(as_sentence(comment.note))
    if comment.words:
        note = f"{comment.sign} “{markdown(comment.words)}” **{comment.label}.** {note}".rstrip()
    if note:
        yield note
    if comment.quotes:
        yield "\n".join(f"- {_quoted(quoted, told)}" for quoted in comment.quotes)


def _quoted(quoted: Quoted, told: Checked) -> str:
    source = told.source(quoted.passage)
    name = markdown(source.name)
    if url := web_link(source.report.url):
        name = f"[{name}](<{url}>)"
    words = markdown(quoted.passage.span.within(source.report.text))
    return f"{f'{quoted.lead}: ' if quoted.lead else ''}“{words}” — {name}"
