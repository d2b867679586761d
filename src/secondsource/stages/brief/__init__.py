"""The account of a story, each line with the passages it rests on."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from secondsource.records.brief import Account, Brief, Line, Moment
from secondsource.records.evidence import Maker
from secondsource.records.layers import AnnotatedReport
from secondsource.records.story import Alignment, Story
from secondsource.stages.brief.figures import figures, further_figures
from secondsource.stages.brief.material import Material
from secondsource.stages.brief.points import changed, confirmed, disputed, single
from secondsource.stages.brief.sources import sources
from secondsource.stages.brief.speech import quotes, said
from secondsource.stages.brief.timeline import timeline, timeline_lines

MAKER = Maker("secondsource/brief", "2")


def tell(
    story: Story, reports: Sequence[AnnotatedReport], alignment: Alignment, *, written: datetime
) -> Account:
    """The story told in its reports' own words; the order of `reports` changes nothing.

    No line is without citations, and no line says what no report says.
    """
    place = {report_id: i for i, report_id in enumerate(story.report_ids)}
    ordered = sorted(reports, key=lambda one: place.get(one.report.id, len(place)))
    material = Material(story, tuple(ordered), alignment)
    moments = timeline(material)
    lines = _lines(material, moments)
    return Account(
        story=story,
        reports=tuple(one.report for one in ordered),
        alignment=alignment,
        quotes=quotes(material),
        figures=figures(material),
        timeline=moments,
        brief=Brief(_brief_id(story, lines), story.id, lines, written, MAKER),
    )


def _lines(material: Material, moments: Sequence[Moment]) -> tuple[Line, ...]:
    """The sections in the order in which they are read; what one has told the next leaves out."""
    lines = [*confirmed(material), *disputed(material), *changed(material)]
    lines += single(material, lines)
    told = [passage for line in lines for passage in line.cites]
    lines += said(material)
    lines += further_figures(material, told)
    lines += timeline_lines(moments, material)
    lines += sources(material)
    return tuple(line for line in lines if line.cites)


def _brief_id(story: Story, lines: Sequence[Line]) -> str:
    """The same for the same story told in the same words."""
    told = "\n".join((story.id, *(line.text for line in lines)))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]
