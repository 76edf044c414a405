"""Base forms and parts of speech of tagged English words: a table of forms seen, then the rules of spelling."""

from __future__ import annotations

import gzip
import re
from functools import cache

from geo.folders import DATA

LEMMAS_FILE = DATA / "language" / "model" / "lemmas.tsv.gz"

PARTS: dict[str, str] = {
    "AFX": "ADJ", "CC": "CCONJ", "CD": "NUM", "DT": "DET", "EX": "PRON", "FW": "X", "HYPH": "PUNCT", "IN": "ADP",
    "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ", "LS": "X", "MD": "AUX", "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN",
    "NNPS": "PROPN", "PDT": "DET", "POS": "PART", "PRP": "PRON", "PRP$": "PRON", "RB": "ADV", "RBR": "ADV",
    "RBS": "ADV", "RP": "ADP", "SYM": "SYM", "$": "SYM", "TO": "PART", "UH": "INTJ", "VB": "VERB", "VBD": "VERB",
    "VBG": "VERB", "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB",
    "WDT": "PRON", "WP": "PRON", "WP$": "PRON", "WRB": "ADV", "NFP": "PUNCT",
    ".": "PUNCT", ",": "PUNCT", ":": "PUNCT", "``": "PUNCT", "''": "PUNCT", "-LRB-": "PUNCT", "-RRB-": "PUNCT",
}  # fmt: skip
"""Universal parts of speech by Penn Treebank tag; ``part_of_speech`` refines them by the word's relation."""

_KINDS = {"V": "V", "N": "N", "J": "J", "R": "J"}
_VOWELS = "aeiou"
_ADDS_E = re.compile(
    r"(?:[^s]s|[^z]z|(?:[^aeo]|cre)at|[cblst]ut|[aiou]t[iu]t|v|u|c|e|[drl]g|[eu]ng|[aeiou]g|[^aeiou][iouad]d|[^aeiou][aeio]k"
    r"|[^aeio][iu]r|[pl]ar|(?:st|pl|n)or|[bcdfgkpt]l|[^aeiou]il|[^aeiou]in|ven|um|[^aeiou]ot|[^aeiou][ia]p|rib)$"
)
_ONE_SYLLABLE = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]$")


def part_of_speech(tag: str, label: str) -> str:
    """The universal part of speech of a tag, given the word's dependency label; "X" for an unknown tag."""
    if label.startswith(("aux", "cop")):
        return "AUX"
    if label == "mark" and tag in ("IN", "TO"):
        return "SCONJ" if tag == "IN" else "PART"
    return PARTS.get(tag, "X")


@cache
def lemma(form: str, tag: str) -> str:
    """The base form of a word with a Penn Treebank tag; names keep their capitals."""
    kind = _KINDS.get(tag[:1], "")
    lower = form.lower()
    if tag in ("NNP", "NNPS"):
        return form[:-1] if tag == "NNPS" and lower.endswith("s") and not lower.endswith(("ss", "us", "ies")) else form
    seen = _table().get((lower, kind)) if kind else _table().get((lower, ""))
    if seen is not None:
        return seen
    if tag in ("NNS", "VBZ"):
        return _without_s(lower)
    if tag in ("VBD", "VBN"):
        return _without_ending(lower, "ed")
    if tag == "VBG":
        return _without_ending(lower, "ing")
    if tag in ("JJR", "RBR"):
        return _without_ending(lower, "er", known_only=True)
    if tag in ("JJS", "RBS"):
        return _without_ending(lower, "est", known_only=True)
    return lower


@cache
def _table() -> dict[tuple[str, str], str]:
    """Base forms by form and kind of word, as the treebanks have them; {} before the model is built."""
    if not LEMMAS_FILE.exists():
        return {}
    lines = gzip.decompress(LEMMAS_FILE.read_bytes()).decode().splitlines()
    return {(form, kind): base for form, kind, base in (line.split("\t") for line in lines)}


@cache
def _bases() -> frozenset[str]:
    return frozenset(_table().values())


def _without_s(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "zzes", "ches", "shes", "oes")):
        return word[:-2]
    return word if word.endswith(("ss", "us", "is")) or not word.endswith("s") else word[:-1]


def _without_ending(word: str, ending: str, known_only: bool = False) -> str:
    """The word without -ed, -ing, -er or -est, its final e, y or single consonant restored."""
    if not word.endswith(ending) or len(word) < len(ending) + 2 or not any(c in "aeiouy" for c in word[: -len(ending)]):
        return word
    stem = word[: -len(ending)]
    known = _bases()
    candidates = [stem, stem + "e"]
    if stem.endswith("i") and ending != "ing":
        candidates.insert(0, stem[:-1] + "y")
    if len(stem) > 2 and stem[-1] == stem[-2]:
        candidates.insert(1, stem[:-1])
    if word.endswith("ied") and len(word) == 4:
        return word[:-1]
    found = next((candidate for candidate in candidates if candidate in known), None)
    if found is not None or known_only:
        return found or word
    if stem.endswith("i") and ending != "ing":
        return stem[:-1] + "y"
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "lsfz":
        return stem[:-1]
    return stem + "e" if _ADDS_E.search(stem) or _ONE_SYLLABLE.match(stem) else stem
