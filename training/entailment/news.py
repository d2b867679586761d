"""News texts to make pairs from: read, parsed, and cut into sentences that say something."""

import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

CHARACTERS = 1700
WORDS = range(6, 42)
WINDOW_WORDS = 115
GLUED = re.compile(r"[a-z]{2}[A-Z][a-z]|[|©@#{}<>]|https?:|\.\.\.\.")
JUNK = re.compile(r"^(?:Read more|Click|Sign up|Watch|Image|Photo|Advertisement|Copyright)", re.I)


@dataclass(frozen=True, slots=True)
class Article:
    """One report as it came: title, lede and the head of its text; its story if that is known."""

    title: str
    text: str
    story: str = ""


@dataclass(frozen=True, slots=True)
class Roundup:
    """What an expert wrote of a story, and the articles that tell it."""

    text: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article with its usable sentences, in order."""

    article: Article
    sentences: "tuple[Span, ...]"

    def window(self, first: int, last: int) -> str:
        """The text of sentences `first` to `last`, both included, as far as there are any."""
        return " ".join(one.text.strip() for one in self.sentences[max(first, 0) : last + 1])

    def around(self, index: int, chance: random.Random, until: int | None = None) -> str:
        """A window of one to five sentences with those from `index` to `until` in it."""
        until = index if until is None else until
        first = index - chance.choice((0, 0, 1, 1, 2))
        last = until + chance.choice((0, 0, 1, 1, 2))
        while first < index and len(self.window(first, last).split()) > WINDOW_WORDS:
            first += 1
        while last > until and len(self.window(first, last).split()) > WINDOW_WORDS:
            last -= 1
        return self.window(first, last)

    def scattered(self, index: int, chance: random.Random, until: int | None = None) -> str:
        """The sentences from `index` to `until` with some of the others, in order."""
        until = index if until is None else until
        chosen = set(range(max(index, 0), until + 1))
        others = [at for at in range(len(self.sentences)) if at not in chosen]
        for at in chance.sample(others, min(3, len(others))):
            words = sum(len(self.sentences[one].text.split()) for one in (*chosen, at))
            chosen |= {at} if words <= WINDOW_WORDS else set()
        return " ".join(self.sentences[at].text.strip() for at in sorted(chosen))

    def told_in(self, passage: str) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
        """The names of a passage of the article, by kind, and its figures."""
        names: dict[str, list[str]] = defaultdict(list)
        figures: list[str] = []
        for sentence in self.sentences:
            if sentence.text.strip() in passage:
                for one in sentence.ents:
                    names[one.label_].append(one.text)
                figures += [one.text for one in sentence if one.like_num and one.ent_type_]
        return {kind: tuple(dict.fromkeys(some)) for kind, some in names.items()}, tuple(figures)


def stream_articles(path: Path) -> Iterator[Article]:
    """The articles of the stream file."""
    for row in _rows(path):
        yield Article(row["title"], _head(row["content_original"]))


def roundups(path: Path) -> Iterator[Roundup]:
    """The stories of the `train` split, each with its articles."""
    for row in _rows(path):
        if row["split"] == "train":
            yield Roundup(row["roundup"], tuple(_articles(row)))


def _articles(row: dict[str, Any]) -> Iterator[Article]:
    for report in row["reports"]:
        full = (report.get("article") or {}).get("content_original") or ""
        text = _head(full) if full else report["lede"]
        yield Article(report["title"], text, str(row["story_id"]))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _head(text: str) -> str:
    head = text[:CHARACTERS]
    return head[: head.rfind(".") + 1] if "." in head[200:] else head


def parse(articles: Sequence[Article], pipeline: "Language") -> Iterator[Parsed]:
    """The articles with their sentences, paragraph by paragraph."""
    texts = (re.sub(r"\s*\n\s*", " ", one.text) for one in articles)
    for article, doc in zip(articles, pipeline.pipe(texts, batch_size=64), strict=True):
        yield Parsed(article, tuple(usable(doc)))


def usable(doc: "Doc") -> "Iterator[Span]":
    """The sentences that state something and came through whole."""
    for sentence in doc.sents:
        text = sentence.text.strip()
        words = len(text.split())
        if words in WORDS and text[0].isupper() | (text[0] in '“"') and text[-1] in '.”"':
            subject = any(one.dep_ in ("nsubj", "nsubjpass") for one in sentence)
            if subject and not GLUED.search(text) and not JUNK.match(text):
                yield sentence
