"""Reads the training corpora (see ATTRIBUTION.md for where each is published) into plain sentences."""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Span

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
from geo.language.language import read_text


@dataclass(frozen=True, slots=True)
class Sentence:
    """One annotated sentence.

    ``heads`` are token indices (the root is its own head) and empty where the corpus has no trees;
    ``entities`` are (first token, token after the last, label).
    """

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    tags: tuple[str, ...] = ()
    lemmas: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()
    entities: tuple[tuple[int, int, str], ...] = ()
    source: str = ""


def open_lines(path: Path) -> Iterator[str]:
    """The lines of a gzipped text file, without their line ends."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n")


def blocks(path: Path) -> Iterator[list[str]]:
    """The runs of lines between empty lines."""
    block: list[str] = []
    for line in open_lines(path):
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def read_trees(path: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file, by syntactic word; no space stands within a multiword token."""
    for block in blocks(path):
        rows, inner, after = [], {}, {}
        for line in block:
            if line.startswith("#"):
                continue
            fields = line.split("\t")
            if "-" in fields[0]:
                first, last = map(int, fields[0].split("-"))
                inner.update(dict.fromkeys(range(first, last), True))
                after[last] = "SpaceAfter=No" in fields[9]
            elif "." not in fields[0]:
                rows.append(fields)
        spaces = tuple(
            not (inner.get(n, False) or after.get(n, "SpaceAfter=No" in row[9])) for n, row in enumerate(rows, start=1)
        )
        yield Sentence(
            words=tuple(row[1] for row in rows),
            spaces=spaces,
            tags=tuple(row[4] for row in rows),
            lemmas=tuple(row[2] for row in rows),
            heads=tuple(int(row[6]) - 1 if row[6] != "0" else n for n, row in enumerate(rows)),
            labels=tuple("ROOT" if row[7] == "root" else row[7] for row in rows),
            source=path.name.split(".")[0],
        )


CROSSNER_LABELS = {
    **dict.fromkeys(("person", "politician", "writer", "musicalartist", "scientist", "researcher"), "PERSON"),
    **dict.fromkeys(("organisation", "politicalparty", "band", "university"), "ORG"),
    **dict.fromkeys(("location", "country"), "LOC"),
    **dict.fromkeys(("misc", "event", "election", "award", "book", "album", "song", "poem"), "MISC"),
    **dict.fromkeys(("magazine", "academicjournal", "conference", "product", "astronomicalobject"), "MISC"),
}
COMMON_LABELS = {"PER": "PERSON", "LOC": "LOC", "ORG": "ORG", "MISC": "MISC", "OTH": ""}
GUM_LABELS = {"person": "PERSON", "place": "LOC", "organization": "ORG"}
RE3D_LABELS = {"Person": "PERSON", "Location": "LOC", "Organisation": "ORG"}


def read_tagged(path: Path, column: int = 0, label_column: int = -1) -> Iterator[Sentence]:
    """Sentences of a file with a word and a B-, I- or O label on each line (IOB1 and IOB2)."""
    crossner = path.name.startswith("crossner")
    for block in blocks(path):
        rows = [line.split("\t") if "\t" in line else line.split(" ") for line in block if not line.startswith("# ")]
        rows = [row for row in rows if len(row) >= 2 and row[column].strip()]
        if not rows:
            continue
        words = [row[column] for row in rows]
        labels = [row[label_column] if row[label_column][:2] in ("B-", "I-") else "O" for row in rows]
        table = CROSSNER_LABELS if crossner else COMMON_LABELS
        yield plain_sentence(words, spans_of(labels, table), path.name.split(".")[0])


def spans_of(labels: list[str], table: dict[str, str]) -> list[tuple[int, int, str]]:
    """The spans of IOB labels, in the words of the table; labels that it lacks or leaves empty are left out."""
    spans: list[tuple[int, int, str]] = []
    previous = "O"
    for index, label in enumerate(labels):
        if label == "O":
            previous = label
            continue
        kind = table.get(label[2:], "")
        if label[0] == "I" and previous[2:] == label[2:] and spans and spans[-1][1] == index:
            spans[-1] = (spans[-1][0], index + 1, kind)
        else:
            spans.append((index, index + 1, kind))
        previous = label
    return [span for span in spans if span[2]]


NO_SPACE_BEFORE = frozenset(".,;:!?)]}%'s’s").union({"'s", "n't", "’s", "...", "''", "'"})
NO_SPACE_AFTER = frozenset("([{$#").union({"``"})


def plain_sentence(words: list[str], spans: list[tuple[int, int, str]], source: str) -> Sentence:
    """A sentence of words whose spacing the corpus does not tell."""
    following = [*words[1:], ""]
    spaces = tuple(
        after not in NO_SPACE_BEFORE and word not in NO_SPACE_AFTER
        for word, after in zip(words, following, strict=True)
    )
    return Sentence(words=tuple(words), spaces=spaces, entities=tuple(spans), source=source)


def read_tweets(path: Path) -> Iterator[Sentence]:
    """The tweets in English without what only tweets have: links, handles, hashes, marks of a retweet."""
    for sentence in read_tagged(path):
        labels = {index: (start, label) for start, end, label in sentence.entities for index in range(start, end)}
        words: list[str] = []
        kept: list[str] = []
        skip = False
        for index, word in enumerate(sentence.words):
            label = labels.get(index)
            if skip or word.startswith(("http", "@", "t.co")) or word in ("RT", "MT", "via", "VIA"):
                skip = word == "@"
                continue
            if word.startswith("#"):
                if label is None or not word[1:].isalpha():
                    continue
                word = word[1:]
            if (
                label
                and words
                and index
                and labels.get(index - 1, ("",))[0] == label[0]
                and _continues(words[-1], word)
            ):
                words[-1] += word  # "U . S ." is cut too far
                continue
            words.append(word)
            kept.append("O" if label is None else ("B-" if label[0] == index else "I-") + label[1])
        small = sum(word in SMALL_WORDS for word in words)
        spans = spans_of(kept, {label: label for label in ("PERSON", "ORG", "LOC")})
        if len(words) > 4 and small >= max(1, len(words) // 12):
            spans = [_from_capital(words, span) for span in spans]
            yield plain_sentence(words, spans, path.name.split(".")[0])


def _from_capital(words: list[str], span: tuple[int, int, str]) -> tuple[int, int, str]:
    """The place without the small words that begin it: "eastern Ukraine" is Ukraine."""
    start, end, label = span
    while label == "LOC" and start + 1 < end and words[start].islower() and len(words[start]) > 3:
        start += 1
    return start, end, label


def _continues(initials: str, word: str) -> bool:
    """Whether the word goes on with initials: "U" + ".", "U." + "S"."""
    if word == ".":
        return initials[-1:].isupper() and len(initials) in (1, 3, 5)
    return len(word) == 1 and word.isupper() and initials.endswith(".") and len(initials) in (2, 4)


SMALL_WORD_LIST = "the a an of in on at to for with is are was has have and from by after as that not be it"
SMALL_WORDS = frozenset(SMALL_WORD_LIST.split())


def read_uner(path: Path) -> Iterator[Sentence]:
    """Sentences of a Universal NER file: number, word, label."""
    for block in blocks(path):
        rows = [line.split("\t") for line in block if not line.startswith("#")]
        yield plain_sentence(
            [row[1] for row in rows], spans_of([row[2] for row in rows], COMMON_LABELS), path.name[:-8]
        )


def read_gum_names(path: Path) -> Iterator[Sentence]:
    """The named people, places and organisations of GUM: mentions whose head is a proper noun, cut down to the name."""
    open_mentions: dict[str, list[tuple[int, str]]] = {}
    for block in blocks(path):
        rows = [line.split("\t") for line in block if not line.startswith("#")]
        rows = [row for row in rows if row[0].isdigit()]
        open_mentions.clear()
        found: list[tuple[int, int, str]] = []
        for index, row in enumerate(rows):
            brackets = next((f[7:] for f in row[9].split("|") if f.startswith("Entity=")), "")
            for opening, body, closing in re.findall(r"(\(?)([^()]+)(\)?)", brackets):
                parts = body.split("-")
                if opening:
                    head = (
                        parts[4] if len(parts) > 4 and parts[4][:1].isdigit() else parts[5] if len(parts) > 5 else "1"
                    )
                    open_mentions.setdefault(parts[0], []).append((index, f"{parts[1]} {head}"))
                if closing and open_mentions.get(parts[0]):
                    start, what = open_mentions[parts[0]].pop()
                    found.append((start, index + 1, what))
        names = [name for start, end, what in found if (name := _gum_name(rows, start, end, what))]
        yield plain_sentence([row[1] for row in rows], outermost(names), "ud-gum")


def _gum_name(rows: list[list[str]], start: int, end: int, what: str) -> tuple[int, int, str] | None:
    """The name at the head of a mention; None where the head is not a proper noun."""
    kind, minimal = what.split(" ")
    label = GUM_LABELS.get(kind, "MISC" if kind in ("event", "object", "abstract") else "")
    heads = [start + int(n) - 1 for n in minimal.split(",") if n.isdigit()]
    heads = [head for head in heads if start <= head < end and rows[head][4] in ("NNP", "NNPS")]
    if not label or not heads:
        return None

    def inside(index: int) -> bool:
        return start <= index < end and rows[index][4] in ("NNP", "NNPS", "FW", "HYPH")

    def joins(index: int) -> bool:
        return label != "PERSON" and start <= index < end and rows[index][1].lower() in ("of", "the", "and", "for", "&")

    first = last = heads[0]
    while inside(first - 1) or (joins(first - 1) and inside(first - 2)):
        first -= 1
    while inside(last + 1) or (joins(last + 1) and (inside(last + 2) or (joins(last + 2) and inside(last + 3)))):
        last += 1
    while first < last and (rows[first][1].rstrip(".") in TITLES or rows[first][4] == "HYPH"):
        first += 1
    if rows[first][1].rstrip(".") in TITLES and label == "PERSON":
        return None
    return first, last + 1, label


TITLE_WORDS = """
President Prime Minister Dr Mr Mrs Ms Gen General Col Colonel Lt Lieutenant Capt Captain Maj Major Sgt Sergeant Sen
Senator Rep Gov Governor King Queen Prince Princess Sir Lord Lady Pope Professor Prof Judge Justice Secretary Chief
Ambassador Spc Pfc Cpl Corporal Adm Admiral Commander Cmdr Sheikh Brig Rear Vice Chancellor Representative God Sheriff
Congressman Congresswoman Mayor Officer Director Chairman Master Staff Foreign Defense Defence Rev Reverend US U.S UK
Office State Navy Army Press Pentagon
"""
TITLES = frozenset(TITLE_WORDS.split())
PRONOUN_WORDS = "I He She They We You It Her His Him Their Our My Us Them Coalition Government Army Police Force Forces"
NO_NAMES = frozenset(PRONOUN_WORDS.split())


def outermost(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The spans that no longer one covers, in text order; of two equal ones the first."""
    kept: list[tuple[int, int, str]] = []
    for span in sorted(spans, key=lambda span: span[0] - span[1]):
        if all(span[1] <= other[0] or span[0] >= other[1] for other in kept):
            kept.append(span)
    return sorted(kept)


def read_reports(path: Path, nlp: Language) -> Iterator[Sentence]:
    """The sentences of re3d with the names among its mentions: those written in capitals from first to last word."""
    for line in open_lines(path):
        report = json.loads(line)
        doc = read_text(nlp, report["text"])
        names = []
        for begin, end, kind, _ in report["entities"]:
            span = doc.char_span(begin, end, alignment_mode="contract")
            if kind in RE3D_LABELS and span is not None:
                names.append(_capitals_only(span, RE3D_LABELS[kind]))
        kept = outermost([name for name in names if name])
        for sentence in doc.sents:
            indices = [token.i for token in sentence if not token.is_space]
            place = {index: n for n, index in enumerate(indices)}
            spans = [(place[a], place[b - 1] + 1, label) for a, b, label in kept if a in place and b - 1 in place]
            if indices:
                yield Sentence(
                    words=tuple(doc[index].text for index in indices),
                    spaces=tuple(bool(doc[index].whitespace_) for index in indices),
                    entities=tuple(spans),
                    source="re3d",
                )


def _capitals_only(span: Span, label: str) -> tuple[int, int, str] | None:
    """The mention without its article, title and count, if what is left is a name."""
    start, end = span.start, span.end
    doc = span.doc
    small = ("of", "the", "and", "for", "al", "bin", "-", "’s", "'s", "&", "in", "'", "’", "–", "el", "on", "ibn", ".")
    while start < end and (
        not doc[start].text[0].isupper() or (label == "PERSON" and doc[start].text.rstrip(".") in TITLES)
    ):
        start += 1
    while end > start and doc[end - 1].text in ("'s", "’s", ",", "."):
        end -= 1
    words = [token.text for token in doc[start:end]]
    if not words or (len(words) == 1 and words[0] in NO_NAMES):
        return None
    if label == "PERSON" and (TITLES & set(words) or {"of", "for"} & set(words)):
        return None
    if any(not (word[0].isupper() or word[0].isdigit() or word in small) for word in words):
        return None
    return start, end, label
