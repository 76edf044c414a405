"""Puts the trained nets together into the model that Dateline ships.

python data/language/assemble.py TREES NAMES [FOLDER]     writes data/language/model (beside its lists, which stay)

TREES and NAMES are the "best" folders that train.py and train_names.py wrote. Only the strings that
the model itself needs are kept, and its weights as half floats.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import spacy
import srsly
from spacy.util import compile_infix_regex

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
from geo.language.language import MODEL_FOLDER, OWN_MODEL
from geo.language.name_features import WORDS_FILE

EXTRA_INFIXES = [r"(?<=[A-Za-z]\.)-(?=[a-z])"]
"""Splits "U.S.-led" as "Iran-led" is split."""


def main() -> None:
    """Loads both, joins them, writes the model."""
    trees, names = spacy.load(sys.argv[1]), spacy.load(sys.argv[2])
    nlp = spacy.blank("en")
    nlp.tokenizer.infix_finditer = compile_infix_regex([*nlp.Defaults.infixes, *EXTRA_INFIXES]).finditer
    for source, wanted in ((trees, ("tok2vec", "tagger", "parser")), (names, ("ner",))):
        for name in wanted:
            settings = {k: v for k, v in source.config["components"][name].items() if k not in ("factory", "source")}
            pipe = nlp.add_pipe(source.get_pipe_meta(name).factory, name=name, config=settings)
            with TemporaryDirectory() as folder:
                source.get_pipe(name).to_disk(Path(folder) / name, exclude=["vocab"])
                pipe.from_disk(Path(folder) / name, exclude=["vocab"])
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
    target_folder = Path(sys.argv[3]) if len(sys.argv) > 3 else MODEL_FOLDER
    target_folder.mkdir(exist_ok=True)
    kept = target_folder.parent / "model-new"
    nlp.to_disk(kept)
    for path in kept.glob("*/model"):
        halve(path)
    for path in kept.iterdir():
        target = target_folder / path.name
        if target.is_dir():
            shutil.rmtree(target)
        path.replace(target)
    kept.rmdir()
    shutil.copyfile(Path(sys.argv[2]).parent / WORDS_FILE.name, target_folder / WORDS_FILE.name)


def halve(path: Path) -> None:
    """Writes the weights of a net as half floats; they are read back as floats."""
    content = srsly.msgpack_loads(path.read_bytes())
    for weights in content["params"]:
        for name, values in weights.items():
            if values is not None:
                weights[name] = values.astype("float16")
    path.write_bytes(srsly.msgpack_dumps(content))


if __name__ == "__main__":
    main()
