"""The words of a text that report an incident, and of which kind, by the tables in data/triggers.

Only tokens are needed to find them, so that only the sentences with a trigger are parsed. Where a
sentence is parsed, its tags tell verbs from nouns, and its subjects and objects who acts and suffers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from geo.language.syntax import relation
from geo.triggers.asked_parties import has_parties
from geo.triggers.trigger_table import (
    FUNCTION_WORDS,
    SOMEBODY,
    SOMEWHERE,
    Hit,
    KindRule,
    Pattern,
    Trigger,
    TriggerRule,
    TriggerTable,
    load_triggers,
    noun_forms,
    verb_forms,
)  # fmt: skip

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

__all__ = [
    "Hit", "KindRule", "Trigger", "TriggerRule", "TriggerTable", "concepts_by_sentence", "find_triggers",
    "load_triggers", "noun_forms", "sentences_with_triggers", "verb_forms",
]  # fmt: skip

NOUN_BEFORE = frozenset(
    {
        "the", "a", "an", "this", "that", "these", "those", "of", "his", "her", "their", "its", "our", "my", "no",
        "any", "each", "every", "some", "several", "another", "recent", "new", "fresh", "deadly", "fierce", "heavy",
        "violent", "'s", "’s", "such", "more", "many", "two", "three", "four", "five", "dozens", "first", "second",
        "separate",
    }
)  # fmt: skip
"""Words after which a word that may be a verb or a noun is a noun."""

VERBS_IN_LY = frozenset({"ally", "apply", "bully", "fly", "rally", "rely", "reply", "sully", "supply", "tally"})
"""Verbs that end as adverbs do."""

STATES_OF_NOUNS = frozenset({"movement", "arrest", "protest", "agreement", "raid", "base", "fighting", "seizure"})
"""Families whose noun before another noun only describes it: "recruitment centre", "combat experience"."""

STATED = frozenset({"territory", "seizure", "fighting", "arrest", "property", "wound", "kill"})
"""Families and rules whose participle before a noun tells a state: "the occupied town", "the injured men"."""

MASK = "no_"
"""Begins the name of a group of longer words that take others out of a group."""

TEAMS = frozenset(
    {
        "aircraft", "artillery", "blaze", "disaster", "forces", "gunmen", "ied", "manned_aircraft", "pirates",
        "soldiers", "thieves", "vehicle", "vessel", "weather",
    }
)  # fmt: skip
"""Groups of words that teams take for their names; a capital within a sentence tells "the Jets" from jets."""

BORROWERS = frozenset({"sport", "business"})
ARMED_MEN = frozenset({"rebels", "gunmen", "suicide", "ied_sure"})
"""Kinds of text that borrow the words of violence, and beside whom such words are meant as said."""

DEADLY = frozenset({"dead", "death"})
"""Words within a trigger by which it is meant as said, whatever the text is about: "shot dead"."""

MONTHS = frozenset({"march", "may"})
"""Months that are also words; within a sentence the capital tells them."""


def sentences_with_triggers(doc: Doc, table: TriggerTable) -> list[Span]:
    """The sentences that may report an incident, by their words alone."""
    return [sentence for sentence, _, _ in _scanned(doc, table)]


def find_triggers(doc: Doc, table: TriggerTable) -> list[Trigger]:
    """The triggers of the text, in its order; where a sentence is parsed, its tags decide between verb and noun."""
    found: list[Trigger] = []
    for sentence, hits, concepts in _scanned(doc, table):
        tokens = _token_index(doc, sentence)
        words = [doc[i].lower_ for i in tokens]
        fitting = [h for h in hits if _fits(doc, tokens, words, h, table)]
        chosen = _choose([h for h in fitting if _has_parties(doc, tokens, h, table, concepts)], table)
        light = list(table.light.scan(words, 0, len(words)))
        joined = _joined(chosen, table)
        for trigger in joined:
            start, end = _with_light_verb(doc, tokens, trigger, light)
            if any(other is not trigger and start < other.end and other.start < end for other in joined):
                start, end = trigger.start, trigger.end
            found.append(
                Trigger(
                    start=tokens[start],
                    end=tokens[end - 1] + 1,
                    head=_head(doc, tokens, trigger),
                    rule=table.rules[trigger.name],
                    part=trigger.part,
                    concepts=tuple(Hit(tokens[c.start], tokens[c.end - 1] + 1, c.name, c.part) for c in concepts),
                )
            )
    return found


def concepts_by_sentence(doc: Doc, table: TriggerTable) -> list[tuple[Span, list[Hit]]]:
    """The sentences with trigger words, each with the groups of words in it."""
    return [
        (sentence, [Hit(tokens[c.start], tokens[c.end - 1] + 1, c.name, c.part) for c in concepts])
        for sentence, _, concepts in _scanned(doc, table)
        for tokens in [_token_index(doc, sentence)]
    ]


def _scanned(doc: Doc, table: TriggerTable) -> list[tuple[Span, list[Hit], list[Hit]]]:
    """Sentences with trigger words, their hits and their concepts (in word positions); kept with the Doc."""
    known = doc.user_data.get("dateline.triggers")
    if known is None:
        known = list(_scan(doc, table))
        doc.user_data["dateline.triggers"] = known
    return known


def _scan(doc: Doc, table: TriggerTable) -> Iterator[tuple[Span, list[Hit], list[Hit]]]:
    for sentence in doc.sents:
        tokens = _token_index(doc, sentence)
        words = [doc[i].lower_ for i in tokens]
        hits = list(table.triggers.scan(words, 0, len(words)))
        if not hits:
            continue
        concepts = [
            hit
            for hit in table.concepts.scan(words, 0, len(words))
            if words[hit.start] not in table.acronyms or doc[tokens[hit.start]].text.isupper()
        ]
        masks = [hit for hit in concepts if hit.name.startswith(MASK)]
        concepts = [hit for hit in concepts if not any(_masks(mask, hit) for mask in masks)]
        if not _is_headline(sentence):
            concepts = [hit for hit in concepts if not (hit.name in TEAMS and _is_name(doc[tokens[hit.start]], hit))]
        named = {concept.name for concept in concepts}
        hits = [hit for hit in hits if _possible(words, hit, table.rules[hit.name], named)]
        if hits:
            yield sentence, hits, concepts


def _token_index(doc: Doc, sentence: Span) -> list[int]:
    """The indices of the sentence's words: hyphens are passed over, so that "car-bomb" is two words."""
    return [i for i in range(sentence.start, sentence.end) if doc[i].text not in ("-", "–", "‑")]


def _possible(words: Sequence[str], hit: Hit, rule: TriggerRule, concepts: set[str]) -> bool:
    """Whether the rule's conditions on the words around allow the hit."""
    if rule.needs and not rule.needs & concepts:
        return False
    anyone = {SOMEBODY, SOMEWHERE}
    if any(groups and not anyone & groups and not groups & concepts for groups in (rule.agent, rule.patient)):
        return False
    meant = ARMED_MEN & concepts or DEADLY & set(words[hit.start : hit.end])
    if rule.not_with & concepts and not (rule.not_with <= BORROWERS and meant):
        return False
    if hit.start and (
        words[hit.start - 1] in rule.not_prev or " ".join(words[hit.start - 2 : hit.start]) in rule.not_prev
    ):
        return False
    if hit.end < len(words) and words[hit.start] == "march" and words[hit.end].isdigit():
        return False
    if any(_covers(words, hit, pattern) for pattern in rule.not_in):
        return False
    return not any(_follows(words, hit.end, pattern, bool(rule.patient)) for pattern in rule.not_next)


def _covers(words: Sequence[str], hit: Hit, pattern: Pattern) -> bool:
    """Whether the hit is part of a longer group of words: "riot" in "riot police"."""
    first = max(0, hit.end - len(pattern))
    return any(tuple(words[i : i + len(pattern)]) == pattern for i in range(first, hit.start + 1))


def _follows(words: Sequence[str], at: int, pattern: Pattern, past_object: bool = False) -> bool:
    """Whether the pattern stands at once after the trigger, or after one or two words when it opens with a noun.

    A verb whose object is asked for has that object before a preposition: "took two men to hospital".
    """
    reach = 3 if pattern[0] not in FUNCTION_WORDS else 7 if past_object and len(pattern) > 1 else 1
    return any(tuple(words[i : i + len(pattern)]) == pattern for i in range(at, at + reach))


def _fits(doc: Doc, tokens: list[int], words: Sequence[str], hit: Hit, table: TriggerTable) -> bool:
    """Whether the word is a verb where the table says verb and a noun where it says noun."""
    if hit.part == "phrase" or (hit.end - hit.start > 1 and words[hit.start] not in NOUN_BEFORE):
        return True
    position = hit.start if hit.part == "verb" else hit.end - 1
    token = doc[tokens[position]]
    if token.lower_ in MONTHS and token.is_title and position > 0:
        return False
    rule = table.rules[hit.name]
    if not rule.names and _is_persons(doc, token):
        return False
    both = bool(rule.verbs) and bool(rule.nouns)
    if token.has_dep() and token.pos_:
        if token.pos_ == "PROPN":
            named = position > 0 and token.is_title and not _is_headline(token.sent)
            return hit.end - hit.start > 1 or not token.is_title or rule.names or (both and not named)
        if hit.part == "verb" and _names_people(doc, tokens, position):
            return False
        if hit.part == "verb" and (rule.family in STATED or rule.id in STATED) and relation(token) == "amod":
            return False
        if hit.part == "verb":
            return token.pos_ in ("VERB", "AUX") or (
                token.pos_ == "ADJ" and words[position].endswith(("ed", "ing", "en"))
            )
        if rule.family in STATES_OF_NOUNS and relation(token) == "compound" and token.head.i == token.i + 1:
            return False
        if token.pos_ == "ADV" and token.i > token.sent.start:
            return token.nbor(-1).pos_ in ("NOUN", "ADJ", "DET")
        return token.pos_ in ("NOUN", "ADJ", "X") or (
            token.pos_ == "VERB" and token.dep_ in ("obj", "nsubj", "obl", "pobj", "dobj", "compound")
        )
    nounish = position > 0 and words[position - 1] in NOUN_BEFORE
    if hit.part == "verb" and words[position] == rule_base(words[position]):
        return not nounish
    return True


def _has_parties(doc: Doc, tokens: list[int], hit: Hit, table: TriggerTable, concepts: Sequence[Hit]) -> bool:
    """Whether who acts and who suffers are of the groups that the rule asks for."""
    if hit.part != "verb":
        return True
    word, last = doc[_head(doc, tokens, hit)], doc[tokens[hit.end - 1]].lower_
    named: dict[int, set[str]] = {}
    for concept in concepts:
        for position in range(concept.start, concept.end):
            named.setdefault(tokens[position], set()).add(concept.name)
    return has_parties(word, last, table.rules[hit.name], named)


def _masks(mask: Hit, hit: Hit) -> bool:
    """Whether the longer words say that the hit's word is none of its group: "rebel" in "rebel lawmakers"."""
    return hit is mask or (mask.name == MASK + hit.name and mask.start <= hit.start and hit.end <= mask.end)


def _is_name(token: Token, hit: Hit) -> bool:
    """Whether a plural of the tables is written with a capital within a sentence: "the Rangers"."""
    inside = token.i > token.sent.start and token.nbor(-1).lower_ not in ("-", "(", '"', "“", ":")
    return hit.part == "noun" and hit.end - hit.start == 1 and inside and token.is_title and token.lower_.endswith("s")


def _is_persons(doc: Doc, token: Token) -> bool:
    """Whether the word is the surname of a person whom the text names in full: "Dick Lynch", and later "Lynch"."""
    if not token.is_title:
        return False
    surnames = doc.user_data.get("dateline.surnames")
    if surnames is None:
        persons = [entity for entity in doc.ents if entity.label_ == "PERSON" and len(entity) > 1]
        surnames = {entity[-1].text for entity in persons if all(word.is_title for word in entity)}
        doc.user_data["dateline.surnames"] = surnames
    return token.text in surnames and (token.ent_type_ == "PERSON" or not _is_headline(token.sent))


def _is_headline(sentence: Span) -> bool:
    """Whether most words are written with a capital, so that a capital tells no name."""
    words = [token for token in sentence if token.is_alpha and len(token) > 3]
    return 2 * sum(not token.text.islower() for token in words) > len(words)


def _names_people(doc: Doc, tokens: list[int], position: int) -> bool:
    """Whether a participle stands for people and not for what was done to them: "some of the wounded"."""
    if position == 0 or not doc[tokens[position]].lower_.endswith("ed") or doc[tokens[position - 1]].lower_ != "the":
        return False
    return position + 1 == len(tokens) or doc[tokens[position + 1]].pos_ not in ("NOUN", "PROPN", "ADJ", "VERB", "ADV")


def rule_base(word: str) -> str:
    """The word itself when it may be a noun as well as a verb: no ending of a past or a participle."""
    return "" if word.endswith(("ed", "ing")) else word


def _choose(hits: list[Hit], table: TriggerTable) -> list[Hit]:
    """Of hits that overlap the longest, then one whose parties are known, then the more telling one."""

    def rank(hit: Hit) -> tuple[int, bool, float, int]:
        rule = table.rules[hit.name]
        return hit.start - hit.end, hit.part == "noun" or not (rule.agent or rule.patient), -rule.strength, hit.start

    chosen: list[Hit] = []
    for hit in sorted(hits, key=rank):
        if all(hit.end <= other.start or other.end <= hit.start for other in chosen):
            chosen.append(hit)
    return sorted(chosen, key=lambda hit: hit.start)


def _joined(hits: list[Hit], table: TriggerTable) -> list[Hit]:
    """Hits with nouns side by side made one: "car bomb" and "attack" are one attack, by the more telling words."""
    joined: list[Hit] = []
    for hit in hits:
        last = joined[-1] if joined else None
        if last and last.end == hit.start and last.part == "noun" and hit.part == "noun":
            better = max((hit, last), key=lambda h: table.rules[h.name].strength)
            joined[-1] = Hit(last.start, hit.end, better.name, "noun")
        else:
            joined.append(hit)
    return joined


def _head(doc: Doc, tokens: list[int], hit: Hit) -> int:
    """The verb's own token, or the last noun of a group of nouns; of a phrase its verb."""
    if hit.part == "noun":
        return tokens[hit.end - 1]
    first = doc[tokens[hit.start]]
    if (
        hit.part == "verb"
        and first.i + 1 < len(doc)
        and first.lower_.endswith("ly")
        and first.lower_ not in VERBS_IN_LY
    ):
        return tokens[hit.start + 1]
    if hit.part == "phrase" and first.pos_ in ("NOUN", "PROPN"):  # "troops entered"
        return next((i for i in tokens[hit.start : hit.end] if doc[i].pos_ == "VERB"), tokens[hit.start])
    return tokens[hit.start]


def _with_light_verb(doc: Doc, tokens: list[int], hit: Hit, light: list[Hit]) -> tuple[int, int]:
    """The words of the trigger with the verb that only says that it took place: "launched an offensive"."""
    if hit.part != "noun":
        aspect = [v for v in light if v.name == "aspect" and v.end <= hit.start <= v.end + 1]
        joined = aspect and all(doc[tokens[i]].lower_ == "to" for i in range(aspect[-1].end, hit.start))
        return (aspect[-1].start if joined else hit.start), hit.end
    for verb in reversed([v for v in light if v.name == "before" and 0 <= hit.start - v.end <= 5]):
        between = [doc[tokens[i]] for i in range(verb.end, hit.start)]
        if not any(
            token.is_punct or token.lower_ in ("that", "who", "which", "by", "in", "after", "and") for token in between
        ):
            return verb.start, hit.end
    for verb in [v for v in light if v.name == "after" and 0 <= v.start - hit.end <= 5]:
        between = [doc[tokens[i]] for i in range(hit.end, verb.start)]
        if not any(token.is_punct or token.lower_ in ("who", "when", "said", "as", "after") for token in between):
            return hit.start, verb.end
    return hit.start, hit.end
