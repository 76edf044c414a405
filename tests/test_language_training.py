"""The scripts that made the language model: what they read, and what they make of it."""

import gzip
import random
import sys
from pathlib import Path

import numpy as np
import pytest
import spacy

SCRIPTS = Path(__file__).parent.parent / "data" / "language"
sys.path.insert(0, str(SCRIPTS))

import corpora  # noqa: E402
import evaluate  # noqa: E402
import train_names  # noqa: E402
import widen  # noqa: E402
from news_grammar import Grammar  # noqa: E402

from geo.language import name_features, name_net  # noqa: E402

TREES = """# text = Rebels don't sleep.
1\tRebels\trebel\tNOUN\tNNS\t_\t4\tnsubj\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tsleep\tsleep\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

"""
GUM = """1\tthe\tthe\tDET\tDT\t_\t2\tdet\t_\tEntity=(1-organization-new-nnnnn-cf1-2,4-sgl
2\tUniversity\tUniversity\tPROPN\tNNP\t_\t0\troot\t_\t_
3\tof\tof\tADP\tIN\t_\t4\tcase\t_\t_
4\tAram\tAram\tPROPN\tNNP\t_\t2\tnmod\t_\tEntity=(2-place-new-nnnnn-cf2-1-sgl)1)
5\tand\tand\tCCONJ\tCC\t_\t6\tcc\t_\t_
6\tPresident\tPresident\tPROPN\tNNP\t_\t2\tconj\t_\tEntity=(3-person-new-nnnnn-cf3-2-sgl
7\tHale\tHale\tPROPN\tNNP\t_\t6\tflat\t_\tEntity=3)

"""


@pytest.fixture(scope="module")
def pools():
    return widen.Pools(
        countries=("Aramia", "North Aram"),
        divisions=("Upper Aram",),
        cities=("Port Aram", "Kesh"),
        towns=("Al-Noor", "Old Kesh"),
        given=("Ann", "Karim"),
        organisations=("Aram Red Star", "ARS"),
        surnames=("Hale", "Saleh"),
    )


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_bytes(gzip.compress(text.encode()))
    return path


def test_treebank_is_read_by_syntactic_word_with_its_spaces(tmp_path):
    (sentence,) = corpora.read_trees(written(tmp_path, "trees.conllu.gz", TREES))
    assert sentence.words == ("Rebels", "do", "n't", "sleep", ".")
    assert sentence.spaces == (True, False, True, False, True)
    assert sentence.heads == (3, 3, 3, 3, 3)
    assert sentence.labels[3] == "ROOT"


def test_names_of_gum_are_cut_down_to_the_name_and_the_longest_wins(tmp_path):
    (sentence,) = corpora.read_gum_names(written(tmp_path, "gum.conllu.gz", GUM))
    names = [(" ".join(sentence.words[start:end]), label) for start, end, label in sentence.entities]
    assert names == [("University of Aram", "ORG"), ("Hale", "PERSON")]


@pytest.mark.parametrize(
    ("labels", "spans"),
    [
        (["I-PER", "I-PER", "O", "I-LOC"], [(0, 2, "PERSON"), (3, 4, "LOC")]),
        (["I-PER", "B-PER"], [(0, 1, "PERSON"), (1, 2, "PERSON")]),
        (["B-LOC", "I-ORG", "O"], [(0, 1, "LOC"), (1, 2, "ORG")]),
        (["B-task", "I-task", "O"], []),
    ],
)
def test_spans_of_both_ways_of_writing_iob(labels, spans):
    assert corpora.spans_of(labels, corpora.COMMON_LABELS) == spans


def test_tagged_file_keeps_blank_line_as_end_of_sentence(tmp_path):
    path = written(tmp_path, "wikigold.conll.gz", "Kesh I-LOC\nfell O\n. O\n\nThey O\nran O\n")
    assert [sentence.words for sentence in corpora.read_tagged(path)] == [("Kesh", "fell", "."), ("They", "ran")]


def test_made_sentences_are_trees_with_names_inside(pools):
    grammar = Grammar(pools, str.split, random.Random(4))
    for _ in range(300):
        sentence = grammar.sentence()
        size = len(sentence.words)
        assert sentence.labels.count("ROOT") == 1
        assert all(0 <= head < size for head in sentence.heads)
        for index in range(size):
            above, steps = index, 0
            while sentence.heads[above] != above:
                above, steps = sentence.heads[above], steps + 1
                assert steps <= size, sentence.words
        ends = [0, *(end for _, end, _ in sentence.entities)]
        assert all(end <= start < stop <= size for end, (start, stop, _) in zip(ends, sentence.entities, strict=False))


def test_exchanged_names_stay_names(pools):
    chance = random.Random(2)
    sentence = corpora.plain_sentence(
        ["Ann", "Hale", "left", "Kesh", "for", "Aram", "Red", "Star", "."],
        [(0, 2, "PERSON"), (3, 4, "LOC"), (5, 8, "ORG")],
        "test",
    )
    seen = set()
    for _ in range(200):
        wide = widen.widen_names(sentence, pools, str.split, chance)
        kinds = [label for *_, label in wide.entities]
        assert {"PERSON", "LOC", "ORG"} <= set(kinds)
        for start, end, label in wide.entities:
            name = wide.words[start:end]
            assert name and all(word not in ("left", ".") for word in name)
            seen.add((label, name))
    assert len(seen) > 20


TWEETS = """RT O
@ B-PER
annhale B-PER
: O
U B-LOC
. I-LOC
S I-LOC
. I-LOC
to O
help O
the O
#Kesh B-LOC
city O
after O
floods O
#sad O
http://t.co/x O

so O
bored O
now O
lol O
lol O
"""


def test_tweets_are_read_without_what_only_tweets_have(tmp_path):
    path = written(tmp_path, "btc.tsv.gz", TWEETS.replace(" ", "\t"))
    (sentence,) = corpora.read_tweets(path)
    assert sentence.words == (":", "U.S.", "to", "help", "the", "Kesh", "city", "after", "floods")
    assert [(" ".join(sentence.words[a:b]), label) for a, b, label in sentence.entities] == [
        ("U.S.", "LOC"),
        ("Kesh", "LOC"),
    ]


def test_names_keep_their_words_in_the_reader_s_tokens():
    given = corpora.plain_sentence(
        ["The", "Aram-based", "Kesh-Hale", "Co.", "hired", "Iraqis", "."], [(2, 4, "ORG")], "wikigold"
    )
    sentence = train_names.retokenised(given, spacy.blank("en"))
    assert [(" ".join(sentence.words[a:b]), label) for a, b, label in sentence.entities] == [
        ("Kesh - Hale Co.", "ORG"),
        ("Iraqis", "NORP"),
    ]


def test_words_get_rows_by_how_often_they_are_seen_and_what_they_mostly_are(tmp_path):
    trees = list(corpora.read_trees(written(tmp_path, "trees.conllu.gz", TREES * 3)))
    train_names.write_words(tmp_path / "words.tsv.gz", [], trees)
    lines = gzip.decompress((tmp_path / "words.tsv.gz").read_bytes()).decode().splitlines()
    rows = dict(line.split("\t") for line in lines)
    assert rows["sleep"] == "V"
    assert rows["rebels"] == "?"


def test_only_what_somebody_told_changes_the_net():
    scores = np.random.default_rng(2).normal(size=(4, 3)).astype("float32")
    told = np.array([True, False, True, False])
    change, loss = train_names.gradient_of(scores, np.array([1, 0, 2, 0]), told, 0.0)
    assert not change[~told].any()
    assert np.allclose(change.sum(axis=1), 0, atol=1e-6)
    assert (change[told, [1, 2]] < 0).all()
    assert loss > 0


@pytest.fixture
def teaching(tmp_path):
    named = [
        corpora.plain_sentence(["Ann", "Hale", "left", "Kesh", "."], [(0, 2, "PERSON"), (3, 4, "LOC")], "wikigold")
    ]
    trees = list(corpora.read_trees(written(tmp_path, "ud-x-train.conllu.gz", TREES)))
    return train_names.Teaching(named * 3, trees, spacy.blank("en"), made=0.2, seed=1)


def test_every_word_of_an_example_has_a_row_a_tag_and_a_part_of_speech(teaching):
    texts = teaching.texts()
    for _ in range(60):
        rows, tags, posts = teaching.example(next(texts))
        assert len(rows) == len(tags) == len(posts)
    rows, tags, posts = train_names.batch_of([teaching.example(next(texts)) for _ in range(5)])
    assert len(rows) == len(tags) == len(posts)
    assert set(tags[rows[:, name_features.COLUMNS.index("corpus")] == 0].tolist()) == {-1}


def test_treebank_tells_no_names_until_they_are_guessed(teaching):
    (tree,) = teaching.trees
    teaching.made = 0.0
    assert set(teaching.example([tree])[1]) == {-1}
    guessed = [name_net.TAGS.index("U-ORG"), 0, 0, -1, 0]
    teaching.guesses = {id(tree): guessed}
    tags = teaching.example([tree])[1]
    assert tags in (guessed, guessed[:-1])  # now and then the full stop is left out


def test_countries_are_counted_by_the_label_that_a_corpus_gives_them():
    sentences = [
        corpora.plain_sentence(["The", "Netherlands", "warned", "Kenya"], [(0, 2, "ORG"), (3, 4, "LOC")], "uner"),
        corpora.plain_sentence(["Kenya", "Airways", "left", "Nairobi"], [(0, 2, "ORG"), (3, 4, "LOC")], "uner"),
    ]
    assert evaluate.country_labels(sentences) == {"LOC": 1, "ORG": 1, "PERSON": 0}
