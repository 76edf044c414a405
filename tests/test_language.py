"""Tokens, sentences, entities and parses of news text."""

import pytest

from geo.language import LONGEST_SENTENCE, LanguageModelMissingError, load_language, read_text


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
    ["word " * 60_000, "a" * 300_000, "." * 300_000, "x." * 100_000, '"' * 200_000, "line\n" * 50_000],
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
