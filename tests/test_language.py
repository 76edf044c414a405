"""Tokens, sentences, entities and parses of news text."""

import pytest
import spacy
from spacy.training import Example

from geo.language import known_names
from geo.language.known_names import LanguageModelMissingError
from geo.language.language import LONGEST_SENTENCE, is_parsed, load_language, parse, read_text
from geo.language.lemmas import lemma


@pytest.fixture(scope="module")
def nlp():
    return load_language()


SENTENCES = [
    (
        "titles, initials and acronyms do not end a sentence",
        ["A U.S. drone killed Gen. Karim Saleh on Friday.", "J. K. Hall of the U.N. mission met Dr. Amin."],
    ),
    (
        "a month before its day does not end a sentence",
        ["BAGHDAD, Jan. 4 (Reuters) - Two men died.", "It was the worst day since Sept. 12."],
    ),
    (
        "an acronym ends a sentence before a usual opening word",
        ["He flew to the U.S.", "The talks go on at 5 p.m.", "He won."],
    ),
    (
        "a quotation keeps its closing mark",
        ['"We will respond," Mr. Amin said.', '"It is near."', "He left.", "“Now.”", "They ran."],
    ),
    ("curly quotes open the next sentence", ["The city fell.", "“We lost it,” he said."]),
    ("a lower-case word does not open a sentence", ["Yahoo! said it paid approx. five dollars."]),
    ("an Arabic article opens a sentence", ["They blamed al-Qaeda.", "al-Qaeda denied it."]),
    (
        "a line without a full stop is a headline",
        ["Bomb kills ten in market", "KABUL - A bomb went off.", "It hit a market."],
    ),
    ("a missing space after a full stop", ["Ten people were killed.", "The army left."]),
    ("a number before a full stop", ["The attack killed 5.", "20 people fled.", "See No. 10 for more."]),
]


@pytest.mark.parametrize(("claim", "expected"), SENTENCES, ids=[row[0] for row in SENTENCES])
def test_sentences_of_news_text(nlp, claim, expected):
    text = {"a line without a full stop is a headline": "\n".join(expected)}.get(claim, " ".join(expected))
    if claim == "a missing space after a full stop":
        text = "".join(expected)
    assert [sentence.text.strip() for sentence in read_text(nlp, text).sents] == expected


def test_blank_line_ends_a_sentence_without_full_stop(nlp):
    doc = read_text(nlp, "Talks in Geneva\n\nenvoys said to be near a deal")
    assert [sentence.text.strip() for sentence in doc.sents] == ["Talks in Geneva", "envoys said to be near a deal"]


def test_text_wrapped_at_a_fixed_width_is_read_as_running_text(nlp):
    text = "The soldiers of the\narmy of the north\ncame to the village\nof Aram on Sunday.\nThey left."
    assert len(list(read_text(nlp, text).sents)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "\n\n\t",
        "Ten  people\r\ndied\u00a0in K\u0131z\u0131lay \U0001f4a5 square.\n\n \u201cNo,\u201d he said.",
        "a\u0301 \u200b\u202e x\x00y.",
    ],
)
def test_tokens_are_the_text_as_given(nlp, text):
    doc = read_text(nlp, text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)
    assert "".join(sentence.text_with_ws for sentence in doc.sents) == text


@pytest.mark.parametrize(
    "text",
    ["word " * 25_000, "a" * 200_000, "." * 200_000, "x." * 60_000, '"' * 30_000, "line\n" * 10_000],
    ids=["no full stop", "one word", "full stops", "dotted word", "quotes", "lines"],
)
def test_long_and_odd_text_is_read_whole_in_sentences_of_bounded_length(nlp, text):
    doc = read_text(nlp, text)
    assert doc.text == text
    assert max(len(sentence) for sentence in doc.sents) <= LONGEST_SENTENCE


def test_missing_model_is_one_sentence_with_the_cure():
    with pytest.raises(
        LanguageModelMissingError, match='"en_core_web_none" is not installed: run "python -m spacy download'
    ):
        load_language("en_core_web_none")


def test_environment_names_the_model(monkeypatch):
    monkeypatch.setenv("DATELINE_LANGUAGE", "en_core_web_none")
    with pytest.raises(LanguageModelMissingError, match="DATELINE_LANGUAGE"):
        load_language()


def test_missing_name_lists_are_one_sentence_with_the_cure(monkeypatch, tmp_path):
    monkeypatch.setattr(known_names, "NAMES_FILE", tmp_path / "names.tsv.gz")
    known_names.known_names.cache_clear()
    try:
        with pytest.raises(LanguageModelMissingError, match='no readable "names.tsv.gz".*restore that folder'):
            load_language()
    finally:
        monkeypatch.undo()
        known_names.known_names.cache_clear()


ARTICLE = """KESH, Feb. 3 (Newswire) - Gunmen killed five soldiers near the town of Aram on Sunday.

"We will respond," Colonel Karim Saleh said in   Baghdad. The U.S.-led raid
wounded two Iraqi policemen."""


def test_only_the_asked_sentences_are_parsed_and_all_keep_their_bounds(nlp):
    doc = read_text(nlp, ARTICLE)
    before = [(sentence.start, sentence.end) for sentence in doc.sents]
    parse(nlp, doc, [list(doc.sents)[2]])
    assert [(sentence.start, sentence.end) for sentence in doc.sents] == before
    assert [is_parsed(sentence) for sentence in doc.sents] == [False, False, True]
    assert [token.head.text for token in doc if token.text in ("raid", "policemen")] == ["wounded", "wounded"]


def test_sentences_parsed_later_leave_the_earlier_ones_as_they_were(nlp):
    doc = read_text(nlp, ARTICLE)
    sentences = list(doc.sents)
    parse(nlp, doc, sentences[1:2])
    first = [(token.dep_, token.head.i, token.tag_, token.lemma_) for token in sentences[1]]
    parse(nlp, doc, doc.sents)
    assert [(token.dep_, token.head.i, token.tag_, token.lemma_) for token in sentences[1]] == first
    assert all(is_parsed(sentence) for sentence in doc.sents)
    assert len(list(doc.sents)) == 3


def test_heads_stay_within_their_sentence(nlp):
    doc = read_text(nlp, ARTICLE)
    parse(nlp, doc, doc.sents)
    for sentence in doc.sents:
        assert all(sentence.start <= token.head.i < sentence.end for token in sentence)


def test_short_form_in_brackets_is_no_part_of_the_clause(nlp):
    doc = read_text(nlp, "Guerrillas of the National Liberation Army (ELN) abducted a sergeant.")
    doc = parse(nlp, doc, list(doc.sents))
    verb = next(token for token in doc if token.text == "abducted")
    assert [child.text for child in verb.children if child.dep_ == "nsubj"] == ["Guerrillas"]


def test_dateline_is_no_part_of_the_clause(nlp):
    doc = read_text(nlp, ARTICLE)
    parse(nlp, doc, doc.sents)
    assert next(doc.sents).root.text == "killed"


MAIN_VERBS = [
    ("A drone strike near the city's airport killed the commander on Friday.", "killed", "kill"),
    ("A car bomb exploded outside a police station in Kirkuk, killing two people.", "exploded", "explode"),
    ("Rebels shelled the village of Aram on Monday, the army said.", "shelled", "shell"),
    ("The attack on the base wounded five soldiers.", "wounded", "wound"),
    ("Two men killed in the raid were buried on Tuesday.", "buried", "bury"),
    ("Protesters clashed with police in the capital.", "clashed", "clash"),
]


@pytest.mark.parametrize(("text", "verb", "lemma"), MAIN_VERBS, ids=[row[1] for row in MAIN_VERBS])
def test_verb_that_tells_the_incident_is_a_finite_verb_with_its_base_form(nlp, text, verb, lemma):
    doc = read_text(nlp, text)
    parse(nlp, doc, doc.sents)
    token = next(token for token in doc if token.text == verb)
    assert token.tag_ in ("VBD", "VBN")
    assert token.lemma_ == lemma
    assert token.dep_ in ("ROOT", "ccomp", "parataxis")


NAMES = [
    (
        "Gen. Karim Saleh left Baghdad for Tehran on Friday.",
        {"Karim Saleh": "PERSON", "Baghdad": "GPE", "Tehran": "GPE"},
    ),
    ("Iranian officials met in Geneva, Switzerland.", {"Iranian": "NORP", "Geneva": "GPE", "Switzerland": "GPE"}),
    ("Fighters of the Free Syrian Army entered Aleppo.", {"Free Syrian Army": "ORG", "Aleppo": "GPE"}),
    ("He lives near the Queen Alia International Airport.", {"Queen Alia International Airport": "FAC"}),
    ("U.S.-led troops left after the Gulf War.", {"U.S.": "GPE", "Gulf War": "EVENT"}),
    ("“Kyiv’s mayor,” he wrote, spoke in Lviv.", {"Kyiv": "GPE", "Lviv": "GPE"}),
    ("Ruth Lancaster, of Durham, won. Lancaster thanked the jury.", {"Lancaster": "PERSON", "Durham": "GPE"}),
    ("The judge in Duffy's trial works for the Supreme Court.", {"Duffy": "PERSON", "Supreme Court": "ORG"}),
    ("Joao Durán and Fatou Diallo live in Georgia.", {"Fatou Diallo": "PERSON", "Georgia": "GPE"}),
    ("KESH, Somalia (AP) — Al-Shabab fighters attacked a hotel.", {"AP": "ORG", "Al-Shabab": "ORG"}),
]


@pytest.mark.parametrize(("text", "expected"), NAMES, ids=[row[0][:24] for row in NAMES])
def test_names_and_their_kinds(nlp, text, expected):
    found = {entity.text: entity.label_ for entity in read_text(nlp, text).ents}
    assert {name: found.get(name) for name in expected} == expected


def test_another_pipeline_with_its_own_labels_and_shared_vectors_reads_and_parses():
    """Stands in for an installed en_core_web_*: tagger and parser listen to one net, the recogniser has its own."""
    other = spacy.blank("en")
    for name in ("tok2vec", "tagger", "parser", "ner"):
        listens = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
        config = {"model": {"tok2vec": listens}} if name in ("tagger", "parser") else {}
        other.add_pipe(name, config=config | ({"min_action_freq": 1} if name == "parser" else {}))
    text = "Rebels attacked Gao."
    gold = {
        "words": ["Rebels", "attacked", "Gao", "."],
        "tags": ["NNS", "VBD", "NNP", "."],
        "heads": [1, 1, 1, 1],
        "deps": ["nsubj", "ROOT", "dobj", "punct"],
        "entities": [(16, 19, "GPE")],
    }
    examples = [Example.from_dict(other.make_doc(text), gold)] * 4
    optimizer = other.initialize(lambda: examples)
    for _ in range(40):
        other.update(examples, sgd=optimizer)
    doc = read_text(other, text + "\n\n" + text)
    parse(other, doc, list(doc.sents)[1:])
    assert [(entity.text, entity.label_) for entity in doc.ents] == [("Gao", "GPE")] * 2
    assert [is_parsed(sentence) for sentence in doc.sents] == [False, True]
    assert [token.dep_ for token in list(doc.sents)[1]] == ["nsubj", "ROOT", "dobj", "punct"]


@pytest.mark.parametrize(
    ("form", "base"),
    [("fled", "flee"), ("freed", "free"), ("bled", "bleed"), ("misled", "mislead"), ("overran", "overrun")],
)
def test_irregular_verbs_of_the_news_have_their_base_forms(form, base):
    assert lemma(form, "VBD") == base
