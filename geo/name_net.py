"""The entity net's first layer: a word's form, and whether the lists know it as a name."""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.attrs import ORTH
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import HashEmbed, Maxout, Model, chain, concatenate, list2ragged, ragged2list, with_array

from geo.known_names import name_codes


def _forward(model: Model[Any, Any], docs: list[Doc], is_train: bool) -> tuple[Any, Any]:
    rows = []
    for doc in docs:
        forms: Any = doc.to_array([ORTH, *model.attrs["columns"]]).reshape(len(doc), -1)
        strings = doc.vocab.strings
        codes = np.array(name_codes([strings[orth] for orth in forms[:, 0].tolist()]), dtype="uint64")
        both: Any = np.hstack([forms[:, 1:], codes.reshape(-1, 1)])
        rows.append(model.ops.asarray(both, dtype="uint64"))
    return rows, lambda gradient: []


@registry.architectures("dateline.KnownNamesEmbed.v1")  # type: ignore[untyped-decorator]
def known_names_embed(width: int, attrs: list[str], rows: list[int], name_rows: int) -> Model[Any, Any]:
    """Vectors of ``width`` from the words' forms (``attrs``, each hashed into ``rows``) and the known names."""
    extract: Model[Any, Any] = Model("known_names", _forward, attrs={"columns": attrs})
    sizes = [*rows, name_rows]
    tables: list[Model[Any, Any]] = [
        HashEmbed(width, size, column=column, seed=8 + column, dropout=0.0) for column, size in enumerate(sizes)
    ]
    return chain(
        extract,
        list2ragged(),
        with_array(concatenate(*tables)),
        with_array(Maxout(width, width * len(sizes), nP=3, dropout=0.0, normalize=True)),
        ragged2list(),
    )
