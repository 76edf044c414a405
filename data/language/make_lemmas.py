"""Writes the table of base forms that the rules of spelling do not give, from the treebanks.

python data/language/make_lemmas.py CORPORA     writes data/language/model/lemmas.tsv.gz
"""

from __future__ import annotations

import gzip
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from corpora import read_trees

from geo.language.lemmas import LEMMAS_FILE

TREEBANKS = ("ud-ewt-train", "ud-ewt-test", "ud-gum-train", "ud-gum-test")
RARE = {
    ("slain", "V"): "slay",
    ("slew", "V"): "slay",
    ("underwent", "V"): "undergo",
    ("overthrew", "V"): "overthrow",
    ("fled", "V"): "flee",
    ("bled", "V"): "bleed",
    ("freed", "V"): "free",
    ("misled", "V"): "mislead",
    ("beheld", "V"): "behold",
    ("refuelled", "V"): "refuel",
    ("waylaid", "V"): "waylay",
    ("overrode", "V"): "override",
    ("overran", "V"): "overrun",
}
"""Forms of the news that the treebanks lack, and one that they spell wrongly."""
KINDS = {"V": "V", "N": "N", "J": "J", "R": "J"}


def main() -> None:
    """Counts the base forms and writes the commonest of each form."""
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for name in TREEBANKS:
        for sentence in read_trees(Path(sys.argv[1]) / f"{name}.conllu.gz"):
            for word, tag, base in zip(sentence.words, sentence.tags, sentence.lemmas, strict=True):
                if tag not in ("NNP", "NNPS") and base != "_":
                    counts[word.lower(), KINDS.get(tag[:1], "")][base] += 1
    best = {key: bases.most_common(1)[0][0] for key, bases in counts.items()}
    best |= RARE
    kept = {key: base for key, base in best.items() if key[1] in ("V", "J") or base != key[0]}
    lines = "".join(f"{form}\t{kind}\t{base}\n" for (form, kind), base in sorted(kept.items()))
    with LEMMAS_FILE.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as file:
        file.write(lines.encode())


if __name__ == "__main__":
    main()
