"""Mends the commonest slip of the parser: a main verb read as a participle ("A strike near the airport killed two").

"Killed" may be "who were killed" or "did kill". Where the parser chose the first and so left a noun
as the head of the clause, without any finite verb, this chooses the second.
"""

from __future__ import annotations

from dataclasses import dataclass

FINITE = ("VBD", "VBZ", "VBP")
_CLAUSE_LABELS = ("ROOT", "ccomp", "parataxis")
_LOOSE_LABELS = ("acl", "advcl", "xcomp", "ccomp", "amod", "dep")
_SUBJECTS = ("nsubj", "csubj", "expl")
_RELATIVE_OBJECTS = ("whom", "which", "that")


@dataclass
class Parse:
    """The tags, labels and heads (indices; the root is its own) of one sentence, which the functions here change."""

    words: list[str]
    tags: list[str]
    labels: list[str]
    heads: list[int]

    def children(self, index: int) -> list[int]:
        """The dependents of a word, in text order."""
        return [child for child, head in enumerate(self.heads) if head == index and child != index]

    def has(self, index: int, *kinds: str) -> bool:
        """Whether the word has a dependent of one of these relations, subtypes aside."""
        return any(self.labels[child].split(":")[0] in kinds for child in self.children(index))

    def above(self, index: int) -> list[int]:
        """The word's governors from the nearest to the root."""
        chain: list[int] = []
        while self.heads[index] != index and len(chain) <= len(self.heads):
            index = self.heads[index]
            chain.append(index)
        return chain


def mend(parse: Parse) -> bool:
    """Mends the sentence in place; whether anything was changed."""
    changed = _past_tense(parse)
    for noun, label in enumerate(parse.labels):
        if label == "acl:relcl" and (found := _relative_verb(parse, noun)) is not None:
            _open_relative(parse, noun, *found)
            changed = True
    for noun, label in enumerate(parse.labels):
        if label in _CLAUSE_LABELS and parse.tags[noun].startswith(("NN", "CD", "PRP")):
            verb = None if parse.has(noun, "cop", *_SUBJECTS) else _hidden_verb(parse, noun)
            if verb is not None:
                _raise(parse, noun, verb)
                return True
    for head, label in enumerate(parse.labels):
        if label in _CLAUSE_LABELS and (pair := _false_head(parse, head)) is not None:
            _lower(parse, head, *pair)
            return True
    return changed


def _relative_verb(parse: Parse, noun: int) -> tuple[int, int] | None:
    """The pronoun and the verb of a relative clause that its subject heads: "the man whom a drone killed"."""
    if not parse.tags[noun].startswith("NN") or parse.has(noun, "cop"):
        return None
    pronouns = [
        child for child in parse.children(noun) if child < noun and parse.words[child].lower() in _RELATIVE_OBJECTS
    ]
    verbs = [
        child
        for child in parse.children(noun)
        if child > noun
        and parse.labels[child] == "acl"
        and parse.tags[child] in ("VBN", "VBD")
        and not parse.has(child, "obj", "aux", "obl:agent")
    ]
    return (pronouns[0], verbs[0]) if pronouns and verbs else None


def _open_relative(parse: Parse, noun: int, pronoun: int, verb: int) -> None:
    """Makes the verb the head of the relative clause, the noun its subject and the pronoun its object."""
    parse.heads[verb], parse.labels[verb] = parse.heads[noun], parse.labels[noun]
    parse.heads[noun], parse.labels[noun] = verb, "nsubj"
    parse.heads[pronoun], parse.labels[pronoun] = verb, "obj"
    parse.tags[verb] = "VBD"


def _false_head(parse: Parse, head: int) -> tuple[int, int] | None:
    """The subject and the true verb of a clause headed by a mere participle: "men" and "fled" of "men fleeing X fled".

    None where the head may stand: it has an auxiliary or copula, or no finite verb without a subject follows.
    """
    if parse.tags[head] not in ("VBG", "JJ", "VBN", "VBD") or parse.has(head, "aux", "cop", "conj"):
        return None
    subjects = [child for child in parse.children(head) if parse.labels[child] == "nsubj" and child < head]
    verbs = [
        child
        for child in parse.children(head)
        if child > head
        and parse.tags[child] == "VBD"
        and parse.labels[child] in _LOOSE_LABELS
        and not parse.has(child, "aux", "mark", "cop", *_SUBJECTS)
    ]
    return (subjects[-1], verbs[0]) if subjects and verbs else None


def _lower(parse: Parse, head: int, noun: int, verb: int) -> None:
    """Makes the verb the clause's head, the noun its subject and the former head a description of the noun."""
    for child in parse.children(head):
        if child < noun or child > verb:
            parse.heads[child] = verb
    parse.heads[verb] = verb if parse.heads[head] == head else parse.heads[head]
    parse.labels[verb] = parse.labels[head]
    parse.heads[noun] = verb
    parse.heads[head], parse.labels[head] = noun, "amod" if parse.tags[head] == "JJ" else "acl"
    if parse.tags[head] == "VBD":
        parse.tags[head] = "VBN"


def _past_tense(parse: Parse) -> bool:
    """Tags as past tense a participle that has an active subject and no auxiliary."""
    changed = False
    for index, tag in enumerate(parse.tags):
        if tag == "VBN" and not parse.has(index, "aux"):
            subjects = [parse.labels[child] for child in parse.children(index)]
            if "nsubj" in subjects:
                parse.tags[index] = "VBD"
                changed = True
    return changed


def _hidden_verb(parse: Parse, noun: int) -> int | None:
    """The verb after the noun, and below it, that should be the clause's head; None where there is none."""
    loose = [
        index
        for index in range(noun + 1, len(parse.tags))
        if parse.labels[index] in _LOOSE_LABELS
        and noun in parse.above(index)
        and not parse.has(index, "aux", "mark", "cop", *_SUBJECTS)
    ]
    finite = [index for index in loose if parse.tags[index] in FINITE]
    if finite:
        return finite[0]
    if parse.words[-1] != "." and parse.labels[noun] == "ROOT":
        return None
    participles = [index for index in loose if parse.tags[index] == "VBN" and not _by_someone(parse, index)]
    with_object = [index for index in participles if parse.has(index, "obj") or _bare_agent(parse, index) is not None]
    return next(iter(with_object or participles[-1:]), None)


def _by_someone(parse: Parse, verb: int) -> bool:
    """Whether a "by" follows the participle at once or introduces its agent."""
    agents = [child for child in parse.children(verb) if parse.labels[child] == "obl:agent"]
    return any("by" in [parse.words[child] for child in parse.children(agent)] for agent in agents)


def _bare_agent(parse: Parse, verb: int) -> int | None:
    """The participle's agent that has no "by": an object in truth."""
    for child in parse.children(verb):
        if parse.labels[child] == "obl:agent" and not parse.has(child, "case"):
            return child
    return None


def _raise(parse: Parse, noun: int, verb: int) -> None:
    """Makes the verb the head of the clause and the noun its subject; what follows the verb depends on it."""
    between = [index for index in parse.above(verb) if index != noun and noun in parse.above(index)]
    agent = _bare_agent(parse, verb)
    if agent is not None:
        parse.labels[agent] = "obj"
    for index in range(verb + 1, len(parse.heads)):
        if parse.heads[index] == noun or parse.heads[index] in between:
            parse.heads[index] = verb
            parse.labels[index] = parse.labels[index].replace("nmod", "obl")
    parse.heads[verb] = verb if parse.heads[noun] == noun else parse.heads[noun]
    parse.labels[verb] = parse.labels[noun]
    parse.heads[noun], parse.labels[noun] = verb, "nsubj"
    if parse.tags[verb] == "VBN":
        parse.tags[verb] = "VBD"
