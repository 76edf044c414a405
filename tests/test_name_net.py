"""The entity net: what it sees of a word, the tags it chooses, and how it is kept."""

import random

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from geo.language import name_features, name_net
from geo.language.known_names import LanguageModelMissingError

WORDS = ["Colonel", "Okurman", "left", "Port", "Harcourt", "for", "the", "Red", "Cross", "on", "Friday", "."]
STARTS = [True] + [False] * (len(WORDS) - 1)


def rows_of(words, starts=None):
    return name_features.text_rows(words, starts or [True] + [False] * (len(words) - 1), 2, {})


def column(rows, name):
    return rows[:, name_features.COLUMNS.index(name)].tolist()


def small_net():
    words = len(name_features.known_words()) + 2
    net = name_net.name_net(width=8, depth=2, words=words)
    net.initialize(X=name_features.joined_rows([rows_of(WORDS)])[0])
    return net


def test_tags_spell_the_names_they_were_made_of():
    chance = random.Random(3)
    for _ in range(200):
        spans, at = [], 0
        while at < 20:
            start = at + chance.randint(0, 3)
            end = start + chance.randint(1, 4)
            spans.append((start, end, chance.choice(name_net.LABELS)))
            at = end
        assert list(name_net.tag_spans(name_net.span_tags(at + 2, spans))) == spans


def test_best_tags_always_spell_whole_names():
    chance = np.random.default_rng(5)
    for size in (1, 2, 3, 30):
        for _ in range(50):
            tags = name_net.best_tags(chance.normal(size=(size, len(name_net.TAGS))).astype("float32"))
            assert name_net.span_tags(size, name_net.tag_spans(tags)) == tags


def test_best_tags_are_the_best_scored_ones_that_fit():
    scores = np.zeros((2, len(name_net.TAGS)), dtype="float32")
    scores[0, name_net.TAGS.index("B-PERSON")] = 3
    scores[1, name_net.TAGS.index("L-ORG")] = 2
    scores[1, name_net.TAGS.index("L-PERSON")] = 1.5
    assert [name_net.TAGS[tag] for tag in name_net.best_tags(scores)] == ["B-PERSON", "L-PERSON"]


def test_a_text_does_not_see_its_neighbours_in_the_same_array():
    net = small_net()
    alone, (begin,) = name_features.joined_rows([rows_of(WORDS)])
    together, begins = name_features.joined_rows([rows_of(["Kesh", "fell", "."]), rows_of(WORDS), rows_of(["So", "?"])])
    size = len(WORDS)
    expected = net.predict(alone)[begin : begin + size]
    assert np.allclose(net.predict(together)[begins[1] : begins[1] + size], expected, atol=1e-5)


def test_gap_is_as_wide_as_the_shipped_net_sees():
    config = name_features.WORDS_FILE.parent / "config.cfg"
    assert spacy.util.load_config(config)["components"]["ner"]["model"]["depth"] <= name_features.GAP


@pytest.mark.parametrize(
    ("words", "positions"),
    [
        (["He", "left", "Kesh", "."], [2, 1, 1, 1]),
        (["TWENTY", "DEAD", "AFTER", "STORM"], [3, 3, 3, 3]),
        (["Twenty", "Dead", "After", "Great", "Storm"], [4, 4, 4, 4, 4]),
    ],
)
def test_sentences_in_capitals_and_title_case_are_told_apart(words, positions):
    assert column(rows_of(words), "position") == positions


def test_every_sentence_of_a_text_has_its_start():
    rows = rows_of(["He", "left", ".", "She", "stayed", "."], [True, False, False, True, False, False])
    assert column(rows, "position") == [2, 1, 1, 2, 1, 1]


def test_digits_are_alike_and_quotes_straight():
    assert name_features.norm("4,500") == name_features.norm("1,200") == "0,000"
    assert name_features.norm("’s") == "'s"


def test_a_word_nobody_knows_still_has_shape_and_letters():
    row = name_features.word_features("Zzyqwortham")
    assert row[0] == name_features.UNKNOWN_WORD
    assert row[1] == name_features.word_features("Mosul")[1]
    assert any(row[len(name_features.OF_THE_WORD) :])


def test_bodies_and_places_of_several_words_are_looked_up_in_context():
    rows = rows_of(WORDS)
    assert column(rows, "place")[3] and column(rows, "place")[4]
    assert column(rows, "place")[3] != column(rows, "place")[4]
    assert not column(rows, "place")[5]
    assert column(rows_of(["the", "European", "Union", "said"]), "body")[1:3] == [2, 3]


def test_missing_list_of_words_is_a_clear_error(tmp_path, monkeypatch):
    monkeypatch.setattr(name_features, "WORDS_FILE", tmp_path / "words.tsv.gz")
    name_features.known_words.cache_clear()
    try:
        with pytest.raises(LanguageModelMissingError, match=r"words\.tsv\.gz.*restore"):
            name_features.known_words()
    finally:
        monkeypatch.undo()
        name_features.known_words.cache_clear()


def test_component_reads_the_same_after_it_was_written(tmp_path):
    settings = {"@architectures": "dateline.NameNet.v1", "width": 8, "depth": 2, "words": 40_000}
    nlp = spacy.blank("en")
    pipe = nlp.add_pipe("dateline_names", name="ner", config={"model": settings})
    pipe.model.initialize(X=name_features.joined_rows([rows_of(WORDS)])[0])
    nlp.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    docs = [Doc(nlp.vocab, words=WORDS), Doc(nlp.vocab)]
    names = [[(e.start, e.end, e.label_) for e in doc.ents] for doc in pipe.pipe(docs)]
    copies = [Doc(again.vocab, words=WORDS), Doc(again.vocab)]
    assert [[(e.start, e.end, e.label_) for e in doc.ents] for doc in again.get_pipe("ner").pipe(copies)] == names
