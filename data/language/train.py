"""Trains the two nets of the language model: the tree net (tags, dependencies) and the name net (entities).

    python data/language/train.py trees CORPORA OUTPUT [--width 96] [--minutes 40]
    python data/language/train.py names CORPORA OUTPUT [--width 64] [--minutes 40]

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
from spacy.tokens import Doc, Span  # noqa: E402
from spacy.training import Example  # noqa: E402
from thinc.api import Adam, Model, NumpyOps, fix_random_seed, set_current_ops  # noqa: E402

sys.path.insert(0, str(Path(__file__).resolve().parent))
from corpora import Sentence, read_gum_names, read_reports, read_tagged, read_trees, read_uner  # noqa: E402
from news_grammar import Grammar  # noqa: E402
from widen import load_pools, widen_names, widen_tree  # noqa: E402

from geo.known_names import name_codes  # noqa: E402

TREE_TRAINING = ("ud-ewt-train", "ud-gum-train", "ud-ewt-test", "ud-gum-test")
TREE_DEVELOPMENT = ("ud-ewt-dev", "ud-gum-dev")
ROWS = [7000, 1000, 3000, 1500]
"""The sizes of the hash tables of NORM, PREFIX, SUFFIX and SHAPE."""
NAME_ROWS = [5000, 1000, 2500, 2000]
"""The same of a name net of its own."""


def main() -> None:
    """Reads the arguments and trains the net they name."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("net", choices=["trees", "names"])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--width", type=int, default=96)
    parser.add_argument("--depth", type=int, default=4)
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--rate", type=float, default=0.002)
    parser.add_argument("--dropout", type=float, default=0.15)
    parser.add_argument("--start", type=Path, help='go on from the "best" folder of an earlier run of the same net')
    parser.add_argument("--tags", action="store_true", help="let the name net learn to tag beside")
    parser.add_argument(
        "--vectors", type=Path, help='with --tags: begin with the word vectors of this tree net\'s "best"'
    )
    parser.add_argument("--every", type=int, default=2, help="the name net reads every so-manieth tree for tags")
    parser.add_argument("--made", type=float, default=0.08, help="share of sentences from the news grammar")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    fix_random_seed(args.seed)
    set_current_ops(NumpyOps(use_blis=False))
    {"trees": train_trees, "names": train_names}[args.net](args)


def embedding(width: int, depth: int, rows: list[int], name_rows: int = 0) -> dict[str, object]:
    """The configuration of a token-to-vector net, over the known names too where it has rows for them."""
    embed: dict[str, object] = {"width": width, "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"], "rows": rows}
    if name_rows:
        embed |= {"@architectures": "dateline.KnownNamesEmbed.v1", "name_rows": name_rows}
    else:
        embed |= {"@architectures": "spacy.MultiHashEmbed.v2", "include_static_vectors": False}
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": embed,
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
    nlp.add_pipe("tok2vec", config={"model": embedding(width, depth, ROWS)})
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
    grammar = Grammar(load_pools([], []), tokens_of(nlp), chance)
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


def name_net(width: int, depth: int, tags: bool) -> Language:
    """The untrained entity recogniser with a net of its own.

    With ``tags`` that net learns to tag the treebanks beside it; assemble.py drops the tagger.
    """
    nlp = spacy.blank("en")
    own = embedding(width, depth, ROWS if tags else NAME_ROWS, 400)
    if tags:
        nlp.add_pipe("tok2vec", config={"model": own})
        nlp.add_pipe(
            "tagger",
            config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener(width), "nO": None}},
        )
    nlp.add_pipe(
        "ner",
        config={
            "model": {
                "@architectures": "spacy.TransitionBasedParser.v2",
                "state_type": "ner",
                "extra_state_tokens": False,
                "hidden_width": 64,
                "maxout_pieces": 2,
                "use_upper": True,
                "tok2vec": listener(width) if tags else own,
                "nO": None,
            }
        },
    )
    return nlp


def name_sentences(corpora: Path, nlp: Language) -> list[Sentence]:
    """The sentences with names, those of the corpora nearest to news more than once."""
    uner = [s for part in ("dev", "test") for s in read_uner(corpora / f"uner-ewt-{part}.iob2.gz")]
    gum = [s for part in ("train", "test", "dev") for s in read_gum_names(corpora / f"ud-gum-{part}.conllu.gz")]
    reports = list(read_reports(corpora / "re3d.jsonl.gz", spacy.blank("en")))
    wiki = list(read_tagged(corpora / "wikigold.conll.gz"))
    crossner = [
        s
        for part in ("politics", "science", "literature", "music", "ai")
        for s in read_tagged(corpora / f"crossner-{part}.tsv.gz")
    ]
    tweets = [
        s
        for s in read_tagged(corpora / "btc.tsv.gz")
        if s.entities and not any(w[0] in "@#" or w.startswith("http") or w == "U" for w in s.words)
    ]
    return [
        retokenised(s, nlp) for s in uner * 3 + wiki * 2 + reports * 2 + gum + crossner + tweets if len(s.words) < 150
    ]


def retokenised(sentence: Sentence, nlp: Language) -> Sentence:
    """The sentence in spaCy's tokens; peoples by the lists are NORP, countries that act are places."""
    doc = Doc(nlp.vocab, words=list(sentence.words), spaces=list(sentence.spaces))
    tokens = nlp.tokenizer(doc.text)
    codes = name_codes([token.text for token in tokens])
    entities = []
    for start, end, label in sentence.entities:
        span = tokens.char_span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]), alignment_mode="expand")
        if not entities or entities[-1][1] <= span.start:
            entities.append((span.start, span.end, truer_label(label, codes[span.start : span.end])))
    covered = {index for start, end, _ in entities for index in range(start, end)}
    entities += [(i, i + 1, "NORP") for i, code in enumerate(codes) if code >= 128 and i not in covered]
    return Sentence(
        words=tuple(token.text for token in tokens),
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


def name_example(nlp: Language, sentence: Sentence) -> Example:
    """A training example of entities, of tags where there are some; a sentence of a treebank tells no entities."""
    spaces = list(sentence.spaces) or None
    predicted = Doc(nlp.vocab, words=list(sentence.words), spaces=spaces)
    reference = Doc(nlp.vocab, words=list(sentence.words), spaces=spaces, tags=list(sentence.tags) or None)
    if not sentence.source.startswith("ud-") or sentence.source == "ud-gum":
        reference.ents = [Span(reference, start, end, label=label) for start, end, label in sentence.entities]
    return Example(predicted, reference)


def train_names(args: argparse.Namespace) -> None:
    """Trains the entity recogniser; a part of the corpora's sentences says which state is best."""
    chance = random.Random(args.seed)
    nlp = spacy.load(args.start) if args.start else name_net(args.width, args.depth, args.tags)
    everything = list({(s.words, s.source): s for s in name_sentences(args.corpora, nlp)}.values())
    chance.shuffle(everything)
    held_out = [s for s in everything if s.source in ("uner-ewt-dev", "uner-ewt-test", "re3d", "wikigold")][
        : len(everything) // 40
    ]
    kept_back = {s.words for s in held_out}
    named = [s for s in name_sentences(args.corpora, nlp) if s.words not in kept_back]
    trees = [s for name in TREE_TRAINING for s in read_trees(args.corpora / f"{name}.conllu.gz") if len(s.words) < 120]
    pools = load_pools(
        [" ".join(s.words[a:b]) for s in named for a, b, label in s.entities if label == "ORG"],
        [s.words[b - 1] for s in named for _, b, label in s.entities if label == "PERSON" and s.words[b - 1].istitle()],
    )
    grammar = Grammar(pools, tokens_of(nlp), chance)
    if not args.start:
        nlp.initialize(lambda: [name_example(nlp, sentence) for sentence in named + trees])
    if args.vectors:
        copy_vectors(spacy.load(args.vectors).get_pipe("tok2vec").model, nlp.get_pipe("tok2vec").model)
        nlp.get_pipe("tagger").from_disk(args.vectors / "tagger", exclude=["vocab"])  # type: ignore[attr-defined]

    def example_of(sentence: Sentence) -> Example:
        if sentence.source.startswith("ud-") and sentence.source != "ud-gum":
            return name_example(nlp, widen_tree(sentence, chance))
        made = grammar.sentence() if chance.random() < args.made else sentence
        return name_example(nlp, widen_names(made, pools, tokens_of(nlp), chance))

    train(
        nlp,
        args,
        named + (trees[:: args.every] if "tagger" in nlp.pipe_names else []),
        example_of,
        lambda: score_names(nlp, held_out),
        chance,
    )


def copy_vectors(source: Model, target: Model) -> None:
    """Copies the weights of a tree net's vectors into a name net's, whose first layer is wider by the known names."""
    for kind in ("hashembed", "maxout", "layernorm"):
        old, new = ([node for node in model.walk() if node.name == kind] for model in (source, target))
        for ours, theirs in zip(new, old, strict=False):
            for name in theirs.param_names:
                weights, values = ours.get_param(name).copy(), theirs.get_param(name)
                weights[tuple(slice(size) for size in values.shape)] = values
                ours.set_param(name, weights)


def tokens_of(nlp: Language) -> Callable[[str], list[str]]:
    """A function that cuts a text into the pipeline's tokens."""
    return lambda text: [token.text for token in nlp.tokenizer(text)]


def score_names(nlp: Language, sentences: list[Sentence]) -> dict[str, float]:
    """F1 by label on whole names, and of all as "score"."""
    examples = [name_example(nlp, sentence) for sentence in sentences]
    docs = [example.predicted for example in examples]
    for name, pipe in nlp.pipeline:
        docs = list(pipe.pipe(docs, batch_size=128)) if name != "tagger" else docs
    scores = Scorer.score_spans(examples, "ents", getter=lambda doc, _: [e for e in doc.ents if e.label_ != "MISC"])
    figures = {label: row["f"] for label, row in sorted(scores["ents_per_type"].items())}
    return figures | {"score": scores["ents_f"]}


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
