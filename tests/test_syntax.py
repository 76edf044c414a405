"""One set of questions, two label schemes: each claim is asked of a hand-built parse in both."""

import pytest
import spacy
from spacy.tokens import Doc

from geo.language import syntax

PARSES: dict[str, tuple[str, str]] = {
    # word/tag/head's word number from 1 (0 for the root)/label
    "active": (
        "Rebels/NNS/2/nsubj attacked/VBD/0/ROOT the/DT/4/det "
        "base/NN/2/obj in/IN/6/case Gao/NNP/2/obl Friday/NNP/2/obl:unmarked",
        "Rebels/NNS/2/nsubj attacked/VBD/0/ROOT the/DT/4/det "
        "base/NN/2/dobj in/IN/2/prep Gao/NNP/5/pobj Friday/NNP/2/npadvmod",
    ),
    "passive": (
        "Soldiers/NNS/4/nsubj:pass were/VBD/4/aux:pass not/RB/4/advmod "
        "killed/VBN/0/ROOT by/IN/6/case rebels/NNS/4/obl:agent",
        "Soldiers/NNS/4/nsubjpass were/VBD/4/auxpass not/RB/4/neg killed/VBN/0/ROOT by/IN/4/agent rebels/NNS/5/pobj",
    ),
    "coordination": (
        "Gunmen/NNS/3/nsubj may/MD/3/aux storm/VB/0/ROOT it/PRP/3/obj and/CC/6/cc kill/VB/3/conj five/CD/6/obj "
        "wounding/VBG/6/advcl ten/CD/8/obj",
        "Gunmen/NNS/3/nsubj may/MD/3/aux storm/VB/0/ROOT it/PRP/3/dobj and/CC/3/cc kill/VB/3/conj five/CD/6/dobj "
        "wounding/VBG/6/advcl ten/CD/8/dobj",
    ),
    "passive coordination": (
        "Gao/NNP/3/nsubj:pass was/VBD/3/aux:pass bombed/VBN/0/ROOT and/CC/5/cc shelled/VBN/3/conj",
        "Gao/NNP/3/nsubjpass was/VBD/3/auxpass bombed/VBN/0/ROOT and/CC/3/cc shelled/VBN/3/conj",
    ),
    "reduced relative": (
        "Men/NNS/4/nsubj killed/VBN/1/acl there/RB/2/advmod slept/VBD/0/ROOT",
        "Men/NNS/4/nsubj killed/VBN/1/acl there/RB/2/advmod slept/VBD/0/ROOT",
    ),
    "subject relative": (
        "Fighters/NNS/5/nsubj who/WP/3/nsubj shelled/VBD/1/acl:relcl Aram/NNP/3/obj fled/VBD/0/ROOT",
        "Fighters/NNS/5/nsubj who/WP/3/nsubj shelled/VBD/1/relcl Aram/NNP/3/dobj fled/VBD/0/ROOT",
    ),
    "object relative": (
        "The/DT/2/det town/NN/6/nsubj that/WDT/5/obj troops/NNS/5/nsubj shelled/VBD/2/acl:relcl fell/VBD/0/ROOT",
        "The/DT/2/det town/NN/6/nsubj that/WDT/5/dobj troops/NNS/5/nsubj shelled/VBD/2/relcl fell/VBD/0/ROOT",
    ),
    "relative without a pronoun": (
        "Towns/NNS/4/nsubj troops/NNS/3/nsubj shelled/VBD/1/acl:relcl fell/VBD/0/ROOT",
        "Towns/NNS/4/nsubj troops/NNS/3/nsubj shelled/VBD/1/relcl fell/VBD/0/ROOT",
    ),
    "nouns": (
        "Iran/NNP/4/nmod:poss 's/POS/1/case drone/NN/4/compound attack/NN/0/ROOT "
        "on/IN/6/case Basra/NNP/4/nmod by/IN/8/case "
        "men/NNS/4/nmod",
        "Iran/NNP/4/poss 's/POS/1/case drone/NN/4/compound attack/NN/0/ROOT on/IN/4/prep Basra/NNP/5/pobj by/IN/4/prep "
        "men/NNS/7/pobj",
    ),
    "said": (
        "He/PRP/2/nsubj said/VBD/0/ROOT troops/NNS/5/nsubj would/MD/5/aux "
        "attack/VB/2/ccomp if/IN/8/mark it/PRP/8/nsubj "
        "rained/VBD/5/advcl",
        "He/PRP/2/nsubj said/VBD/0/ROOT troops/NNS/5/nsubj would/MD/5/aux "
        "attack/VB/2/ccomp if/IN/8/mark it/PRP/8/nsubj "
        "rained/VBD/5/advcl",
    ),
    "tried": (
        "They/PRP/2/nsubj tried/VBD/0/ROOT to/TO/4/mark kill/VB/2/xcomp Amin/NNP/4/obj a/DT/7/det commander/NN/5/appos",
        "They/PRP/2/nsubj tried/VBD/0/ROOT to/TO/4/aux kill/VB/2/xcomp Amin/NNP/4/dobj a/DT/7/det commander/NN/5/appos",
    ),
    "asked": (
        "They/PRP/2/nsubj told/VBD/0/ROOT men/NNS/2/iobj to/TO/5/mark march/VB/2/xcomp",
        "They/PRP/2/nsubj told/VBD/0/ROOT men/NNS/2/dobj to/TO/5/aux march/VB/2/xcomp",
    ),
    "called on": (
        "They/PRP/2/nsubj called/VBD/0/ROOT on/IN/4/case men/NNS/2/obl to/TO/6/mark march/VB/2/xcomp",
        "They/PRP/2/nsubj called/VBD/0/ROOT on/IN/2/prep men/NNS/3/pobj to/TO/6/aux march/VB/2/xcomp",
    ),
    "copula": (
        "It/PRP/5/nsubj was/VBD/5/cop not/RB/5/advmod an/DT/5/det attack/NN/0/ROOT",
        "It/PRP/2/nsubj was/VBD/0/ROOT not/RB/2/neg an/DT/5/det attack/NN/2/attr",
    ),
    "long prepositions": (
        "They/PRP/2/nsubj fled/VBD/0/ROOT out/IN/5/case of/IN/5/case "
        "Gao/NNP/2/obl because/IN/8/case of/IN/6/fixed raids/NNS/2/obl",
        "They/PRP/2/nsubj fled/VBD/0/ROOT out/IN/2/prep of/IN/3/prep "
        "Gao/NNP/4/pobj because/IN/7/pcomp of/IN/2/prep raids/NNS/7/pobj",
    ),
    "after killing": (
        "They/PRP/2/nsubj fled/VBD/0/ROOT after/IN/4/mark killing/VBG/2/advcl two/CD/4/obj",
        "They/PRP/2/nsubj fled/VBD/0/ROOT after/IN/2/prep killing/VBG/3/pcomp two/CD/4/dobj",
    ),
    "no one hurt": (
        "No/DT/2/det one/NN/4/nsubj:pass was/VBD/4/aux:pass hurt/VBN/0/ROOT",
        "No/DT/2/det one/NN/4/nsubjpass was/VBD/4/auxpass hurt/VBN/0/ROOT",
    ),
    "and": (
        "Amin/NNP/5/nsubj and/CC/3/cc Saleh/NNP/1/conj were/VBD/5/cop dead/JJ/0/ROOT",
        "Amin/NNP/4/nsubj and/CC/1/cc Saleh/NNP/1/conj were/VBD/0/ROOT dead/JJ/4/acomp",
    ),
}


VOCAB = spacy.blank("en").vocab


def build(parse: str) -> Doc:
    rows = [word.rsplit("/", 3) for word in parse.split()]
    return Doc(
        VOCAB,
        words=[row[0] for row in rows],
        tags=[row[1] for row in rows],
        heads=[int(row[2]) - 1 if row[2] != "0" else number for number, row in enumerate(rows)],
        deps=[row[3] for row in rows],
    )


def words(answer: object) -> object:
    """Tokens as their text, at any depth."""
    if isinstance(answer, list):
        return [words(item) for item in answer]
    if isinstance(answer, tuple):
        return tuple(words(item) for item in answer)
    return getattr(answer, "text", answer)


CLAIMS = [
    ("active", "attacked", "subjects", ["Rebels"]),
    ("active", "attacked", "objects", ["base"]),
    ("active", "attacked", "obliques", [("in", "Gao"), ("", "Friday")]),
    ("active", "attacked", "is_passive", False),
    ("active", "attacked", "is_negated", False),
    ("active", "attacked", "agents", []),
    ("active", "attacked", "governor", None),
    ("active", "Gao", "governor", "attacked"),
    ("active", "Gao", "relation", "obl"),
    ("active", "base", "relation", "obj"),
    ("active", "Gao", "clause_head", "attacked"),
    ("active", "base", "subtree_span", "the base"),
    ("passive", "killed", "subjects", ["Soldiers"]),
    ("passive", "killed", "objects", []),
    ("passive", "killed", "agents", ["rebels"]),
    ("passive", "killed", "is_passive", True),
    ("passive", "killed", "is_negated", True),
    ("passive", "killed", "auxiliaries", ["were"]),
    ("coordination", "kill", "subjects", ["Gunmen"]),
    ("coordination", "kill", "objects", ["five"]),
    ("coordination", "kill", "modals", ["may"]),
    ("coordination", "wounding", "subjects", ["Gunmen"]),
    ("coordination", "kill", "clause_head", "kill"),
    ("coordination", "storm", "conjuncts", ["kill"]),
    ("passive coordination", "shelled", "is_passive", True),
    ("passive coordination", "shelled", "subjects", ["Gao"]),
    ("reduced relative", "killed", "subjects", ["Men"]),
    ("reduced relative", "killed", "is_passive", True),
    ("subject relative", "shelled", "subjects", ["Fighters"]),
    ("subject relative", "shelled", "objects", ["Aram"]),
    ("object relative", "shelled", "objects", ["town"]),
    ("object relative", "shelled", "subjects", ["troops"]),
    ("relative without a pronoun", "shelled", "objects", ["Towns"]),
    ("nouns", "attack", "possessors", ["Iran"]),
    ("nouns", "attack", "compounds", ["drone"]),
    ("nouns", "attack", "obliques", [("on", "Basra"), ("by", "men")]),
    ("nouns", "attack", "agents", ["men"]),
    ("nouns", "Basra", "relation", "nmod"),
    ("said", "attack", "modals", ["would"]),
    ("said", "attack", "governing_clause", "said"),
    ("said", "said", "governing_clause", None),
    ("said", "rained", "marks", ["if"]),
    ("tried", "kill", "subjects", ["They"]),
    ("asked", "march", "subjects", ["men"]),
    ("called on", "march", "subjects", ["men"]),
    ("tried", "kill", "governing_clause", "tried"),
    ("tried", "Amin", "appositions", ["commander"]),
    ("copula", "attack", "subjects", ["It"]),
    ("copula", "attack", "auxiliaries", ["was"]),
    ("copula", "attack", "is_negated", True),
    ("long prepositions", "fled", "obliques", [("out of", "Gao"), ("because of", "raids")]),
    ("after killing", "killing", "marks", ["after"]),
    ("after killing", "killing", "subjects", ["They"]),
    ("after killing", "two", "clause_head", "killing"),
    ("no one hurt", "hurt", "is_negated", True),
    ("and", "Amin", "conjuncts", ["Saleh"]),
    ("and", "Saleh", "conjuncts", ["Amin"]),
    ("and", "dead", "subjects", ["Amin"]),
]


@pytest.mark.parametrize("scheme", [0, 1], ids=["ud", "clearnlp"])
@pytest.mark.parametrize(("parse", "word", "question", "answer"), CLAIMS, ids=[" ".join(row[:3]) for row in CLAIMS])
def test_question_has_the_same_answer_in_both_schemes(parse, word, question, answer, scheme):
    doc = build(PARSES[parse][scheme])
    token = next(token for token in doc if token.text == word)
    assert words(getattr(syntax, question)(token)) == answer


def test_unparsed_tokens_answer_nothing_and_raise_nothing():
    token = Doc(VOCAB, words=["Rebels", "attacked", "Gao"])[1]
    assert syntax.relation(token) == ""
    assert syntax.governor(token) is None
    assert syntax.subjects(token) == syntax.objects(token) == syntax.obliques(token) == []
    assert syntax.clause_head(token).text == "attacked"
