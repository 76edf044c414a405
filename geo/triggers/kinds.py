"""Which of the contract's kinds of incident a trigger reports, by the rules of data/triggers/kinds.toml."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.language.syntax import (
    agents,
    governor,
    is_passive,
    objects,
    obliques,
    possessors,
    preposition,
    relation,
    subjects,
    subtree_span,
)
from geo.triggers.told_causes import told_cause
from geo.triggers.triggers import Hit, KindRule, Trigger, TriggerTable

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

OWN_POINTS = 3.0
"""What the trigger's own kind is worth, times how telling its words are."""

WEAK = 5.0
"""Points up to which the sentence says too little on the kind for the next ones not to count."""

NEAR = 0.5
"""What words of the next sentences are worth where the sentence itself says nothing on the kind."""

PASSIVE = frozenset(["is", "are", "was", "were", "be", "been", "being", "get", "got", "gets"])
STOPS = frozenset([".", ";", ":", '"', "“", "”", "after", "when", "while", "as", "before", "because", "but"])


ABOUT = frozenset({"over", "against", "about", "since"})
MARKING = frozenset(
    {"commemorate", "condemn", "decry", "demand", "denounce", "honour", "honor", "mark", "mourn", "remember"}
)
"""Prepositions and verbs with which stands what a protest is about."""

OF_PROTESTS = frozenset(
    {"crowd_words", "protesters", "masses", "sit_in_words", "labour", "demanding", "peaceful", "mourning"}
)
"""Groups of words that tell that it is a protest, wherever they stand."""

LEVELS = 5
"""How far above a word what a protest is about may open."""

LED_TO = frozenset({"setting", "sparking", "triggering", "prompting", "provoking", "igniting", "unleashing"})
"""Participles after which stands what came of an incident: "setting off a night of protests"."""

SUFFERED = frozenset({"die", "die by mishap"})
"""Triggers whose subject is the one who suffers."""

UNDER = "under"
"""In a trigger that says the same of its subject: "came under fire"."""

LEAVE = "disperse"
"""What a crowd does by itself, or police make it do."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A sub-event type with its points, the lead over the next one, and the words that spoke for it."""

    name: str
    points: float
    lead: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around a trigger: groups of words in its sentence, near it, and in its two parties."""

    here: frozenset[str]
    near: frozenset[str]
    agent: frozenset[str]
    patient: frozenset[str]


def kind_of(doc: Doc, trigger: Trigger, table: TriggerTable, near: Iterable[Hit] = ()) -> Kind:
    """The kind that the trigger reports; ``near`` are the groups of words of the sentences that follow."""
    setting = setting_of(doc, trigger, near)
    cause = told_cause(doc, trigger, table)
    setting = replace(setting, here=setting.here | {cause}) if cause else setting
    allowed = table.families[trigger.rule.family]
    points = dict.fromkeys(allowed, 0.0)
    reasons: dict[str, list[str]] = {name: [] for name in allowed}
    if trigger.rule.kind in points:
        points[trigger.rule.kind] += OWN_POINTS * trigger.rule.strength
    rules = [rule for rule in table.kinds if rule.kind in points and _concerns(rule, trigger, setting)]
    here = [rule for rule in rules if _holds(rule, setting.here)]
    weak = sum(rule.points for rule in here) <= WEAK
    beside = [rule for rule in rules if weak and rule not in here and _holds(rule, setting.here | setting.near)]
    for share, held in ((1.0, here), (NEAR, beside)):
        for rule in held:
            points[rule.kind] += rule.points * share
            reasons[rule.kind] += _words_of(doc, trigger, rule)
    ranked = sorted(points, key=lambda name: (-points[name], allowed.index(name)))
    lead = points[ranked[0]] - (points[ranked[1]] if len(ranked) > 1 else 0.0)
    words = (doc[trigger.start : trigger.end].text, *dict.fromkeys(reasons[ranked[0]]))
    return Kind(ranked[0], points[ranked[0]], lead, words)


def setting_of(doc: Doc, trigger: Trigger, near: Iterable[Hit] = ()) -> Setting:
    """The groups of words around the trigger, and those of who acts and who suffers."""
    agent, patient = parties(doc, trigger)
    start, end = clause_of(doc, trigger)
    return Setting(
        here=frozenset(
            hit.name
            for hit in trigger.concepts
            if start <= hit.start < end and _is_told(doc, hit) and not _is_reason(doc, trigger, hit)
        ),
        near=frozenset(hit.name for hit in near),
        agent=_names_in(trigger.concepts, agent),
        patient=_names_in(trigger.concepts, patient),
    )


def _is_told(doc: Doc, hit: Hit) -> bool:
    """Whether a verb of the groups tells what happened: not "the arrested bishops", nor a crowd that "dispersed"."""
    word = doc[hit.start]
    if hit.part != "verb" or not word.has_dep():
        return True
    if relation(word) == "amod":
        return False
    left = word.lemma_ == LEAVE and word.pos_ == "VERB" and not is_passive(word) and not objects(word)
    return not (left and subjects(word))


def _is_reason(doc: Doc, trigger: Trigger, hit: Hit) -> bool:
    """Whether the words only tell what a protest is about: "marched over the arrest", "to mark the killing"."""
    word: Token | None = doc[hit.start]
    if trigger.rule.family != "protest" or hit.name in OF_PROTESTS:
        return False
    for _ in range(LEVELS):
        if word is None or not word.has_dep() or word.i == trigger.head or trigger.start <= word.i < trigger.end:
            return False
        if word.pos_ in ("NOUN", "PROPN") and preposition(word) in ABOUT:
            return True
        if word.pos_ == "VERB" and (word.lemma_ or word.lower_) in MARKING and relation(word) != "root":
            return not word.left_edge.i <= trigger.head <= word.right_edge.i
        word = governor(word)
    return False


def clause_of(doc: Doc, trigger: Trigger) -> tuple[int, int]:
    """The tokens of the sentence's part that tells the trigger's incident: clauses side by side are apart."""
    word = doc[trigger.head]
    sentence = word.sent
    if not word.has_dep():
        return sentence.start, sentence.end
    starts = [sentence.start, *sorted(left for left in map(_opens, sentence) if left is not None), sentence.end]
    return next((a, b) for a, b in zip(starts, starts[1:], strict=False) if a <= word.i < b)


def _opens(word: Token) -> int | None:
    """Where a clause with a subject of its own begins that stands beside another one; None for other words."""
    above = governor(word)
    if word.tag_ == "VBG" and relation(word) == "advcl" and word.lower_ in LED_TO:
        return word.i
    if relation(word) != "conj" or word.pos_ != "VERB" or above is None or above.pos_ not in ("VERB", "AUX"):
        return None
    if not any(relation(child).startswith("nsubj") for child in word.children):
        return None
    return min(child.left_edge.i for child in word.children if child.i < word.i)


def parties(doc: Doc, trigger: Trigger) -> tuple[tuple[int, int], tuple[int, int]]:
    """Token ranges in which who acts and who suffers are named: by the parse, else by the order of words."""
    agent, patient = _parties_by_order(doc, trigger)
    word = doc[trigger.head]
    if not word.has_dep() or trigger.part == "noun":
        return agent, patient
    passive = is_passive(word)
    gainer = trigger.rule.gainer
    after = [noun for preposition, noun in obliques(word) if preposition.split(" ")[-1] in gainer]
    actors = after if gainer else agents(word) if passive else subjects(word)
    sufferers = subjects(word) if passive or gainer else objects(word)
    if trigger.rule.id in SUFFERED or UNDER in (token.lower_ for token in doc[trigger.start : trigger.end]):
        return (trigger.end, trigger.end), _around(subjects(word)) or patient
    known = None if actors and _is_somebodys(actors[0]) else _around(actors)
    return (known or agent), (_around(sufferers) or patient)


def _is_somebodys(noun: Token) -> bool:
    """Whether only the words before tell whose they are: "said its men had overrun the base"."""
    return any(word.pos_ == "PRON" for word in possessors(noun))


def _around(words: Sequence[Token]) -> tuple[int, int] | None:
    """The range of the phrase of the first word, or of the subject next to the verb, without the clauses on it."""
    if not words:
        return None
    word = next((one for one in reversed(words) if relation(one) == "nsubj"), words[0])
    if word.pos_ == "PRON":
        return None
    span = subtree_span(word)
    end = next((i for i in range(word.i + 1, span.end) if doc_stops(word.doc, i)), span.end)
    return span.start, end


def doc_stops(doc: Doc, i: int) -> bool:
    """Whether a clause begins at the token that the phrase before it does not need."""
    return doc[i].lower_ in STOPS or doc[i].lower_ in ("who", "which", "that", "where")


def _parties_by_order(doc: Doc, trigger: Trigger) -> tuple[tuple[int, int], tuple[int, int]]:
    """The same by the order of words: who stands before, who behind, and who behind "by"."""
    sentence = doc[trigger.head].sent
    before = (_back_to_stop(doc, sentence.start, trigger.start), trigger.start)
    after = (trigger.end, _on_to_stop(doc, trigger.end, sentence.end))
    by = next((i for i in range(*after) if doc[i].lower_ == "by" and i - trigger.end < 12), None)
    if trigger.part == "noun":
        on = next(
            (i for i in range(*after) if doc[i].lower_ in ("on", "against", "of", "at") and i - trigger.end < 12), None
        )
        patient = (on, after[1]) if on is not None else after
        return ((by, after[1]) if by is not None else before), patient
    passive = trigger.part == "verb" and any(
        token.lower_ in PASSIVE for token in doc[max(before[0], trigger.start - 3) : trigger.start]
    )
    if passive:
        return ((by, after[1]) if by is not None else (trigger.end, trigger.end)), before
    if by == trigger.end:
        return (by, after[1]), before
    return before, after


def _back_to_stop(doc: Doc, start: int, at: int) -> int:
    return next((i + 1 for i in range(at - 1, start - 1, -1) if doc[i].lower_ in STOPS), start)


def _on_to_stop(doc: Doc, at: int, end: int) -> int:
    return next((i for i in range(at, end) if doc[i].lower_ in STOPS or i - at > 14), end)


def _names_in(hits: Sequence[Hit], span: tuple[int, int]) -> frozenset[str]:
    return frozenset(hit.name for hit in hits if span[0] <= hit.start and hit.end <= span[1])


def _concerns(rule: KindRule, trigger: Trigger, setting: Setting) -> bool:
    """Whether the rule speaks of such a trigger with such parties."""
    if (rule.trigger and trigger.rule.id not in rule.trigger) or (
        rule.family and trigger.rule.family not in rule.family
    ):
        return False
    if rule.agent and not rule.agent & setting.agent:
        return False
    return not rule.patient or bool(rule.patient & setting.patient)


def _holds(rule: KindRule, names: frozenset[str]) -> bool:
    return (not rule.any or bool(rule.any & names)) and rule.all <= names and not rule.none & names


def _words_of(doc: Doc, trigger: Trigger, rule: KindRule) -> list[str]:
    """The words of the sentence that made the rule hold."""
    wanted = rule.any | rule.all | rule.agent | rule.patient
    return [doc[hit.start : hit.end].text for hit in trigger.concepts if hit.name in wanted][:2]
