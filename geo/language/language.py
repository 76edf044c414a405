"""Reads text with spaCy: exact tokens, sentences and entities, and parses of the sentences that need one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.attrs import DEP, HEAD, IDX, IS_SPACE, LEMMA, MORPH, ORTH, POS, SENT_START, SPACY, TAG
from spacy.language import Language
from spacy.tokens import Doc, Span

import geo.language.name_net  # noqa: F401  (spaCy looks the net's architecture up by name)
from geo.folders import DATA
from geo.language.entity_rules import Entity, ruled_entities
from geo.language.finite_verbs import Parse, mend
from geo.language.known_names import LanguageModelMissingError, known_names
from geo.language.lemmas import lemma, part_of_speech
from geo.language.sentences import bracketed, dateline_length, sentence_starts

MODEL_FOLDER = DATA / "language" / "model"
OWN_MODEL = "dateline"
ENTITY_LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT"})
LONGEST_SENTENCE = 150
"""Tokens; a longer run without a full stop is cut at a clause mark."""

_SLICE = 100_000
_LONGEST_WORD = 1_000
_PIECE_TOKENS = 100
_EMBEDDERS = ("transformer", "curated_transformer", "tok2vec")
_PARSERS = ("tagger", "morphologizer", "parser", "attribute_ruler", "lemmatizer", "trainable_lemmatizer", "base_forms")
_PARSE_ATTRIBUTES = [TAG, POS, MORPH, LEMMA, DEP, HEAD]
_CLAUSE_MARKS = frozenset(",;:—–-|")


def load_language(name: str | None = None) -> Language:
    """The English pipeline: the project's own, or the installed one that ``name`` or DATELINE_LANGUAGE asks for.

    Raises LanguageModelMissingError with the cure when it, or a part of it, is not there.
    """
    name = name or os.environ.get("DATELINE_LANGUAGE") or None
    if name is not None:
        try:
            return spacy.load(name)
        except OSError as error:
            raise LanguageModelMissingError(
                f'the language model "{name}" is not installed: run "python -m spacy download {name}", '
                "or leave DATELINE_LANGUAGE unset to read with the model that comes with Dateline"
            ) from error
    if not (MODEL_FOLDER / "config.cfg").exists():
        raise LanguageModelMissingError(
            "Dateline's language model is missing: restore data/language/model from its repository, "
            'or set DATELINE_LANGUAGE to an installed one such as "en_core_web_sm"'
        )
    known_names()
    return load_folder(MODEL_FOLDER)


def load_folder(folder: Path) -> Language:
    """The pipeline in a folder; weights that are kept as half floats are widened."""
    nlp = spacy.load(folder)
    for _, pipe in nlp.pipeline:
        for node in pipe.model.walk() if hasattr(pipe, "model") else ():
            for name in node.param_names:
                node.set_param(name, node.get_param(name).astype("float32"))
    return nlp


@Language.component("base_forms", assigns=["token.lemma", "token.pos", "token.tag", "token.dep", "token.head"])
def base_forms(doc: Doc) -> Doc:
    """The Doc with base forms and parts of speech, from its tags and labels, after main verbs read as participles
    have been put right.
    """
    if len(doc) and doc[0].has_dep():
        _mend(doc)
    for token in doc:
        token.lemma_ = lemma(token.text, token.tag_)
        token.pos_ = part_of_speech(token.tag_, token.dep_)
    return doc


def _mend(doc: Doc) -> None:
    """Puts main verbs right in a Doc of one parsed sentence."""
    parse = Parse(
        [token.text for token in doc],
        [token.tag_ for token in doc],
        [token.dep_ for token in doc],
        [token.head.i for token in doc],
    )
    if mend(parse):
        strings = doc.vocab.strings
        offsets = np.array(parse.heads) - np.arange(len(doc))
        rows: Any = np.zeros((len(doc), 3), dtype=np.uint64)
        rows[:, 0] = [strings.add(tag) for tag in parse.tags]
        rows[:, 1] = [strings.add(label) for label in parse.labels]
        rows[:, 2] = offsets.astype(np.int64).astype(np.uint64)
        doc.from_array([TAG, DEP, HEAD], rows)


def read_text(nlp: Language, text: str) -> Doc:
    """The text's tokens, sentences and entities, without a parse; offsets are those of ``text``."""
    doc = _tokens(nlp, text)
    _mark_sentences(doc, text)
    _mark_entities(nlp, doc)
    return doc


def parse(nlp: Language, doc: Doc, sentences: Iterable[Span]) -> Doc:
    """The same Doc with tags, lemmas, heads and dependency labels on the asked sentences.

    Token indices are those of the whole document. Sentences that were parsed before are left as they
    are; the others keep their boundaries and stay unparsed.
    """
    wanted = [(sentence.start, sentence.end) for sentence in sentences if len(sentence) and not is_parsed(sentence)]
    pipes = _pipes(nlp, _PARSERS)
    if not wanted or not pipes:
        return doc
    rows: Any = doc.to_array(_PARSE_ATTRIBUTES)
    starts: Any = doc.to_array([SENT_START])
    pieces = _pieces(doc, wanted, without_datelines=True)
    for (start, end, indices, *_), parsed in zip(pieces, _run(pipes, [piece for *_, piece in pieces]), strict=True):
        rows[start:end] = _parse_rows(parsed, indices - start, end - start)
    doc.from_array(_PARSE_ATTRIBUTES, rows)
    doc.from_array([SENT_START], starts)
    return doc


def _parse_rows(parsed: Doc, indices: Any, length: int) -> Any:
    """The attributes of a sentence of ``length`` tokens from the parse of its words, which stand at ``indices``.

    What was left out, white space, a dateline and short forms in brackets, hangs on the word before it or on the
    first word.
    """
    values: Any = parsed.to_array(_PARSE_ATTRIBUTES)
    heads = values[:, -1].astype(np.int32) + np.arange(len(indices))
    rows = np.zeros((length, len(_PARSE_ATTRIBUTES)), dtype=np.uint64)
    rows[:, -2] = parsed.vocab.strings.add("dep")
    positions = np.arange(length)
    hooks = indices[np.maximum(np.searchsorted(indices, positions, side="right") - 1, 0)] - positions
    rows[:, -1] = hooks.astype(np.int64).astype(np.uint64)
    values[:, -1] = (indices[heads] - indices).astype(np.int64).astype(np.uint64)
    rows[indices] = values
    return rows


def is_parsed(sentence: Span) -> bool:
    """Whether the sentence has heads and dependency labels."""
    return len(sentence) > 0 and bool(sentence[0].has_dep())


def _tokens(nlp: Language, text: str) -> Doc:
    """The text's tokens, tokenised in slices, so that neither a long text nor a long word is a burden."""
    if len(text) <= _SLICE and max(map(len, text.split()), default=0) <= _LONGEST_WORD:
        return nlp.tokenizer(text)
    return Doc.from_docs([nlp.tokenizer(piece) for piece in _slices(text)], ensure_whitespace=False)


def _slices(text: str) -> Iterator[str]:
    """Slices of the text, cut after a space where there is one."""
    start = 0
    while start < len(text):
        end = min(start + _SLICE, len(text))
        if end < len(text):
            end = max(text.rfind(" ", start, end), text.rfind("\n", start, end)) + 1 or end
        yield from _word_slices(text[start:end])
        start = end


def _word_slices(text: str) -> Iterator[str]:
    """The slice itself, or short pieces of it when it holds a word of a thousand characters or more."""
    if max(map(len, text.split()), default=0) <= _LONGEST_WORD:
        yield text
        return
    for start in range(0, len(text), _LONGEST_WORD):
        yield text[start : start + _LONGEST_WORD]


def _mark_sentences(doc: Doc, text: str) -> None:
    """Sets the sentence starts of the Doc of a text."""
    if not len(doc):
        return
    offsets = doc.to_array([IDX]).astype(np.int64)
    ends = np.append(offsets[1:], len(text))
    first = np.searchsorted(ends, sentence_starts(text), side="right")
    flags: Any = np.full(len(doc), -1, dtype=np.int64)
    bounds = sorted({0, *(int(i) for i in first if i < len(doc))})
    for start, end in pairwise([*bounds, len(doc)]):
        flags[list(_cuts(doc, start, end))] = 1
    doc.from_array([SENT_START], flags.astype(np.uint64))


def _cuts(doc: Doc, start: int, end: int) -> Iterator[int]:
    """The sentence's start, and where it must be cut because it is too long."""
    yield start
    while end - start > LONGEST_SENTENCE:
        limit = start + LONGEST_SENTENCE
        middle = start + LONGEST_SENTENCE // 2
        start = next((i + 1 for i in range(limit - 1, middle, -1) if doc[i].text in _CLAUSE_MARKS), limit)
        yield start


def _mark_entities(nlp: Language, doc: Doc) -> None:
    """Sets the Doc's entities, read in pieces of whole sentences."""
    pipes = _pipes(nlp, ("ner", "entity_ruler"))
    pieces = _pieces(doc, list(_piece_bounds(doc))) if pipes and len(doc) else []
    words: list[str] = []
    places: list[int] = []
    found: list[Entity] = []
    for (_, _, indices, own_words, _), piece in zip(pieces, _run(pipes, [piece for *_, piece in pieces]), strict=True):
        found += [(ent.start + len(words), ent.end + len(words), ent.label_) for ent in piece.ents]
        words += own_words
        places += indices.tolist()
    if nlp.meta.get("name") == OWN_MODEL:
        found = ruled_entities(words, found)
    doc.ents = [
        Span(doc, places[start], places[end - 1] + 1, label=label)
        for start, end, label in found
        if label in ENTITY_LABELS
    ]


def _piece_bounds(doc: Doc) -> Iterator[tuple[int, int]]:
    """Token bounds of runs of whole sentences, each of about a hundred tokens."""
    start = end = 0
    for sentence in doc.sents:
        if end > start and sentence.end - start > _PIECE_TOKENS:
            yield start, end
            start = end
        end = sentence.end
    yield start, end


def _pieces(
    doc: Doc, bounds: list[tuple[int, int]], without_datelines: bool = False
) -> list[tuple[int, int, Any, list[str], Doc]]:
    """For each run of tokens [start:end] its bounds, its words' indices, its words, and a Doc of them.

    White space is left out, and with it runs of nothing else. The sentences of that Doc are fixed to those of ``doc``.
    """
    rows: Any = doc.to_array([ORTH, SPACY, SENT_START, IS_SPACE])
    strings = doc.vocab.strings
    pieces = []
    for start, end in bounds:
        indices = start + np.flatnonzero(rows[start:end, 3] == 0)
        if len(indices):
            words = [strings[orth] for orth in rows[indices, 0].tolist()]
            if without_datelines and (opening := dateline_length(words)):
                indices, words = indices[opening:], words[opening:]
            if without_datelines and (asides := bracketed(words)):
                kept = [number for number in range(len(words)) if number not in asides]
                indices, words = indices[kept], [words[number] for number in kept]
            if without_datelines and "".join(words).isupper():
                words = [word.lower() for word in words]  # the parser knows text in capitals badly
            sentence = np.cumsum(rows[start:end, 2] == 1)[indices - start]
            starts = [True, *(np.diff(sentence) > 0).tolist()]
            spaces = (rows[indices, 1] == 1).tolist()
            pieces.append((start, end, indices, words, Doc(doc.vocab, words=words, spaces=spaces, sent_starts=starts)))
    return pieces


def _pipes(nlp: Language, names: tuple[str, ...]) -> list[Any]:
    """The pipeline's components of these names, after the embedding that they listen to."""
    wanted = [pipe for name, pipe in nlp.pipeline if name in names]
    listens = any(_listens(pipe) for pipe in wanted)
    return [pipe for name, pipe in nlp.pipeline if name in _EMBEDDERS and listens] + wanted


def _listens(pipe: Any) -> bool:
    """Whether the component takes its vectors from a shared embedding."""
    model = getattr(pipe, "model", None)
    names = [node.name for node in model.walk()] if model is not None and hasattr(model, "walk") else []
    return any(name.endswith("listener") and ">>" not in name for name in names)


def _run(pipes: list[Any], docs: list[Doc]) -> list[Doc]:
    """The docs after each component in turn."""
    for pipe in pipes:
        docs = list(pipe.pipe(docs, batch_size=64)) if hasattr(pipe, "pipe") else [pipe(doc) for doc in docs]
    return docs
