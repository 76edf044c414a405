"""The scripts that made the language model: what they read, and what they make of it."""

import gzip
import random
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parent.parent / "data" / "language"
sys.path.insert(0, str(SCRIPTS))

import corpora  # noqa: E402
import widen  # noqa: E402
from news_grammar import Grammar  # noqa: E402

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
