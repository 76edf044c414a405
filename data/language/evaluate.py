"""Measures the shipped model on text that it was not trained on.

python data/language/evaluate.py CORPORA [--model FOLDER]

Trees: EWT and GUM dev, on the corpus's tokens and on raw text, punctuation left out as spaCy does. Names: UNER-PUD,
on raw text with the rules; GPE, LOC and FAC count as the corpus's one kind of place; a name is right if it is exactly
the corpus's. PUD calls many a country or town that acts or plays an organisation, which Dateline keeps as a place and
gives a role later: the rows "set aside" leave out the names that are a place here and an organisation there. How
each part of UNER labels the countries of the name lists is counted beside it.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from corpora import Sentence, read_trees, read_uner
from spacy.language import Language
from spacy.tokens import Doc
from train_trees import score_trees, tree_example

from geo.language.known_names import known_names, plain
from geo.language.language import MODEL_FOLDER, load_folder, parse, read_text

PLACES = ("GPE", "LOC", "FAC")
UNER_PARTS = ("uner-ewt-dev", "uner-ewt-test", "uner-pud-test")


def main() -> None:
    """Prints the figures as JSON lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--model", type=Path, default=MODEL_FOLDER)
    parser.add_argument("--show", type=int, default=0, help="print this many wrong names of each kind")
    args = parser.parse_args()
    nlp = load_folder(args.model)
    if "parser" in nlp.pipe_names:
        development = {
            name: list(read_trees(args.corpora / f"{name}.conllu.gz")) for name in ("ud-ewt-dev", "ud-gum-dev")
        }
        trees = load_folder(args.model)
        for name in ("ner", "base_forms"):
            trees.remove_pipe(name)
        print(json.dumps({"trees, corpus tokens": rounded(score_trees(trees, development))}))
        print(json.dumps({"trees, raw text": rounded(score_raw(nlp, development))}))
        print(json.dumps({"base forms": rounded(score_lemmas(nlp, development))}))
    if "ner" in nlp.pipe_names:
        print(
            json.dumps(
                {
                    "names, uner-pud": score_names(
                        nlp, list(read_uner(args.corpora / "uner-pud-test.iob2.gz")), args.show
                    )
                }
            )
        )
        labels = {name: country_labels(list(read_uner(args.corpora / f"{name}.iob2.gz"))) for name in UNER_PARTS}
        print(json.dumps({"countries by label": labels}))


def rounded(figures: dict[str, float]) -> dict[str, float]:
    """The figures with four places."""
    return {key: round(value, 4) for key, value in figures.items()}


def text_of(sentence: Sentence) -> str:
    """The sentence as it was printed."""
    return "".join(word + " " * space for word, space in zip(sentence.words, sentence.spaces, strict=True)).strip()


def score_raw(nlp: Language, development: dict[str, list[Sentence]]) -> dict[str, float]:
    """LAS on the program's own tokens, each sentence read as a text of its own; a word cut otherwise is wrong."""
    figures = {}
    for name, sentences in development.items():
        right = total = 0
        for sentence in sentences:
            doc = read_text(nlp, text_of(sentence))
            gold = tree_example(nlp, sentence).reference
            parse(nlp, doc, doc.sents)
            found = {(t.idx, t.text): (t.head.idx, t.dep_) for t in doc}
            for token in gold:
                if token.dep_ != "punct":
                    total += 1
                    right += found.get((token.idx, token.text)) == (token.head.idx, token.dep_)
        figures[f"{name} LAS"] = right / total
    return figures


def score_lemmas(nlp: Language, development: dict[str, list[Sentence]]) -> dict[str, float]:
    """Share of right base forms on the corpus's tokens with the model's own tags."""
    figures = {}
    for name, sentences in development.items():
        docs = [Doc(nlp.vocab, words=list(s.words), spaces=list(s.spaces)) for s in sentences]
        for pipe_name in ("tok2vec", "tagger"):
            docs = list(nlp.get_pipe(pipe_name).pipe(docs, batch_size=128))
        docs = [nlp.get_pipe("base_forms")(doc) for doc in docs]
        pairs = [
            (t.lemma_, gold)
            for doc, s in zip(docs, sentences, strict=True)
            for t, gold in zip(doc, s.lemmas, strict=True)
        ]
        figures[name] = sum(a == b for a, b in pairs) / len(pairs)
    return figures


def score_names(nlp: Language, sentences: list[Sentence], show: int = 0) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of PERSON, ORG and LOC."""
    counts: Counter[tuple[str, str]] = Counter()
    begin, words, shown = time.perf_counter(), 0, Counter[str]()
    for sentence in sentences:
        doc = read_text(nlp, " ".join(sentence.words))
        words += len(sentence.words)
        offsets = [0]
        for word in sentence.words:
            offsets.append(offsets[-1] + len(word) + 1)
        gold = {(offsets[start], offsets[end] - 1, label) for start, end, label in sentence.entities}
        found = {(e.start_char, e.end_char, "LOC" if e.label_ in PLACES else e.label_) for e in doc.ents}
        found = {entity for entity in found if entity[2] in ("PERSON", "ORG", "LOC")}
        acting = {(start, end, "ORG") for start, end, label in found if label == "LOC"} & gold
        counts["acting", ""] += len(acting)
        for kind, entities in (("gold", gold), ("found", found), ("right", gold & found)):
            counts.update((kind, label) for *_, label in entities)
        for kind, wrong in (("missed", gold - found), ("false", found - gold)):
            for start, end, label in sorted(wrong):
                shown[label] += 1
                if shown[label] <= show:
                    print(kind, label, repr(doc.text[start:end]), "|", doc.text[max(0, start - 40) : end + 30])
    figures = {}
    for label in ("PERSON", "LOC", "ORG"):
        right, found_n, gold_n = counts["right", label], counts["found", label], counts["gold", label]
        figures[label] = rounded(
            {"P": right / max(1, found_n), "R": right / gold_n, "F1": 2 * right / (found_n + gold_n)}
        )
    for label, found_less, gold_less in (("LOC", counts["acting", ""], 0), ("ORG", 0, counts["acting", ""])):
        right = counts["right", label]
        found_n, gold_n = counts["found", label] - found_less, counts["gold", label] - gold_less
        figures[f"{label}, acting places set aside"] = rounded(
            {"P": right / max(1, found_n), "R": right / max(1, gold_n), "F1": 2 * right / max(1, found_n + gold_n)}
        )
    figures["speed"] = {"words per second, sentence by sentence": round(words / (time.perf_counter() - begin))}
    return figures


def country_labels(sentences: list[Sentence]) -> dict[str, int]:
    """How often the corpus calls the countries of the name lists a place, an organisation, a person."""
    counts: Counter[str] = Counter()
    for sentence in sentences:
        for start, end, label in sentence.entities:
            name = " ".join(plain(word) for word in sentence.words[start:end] if word.lower() != "the")
            classes = known_names().get(name, "")
            if "C" in classes and not {"O", "N"} & set(classes):
                counts[label] += 1
    return {label: counts[label] for label in ("LOC", "ORG", "PERSON")}


if __name__ == "__main__":
    main()
