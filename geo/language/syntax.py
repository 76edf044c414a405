"""Questions to a parse whose answers are the same for Universal Dependencies and for spaCy's own labels.

The project's model speaks Universal Dependencies, ``en_core_web_*`` speaks ClearNLP's labels. They
differ in names ("obj", "dobj") and in shape: a preposition hangs on its noun in the one and
carries it in the other, a copula hangs on its predicate or carries it. ``relation`` and
``governor`` are the one translation; everything else asks them.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

UD_LABELS: dict[str, str] = {
    "acomp": "xcomp",
    "agent": "case",
    "attr": "xcomp",
    "auxpass": "aux:pass",
    "csubjpass": "csubj:pass",
    "dative": "iobj",
    "dobj": "obj",
    "intj": "discourse",
    "meta": "dep",
    "neg": "advmod",
    "nn": "compound",
    "npadvmod": "obl:unmarked",
    "nsubjpass": "nsubj:pass",
    "oprd": "xcomp",
    "pcomp": "advcl",
    "poss": "nmod:poss",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "prep": "case",
    "prt": "compound:prt",
    "quantmod": "advmod",
    "rcmod": "acl:relcl",
    "relcl": "acl:relcl",
    "tmod": "obl:unmarked",
    "ROOT": "root",
}
"""ClearNLP's labels in the words of Universal Dependencies; labels that both share are not listed.

``pobj`` is not listed: it is ``obl`` below a verb and ``nmod`` below a noun.
"""

CLAUSES = frozenset({"root", "ccomp", "xcomp", "advcl", "acl", "csubj", "parataxis"})
NOMINAL_TAGS = ("NN", "PRP", "CD", "WP", "DT", "$", "FW")
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "without", "hardly", "nobody", "none"})
BEING = frozenset({"was", "were", "been", "being", "be", "is", "are"})
RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})

TEXT = "dateline.text"
"""Where a Doc keeps its text."""

_CARRIERS = frozenset({"prep", "agent"})
_BY = "by"


def text_of(doc: Doc) -> str:
    """The text of a Doc, which spaCy would join anew from its tokens each time."""
    text = doc.user_data.get(TEXT)
    if text is None:
        text = doc.user_data[TEXT] = doc.text
    return str(text)


def bounds(sentence: Span) -> tuple[int, int]:
    """The characters of a sentence, without the white space at its ends."""
    text = text_of(sentence.doc)[sentence.start_char : sentence.end_char]
    return sentence.end_char - len(text.lstrip()), sentence.start_char + len(text.rstrip())


def relation(token: Token) -> str:
    """The token's relation to its governor, as Universal Dependencies names it; "" when not parsed."""
    label = token.dep_
    if label == "pobj" or (label == "dative" and _pobj(token) is not None):
        if label == "dative":
            return "case"
        carrier = _carried_by(token)
        return "nmod" if carrier.tag_.startswith(NOMINAL_TAGS) else "obl"
    return UD_LABELS.get(label, label)


def governor(token: Token) -> Token | None:
    """The word that the token depends on, None for the sentence's root.

    A noun's governor is never its preposition; a preposition's governor is its noun.
    """
    if token.dep_ in _CARRIERS or token.dep_ == "dative":
        noun = _pobj(token)
        if noun is not None:
            return noun
    if token.dep_ in ("pobj", "pcomp"):
        return _carried_by(token)
    return None if token.head.i == token.i else token.head


def _carried_by(token: Token) -> Token:
    """The word that a preposition's noun or clause belongs to."""
    head: Token = token.head
    while head.dep_ in _CARRIERS | {"dative", "pcomp"} and head.head.i != head.i and _is_adposition(head):
        head = head.head
    return head


def _is_adposition(token: Token) -> bool:
    return token.tag_ in ("IN", "TO", "RP") or token.dep_ in _CARRIERS


def _pobj(preposition: Token) -> Token | None:
    """The noun below a preposition of ClearNLP's shape, through "out of" and the like."""
    for child in preposition.children:
        if child.dep_ == "pobj":
            return child
    for child in preposition.children:
        if child.dep_ == "prep":
            return _pobj(child)
    return None


def _related(token: Token, *names: str) -> list[Token]:
    """The children whose relation is one of the names, subtypes aside unless named."""
    return [child for child in token.children if relation(child) in names or relation(child).split(":")[0] in names]


def _clause(token: Token) -> Token:
    """The token that bears the clause's subject and auxiliaries: "was" for "attack" in ClearNLP's "was an attack"."""
    return token.head if token.dep_ in ("attr", "acomp") and token.head.i != token.i else token


def subjects(token: Token) -> list[Token]:
    """The grammatical subjects of a verb or a predicate, of a passive too; relative words give their noun.

    A verb without its own subject takes that of the verb it is coordinated with, that governs it
    ("tried to kill", "attacked, killing ten"), or the noun it describes ("men killed in the raid").
    """
    return _subjects(_clause(token), 0)


def _subjects(token: Token, depth: int) -> list[Token]:
    found = [_antecedent(child, token) for child in _related(token, "nsubj", "csubj")]
    above = governor(token)
    if found or above is None or depth > 8:
        return found
    kind = relation(token)
    if kind.startswith("acl"):
        relative = [child for child in token.subtree if child.lower_ in RELATIVES and child.i != token.i]
        return [] if kind == "acl:relcl" and not relative else [above]
    if kind == "xcomp" or (kind == "obl" and token.tag_ == "VB" and _related(token, "mark")):
        return _asked(above, token) or _subjects(_clause(above), depth + 1)
    if kind == "conj" or (kind == "advcl" and token.tag_ in ("VBG", "VBN", "VB")):
        return _subjects(_clause(above), depth + 1)
    return []


def _asked(verb: Token, infinitive: Token) -> list[Token]:
    """Who is to do what the infinitive says: "told them to go", "called on them to go"; [] for the verb's subject."""
    told = _related(verb, "iobj")[:1] or objects(verb)[:1]
    if told or not verb.lower_.startswith("call"):
        return told
    return [noun for preposition, noun in obliques(verb) if preposition == "on" and noun.i < infinitive.i][:1]


def _antecedent(word: Token, verb: Token) -> Token:
    """The noun that a relative word stands for in the clause of ``verb``; other words stand for themselves."""
    if word.lower_ not in RELATIVES:
        return word
    head: Token | None = verb
    for _ in range(4):
        if head is None:
            return word
        if relation(head) == "acl:relcl":
            return governor(head) or word
        head = governor(head)
    return word


def objects(token: Token) -> list[Token]:
    """The direct objects of a verb; a relative word gives the noun that its clause describes."""
    found = [_antecedent(child, token) for child in _related(token, "obj")]
    if found or relation(token) != "acl:relcl" or is_passive(token):
        return found
    above = governor(token)
    own_subject = [child for child in _related(token, "nsubj") if child.lower_ not in RELATIVES]
    adverbs = [child for child in token.children if child.tag_ in ("WRB", "WP$")]
    stranded = any(noun.lower_ in RELATIVES for _, noun in obliques(token))
    return [above] if above is not None and own_subject and not adverbs and not stranded else []


def agents(token: Token) -> list[Token]:
    """Who does it in a "by" phrase: of a passive verb, or of a noun ("an attack by rebels")."""
    if token.tag_.startswith("V") and not is_passive(token):
        return []
    return [noun for preposition, noun in obliques(token) if preposition == _BY]


def is_passive(token: Token) -> bool:
    """Whether the verb's subject is the one to whom it is done."""
    return _is_passive(token, 0)


def _is_passive(token: Token, depth: int) -> bool:
    if _related(token, "aux:pass", "nsubj:pass", "csubj:pass"):
        return True
    if token.tag_ != "VBN" or depth > 8:
        return False
    if any(child.lower_ in BEING and relation(child) in ("aux", "cop") for child in token.children):
        return True
    kind = relation(token)
    if kind == "acl" and any(of == _BY for of, _ in obliques(token)):
        return True
    if kind == "conj" and not _related(token, "nsubj", "aux"):
        above = governor(token)
        return above is not None and _is_passive(above, depth + 1)
    return kind in ("acl", "advcl", "amod", "xcomp", "root") and not _related(token, "aux", "obj")


def is_negated(token: Token) -> bool:
    """Whether the token itself is denied: "not", "never", "without", "no" before it or before its subject."""
    clause = _clause(token)
    words = [child for word in {token, clause} for child in word.children]
    words += [child for subject in _related(clause, "nsubj") for child in (subject, *subject.children)]
    if any(word.lower_ in NEGATIONS and relation(word) not in ("obj", "conj", "obl", "cc:preconj") for word in words):
        return True
    return any(word.lower_ in NEGATIONS for word in marks(token))


def auxiliaries(token: Token) -> list[Token]:
    """The auxiliaries and the copula of a verb or predicate, shared ones of a coordination too."""
    clause = _clause(token)
    own = _related(clause, "aux", "cop")
    if clause.i != token.i:
        own = sorted([*own, clause], key=lambda word: word.i)
    above = governor(clause)
    if own or above is None or relation(clause) != "conj" or _related(clause, "nsubj") or clause.tag_ != above.tag_:
        return own
    return auxiliaries(above)


def modals(token: Token) -> list[Token]:
    """The modal verbs among the auxiliaries: will, would, may, could, must…"""
    return [word for word in auxiliaries(token) if word.tag_ == "MD"]


def marks(token: Token) -> list[Token]:
    """The words that subordinate the token's clause: "if", "after", "that", "to"…"""
    clause = _clause(token)
    found = [child for child in clause.children if relation(child) in ("mark", "case") or child.tag_ == "WRB"]
    if clause.dep_ == "pcomp":
        found = [clause.head, *found]
    return [word for word in found if word.dep_ not in _CARRIERS or word.i == clause.head.i]


def obliques(token: Token) -> list[tuple[str, Token]]:
    """The prepositional phrases of a verb or noun: preposition in lower case, head noun.

    Bare nouns of time and measure ("Friday", "20 km") have the preposition "".
    """
    found: list[tuple[str, Token]] = []
    for child in token.children:
        kind = relation(child)
        if child.dep_ in _CARRIERS or (child.dep_ == "dative" and kind == "case"):
            found += _carried(child)
        elif (
            kind.split(":")[0] in ("obl", "nmod")
            and kind not in ("nmod:poss", "nmod:desc")
            and child.dep_ != "nmod:desc"
        ):
            found.append((preposition(child), child))
    return found


def _carried(carrier: Token) -> Iterator[tuple[str, Token]]:
    """The preposition and its noun in ClearNLP's shape."""
    noun = _pobj(carrier)
    if noun is not None:
        yield preposition(noun), noun


def preposition(noun: Token) -> str:
    """The preposition before a noun, in lower case: "in", "out of", "because of"; "" when there is none."""
    words: list[Token] = []
    if noun.dep_ == "pobj":
        head = noun.head
        words = [
            head,
            *(child for child in head.children if child.i < head.i and child.dep_ in ("pcomp", "prep", "amod")),
        ]
        while head.head.dep_ in _CARRIERS and head.head.i != head.i and head.dep_ == "prep":
            head = head.head
            words.append(head)
    else:
        before = [child for child in noun.children if relation(child) == "compound" and child.i < noun.i]
        for child in (inner for one in (noun, *before) for inner in one.children):
            if relation(child) == "case" and child.lower_ not in ("'s", "’s", "'", "’"):
                words += [child, *(inner for inner in child.children if relation(inner) == "fixed")]
    return " ".join(word.lower_ for word in sorted(words, key=lambda word: word.i))


def possessors(token: Token) -> list[Token]:
    """Whose it is: "Iran" of "Iran's attack", "their" of "their base"."""
    return _related(token, "nmod:poss")


def compounds(token: Token) -> list[Token]:
    """The nouns that stand before a noun and belong to it: "drone" of "drone strike", a title before a name."""
    return [
        child
        for child in token.children
        if relation(child) in ("compound", "nmod:desc")
        or (child.dep_ == "nmod" and not preposition(child) and child.i < token.i)
    ]


def appositions(token: Token) -> list[Token]:
    """The nouns that stand beside a noun for the same thing: "commander" of "Saleh, a commander"."""
    return _related(token, "appos")


def conjuncts(token: Token) -> list[Token]:
    """The words coordinated with the token, in text order, itself left out."""
    return sorted(token.conjuncts, key=lambda word: word.i)


def clause_head(token: Token) -> Token:
    """The verb or predicate of the clause that the token stands in; the token itself where it is one."""
    word = token
    for _ in range(len(token.doc)):
        above = governor(word)
        kind = relation(word).split(":")[0]
        if above is None or kind in CLAUSES or (kind == "conj" and word.tag_.startswith("V")):
            return _clause(word)
        word = above
    return word


def governing_clause(token: Token) -> Token | None:
    """The head of the clause above the token's own ("said" for "killed" in "said he killed"), None at the top."""
    above = governor(clause_head(token))
    return None if above is None else clause_head(above)


def subtree_span(token: Token) -> Span:
    """The words from the first to the last that depend on the token, itself among them."""
    return token.doc[token.left_edge.i : token.right_edge.i + 1]
