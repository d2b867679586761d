"""Reports that their outlets replaced, and what they say otherwise now."""

from collections.abc import Iterator

from secondsource.records.brief import Figure
from secondsource.records.change import Aspect, ChangeKind, Detail
from secondsource.records.evidence import Passage
from secondsource.records.report import Report
from secondsource.stages.follow.revision import Draft, Revision, opening, revise
from secondsource.stages.follow.step import Step, Told
from secondsource.stages.follow.version import Version
from secondsource.stages.follow.words import listed, quoted

MOST_FIGURES = 3  # of the changed figures that the line names
MOST_SHOWN = 8  # statements of one kind that are shown in full


def corrected(step: Step) -> Iterator[Told]:
    """One change for each report that replaced another and states something else."""
    latest = set(step.latest_of.values())
    for new_id, old in step.former.items():
        if new_id not in latest:  # a version that was itself replaced since
            continue
        new = step.after.reports[new_id]
        was = _draft(step.before if old.id in step.before.reports else step.after, old)
        now = _draft(step.after, new)
        if revision := revise(was, now):
            yield _told(was, now, revision)


def _draft(version: Version, report: Report) -> Draft:
    if version.account is None or report.id not in version.reports:
        return Draft(report, None, ())
    claims = (claim.said_in for claim in version.claims.values())
    figures = (one for one in version.account.figures if one.passage.report_id == report.id)
    own = tuple(passage.span for passage in claims if passage.report_id == report.id)
    return Draft(report, own, tuple(figures))


def _told(old: Draft, new: Draft, revision: Revision) -> Told:
    report = new.report
    details = _details(old, new, revision)
    taken_back = revision.gone or revision.reworded
    verb = "corrected" if taken_back else "added to" if revision.new else "changed the title of"
    title = revision.title[0] if revision.title else report.title
    named = f"\u201c{title}\u201d" if title else "its report"
    parts = [part for part in _parts(old, new, revision) if part]
    text = f"{report.label} {verb} {named}: {'; '.join(parts)}"
    return Told(ChangeKind.CORRECTED, text, report.id, (old.report.id, report.id), tuple(details))


def _parts(old: Draft, new: Draft, revision: Revision) -> Iterator[str]:
    """The line, piece by piece: figures, title, then the first statement of each kind."""
    some = revision.figures[:MOST_FIGURES]
    yield listed(f"{_figure(old, was)} \u2192 {_figure(new, now)}" for was, now in some)
    if revision.title:
        yield f"the title is now {quoted(revision.title[1])}"
    if revision.reworded and not some:
        was, now = revision.reworded[0]
        yield f"{quoted(old.words(was))} \u2192 {quoted(new.words(now))}"
    if revision.gone:
        yield f"gone: {quoted(old.words(revision.gone[0]))}{_more(len(revision.gone))}"
    if revision.new:
        yield f"new: {quoted(new.words(revision.new[0]))}{_more(len(revision.new))}"


def _more(count: int) -> str:
    return f" and {count - 1} more" if count > 1 else ""


def _figure(draft: Draft, figure: Figure) -> str:
    """A figure in the report's words, with what it counts where they leave it out."""
    words = draft.words(figure.passage)
    alone = " " not in words and figure.of and not figure.unit
    return f"{words} {figure.of}" if alone else words


def _details(old: Draft, new: Draft, revision: Revision) -> list[Detail]:
    """Each figure, title and statement, with its passages in both versions."""
    who = new.report.label
    found = []
    for was, now in revision.figures:
        found.append(Detail(Aspect.WAS, who, _figure(old, was), (was.passage,)))
        found.append(Detail(Aspect.NOW, who, _figure(new, now), (now.passage,)))
    if revision.title:
        found.append(Detail(Aspect.WAS, who, revision.title[0], (_titled(old.report),)))
        found.append(Detail(Aspect.NOW, who, revision.title[1], (_titled(new.report),)))
    for earlier, later in revision.reworded[:MOST_SHOWN]:
        found.append(Detail(Aspect.WAS, who, old.words(earlier), (earlier,)))
        found.append(Detail(Aspect.NOW, who, new.words(later), (later,)))
    gone, added = revision.gone[:MOST_SHOWN], revision.new[:MOST_SHOWN]
    found += [Detail(Aspect.GONE, who, old.words(passage), (passage,)) for passage in gone]
    found += [Detail(Aspect.NEW, who, new.words(passage), (passage,)) for passage in added]
    return found


def _titled(report: Report) -> Passage:
    """Where the title stands in the text, else how the text begins."""
    at = report.text.find(report.title)
    found = at >= 0 and report.title
    return Passage(report.id, at, at + len(report.title)) if found else opening(report)
