"""The entity net over the words' features, and the names that its tags spell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from thinc.api import Dropout, Embed, Linear, Maxout, Model, chain, clone, concatenate, expand_window, residual

from geo.language.name_features import COLUMNS, CORPORA, GRAM_ROWS, SIZES, joined_rows, text_rows

LABELS = ("PERSON", "ORG", "LOC", "NORP", "MISC")
TAGS = ("O", *(f"{place}-{label}" for label in LABELS for place in "BILU"))
MOST_WORDS_KEPT = 200_000
"""Distinct words whose features are kept between texts."""

WIDTHS = {
    "word": 64,
    "shape": 16,
    "kind": 8,
    "list": 16,
    "cluster": 32,
    "capital": 8,
    "rarity": 4,
    "place": 16,
    "body": 8,
    "position": 4,
    "corpus": 8,
}
GRAM_WIDTH = 64
"""How many numbers the net keeps for each column, and for the letters."""


def _letters() -> Model[Any, Any]:
    """A layer that adds up the vectors of a word's letters."""

    def forward(model: Model[Any, Any], rows: Any, is_train: bool) -> tuple[Any, Any]:
        table: Any = model.get_param("E")
        ids: Any = np.ascontiguousarray(rows[:, len(COLUMNS) :]).astype("uint32")
        out = model.ops.gather_add(table, ids)

        def backprop(gradient: Any) -> Any:
            change = model.ops.alloc2f(*table.shape)
            for column in range(ids.shape[1]):
                model.ops.scatter_add(change, ids[:, column].astype("int32"), gradient)
            change[0] = 0
            model.inc_grad("E", change)
            return rows

        return out, backprop

    def init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:  # noqa: N803
        table: Any = np.random.default_rng(7).uniform(-0.05, 0.05, (GRAM_ROWS, GRAM_WIDTH)).astype("float32")
        table[0] = 0
        model.set_param("E", table)

    return Model("letters", forward, init=init, params={"E": None}, dims={"nO": GRAM_WIDTH, "nI": None})


@registry.architectures("dateline.NameNet.v1")  # type: ignore[untyped-decorator]
def name_net(width: int, depth: int, words: int, dropout: float = 0.0) -> Model[Any, Any]:
    """The net from rows of words to a score for each tag; ``words`` is the number of rows of words."""
    return chain(name_encoder(width, depth, words, dropout), Linear(len(TAGS), width))


def name_encoder(width: int, depth: int, words: int, dropout: float = 0.0) -> Model[Any, Any]:
    """The net from rows of words to vectors that know their neighbours."""
    sizes = SIZES | {"word": words}
    tables: list[Model[Any, Any]] = [
        Embed(WIDTHS[name], sizes[name], column=column) for column, name in enumerate(COLUMNS)
    ]
    inner = sum(WIDTHS.values()) + GRAM_WIDTH
    window: Model[Any, Any] = chain(
        expand_window(window_size=1), Maxout(width, width * 3, nP=3, dropout=dropout, normalize=True)
    )
    return chain(
        concatenate(*tables, _letters()),
        Dropout(dropout),
        Maxout(width, inner, nP=3, dropout=dropout, normalize=True),
        clone(residual(window), depth),
    )


_MAY_FOLLOW = np.array(
    [
        [(a[0] in "OLU" and b[0] in "OBU") or (a[0] in "BI" and b[0] in "IL" and a[1:] == b[1:]) for b in TAGS]
        for a in TAGS
    ]
)
_STARTS = np.array([tag[0] in "OBU" for tag in TAGS])
_ENDS = np.array([tag[0] in "OLU" for tag in TAGS])
_FORBIDDEN = np.where(_MAY_FOLLOW, 0.0, -1e6).astype("float32")


def best_tags(scores: Any) -> list[int]:
    """The best-scored run of tags that spells whole names."""
    simple = scores.argmax(axis=1)
    if _STARTS[simple[0]] and _ENDS[simple[-1]] and _MAY_FOLLOW[simple[:-1], simple[1:]].all():
        return list(simple.tolist())
    total = np.where(_STARTS, scores[0], -1e6)
    back = []
    for row in scores[1:]:
        through = total[:, None] + _FORBIDDEN
        back.append(through.argmax(axis=0))
        total = through.max(axis=0) + row
    tags = [int(np.where(_ENDS, total, -1e6).argmax())]
    for pointers in reversed(back):
        tags.append(int(pointers[tags[-1]]))
    return tags[::-1]


def tag_spans(tags: list[int]) -> Iterator[tuple[int, int, str]]:
    """The names that the tags spell: first word, word after the last, label."""
    start = 0
    for index, tag in enumerate(tags):
        if tag:
            name = TAGS[tag]
            if name[0] in "BU":
                start = index
            if name[0] in "LU":
                yield start, index + 1, name[2:]


def span_tags(size: int, spans: Iterable[tuple[int, int, str]]) -> list[int]:
    """The tags that spell the names."""
    tags = [0] * size
    for start, end, label in spans:
        first = 1 + 4 * LABELS.index(label)
        if end - start == 1:
            tags[start] = first + 3
        else:
            tags[start:end] = [first, *[first + 1] * (end - start - 2), first + 2]
    return tags


@Language.factory("dateline_names", default_config={"model": None, "corpus": "any"}, assigns=["doc.ents"])
class NameReader:
    """The pipeline's component that marks the names of a Doc."""

    def __init__(self, nlp: Language, name: str, model: Model[Any, Any], corpus: str) -> None:
        self.name, self.model, self.corpus = name, model, CORPORA.index(corpus)
        self._features: dict[str, tuple[int, ...]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with its names."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """The docs with their names, read a batch at a time."""
        batch: list[Doc] = []
        for doc in docs:
            batch.append(doc)
            if len(batch) == batch_size:
                yield from self._read(batch)
                batch = []
        yield from self._read(batch)

    def _read(self, docs: list[Doc]) -> list[Doc]:
        full = [doc for doc in docs if len(doc)]
        if len(self._features) > MOST_WORDS_KEPT:
            self._features.clear()
        if full:
            words = [[token.text for token in doc] for doc in full]
            starts = [[bool(token.is_sent_start) for token in doc] for doc in full]
            rows, begins = joined_rows(
                [text_rows(w, s, self.corpus, self._features) for w, s in zip(words, starts, strict=True)]
            )
            scores = self.model.predict(rows)
            for doc, begin in zip(full, begins, strict=True):
                tags = best_tags(scores[begin : begin + len(doc)])
                doc.ents = [Span(doc, start, end, label=label) for start, end, label in tag_spans(tags)]
        return docs

    def to_disk(self, path: Path, exclude: Iterable[str] = ()) -> None:
        """Writes the net's weights."""
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / "model").write_bytes(self.model.to_bytes())

    def from_disk(self, path: Path, exclude: Iterable[str] = ()) -> NameReader:
        """Reads the net's weights."""
        self.model.from_bytes((Path(path) / "model").read_bytes())
        return self
