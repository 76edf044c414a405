"""Trains the tree net of the language model: tags and dependencies.

    python data/language/train_trees.py CORPORA OUTPUT [--width 96] [--minutes 40]

CORPORA is a folder with the corpora that ATTRIBUTION.md lists. The learning rate falls to nothing over
the minutes given; the best state on the development sets is written to OUTPUT. On one core.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import spacy  # noqa: E402
from spacy.language import Language  # noqa: E402
from spacy.scorer import Scorer  # noqa: E402
from spacy.tokens import Doc  # noqa: E402
from spacy.training import Example  # noqa: E402
from thinc.api import Adam, NumpyOps, fix_random_seed, set_current_ops  # noqa: E402

sys.path.insert(0, str(Path(__file__).resolve().parent))
from corpora import Sentence, read_trees  # noqa: E402
from news_grammar import Grammar  # noqa: E402
from widen import load_pools, widen_tree  # noqa: E402

TREE_TRAINING = ("ud-ewt-train", "ud-gum-train", "ud-ewt-test", "ud-gum-test")
TREE_DEVELOPMENT = ("ud-ewt-dev", "ud-gum-dev")
ROWS = [7000, 1000, 3000, 1500]
"""The sizes of the hash tables of NORM, PREFIX, SUFFIX and SHAPE."""


def main() -> None:
    """Reads the arguments and trains the net."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--width", type=int, default=96)
    parser.add_argument("--depth", type=int, default=4)
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--rate", type=float, default=0.002)
    parser.add_argument("--dropout", type=float, default=0.15)
    parser.add_argument("--start", type=Path, help='go on from the "best" folder of an earlier run')
    parser.add_argument("--made", type=float, default=0.08, help="share of sentences from the news grammar")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    fix_random_seed(args.seed)
    set_current_ops(NumpyOps(use_blis=False))
    train_trees(args)


def embedding(width: int, depth: int) -> dict[str, object]:
    """The configuration of the token-to-vector net."""
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": width,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
            "rows": ROWS,
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": width,
            "depth": depth,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }


def listener(width: int) -> dict[str, object]:
    """The configuration of a component's share in the common net."""
    return {"@architectures": "spacy.Tok2VecListener.v1", "width": width, "upstream": "tok2vec"}


def tree_net(width: int, depth: int) -> Language:
    """The untrained pipeline of tagger and parser over one common net."""
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": embedding(width, depth)})
    nlp.add_pipe(
        "tagger",
        config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener(width), "nO": None}},
    )
    nlp.add_pipe(
        "parser",
        config={
            "model": {
                "@architectures": "spacy.TransitionBasedParser.v2",
                "state_type": "parser",
                "extra_state_tokens": False,
                "hidden_width": 96,
                "maxout_pieces": 2,
                "use_upper": True,
                "tok2vec": listener(width),
                "nO": None,
            }
        },
    )
    return nlp


def tree_example(nlp: Language, sentence: Sentence) -> Example:
    """A training example on the corpus's own tokens."""
    starts = [True] + [False] * (len(sentence.words) - 1)
    predicted = Doc(nlp.vocab, words=sentence.words, spaces=sentence.spaces, sent_starts=starts)
    reference = Doc(
        nlp.vocab,
        words=sentence.words,
        spaces=sentence.spaces,
        tags=list(sentence.tags),
        heads=list(sentence.heads),
        deps=list(sentence.labels),
    )
    return Example(predicted, reference)


def batches(sentences: list[Sentence], words: Callable[[], int], chance: random.Random) -> Iterator[list[Sentence]]:
    """Batches of about ``words()`` words, for ever, reshuffled after each round."""
    while True:
        order = sentences[:]
        chance.shuffle(order)
        batch: list[Sentence] = []
        size = 0
        for sentence in order:
            batch.append(sentence)
            size += len(sentence.words)
            if size >= words():
                yield batch
                batch, size = [], 0


def train_trees(args: argparse.Namespace) -> None:
    """Trains tagger and parser on the treebanks; the best mean LAS on the two development sets wins."""
    chance = random.Random(args.seed)
    nlp = spacy.load(args.start) if args.start else tree_net(args.width, args.depth)
    training = [
        s for name in TREE_TRAINING for s in read_trees(args.corpora / f"{name}.conllu.gz") if len(s.words) < 120
    ]
    development = {name: list(read_trees(args.corpora / f"{name}.conllu.gz")) for name in TREE_DEVELOPMENT}
    grammar = Grammar(load_pools([], []), lambda text: [token.text for token in nlp.tokenizer(text)], chance)
    if not args.start:
        nlp.initialize(lambda: [tree_example(nlp, sentence) for sentence in training])

    def example_of(sentence: Sentence) -> Example:
        made = grammar.sentence() if chance.random() < args.made else sentence
        return tree_example(nlp, widen_tree(made, chance))

    train(nlp, args, training, example_of, lambda: score_trees(nlp, development), chance)


def score_trees(nlp: Language, development: dict[str, list[Sentence]]) -> dict[str, float]:
    """Tag accuracy, UAS and LAS by set, and their mean LAS as "score"."""
    figures: dict[str, float] = {}
    for name, sentences in development.items():
        examples = [tree_example(nlp, sentence) for sentence in sentences]
        docs = [example.predicted for example in examples]
        for _, pipe in nlp.pipeline:
            docs = list(pipe.pipe(docs, batch_size=128))
        tags = Scorer.score_token_attr(examples, "tag")
        deps = Scorer.score_deps(
            examples, "dep", getter=lambda token, attr: getattr(token, attr + "_"), ignore_labels=("punct",)
        )
        figures |= {f"{name} tag": tags["tag_acc"], f"{name} UAS": deps["dep_uas"], f"{name} LAS": deps["dep_las"]}
    figures["score"] = sum(v for k, v in figures.items() if k.endswith("LAS")) / len(development)
    return figures


def train(
    nlp: Language,
    args: argparse.Namespace,
    training: list[Sentence],
    example_of: Callable[[Sentence], Example],
    score: Callable[[], dict[str, float]],
    chance: random.Random,
) -> None:
    """Updates the nets until the minutes are over; writes the best averaged state and a log of the scores."""
    begin = time.monotonic()

    def spent() -> float:
        return min(1.0, (time.monotonic() - begin) / (args.minutes * 60))

    optimizer = Adam(args.rate, L2=0.01, grad_clip=1.0, use_averages=True, L2_is_weight_decay=True)
    args.output.mkdir(parents=True, exist_ok=True)
    best, words_seen, shown = -1.0, 0, time.monotonic()
    losses: dict[str, float] = {}
    for step, batch in enumerate(batches(training, lambda: int(300 + 1500 * spent()), chance)):
        optimizer.learn_rate = args.rate * min(1.0, (step + 1) / 200) * max(0.01, 1 - spent())
        nlp.update([example_of(s) for s in batch], sgd=optimizer, drop=args.dropout, losses=losses)
        words_seen += sum(len(s.words) for s in batch)
        over = spent() >= 1
        if over or time.monotonic() - shown > max(60, args.minutes * 60 / 15):
            with nlp.use_params(optimizer.averages):
                figures = score()
                line = {"step": step, "minutes": round((time.monotonic() - begin) / 60, 1), "words": words_seen}
                line |= {k: round(v, 4) for k, v in figures.items()} | {
                    f"loss {k}": round(v) for k, v in losses.items()
                }
                print(json.dumps(line), flush=True)
                with (args.output / "log.jsonl").open("a") as log:
                    log.write(json.dumps(line) + "\n")
                if figures["score"] > best:
                    best = figures["score"]
                    nlp.to_disk(args.output / "best")
            losses, shown = {}, time.monotonic()
        if over:
            return


if __name__ == "__main__":
    main()
