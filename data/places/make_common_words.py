"""Makes common_words.txt: ordinary English words, which are seldom places though many a village has such a name.

    python data/places/make_common_words.py FOLDER

FOLDER holds ud-ewt-train.conllu.gz and ud-gum-train.conllu.gz, the training parts of the Universal Dependencies
treebanks English EWT and GUM (https://universaldependencies.org, CC BY-SA 4.0). A word is listed when it stands
there at least twice in lower case and not as a proper noun.
"""

from __future__ import annotations

import collections
import gzip
import sys
from pathlib import Path

HERE = Path(__file__).parent
NOT_WORDS = {"PROPN", "PUNCT", "NUM", "SYM", "X"}


def main() -> None:
    """Counts the words of both treebanks and writes the list."""
    counts: collections.Counter[str] = collections.Counter()
    for name in ("ud-ewt-train.conllu.gz", "ud-gum-train.conllu.gz"):
        with gzip.open(Path(sys.argv[1]) / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                columns = line.split("\t")
                if len(columns) == 10 and columns[1].isalpha() and columns[1].islower() and columns[3] not in NOT_WORDS:
                    counts[columns[1]] += 1
    words = sorted(word for word, count in counts.items() if count > 1 and len(word) > 1)
    (HERE / "common_words.txt").write_text(
        "# Ordinary English words; made by make_common_words.py.\n" + "\n".join(words) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
