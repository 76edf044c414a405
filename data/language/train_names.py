"""Trains the name net of the language model.

    python data/language/train_names.py CORPORA OUTPUT [--width 96] [--minutes 15] [--held-out]

CORPORA is a folder with the corpora that ATTRIBUTION.md lists. The learning rate rises over the first steps and falls
to nothing over the minutes of processor time given; what is written are the averaged weights. From a third of the time
on, the net's own sure answers on the treebanks, which no one has labelled with names, are learned from too. With
--held-out a part of the corpora is kept back and scored; without it all is read, and the last state is the one to
keep. On one core.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import shutil
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np  # noqa: E402
import spacy  # noqa: E402
from spacy.language import Language  # noqa: E402
from thinc.api import Adam, Linear, Model, NumpyOps, fix_random_seed, set_current_ops  # noqa: E402

sys.path.insert(0, str(Path(__file__).resolve().parent))
from corpora import Sentence, read_gum_names, read_reports, read_tagged, read_trees, read_tweets, read_uner  # noqa: E402
from news_grammar import Grammar  # noqa: E402
from widen import Pools, load_pools, widen_names, widen_tree  # noqa: E402

from geo.language import name_features, name_net  # noqa: E402
from geo.language.known_names import name_codes  # noqa: E402

TREES = ("ud-ewt-train", "ud-gum-train", "ud-ewt-test", "ud-gum-test", "ud-ewt-dev", "ud-gum-dev")
SHARES = {"uner-ewt": 4, "wikigold": 2, "re3d": 2, "ud-gum": 1, "crossner": 1, "btc": 1, "trees": 0.6}
"""How often a round of training reads the sentences of each corpus."""
KINDS = {"N": "N", "V": "V", "J": "A", "R": "R", "C": "0", "I": "O", "D": "O", "P": "O", "W": "O", "T": "O", "M": "O"}
READ_AS = "any"
"""The habits of labelling that the written net follows."""
BATCH_WORDS = (600, 3000)


def main() -> None:
    """Reads the arguments, trains, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--width", type=int, default=96)
    parser.add_argument("--depth", type=int, default=4)
    parser.add_argument("--minutes", type=float, default=15, help="of processor time")
    parser.add_argument("--rate", type=float, default=0.003)
    parser.add_argument("--dropout", type=float, default=0.15)
    parser.add_argument("--made", type=float, default=0.08, help="share of sentences from the news grammar")
    parser.add_argument("--held-out", action="store_true", help="keep a part of the corpora back and score it")
    parser.add_argument("--start", type=Path, help="go on from the OUTPUT of an earlier run of the same width")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    fix_random_seed(args.seed)
    set_current_ops(NumpyOps(use_blis=False))
    train(args)


def corpus_of(sentence: Sentence) -> str:
    """The family of corpora whose habits the sentence's labels follow."""
    source = sentence.source
    if source.startswith("uner-ewt"):
        return "uner-ewt"
    if source.startswith("crossner"):
        return "crossner"
    return source if source in name_features.CORPORA else "trees" if source.startswith("ud-") else "made"


def named_sentences(corpora: Path, nlp: Language) -> list[Sentence]:
    """The sentences with names of all corpora, in the reader's tokens, in the order of their texts."""
    sentences = [s for part in ("dev", "test") for s in read_uner(corpora / f"uner-ewt-{part}.iob2.gz")]
    sentences += read_tagged(corpora / "wikigold.conll.gz")
    sentences += read_reports(corpora / "re3d.jsonl.gz", spacy.blank("en"))
    sentences += [s for part in ("train", "test", "dev") for s in read_gum_names(corpora / f"ud-gum-{part}.conllu.gz")]
    for part in ("politics", "science", "literature", "music", "ai"):
        sentences += read_tagged(corpora / f"crossner-{part}.tsv.gz")
    sentences += read_tweets(corpora / "btc.tsv.gz")
    return [retokenised(s, nlp) for s in sentences if len(s.words) < 150]


def retokenised(sentence: Sentence, nlp: Language) -> Sentence:
    """The sentence in spaCy's tokens; peoples by the lists are NORP, countries that act are places."""
    text, offsets = "", []
    for word, space in zip(sentence.words, sentence.spaces, strict=True):
        offsets.append(len(text))
        text += word + " " * space
    tokens = nlp.tokenizer(text)
    words = [token.text for token in tokens]
    codes = name_codes(words)
    entities: list[tuple[int, int, str]] = []
    for start, end, label in sentence.entities:
        span = tokens.char_span(
            offsets[start], offsets[end - 1] + len(sentence.words[end - 1]), alignment_mode="expand"
        )
        if not entities or entities[-1][1] <= span.start:
            entities.append((span.start, span.end, truer_label(label, codes[span.start : span.end])))
    covered = {index for start, end, _ in entities for index in range(start, end)}
    entities += [(i, i + 1, "NORP") for i, code in enumerate(codes) if code >= 128 and i not in covered]
    return Sentence(
        words=tuple(words),
        spaces=tuple(bool(token.whitespace_) for token in tokens),
        entities=tuple(sorted(entities)),
        source=sentence.source,
    )


def truer_label(label: str, codes: list[int]) -> str:
    """NORP for a people whatever the corpus calls it, LOC for a country called an organisation."""
    if label in ("MISC", "LOC", "ORG") and len(codes) == 1 and codes[0] >= 128:
        return "NORP"
    if label == "ORG" and all(code % 64 // 4 == 1 for code in codes[codes[0] == 0 and len(codes) > 1 :]):
        return "LOC"
    return label


def write_words(path: Path, sentences: list[Sentence], trees: list[Sentence]) -> None:
    """Writes the words that the net gets a row for, the frequent first, with what they mostly are in lower case."""
    counts: Counter[str] = Counter()
    kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences + trees:
        counts.update({name_features.norm(word) for word in sentence.words})
        for word in sentence.words:
            if word.islower() and word.isalpha():
                kinds[name_features.norm(word)]["X"] += 1
    for sentence in trees:
        for word, tag in zip(sentence.words, sentence.tags, strict=True):
            if word.islower() and word.isalpha():
                kinds[name_features.norm(word)][KINDS.get(tag[:1], "O")] += 5
    rows = []
    for word, count in counts.most_common():
        total = sum(kinds[word].values())
        if count >= 3 or (total >= 2 and count >= 2):
            best = kinds[word].most_common(1)[0][0] if total > 1 else "?"
            rows.append(f"{word}\t{best}\n")
    with path.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as file:
        file.write("".join(rows).encode())


class Teaching:
    """The sentences to learn from, and how one becomes rows and answers."""

    def __init__(self, named: list[Sentence], trees: list[Sentence], nlp: Language, made: float, seed: int) -> None:
        self.chance = random.Random(seed)
        self.named, self.trees, self.made = named, trees, made
        self.pools: Pools = load_pools(
            [" ".join(s.words[a:b]) for s in named for a, b, label in s.entities if label == "ORG"],
            [
                s.words[end - 1]
                for s in named
                for _, end, label in s.entities
                if label == "PERSON" and s.words[end - 1].istitle()
            ],
        )
        self.split: Callable[[str], list[str]] = lru_cache(100_000)(lambda t: [x.text for x in nlp.tokenizer(t)])
        self.grammar = Grammar(self.pools, self.split, self.chance)
        self.posts = ["", *sorted({tag for s in trees for tag in s.tags})]
        self.counts: Counter[str] = Counter(name_features.norm(w) for s in named + trees for w in s.words)
        self.features: dict[str, tuple[int, ...]] = {}
        self.guesses: dict[int, list[int]] = {}

    def texts(self) -> Iterator[list[Sentence]]:
        """Runs of sentences that follow each other, of all corpora by their shares, shuffled, for ever."""
        runs_of: defaultdict[str, list[Sentence]] = defaultdict(list)
        for sentence in self.named + self.trees:
            runs_of[corpus_of(sentence)].append(sentence)
        while True:
            runs: list[list[Sentence]] = []
            for corpus, sentences in runs_of.items():
                share = SHARES.get(corpus, 1)
                for _ in range(int(share) + (self.chance.random() < share % 1)):
                    start = 0
                    while start < len(sentences):
                        size = 1 if self.chance.random() < 0.4 else self.chance.randint(2, 5)
                        runs.append(sentences[start : start + size])
                        start += size
            self.chance.shuffle(runs)
            yield from runs

    def example(self, run: list[Sentence]) -> tuple[Any, list[int], list[int]]:
        """The rows of a run of sentences, its tags (-1 where nobody says), its parts of speech (0 unknown)."""
        chance = self.chance
        corpus = corpus_of(run[0])
        words: list[str] = []
        starts: list[bool] = []
        tags: list[int] = []
        posts: list[int] = []
        for original in run:
            made = chance.random() < self.made
            sentence = self.grammar.sentence() if made else original
            if sentence.tags and not made:
                sentence = widen_tree(sentence, chance)
                posts += [self.posts.index(tag) for tag in sentence.tags]
            else:
                sentence = widen_names(sentence, self.pools, self.split, chance)
                posts += [0] * len(sentence.words)
            size = len(sentence.words)
            words += sentence.words
            starts += [True] + [False] * (size - 1)
            if corpus == "trees" and not made:
                tags += self.guesses.get(id(original), [-1] * size)[:size]
            else:
                tags += name_net.span_tags(size, sentence.entities)
        said = name_features.CORPORA.index(corpus if chance.random() < 0.8 else "any")
        rows = name_features.text_rows(words, starts, said, self.features)
        for index, word in enumerate(words):
            if chance.random() < 1 / (1 + self.counts[name_features.norm(word)]):
                rows[index, 0] = name_features.UNKNOWN_WORD
                rows[index, 2] = 1 if chance.random() < 0.5 else rows[index, 2]
        return rows, tags, posts


def batch_of(examples: list[tuple[Any, list[int], list[int]]]) -> tuple[Any, Any, Any]:
    """The examples in one array with gaps between them, their tags and parts of speech."""
    rows, begins = name_features.joined_rows([rows for rows, *_ in examples])
    tags, posts = np.full(len(rows), -1), np.zeros(len(rows), dtype=int)
    for begin, (_, own_tags, own_posts) in zip(begins, examples, strict=True):
        tags[begin : begin + len(own_tags)] = own_tags
        posts[begin : begin + len(own_posts)] = own_posts
    return rows, tags, posts


def softmax(scores: Any) -> Any:
    """The shares that the scores stand for, row by row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def gradient_of(scores: Any, answers: Any, told: Any, smoothing: float) -> tuple[Any, float]:
    """What to change in the scores of the rows that somebody told the answer to, and the loss."""
    shares = softmax(scores)
    wanted = np.full_like(shares, smoothing / shares.shape[1])
    wanted[np.arange(len(answers)), np.where(told, answers, 0)] += 1 - smoothing
    gradient = (shares - wanted) * told[:, None] / max(1, told.sum())
    loss = -np.log(shares[told, answers[told]] + 1e-9).sum()
    return gradient.astype("float32"), float(loss)


def train(args: argparse.Namespace) -> None:
    """Trains the net and writes it with a log of the scores."""
    nlp = spacy.blank("en")
    named = named_sentences(args.corpora, nlp)
    held: list[Sentence] = []
    if args.held_out:
        held, named = split_off(named)
    trees = [s for name in TREES for s in read_trees(args.corpora / f"{name}.conllu.gz") if len(s.words) < 120]
    args.output.mkdir(parents=True, exist_ok=True)
    name_features.WORDS_FILE = args.output / "words.tsv.gz"
    if args.start:
        shutil.copyfile(args.start / name_features.WORDS_FILE.name, name_features.WORDS_FILE)
    else:
        write_words(name_features.WORDS_FILE, named, trees)
    teaching = Teaching(named, trees, nlp, args.made, args.seed)
    encoder = name_net.name_encoder(args.width, args.depth, len(name_features.known_words()) + 2, args.dropout)
    head, beside = Linear(len(name_net.TAGS), args.width), Linear(len(teaching.posts), args.width)
    first = batch_of([teaching.example(run) for run, _ in zip(teaching.texts(), range(20), strict=False)])
    encoder.initialize(X=first[0])
    head.initialize()
    beside.initialize()
    if args.start:
        earlier: Any = spacy.load(args.start / "best").get_pipe("ner")
        _copy(earlier.model.layers[0], encoder)
        _copy(earlier.model.layers[1], head)
    adam = Adam(args.rate, L2=0.01, grad_clip=1.0, use_averages=True, L2_is_weight_decay=True)
    begin, cpu, words, shown, step, loss = time.time(), time.process_time(), 0, 0, 0, 0.0
    texts = teaching.texts()
    states = 0
    share, told, guessed = 0.0, 0.0, -0.05 if args.start else 0.3
    while share < 1:
        share = min(1.0, (time.process_time() - cpu) / (args.minutes * 60))
        if share > guessed + 0.03:
            with encoder.use_params(adam.averages), head.use_params(adam.averages):
                teaching.guesses = {id(s): tags for s, tags in guesses(encoder, head, trees)}
            guessed += 0.5 if args.start else 0.35
        size, examples = 0, []
        while size < BATCH_WORDS[0] + (BATCH_WORDS[1] - BATCH_WORDS[0]) * share:
            examples.append(teaching.example(next(texts)))
            size += len(examples[-1][1])
        rows, tags, posts = batch_of(examples)
        adam.learn_rate = args.rate * min(1.0, (step + 1) / 300) * max(0.005, 1 - share)
        vectors, back = encoder.begin_update(rows)
        scores, head_back = head.begin_update(vectors)
        change, lost = gradient_of(scores, tags, tags >= 0, 0.03)
        down = head_back(change)
        scores, beside_back = beside.begin_update(vectors)
        change, _ = gradient_of(scores, posts, posts > 0, 0.0)
        back(down + beside_back(change * 0.5))
        for model in (encoder, head, beside):
            model.finish_update(adam)
        words, step, loss = words + size, step + 1, loss + lost
        if share - told > 1 / 14 or share == 1:
            told = share
            line: dict[str, Any] = {"step": step, "minutes": round((time.time() - begin) / 60, 1), "words": words}
            line |= {"cpu": round(time.process_time() - cpu), "loss per word": round(loss / (words - shown), 4)}
            with encoder.use_params(adam.averages), head.use_params(adam.averages):
                if held:
                    line |= {"held out": score(encoder, head, held, "")}
                    line |= {"as uner": score(encoder, head, held, "uner-ewt")}
                states += 1
                for folder in ("best", f"state-{states:02d}"):
                    write(args, encoder, head, args.output / folder)
            print(json.dumps(line), flush=True)
            with (args.output / "log.jsonl").open("a") as log:
                log.write(json.dumps(line) + "\n")
            shown, loss = words, 0.0


SURE = 0.9
NAME_TAGS = ("NNP", "NNPS")


def guesses(
    encoder: Model[Any, Any], head: Model[Any, Any], trees: list[Sentence]
) -> Iterator[tuple[Sentence, list[int]]]:
    """The net's tags on the treebanks' sentences, -1 where it is unsure or the treebank's tags speak against a name."""
    corpus = name_features.CORPORA.index("uner-ewt")
    features: dict[str, tuple[int, ...]] = {}
    for first in range(0, len(trees), 100):
        part = trees[first : first + 100]
        rows, begins = name_features.joined_rows(
            [
                name_features.text_rows(list(s.words), [True] + [False] * (len(s.words) - 1), corpus, features)
                for s in part
            ]
        )
        shares = softmax(head.predict(encoder.predict(rows)))
        for sentence, begin in zip(part, begins, strict=True):
            own = shares[begin : begin + len(sentence.words)]
            best, most = own.argmax(axis=1).tolist(), own.max(axis=1).tolist()
            tags = [tag if sure > SURE else -1 for tag, sure in zip(best, most, strict=True)]
            for start, end, label in name_net.tag_spans(name_net.best_tags(np.log(own + 1e-9))):
                named = [sentence.tags[index] in NAME_TAGS for index in range(start, end)]
                if not any(named) and label != "NORP":
                    tags[start:end] = [-1] * (end - start)
            yield sentence, tags


def split_off(named: list[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    """A part of the corpora nearest to news to be scored, in whole runs of sentences; and the rest."""
    parts: tuple[list[Sentence], list[Sentence]] = ([], [])
    for index, sentence in enumerate(named):
        corpus = corpus_of(sentence)
        share = {"uner-ewt": 3, "wikigold": 2, "re3d": 2}.get(corpus, 0)
        parts[(index // 40) % 10 >= share].append(sentence)
    return parts


def score(encoder: Model[Any, Any], head: Model[Any, Any], held: list[Sentence], corpus: str) -> dict[str, float]:
    """F1 by label on whole names, MISC left out; read as ``corpus``, or each as its own."""
    right, found, gold = Counter[str](), Counter[str](), Counter[str]()
    for first in range(0, len(held), 200):
        part = held[first : first + 200]
        tables = [
            name_features.text_rows(
                list(s.words),
                [True] + [False] * (len(s.words) - 1),
                name_features.CORPORA.index(corpus or corpus_of(s)),
                {},
            )
            for s in part
        ]
        rows, begins = name_features.joined_rows(tables)
        scores = head.predict(encoder.predict(rows))
        for sentence, begin in zip(part, begins, strict=True):
            tags = name_net.best_tags(scores[begin : begin + len(sentence.words)])
            names, told = set(name_net.tag_spans(tags)), set(sentence.entities)
            for counter, spans in ((right, names & told), (found, names), (gold, told)):
                counter.update(label for *_, label in spans if label != "MISC")
                counter["all"] += sum(label in ("PERSON", "LOC", "ORG") for *_, label in spans)
    return {label: round(2 * right[label] / max(1, found[label] + gold[label]), 4) for label in sorted(gold)}


def write(args: argparse.Namespace, encoder: Model[Any, Any], head: Model[Any, Any], folder: Path) -> None:
    """Writes the net as a pipeline of one component."""
    nlp = spacy.blank("en")
    settings = {
        "@architectures": "dateline.NameNet.v1",
        "width": args.width,
        "depth": args.depth,
        "words": len(name_features.known_words()) + 2,
    }
    pipe: Any = nlp.add_pipe("dateline_names", name="ner", config={"model": settings, "corpus": READ_AS})
    _copy(encoder, pipe.model.layers[0])
    _copy(head, pipe.model.layers[1])
    nlp.to_disk(folder)


def _copy(source: Model[Any, Any], target: Model[Any, Any]) -> None:
    """Copies the weights of a net to another of the same build."""
    for ours, theirs in zip(target.walk(), source.walk(), strict=True):
        for name in theirs.param_names:
            ours.set_param(name, theirs.get_param(name).copy())


if __name__ == "__main__":
    main()
