"""Writes the table of how English uses a word, from the counts that spaCy's authors publish.

    pip install spacy-lookups-data==1.0.5
    python data/language/make_word_uses.py     writes data/language/model/word_uses.tsv.gz

The package holds, for the million commonest words of a large collection of web text, the logarithm of each word's
share and, for many, its Brown cluster. Each line is a word in lower case, how much oftener it has a capital than not,
how often it is seen, and the clusters of its forms in lower case, with a capital and in capitals (0 none); see
geo/language/word_uses.py.
"""

from __future__ import annotations

import gzip
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from math import exp, log
from pathlib import Path

import srsly

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
from geo.language.word_uses import CAPITALS, CLUSTERS, RARITIES, USES_FILE

NEVER = -21.0
"""Below the logarithm of the rarest word's share."""
RAREST = -19.5
RAREST_WITHOUT_CLUSTER = 3


def main() -> None:
    """Writes the table."""
    import spacy_lookups_data  # needed to make the table only

    tables = [srsly.read_gzip_json(f"{spacy_lookups_data.en[name]}.gz") for name in ("lexeme_prob", "lexeme_cluster")]
    with USES_FILE.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as file:
        file.write("".join(table_lines(*tables)).encode())


def table_lines(shares: Mapping[str, float], clusters: Mapping[str, int]) -> Iterator[str]:
    """The lines of the table for words made of letters and digits, from the logarithms of their shares."""
    rows = {cluster: row for row, cluster in enumerate(sorted({c for c in clusters.values() if c}), start=2)}
    if len(rows) + 2 > CLUSTERS:
        raise SystemExit(f"{len(rows)} clusters, more than the net has rows for ({CLUSTERS - 2})")
    forms: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for form, share in shares.items():
        if form.translate({ord(mark): None for mark in "'-."}).isalnum():
            forms[form.lower()][form] = share
    for word, by_form in forms.items():
        plain = by_form.get(word, NEVER)
        capital = log(sum(exp(share) for form, share in by_form.items() if form != word) or exp(NEVER))
        rarity = round(log(sum(map(exp, by_form.values()))) - RAREST) + 1
        spellings = (word, word.title(), word.upper())
        own = [rows.get(clusters.get(form, 0), 0) if form in by_form else 0 for form in spellings]
        if any(own) or rarity >= RAREST_WITHOUT_CLUSTER:
            middle = CAPITALS // 2
            balance = max(1, min(CAPITALS - 2, round(capital - plain) + middle))
            yield "\t".join(map(str, (word, balance, max(1, min(RARITIES - 2, rarity)), *own))) + "\n"


if __name__ == "__main__":
    main()
