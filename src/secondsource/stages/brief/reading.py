"""What a place in a report says, in words that can be read alone."""

from dataclasses import dataclass

from secondsource.records.evidence import Passage
from secondsource.stages.brief.material import Material
from secondsource.stages.brief.standing import is_resolved_afar, is_sound
from secondsource.stages.brief.wording import WORD, attributed, awkwardness, bare, phrase

FEWEST_WORDS = 4
MOST_WORDS = 40
# A claim that reads worse than this gives way to a longer one around it, then to its sentence.
PLAIN = 0.5


@dataclass(frozen=True, slots=True)
class Reading:
    """A statement and the passage that it is taken from; `claim_id` if it is a claim's."""

    text: str
    passage: Passage
    claim_id: str | None


def reading(material: Material, at: Passage) -> Reading:
    """The smallest statement around a place that reads well alone, else the whole sentence."""
    for claim in material.around(at):
        if awkwardness(claim) > PLAIN:
            continue
        if is_resolved_afar(material, claim) or not is_sound(material, claim):
            continue
        if not material.is_in_own_words(claim):
            continue  # "X is minister", put together from a title
        if FEWEST_WORDS <= len(WORD.findall(claim.text)) <= MOST_WORDS:
            return Reading(attributed(claim), claim.said_in, claim.id)
    found = material.sentence_at(at)
    sentence = found[1] if found and found[1].contains(at.span) else at.span
    passage = Passage(at.report_id, sentence.start, sentence.end)
    return Reading(phrase(bare(material.words(passage))), passage, None)
