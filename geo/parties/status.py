"""Whether what a trigger reports happened, from the words around it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from geo.folders import DATA
from geo.language.syntax import (
    governor,
    is_negated,
    is_passive,
    modals,
    objects,
    preposition,
    relation,
    subjects,
)
from geo.parties.background import long_past
from geo.parties.plans import CONTRACTED, plan_of
from geo.parties.untrue import untrue_in
from geo.records import DateSpan, Day

if TYPE_CHECKING:
    from spacy.tokens import Token

TABLE = DATA / "triggers" / "status.toml"
VIOLENT = frozenset({"violence", "bombing", "fighting", "mob", "abduction", "sexual", "territory", "seizure", "raid"})
PURPOSE = frozenset({"protest", "movement", "agreement", "base"})
REPORTING = frozenset(
    [
        "say",
        "tell",
        "report",
        "announce",
        "confirm",
        "state",
        "add",
        "claim",
        "note",
        "quote",
        "allege",
        "acknowledge",
        "declare",
        "disclose",
        "insist",
        "explain",
        "show",
        "suggest",
        "indicate",
        "believe",
        "think",
        "know",
        "recall",
        "remember",
        "describe",
    ]
)
IMMINENT_LIGHT = frozenset(
    {"launch", "carry", "stage", "mount", "conduct", "hold", "begin", "start", "commit", "take", "join", "make"}
)


HAPPENING = frozenset({"occur", "happen", "take", "begin", "start", "continue", "follow", "be", "resume", "come"})


@dataclass(frozen=True, slots=True)
class StatusWords:
    """The lists of status.toml."""

    status: dict[str, frozenset[str]]


@cache
def load_status_words(path: Path = TABLE) -> StatusWords:
    """The words that tell status; read once."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return StatusWords(status={name: frozenset(words) for name, words in tables["status"].items()})


def status_of(
    trigger: Token, family: str, when: DateSpan | None = None, published: Day | None = None
) -> tuple[str, str]:
    """The status of what the trigger reports, with the words that say so; ("occurred", "") when nothing does."""
    words = load_status_words().status
    past = long_past(trigger, when, published, words)
    if past:
        return "historical", past
    untrue = untrue_in(trigger)
    if untrue:
        return "denied", untrue
    found = _of_words_before(trigger, words) or _of_clause(trigger, family, words)
    plan = plan_of(trigger, family, words) if found is None or found[0] == "hypothetical" else ""
    if plan:
        return "planned", plan
    if found:
        return found
    if _is_ongoing(trigger, words):
        return "ongoing", trigger.text
    return "occurred", ""


def _of_words_before(trigger: Token, words: dict[str, frozenset[str]]) -> tuple[str, str] | None:
    """The status that the words right before a trigger give: "a planned march", "ahead of the rally"."""
    sentence = trigger.sent
    before = [token.lower_ for token in trigger.doc[max(sentence.start, trigger.i - 5) : trigger.i]]
    close = before[-3:]
    noun = not trigger.pos_ or trigger.pos_ in ("NOUN", "PROPN")
    if noun:
        for name in ("attempted", "planned", "hypothetical", "denied"):
            cue = next((word for word in close if word in words[f"{name}_before"]), None)
            if cue and not (name == "denied" and cue not in close[-2:]):
                return name, f"{cue} {trigger.text}"
    run = f" {' '.join(before)} {trigger.doc[trigger.i : trigger.i + 2].text.lower()} "
    cue = next((cue for cue in words["ahead"] if f" {cue} " in run), None)
    return ("planned", f"{cue} {trigger.text}") if cue else None


def _of_clause(trigger: Token, family: str, words: dict[str, frozenset[str]]) -> tuple[str, str] | None:
    """The status that the trigger's clause and the verbs above it give."""
    if not trigger.has_dep():
        return _of_tokens_before(trigger, words)
    verb = _event_verb(trigger)
    for token in {trigger, verb}:
        if is_negated(token) and not _at_least(token):
            return ("attempted" if _is_dud(token) else "denied"), f"not {token.text}"
    lemma = (verb.lemma_ or verb.lower_).lower()
    off = _put_off(trigger)
    if off:
        return off
    called = trigger.i > verb.i or (is_passive(verb) and trigger in subjects(verb) and lemma not in words["told_of"])
    if (
        verb.i != trigger.i
        and lemma in words["planning"]
        and called
        and not (lemma == "announce" and _is_definite(trigger))
        and not (lemma == "call" and objects(verb) and trigger not in objects(verb))  # "called it an answer to ..."
    ):
        return "planned", f"{verb.text} … {trigger.text}"
    if trigger in objects(verb):
        for name in ("hypothetical", "threatened", "attempted", "denied"):
            if lemma in words[f"{name}_object"]:
                return name, f"{verb.text} … {trigger.text}"
    ahead = _of_subject(trigger, family, words)
    if ahead:
        return ahead
    own = modals(verb)
    if own:
        return _of_threat(verb, own[0], family, words) or _of_modal(verb, own[0], family, words)
    if any(child.lower_ in words["if_words"] and relation(child) in ("mark", "advmod") for child in verb.children):
        return "hypothetical", "if"
    if any(child.lower_ in words["only_then"] and relation(child) == "mark" for child in verb.children):
        above = governor(verb)
        if above is not None and modals(above):
            return "hypothetical", f"{modals(above)[0].text} {above.text}"
    return _of_governors(verb, family, words) or _of_main_verb(verb, family, words)


def _at_least(token: Token) -> bool:
    """Whether the negation is that of "no fewer than ten"."""
    before = [word.lower_ for word in token.doc[token.sent.start : token.i]]
    pairs = zip(before, before[1:], strict=False)
    negated = any(word in ("not", "n't", "n’t", "never") for word in before)
    return not negated and any(one == "no" and two in ("fewer", "less", "more") for one, two in pairs)


def _is_dud(verb: Token) -> bool:
    """Whether the verb says that a weapon worked: "the grenade did not go off"."""
    lemma = verb.lemma_ or verb.lower_
    return lemma in ("explode", "detonate") or (lemma == "go" and any(child.lower_ == "off" for child in verb.children))


def _put_off(trigger: Token) -> tuple[str, str] | None:
    """The status of what was put off, and of what was called off."""
    above = governor(trigger)
    if above is None or relation(trigger).split(":")[0] not in ("obj", "obl"):
        return None
    lemma = (above.lemma_ or above.lower_).lower()
    if lemma not in ("put", "call") or trigger.i < above.i:
        return None
    if preposition(trigger) != "off" and not any(child.lower_ == "off" for child in above.children):
        return None
    return ("planned" if lemma == "put" else "denied"), f"{above.text} off {trigger.text}"


def _of_subject(trigger: Token, family: str, words: dict[str, frozenset[str]]) -> tuple[str, str] | None:
    """The status of a noun from the verb that tells of it: "the march is set to leave", "worry about an attack"."""
    above = governor(trigger)
    if trigger.pos_ in ("VERB", "AUX") or above is None:
        return None
    lemma = (above.lemma_ or above.lower_).lower()
    kind = relation(trigger).split(":")[0]
    if kind == "nsubj":
        infinitive = any(relation(child) == "xcomp" for child in above.children)
        if lemma in words["planned"] and (infinitive or (is_passive(above) and lemma not in words["told_of"])):
            return "planned", f"{trigger.text} … {above.text}"
        if family == "protest" and any(modal.lower_ in words["modal_planned"] for modal in modals(above)):
            return "planned", f"{trigger.text} … {above.text}"
    if kind == "obl" and lemma in words["called_for"] and preposition(trigger) == "for":
        return "planned", f"{above.text} for {trigger.text}"
    sought = lemma == "want"  # "wanted for the killing of two nuns"
    in_mind = lemma in words["hypothetical"] and not sought
    if kind in ("obl", "nmod") and in_mind and preposition(trigger) in ("of", "about", "for"):
        return "hypothetical", f"{above.text} … {trigger.text}"
    return None


def _of_threat(verb: Token, modal: Token, family: str, words: dict[str, frozenset[str]]) -> tuple[str, str] | None:
    """What somebody says that will be done to others is a threat: "warned that it would bomb the town"."""
    above = governor(verb)
    if family not in VIOLENT or above is None or relation(verb) != "ccomp" or modal.lower_ not in words["modal_threat"]:
        return None
    lemma = (above.lemma_ or above.lower_).lower()
    own = any(word.lower_ in ("it", "they", "he", "she", "we", "i") for word in subjects(verb))
    if lemma in words["threatened"] and (own or lemma != "warn") and not is_passive(verb):
        return "threatened", f"{above.text} … {modal.text} {verb.text}"
    return None


def _of_main_verb(verb: Token, family: str, words: dict[str, frozenset[str]]) -> tuple[str, str] | None:
    """The status that a participle shares with the verb it goes with: "were to march, ending in the square"."""
    above = governor(verb)
    if verb.tag_ != "VBG" or above is None or relation(verb).split(":")[0] not in ("advcl", "conj"):
        return None
    return _of_words_before(above, words) or _of_clause(above, family, words)


def _event_verb(trigger: Token) -> Token:
    """The verb that carries the event's tense: the trigger itself, or the verb whose subject or object a noun is."""
    if trigger.pos_ in ("VERB", "AUX"):
        return trigger
    token = trigger
    for _ in range(6):
        above = governor(token)
        if above is None:
            return token
        kind = relation(token).split(":")[0]
        if above.pos_ in ("VERB", "AUX"):
            if kind == "nsubj" and _is_definite(token) and (above.lemma_ not in HAPPENING or objects(above)):
                return trigger
            return above if kind in ("obj", "nsubj", "xcomp", "ccomp") else trigger
        token = above
    return trigger


def _is_definite(noun: Token) -> bool:
    """Whether the noun speaks of something known: "the strike", "Friday's attack"."""
    return any(
        child.lower_ in ("the", "this", "that", "these", "those") or relation(child) == "nmod:poss"
        for child in noun.children
    )


def _of_modal(verb: Token, modal: Token, family: str, words: dict[str, frozenset[str]]) -> tuple[str, str] | None:
    """The status that a modal verb gives: "will march", "could attack", "would be sent"."""
    said = modal.lower_
    if said in words["modal_planned"]:
        return "planned", f"{modal.text} {verb.text}"
    if (said == "would" or (said in CONTRACTED and verb.tag_ == "VB")) and family not in VIOLENT and family != "other":
        return "planned", f"{modal.text} {verb.text}"
    if said in words["modal_hypothetical"] and not any(
        t.lower_ == "have" and said in ("must", "may") for t in verb.children
    ):
        return "hypothetical", f"{modal.text} {verb.text}"
    return None


def _of_governors(verb: Token, family: str, words: dict[str, frozenset[str]]) -> tuple[str, str] | None:
    """The status that the verbs above give: "threatened to", "tried to", "denied that"."""
    token = verb
    for _ in range(4):
        above = governor(token)
        kind = relation(token).split(":")[0]
        if above is not None and kind == "acl" and above.lower_ in words["told_nouns"]:
            token = above
            continue
        infinitive = _is_infinitive(token)
        asking = _asking(token, words) if infinitive and family == "protest" else None
        if asking is not None:
            return "planned", f"{asking.text} … {verb.text}"
        if above is not None and kind == "conj" and infinitive and _is_infinitive(above):
            token = above
            continue
        if above is None or kind in ("acl", "conj", "parataxis", "nsubj", "appos"):
            return None
        lemma = (above.lemma_ or above.lower_).lower()
        if kind in ("xcomp", "ccomp", "obj", "advcl", "obl") and (infinitive or kind in ("xcomp", "ccomp", "obj")):
            if lemma in words["denied"] and kind in ("xcomp", "ccomp", "obj"):
                return "denied", f"{above.text} … {verb.text}"
            if lemma in words["attempted"] and (infinitive or kind in ("obj", "xcomp")):
                return "attempted", f"{above.text} … {verb.text}"
            if lemma in words["threatened"]:
                return ("threatened" if family in VIOLENT else "planned"), f"{above.text} … {verb.text}"
            if lemma in words["hypothetical"]:
                return "hypothetical", f"{above.text} … {verb.text}"
            if lemma in words["planned"] and infinitive:
                return "planned", f"{above.text} … {verb.text}"
        if token.tag_ == "VBG" and kind == "advcl":
            marked = {child.lower_ for child in token.children if relation(child) in ("mark", "case")}
            if ("from" in marked and lemma in words["kept_from"]) or (marked and lemma in words["thought_of"]):
                return "hypothetical", f"{above.text} … {verb.text}"
        if infinitive and kind == "advcl" and family not in PURPOSE and lemma not in words["done_with"]:
            return "attempted", f"to {verb.text}"
        token = above
        if not infinitive and lemma not in REPORTING and lemma not in IMMINENT_LIGHT and kind not in ("xcomp",):
            return None
    return None


def _asking(verb: Token, words: dict[str, frozenset[str]]) -> Token | None:
    """The verb by which people are asked to do what the infinitive says: "told supporters to turn out"."""
    kind = relation(verb).split(":")[0]
    asking = governor(verb)
    if asking is not None and kind == "acl":
        asking = governor(asking)
    if asking is None or kind not in ("xcomp", "ccomp", "advcl", "acl", "obl", "obj"):
        return None
    return asking if (asking.lemma_ or asking.lower_).lower() in words["asked"] else None


def _is_infinitive(verb: Token) -> bool:
    """Whether the verb stands with "to"."""
    return any(child.lower_ == "to" and relation(child) == "mark" for child in verb.children)


def _of_tokens_before(trigger: Token, words: dict[str, frozenset[str]]) -> tuple[str, str] | None:
    """The same without a parse, from the few words before the trigger."""
    sentence = trigger.sent
    before = [token.lower_ for token in trigger.doc[max(sentence.start, trigger.i - 4) : trigger.i]]
    for word in reversed(before):
        if word in words["modal_planned"]:
            return "planned", f"{word} {trigger.text}"
        if word in words["modal_hypothetical"] or word in words["if_words"]:
            return "hypothetical", f"{word} {trigger.text}"
        if word in ("not", "n't", "never", "denied", "denies"):
            return "denied", f"{word} {trigger.text}"
        if word in ("threatened", "vowed"):
            return "threatened", f"{word} {trigger.text}"
        if word in ("tried", "attempted", "failed", "trying"):
            return "attempted", f"{word} {trigger.text}"
    return None


def _is_ongoing(trigger: Token, words: dict[str, frozenset[str]]) -> bool:
    """Whether it goes on as the article is written: "are fighting", "the siege continues"."""
    sentence = trigger.sent
    before = [token.lower_ for token in trigger.doc[max(sentence.start, trigger.i - 3) : trigger.i]]
    be = next((at for at in range(len(before) - 1, -1, -1) if before[at] in ("is", "are", "'re", "’re")), None)
    if trigger.lower_.endswith("ing") and be is not None and not {"of", "for", "by", "from", "with"} & set(before[be:]):
        return True
    near = f" {trigger.doc[max(sentence.start, trigger.i - 3) : min(sentence.end, trigger.i + 4)].text.lower()} "
    return any(f" {cue} " in near for cue in words["ongoing"] if not cue.endswith("ed"))
