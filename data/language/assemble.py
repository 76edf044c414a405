"""Puts the trained nets together into the model that Dateline ships.

python data/language/assemble.py TREES NAMES     writes data/language/model (beside its lists, which stay)

TREES and NAMES are the "best" folders that train.py wrote. Only the strings that the model itself needs are kept.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import spacy
from spacy.util import compile_infix_regex

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
from geo.language import MODEL_FOLDER, OWN_MODEL

EXTRA_INFIXES = [r"(?<=[A-Za-z]\.)-(?=[a-z])"]
"""Splits "U.S.-led" as "Iran-led" is split."""


def main() -> None:
    """Loads both, joins them, writes the model."""
    trees, names = Path(sys.argv[1]), Path(sys.argv[2])
    nlp = spacy.blank("en")
    nlp.tokenizer.infix_finditer = compile_infix_regex([*nlp.Defaults.infixes, *EXTRA_INFIXES]).finditer
    for folder in (trees, names):
        config = spacy.util.load_config(folder / "config.cfg")
        for name in config["nlp"]["pipeline"]:
            settings = {k: v for k, v in config["components"][name].items() if k != "factory"}
            pipe = nlp.add_pipe(config["components"][name]["factory"], name=name, config=settings)
            pipe.from_disk(folder / name, exclude=["vocab"])
            for label in getattr(pipe, "labels", ()):
                nlp.vocab.strings.add(label)
    nlp.add_pipe("base_forms", before="ner")
    nlp.meta |= {
        "name": OWN_MODEL,
        "description": "English of the news: tags, dependencies, base forms, names",
        "license": "CC BY-SA 4.0",
        "author": "the authors of Dateline",
        "version": "1.0.0",
    }
    kept = MODEL_FOLDER.parent / "model-new"
    nlp.to_disk(kept)
    for path in kept.iterdir():
        target = MODEL_FOLDER / path.name
        if target.is_dir():
            shutil.rmtree(target)
        path.replace(target)
    kept.rmdir()


if __name__ == "__main__":
    main()
