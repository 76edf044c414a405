"""Averages the weights of several states of the name net that come from one run, or from a run and one begun with it.

python data/language/average_names.py OUTPUT STATE...     each STATE a folder that train_names.py wrote, as N1/state-03
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
import spacy

from geo.language import name_net  # noqa: F401  (spaCy looks the component up by name)
from geo.language.name_features import WORDS_FILE


def main() -> None:
    """Reads the states, writes their mean as OUTPUT/best with the list of words that belongs to them."""
    output, states = Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]
    pipelines = [spacy.load(state) for state in states]
    nets: list[Any] = [nlp.get_pipe("ner") for nlp in pipelines]
    for nodes in zip(*(net.model.walk() for net in nets), strict=True):
        for name in nodes[0].param_names:
            nodes[0].set_param(name, sum(node.get_param(name) for node in nodes) / len(nodes))
    output.mkdir(parents=True, exist_ok=True)
    pipelines[0].to_disk(output / "best")
    shutil.copyfile(states[0].parent / WORDS_FILE.name, output / WORDS_FILE.name)


if __name__ == "__main__":
    main()
