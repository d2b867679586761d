from dataclasses import replace
from datetime import UTC, datetime, timedelta

from secondsource.records.brief import Account, Section
from secondsource.records.layers import AnnotatedReport, Status
from secondsource.records.story import Alignment
from secondsource.stages.brief import tell
from tests.build import annotated
from tests.stages.brief.stories import (
    agree,
    alignment,
    alone,
    claim,
    differ,
    story,
    supersede,
    with_figures,
    with_quotes,
)

NOW = datetime(2025, 10, 18, 9, 0, tzinfo=UTC)
WIRE = annotated(
    "The bridge over the Tarn was closed on Tuesday after engineers found 14 cracks.\n\n"
    "Forty lorries were waiting at noon.",
    outlet="Southern Wire",
    title="Bridge shut",
    published=NOW - timedelta(days=3),
)
LOCAL = annotated(
    "And it is shut: engineers closed the Tarn bridge on Tuesday. They counted 17 cracks in it.\n\n"
    "A ferryman from Albine has dusted off his old boat.",
    outlet="Albine Echo",
    published=NOW - timedelta(days=2),
)
COPY = annotated(
    "The Tarn bridge was closed on Tuesday when engineers found 14 cracks.",
    outlet="Copy Post",
    published=NOW - timedelta(days=1),
)
CLOSED_WIRE = claim(WIRE, "The bridge over the Tarn was closed on Tuesday")
CLOSED_LOCAL = claim(LOCAL, "engineers closed the Tarn bridge on Tuesday")
CLOSED_COPY = claim(COPY, "The Tarn bridge was closed on Tuesday")
CRACKS_WIRE = claim(WIRE, "engineers found 14 cracks")
CRACKS_LOCAL = claim(
    LOCAL, "They counted 17 cracks in it", text="Engineers counted 17 cracks in it"
)
FERRY = claim(LOCAL, "A ferryman from Albine has dusted off his old boat")
REPORTS = [WIRE, LOCAL, COPY]


def account(reports: list[AnnotatedReport], aligned: Alignment) -> Account:
    return tell(story(reports), reports, aligned, written=NOW)


def texts(told: Account, section: Section) -> list[str]:
    return [line.text for line in told.brief.lines if line.section is section]


def test_what_two_origins_say_is_confirmed_and_cites_both() -> None:
    told = account(REPORTS, alignment(REPORTS, [agree(CLOSED_WIRE, CLOSED_LOCAL)]))
    (line,) = [line for line in told.brief.lines if line.section is Section.CONFIRMED]
    assert line.text == "The bridge over the Tarn was closed on Tuesday."
    assert line.cites == (CLOSED_WIRE.said_in, CLOSED_LOCAL.said_in)


def test_a_reprint_confirms_nothing() -> None:
    aligned = alignment(REPORTS, [agree(CLOSED_WIRE, CLOSED_COPY)], reprints=[COPY])
    assert texts(account(REPORTS, aligned), Section.CONFIRMED) == []


def test_a_name_in_common_confirms_nothing() -> None:
    one = annotated("Ada Lund opened the flower fair on Monday.", outlet="A")
    two = annotated("Ada Lund has dusted off an old boat.", outlet="B")
    opened = claim(one, "Ada Lund opened the flower fair", people=("Ada Lund",))
    dusted = claim(two, "Ada Lund has dusted off an old boat", people=("Ada Lund",))
    told = account([one, two], alignment([one, two], [agree(opened, dusted)]))
    assert texts(told, Section.CONFIRMED) == []


def test_what_is_planned_does_not_confirm_what_is_done() -> None:
    planned = replace(CLOSED_LOCAL, status=Status.PLANNED)
    told = account(REPORTS, alignment(REPORTS, [agree(CLOSED_WIRE, planned)]))
    assert texts(told, Section.CONFIRMED) == []


def test_a_confirmed_line_says_no_figure_that_one_origin_alone_has() -> None:
    fuller = claim(
        WIRE,
        "The bridge over the Tarn was closed on Tuesday after engineers found 14 cracks",
        quantities=with_figures(WIRE, ("14 cracks", 14, "", "crack")).layers[-1].items,
    )
    aligned = alignment(REPORTS, [agree(fuller, CLOSED_LOCAL)])
    told = account(REPORTS, aligned)
    assert texts(told, Section.CONFIRMED) == ["Engineers closed the Tarn bridge on Tuesday."]


def test_a_dispute_puts_both_sides_next_to_their_outlets() -> None:
    told = account(REPORTS, alignment(REPORTS, [differ(CRACKS_WIRE, CRACKS_LOCAL)]))
    assert texts(told, Section.DISPUTED) == [
        "Southern Wire: Engineers found 14 cracks \u2014 "
        "Albine Echo: Engineers counted 17 cracks in it"
    ]


def test_what_a_rewrite_words_anew_is_no_side_of_its_own() -> None:
    again = claim(COPY, "engineers found 14 cracks")
    point, claims = differ(CRACKS_WIRE, CRACKS_LOCAL)
    wire, local = point.sides
    sides = (
        replace(wire, origins=("wire",)),
        replace(local, origins=("local",)),
        replace(wire, value="14 of them", claim_ids=(again.id,), origins=("wire",)),
    )
    aligned = alignment(REPORTS, [(replace(point, sides=sides), (*claims, again))], reprints=[COPY])
    (text,) = texts(account(REPORTS, aligned), Section.DISPUTED)
    assert text.count(" \u2014 ") == 1
    assert text.startswith("Southern Wire, Copy Post: Engineers found 14 cracks")


def test_a_change_tells_the_earlier_word_first_with_its_time() -> None:
    told = account(REPORTS, alignment(REPORTS, [supersede(CRACKS_WIRE, CRACKS_LOCAL)]))
    assert texts(told, Section.CHANGED) == [
        "Southern Wire, 15 October 09:00: Engineers found 14 cracks \u2192 "
        "Albine Echo, 16 October 09:00: Engineers counted 17 cracks in it"
    ]


def test_what_one_source_has_is_told_with_a_full_stop_and_its_citation() -> None:
    told = account(REPORTS, alignment(REPORTS, [alone(FERRY)]))
    assert texts(told, Section.SINGLE) == ["A ferryman from Albine has dusted off his old boat."]


def test_a_claim_of_a_speaker_names_the_speaker() -> None:
    spoken = claim(WIRE, "Forty lorries were waiting at noon", speaker="Ada Lund")
    told = account(REPORTS, alignment(REPORTS, [alone(spoken)]))
    assert texts(told, Section.SINGLE) == [
        "Forty lorries were waiting at noon, according to Ada Lund."
    ]


def test_what_is_confirmed_is_not_told_again_as_one_sources() -> None:
    again = claim(COPY, "The Tarn bridge was closed on Tuesday")
    aligned = alignment(REPORTS, [agree(CLOSED_WIRE, CLOSED_LOCAL), alone(again)])
    assert texts(account(REPORTS, aligned), Section.SINGLE) == []


def test_a_quote_that_two_reports_carry_is_one_line_with_two_citations() -> None:
    one = with_quotes(
        annotated('"The old bridge is tired," said Ada Lund.', outlet="A"),
        ("The old bridge is tired", "Ada Lund"),
    )
    two = with_quotes(
        annotated("Lund: “The old bridge is tired.” She left.", outlet="B"),
        ("The old bridge is tired.", "Lund"),
    )
    aligned = alignment([one, two], names=[(two.report.id, "Lund", "Ada Lund")])
    told = account([one, two], aligned)
    (line,) = [line for line in told.brief.lines if line.section is Section.SAID]
    assert line.text.startswith("Ada Lund: “The old bridge is tired")
    assert {cite.report_id for cite in line.cites} == {one.report.id, two.report.id}


def test_words_credited_to_two_speakers_name_both_with_their_outlets() -> None:
    text = '"The old bridge is tired," the mayor heard.'
    one = with_quotes(annotated(text, outlet="A"), ("The old bridge is tired", "Ada Lund"))
    two = with_quotes(annotated(text, outlet="B"), ("The old bridge is tired", "Jo Fenn"))
    told = account([one, two], alignment([one, two]))
    assert texts(told, Section.SAID) == ["Ada Lund (A) / Jo Fenn (B): “The old bridge is tired”"]


def test_a_speaker_only_described_is_not_set_against_a_named_one() -> None:
    text = '"The old bridge is tired," the diplomat heard.'
    one = with_quotes(annotated(text, outlet="A"), ("The old bridge is tired", "Ada Lund"))
    two = with_quotes(annotated(text, outlet="B"), ("The old bridge is tired", "the diplomat"))
    told = account([one, two], alignment([one, two]))
    assert texts(told, Section.SAID) == ["Ada Lund: “The old bridge is tired”"]


def test_every_quote_is_listed_under_the_storys_name_of_its_speaker() -> None:
    one = with_quotes(annotated('"Tired," said Lund.', outlet="A"), ("Tired", "Lund"))
    told = account([one], alignment([one], names=[(one.report.id, "Lund", "Ada Lund")]))
    assert [said.speaker for said in told.quotes] == ["Ada Lund"]


def test_every_figure_is_listed_and_those_no_line_told_make_lines() -> None:
    one = with_figures(WIRE, ("14 cracks", 14, "", "crack"), ("Forty lorries", 40, "", "lorry"))
    told = account([one], alignment([one], [alone(CRACKS_WIRE)]))
    assert [figure.low for figure in told.figures] == [14, 40]
    assert texts(told, Section.FIGURES) == ["Forty lorries: Forty lorries were waiting at noon"]


def test_the_timeline_is_sorted_and_tells_an_event_of_two_reports_once() -> None:
    early = annotated("The fair opened its gates to visitors on 2 May 2025.", outlet="A")
    late = annotated(
        "The fair burned down on 9 May 2025. Its gates had opened to visitors on 2 May 2025.",
        outlet="B",
    )
    told = account([early, late], alignment([early, late]))
    assert [moment.when.day for moment in told.timeline] == [2, 9]
    assert len(told.timeline[0].cites) == 2


def test_a_timeline_line_is_no_finer_than_the_time_is_known() -> None:
    one = annotated("The fair opened its gates to visitors on 2 May 2025.", outlet="A")
    told = account([one], alignment([one]))
    (text,) = texts(told, Section.TIMELINE)
    assert text.startswith("2 May 2025: ")


def test_sources_name_the_reprint() -> None:
    told = account(REPORTS, alignment(REPORTS, reprints=[COPY]))
    wire, local, copy = texts(told, Section.SOURCES)
    assert "“Bridge shut”, 15 October 2025, 09:00" in wire
    assert local.endswith("an origin of its own")
    assert copy.endswith("no second source: it reprints the first")


def test_every_line_has_a_citation() -> None:
    points = [agree(CLOSED_WIRE, CLOSED_LOCAL), differ(CRACKS_WIRE, CRACKS_LOCAL), alone(FERRY)]
    told = account(REPORTS, alignment(REPORTS, points))
    assert all(line.cites for line in told.brief.lines)


def test_the_order_of_the_reports_changes_nothing() -> None:
    points = [agree(CLOSED_WIRE, CLOSED_LOCAL), alone(FERRY)]
    aligned = alignment(REPORTS, points)
    told = tell(story(REPORTS), REPORTS, aligned, written=NOW)
    assert tell(story(REPORTS), REPORTS[::-1], aligned, written=NOW) == told


def test_a_report_without_a_sentence_is_still_a_source() -> None:
    empty = annotated("   ", outlet="Blank")
    told = account([WIRE, empty], alignment([WIRE, empty]))
    assert len(texts(told, Section.SOURCES)) == 2


def test_a_confirmed_line_names_nobody_whom_one_origin_alone_names() -> None:
    one = annotated("Ada Moss and Lena Brandt signed the appeal for the prisoner.", outlet="A")
    two = annotated("Lena Brandt signed the appeal for the prisoner on Friday.", outlet="B")
    first = claim(
        one, "Ada Moss and Lena Brandt signed the appeal", people=("Ada Moss", "Lena Brandt")
    )
    second = claim(two, "Lena Brandt signed the appeal for the prisoner", people=("Lena Brandt",))
    told = account([one, two], alignment([one, two], [agree(first, second)]))
    assert texts(told, Section.CONFIRMED) == ["Lena Brandt signed the appeal for the prisoner."]


def test_a_confirmed_line_cites_only_what_bears_it_out() -> None:
    other = annotated("The Tarn bridge has two lanes for cyclists.", outlet="Velo")
    lanes = claim(other, "The Tarn bridge has two lanes for cyclists", subject="The Tarn bridge")
    reports = [*REPORTS, other]
    told = account(reports, alignment(reports, [agree(CLOSED_WIRE, CLOSED_LOCAL, lanes)]))
    (line,) = [one for one in told.brief.lines if one.section is Section.CONFIRMED]
    assert {cite.report_id for cite in line.cites} == {WIRE.report.id, LOCAL.report.id}


def test_a_vague_figure_confirms_no_exact_one() -> None:
    one = annotated("The fever has infected 381 people in the valley.", outlet="A")
    two = annotated("The fever has infected hundreds of people in the valley.", outlet="B")
    exact = claim(one, "The fever has infected 381 people in the valley", subject="The fever")
    vague = claim(two, "The fever has infected hundreds of people", subject="The fever")
    told = account([one, two], alignment([one, two], [agree(exact, vague)]))
    assert "381" not in " ".join(texts(told, Section.CONFIRMED))


def test_a_captions_date_is_no_entry_of_the_timeline() -> None:
    one = annotated(
        "The bridge over the Tarn was closed on Tuesday after engineers found cracks.\n\n"
        "FILE PHOTO: The bridge over the Tarn is seen on April 2, 2019. REUTERS/Lena Brandt",
        published=NOW,
    )
    told = account([one], alignment([one]))
    assert [moment.when.year for moment in told.timeline] == [2025]


def test_a_sentence_told_whole_stands_once_in_the_timeline() -> None:
    one = annotated(
        "Residents of the valley, whom he had called on Monday, thanked the mayor on Thursday.",
        published=NOW,
    )
    told = account([one], alignment([one]))
    assert [moment.when.day for moment in told.timeline] == [16]


def test_whom_he_said_means_gives_way_to_a_report_that_names_the_speaker() -> None:
    words = "We now have a picture of the dam that we lacked before"
    guess = annotated(
        f"Engineer Karl Hale praised Governor Omar Voss. \u201c{words},\u201d he said.", outlet="A"
    )
    named = annotated(f"\u201c{words},\u201d Karl Hale said on Monday.", outlet="B")
    reports = [guess, named]
    told = account(reports, alignment(reports, []))
    assert [text.split(":")[0] for text in texts(told, Section.SAID)] == ["Karl Hale"]
