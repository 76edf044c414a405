"""How English uses a word: the table that comes with the model, and how it is made."""

import gzip
import importlib.util
from math import log

import pytest

from geo.folders import DATA
from geo.language import word_uses
from geo.language.known_names import LanguageModelMissingError
from geo.language.word_uses import CAPITALS, CLUSTERS, RARITIES, UNSEEN, word_use


@pytest.mark.parametrize(
    ("word", "like", "unlike"),
    [("Baghdad", "Tehran", "Ahmed"), ("ambushed", "bombarded", "ambush"), ("Nokia", "Motorola", "Nairobi")],
)
def test_words_in_the_same_company_share_a_cluster(word, like, unlike):
    assert word_use(word).cluster == word_use(like).cluster > 1
    assert word_use(word).cluster != word_use(unlike).cluster


def test_names_have_capitals_and_other_words_have_not():
    middle = CAPITALS // 2
    assert word_use("london").capital > middle > word_use("Window").capital


def test_common_words_are_less_rare():
    assert word_use("the").rarity > word_use("window").rarity > word_use("howitzer").rarity


def test_a_form_without_a_cluster_takes_that_of_its_other_spelling():
    assert word_use("BAGHDAD").cluster == word_use("Baghdad").cluster
    assert word_use("don’t") == word_use("don't")


def test_a_word_nobody_counted_is_unseen_and_every_use_has_its_row():
    assert word_use("Zzyqwortham") == UNSEEN
    for word in word_uses.known_uses():
        cluster, capital, rarity = word_use(word)
        assert 0 < cluster < CLUSTERS and 0 < capital < CAPITALS and 0 < rarity < RARITIES


def test_missing_table_is_a_clear_error(tmp_path, monkeypatch):
    monkeypatch.setattr(word_uses, "USES_FILE", tmp_path / "word_uses.tsv.gz")
    word_uses.known_uses.cache_clear()
    try:
        with pytest.raises(LanguageModelMissingError, match=r"word_uses\.tsv\.gz.*restore"):
            word_uses.known_uses()
    finally:
        monkeypatch.undo()
        word_uses.known_uses.cache_clear()


def test_lines_count_the_spellings_of_a_word_together():
    spec = importlib.util.spec_from_file_location("make_word_uses", DATA / "language" / "make_word_uses.py")
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)
    shares = {
        "kesh": log(1e-6),
        "Kesh": log(1e-3),
        "KESH": log(1e-6),
        "...": log(0.1),
        "hale": -19.0,
        "it's": log(0.01),
    }
    lines = dict(
        line.rstrip().split("\t", 1) for line in make.table_lines(shares, {"Kesh": 900, "KESH": 40, "hale": 0})
    )
    assert lines == {"kesh": "13\t12\t0\t3\t2", "it's": "1\t12\t0\t0\t0"}


def test_the_table_is_small_enough_to_ship():
    with gzip.open(word_uses.USES_FILE, "rt", encoding="utf-8") as lines:
        assert sum(1 for _ in lines) < 300_000
    assert word_uses.USES_FILE.stat().st_size < 2_000_000
