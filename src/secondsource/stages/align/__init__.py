"""What the reports of a story say together: origins, claims, points."""

from collections.abc import Collection, Sequence

from secondsource.abilities import Encoder
from secondsource.compare.claims import Statement, statements
from secondsource.compare.identity import unify
from secondsource.compare.matter import matters
from secondsource.compare.office import Holding, holdings
from secondsource.compare.speech import Speech, speeches
from secondsource.records.layers import AnnotatedReport
from secondsource.records.story import Alignment, Claim, Story
from secondsource.stages.align.links import office_links, speech_links, statement_links
from secondsource.stages.align.origins import find_origins
from secondsource.stages.align.points import make_points


def align(
    story: Story,
    reports: Sequence[AnnotatedReport],
    encoder: Encoder,
    *,
    about: Collection[str] | None = None,
) -> Alignment:
    """The origins, claims and points of a story; the order of `reports` changes nothing.

    With `about`, only the claims with those ids are compared: the cost grows with the square of
    their number.
    """
    reports = sorted(reports, key=lambda one: one.report.id)
    origins = find_origins(reports)
    names = unify(reports)
    said = [statement for one in reports for statement in statements(one, names)]
    speech = [words for one in reports for words in speeches(one, names) if not words.unsaid]
    offices = [holding for one in reports for holding in holdings(one, names)]
    if about is not None:
        said = [one for one in said if one.claim.id in about]
        speech = [one for one in speech if one.claim.id in about]
        offices = [one for one in offices if one.claim.id in about]
    origin_of = {report: origin.id for origin in origins for report in origin.report_ids}
    links = [
        *statement_links(said, list(matters(said, encoder)), origin_of),
        *speech_links(speech),
        *office_links(offices, origin_of),
    ]
    claims = _claims(said, speech, offices)
    return Alignment(
        origins=origins,
        claims=claims,
        points=make_points(story, claims, links, origins),
        names=tuple((report, entity, form) for (report, entity), form in sorted(names.items())),
    )


def _claims(
    said: Sequence[Statement], speech: Sequence[Speech], offices: Sequence[Holding]
) -> tuple[Claim, ...]:
    every = [*(s.claim for s in said), *(s.claim for s in speech), *(h.claim for h in offices)]
    unique = {claim.id: claim for claim in every}.values()
    return tuple(
        sorted(unique, key=lambda c: (c.said_in.report_id, c.said_in.start, c.said_in.end, c.id))
    )
