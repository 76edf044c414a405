"""What a sentence says of who did it: a claim, a charge, a denial, or that nobody knows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.language.syntax import (
    agents,
    appositions,
    compounds,
    is_negated,
    is_passive,
    objects,
    obliques,
    possessors,
    relation,
    subjects,
)
from geo.links.standing import tokens_of
from geo.parties.blame import OFFICES, at_the_door_of, blamed_on, named_by
from geo.parties.charging import held_by
from geo.parties.coreference import antecedent, mention_at, standing_for
from geo.parties.denials import denied_in
from geo.parties.unnamed import acting_name
from geo.parties.voices import attribution_words, is_authority, phrase_of, speaker_head
from geo.records import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

ASKING = frozenset({"who", "whose", "whether", "which", "if", "not", "n't"})
THEY = frozenset({"it", "they", "we", "he", "she", "i"})
THAT = frozenset({"it", "this", "that"})
OWNING = frozenset({"own", "admit", "acknowledge", "confirm"})
"""Verbs by which a doer says that he did it, and others that it was done."""

HALLMARKS = frozenset({"hallmark", "signature", "handwriting", "trademark"})
"""Nouns whose "of" names who may have done it."""

PERSONAL = frozenset({"individual", "civilians", "government"})
"""Types of actors who may only speak for another: "the movement's spokesman, X"."""

DOUBTING = frozenset({"inquiry", "enquiry", "possibility", "theory", "hypothesis", "may", "might", "could", "believe"})
"""Words of a sentence that only thinks of somebody."""

FALSELY = frozenset({"was", "were", "is", "are"})
"""Words by which denied_in tells "said the claim was a lie"."""

OPEN_DENIALS = frozenset(
    [
        "involvement", "involved", "responsibility", "role", "part", "hand", "complicity", "blame", "holding",
        "custody",
        "detaining", "detained", "abducting", "abducted", "accusation", "accusations", "allegation", "allegations",
        "charge", "charges", "claim",
    ]
)  # fmt: skip
"""What somebody denies who may not have been named before: "denied involvement"."""

DOING = frozenset(
    {"staging", "orchestrating", "planting", "ordering", "opening", "shelling", "burning", "launching", "doing"}
)
"""What somebody is accused of who did what was told before."""

DONE = frozenset({"do", "carry", "commit", "perpetrate", "orchestrate", "plant", "lay", "stage", "fire"})


@dataclass(frozen=True, slots=True)
class Answer:
    """Who did it, as a sentence has it: the contract's value, the doers, who says so, and the word that tells it."""

    level: str
    doers: tuple[Mention, ...]
    by: str
    word: Token
    disowns: bool = False


def read_answer(doc: Doc, sentence: Span, actors: Sequence[Mention]) -> Answer | None:
    """What the sentence says of who did it; None when it says nothing of it."""
    words = attribution_words()
    denial = denied_in(sentence)
    for verb in sentence:
        lemma, said = verb.lemma_ or verb.lower_, verb.lower_
        saying = bool(denial) and lemma in words["says"]
        if verb.pos_ not in ("VERB", "NOUN", "AUX") or not (saying or lemma in words["answering"]):
            continue
        short = {"short", "without"} & {token.lower_ for token in doc[max(sentence.start, verb.i - 3) : verb.i]}
        if (is_negated(verb) or short) and lemma not in words["denying"]:
            continue  # "stopped short of claiming it"
        by = [noun for preposition, noun in obliques(verb) if preposition == "by"]
        passive = verb.pos_ == "VERB" and (is_passive(verb) or (bool(by) and verb.tag_ == "VBN"))
        behind = doc[verb.i + 1 : min(sentence.end, verb.i + 6)]
        near = {token.lower_ for token in behind if not (token.lower_ == "that" and token.tag_ == "IN")}
        held = held_by(verb) if verb.pos_ == "VERB" else []
        if held:
            told = _held(doc, verb, held, actors)
            if told is not None:
                return told
        elif verb.pos_ == "VERB" and lemma in OWNING and (near & words["deeds"] or _own_did_it(verb)):
            doers = meant(doc, subjects(verb), actors, speaking=True)
            if doers and not passive and (lemma != "own" or "up" in near):
                return Answer("owned", doers, doers[0].text, verb)
        elif verb.pos_ == "VERB" and lemma in words["claims"] and near & (words["responsibility"] | words["deeds"]):
            doers = meant(doc, by if passive else subjects(verb), actors)
            if doers and said in ("claimed", "claims", "claiming") or (doers and near & words["responsibility"]):
                return Answer("claimed", doers, doers[0].text, verb)
        elif denial in words["disavowals"] and lemma in words["says"] and verb.pos_ == "VERB":
            doers = meant(doc, subjects(verb), actors, speaking=True)
            if doers:
                return Answer("disputed", doers, doers[0].text, verb, disowns=True)
        elif denial and verb.pos_ == "VERB" and (lemma in words["denying"] or (saying and denial in FALSELY)):
            doers = meant(doc, subjects(verb), actors, speaking=True)
            if doers:
                return Answer("disputed", doers, doers[0].text, verb, disowns=bool(near & OPEN_DENIALS))
        elif (
            lemma in words["charges"] | words["ascribes"]
            and verb.pos_ == "VERB"
            and (told := _charge(doc, verb, actors, passive)) is not None
        ):
            contested = bool(denial) and verb.i < sentence.end - 1 and lemma not in words["denying"]
            return replace(told, level="disputed", disowns=True) if contested else told
        elif verb.pos_ == "VERB" and lemma in DONE and not passive and any(o.lower_ in THAT for o in objects(verb)):
            doers = meant(doc, subjects(verb), actors)
            if doers and speaker_head(verb) is not None:
                return by_its_speaker(doc, verb, doers, actors)
        elif verb.pos_ == "VERB" and lemma in DONE and passive and by:
            doers = meant(doc, by, actors)
            if doers:
                return by_its_speaker(doc, verb, doers, actors)
        elif lemma in ("work", "handiwork", "doing") and verb.pos_ == "NOUN":
            doers = meant(doc, [noun for of, noun in obliques(verb) if of == "of"], actors)
            if doers:
                return by_its_speaker(doc, verb, doers, actors)
        elif lemma in HALLMARKS and verb.pos_ == "NOUN":
            doers = meant(doc, [noun for of, noun in obliques(verb) if of == "of"], actors)
            if doers:
                return Answer("possible", doers, "", verb)
        elif lemma == "look" and verb.pos_ == "VERB" and any(is_authority(one) for one in subjects(verb)):
            doers = meant(doc, [noun for at, noun in obliques(verb) if at in ("at", "into")], actors)
            if doers:
                return Answer("possible", doers, "", verb)
        elif lemma == "point" and verb.pos_ == "VERB":
            doers = meant(doc, [noun for to, noun in obliques(verb) if to in ("to", "at")], actors)
            if doers:
                accuser = next(iter(subjects(verb)), None)
                authority = accuser is not None and _is_official(doc, accuser, actors)
                return Answer("accused_by_authorities" if authority else "possible", doers, "", verb)
    suspected = next((t for t in sentence if t.lower_ == "suspected" and t.i and t.nbor(-1).lower_ in THEY), None)
    if suspected is not None:
        doers = meant(doc, [suspected.head], actors)
        teller = next((s for s in sentence if s.i < suspected.i and s.pos_ in ("NOUN", "PROPN")), None)
        if doers and teller is not None:
            level = "accused_by_authorities" if _is_official(doc, teller, actors) else "possible"
            return Answer(level, doers, phrase_of(teller).text, suspected)
    answerable = next(
        (t for t in sentence if t.lower_ == "responsible" and any(c.lemma_ == "be" for c in t.children)), None
    )
    if answerable is not None and not is_negated(answerable):
        doers = meant(doc, subjects(answerable), actors)
        if doers and {token.lower_ for token in sentence} & DOUBTING:
            return Answer("possible", doers, "", answerable)
        if doers:
            return by_its_speaker(doc, answerable, doers, actors)
    mutual = next((token for token in sentence if denial and denial.startswith(token.lower_)), None)
    if denial in words["mutual"] and mutual is not None:
        return Answer("disputed", (), "", mutual)
    return None


def _held(doc: Doc, verb: Token, held: Sequence[Token], actors: Sequence[Mention]) -> Answer | None:
    """A charge by "placed the blame on X" or "held X responsible"; None where X is nobody."""
    doers = meant(doc, held, actors)
    if not doers:
        return None
    accuser = next((one for one in subjects(verb) if one.pos_ in ("NOUN", "PROPN", "ADJ")), None)
    authority = accuser is not None and _is_official(doc, accuser, actors)
    by = phrase_of(accuser).text if accuser is not None else ""
    return Answer("accused_by_authorities" if authority else "accused", doers, by, verb)


def _own_did_it(verb: Token) -> bool:
    """Whether somebody says that his own people did it: "acknowledged that its battalion had carried it out"."""
    after = verb.doc[verb.i + 1 : verb.sent.end]
    own = any(token.lower_ in ("it", "its", "they", "their") for token in after)
    return own and any((token.lemma_ or token.lower_) in DONE and token.pos_ == "VERB" for token in after)


def is_silence(sentence: Span) -> bool:
    """Whether the sentence says that nobody has said who it was: "No group claimed the attack"."""
    text = " ".join(token.lower_ for token in sentence)
    return any(cue in text for cue in attribution_words()["silent"])


def _charge(doc: Doc, verb: Token, actors: Sequence[Mention], passive: bool) -> Answer | None:
    """A charge: "officials blamed X", "X is suspected", "attributed it to X"."""
    lemma = verb.lemma_
    words = attribution_words()
    told = subjects(verb) if passive else objects(verb)
    ascribed = [*blamed_on(verb), *(at_the_door_of(verb) if lemma == "lay" else [])]
    doers = meant(doc, ascribed, actors) if lemma in words["ascribes"] else ()
    doers = doers or (meant(doc, told, actors) if lemma in words["charges"] else ())
    if not doers:
        return None
    if lemma == "accuse" and not _of_a_deed(verb):
        return None  # "accused him of stealing the vote"
    accusers = agents(verb) if passive else subjects(verb)
    if passive and lemma == "accuse" and not any(_speaks(doc, one, actors) for one in accusers):
        return None  # "the militias are accused of ruling by the gun"
    accuser = next((one for one in accusers if one.pos_ in ("NOUN", "PROPN", "ADJ", "PRON")), None)
    if accuser is not None and accuser.lower_ in ("we", "i", "it", "they", "he", "she"):
        accuser = speaker_head(verb)
    authority = accuser is not None and _is_official(doc, accuser, actors)
    by = phrase_of(accuser).text if accuser is not None else ""
    level = "accused_by_authorities" if authority else "possible" if lemma == "suspect" else "accused"
    return Answer(level, doers, by, verb)


def _of_a_deed(verb: Token) -> bool:
    """Whether what somebody is accused of may be the deed told before: "of the attack", "of firing", or nothing."""
    after = list(verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 14)])
    of = [at for at, token in enumerate(after) if token.lower_ == "of" and token.head.i > token.i]
    deeds = attribution_words()["deeds"] | DOING
    return not of or any(deeds.intersection(token.lower_ for token in after[at + 1 : at + 6]) for at in of)


def by_its_speaker(doc: Doc, verb: Token, doers: tuple[Mention, ...], actors: Sequence[Mention]) -> Answer | None:
    """An answer told by the sentence's speaker: "It was done by X, said the governor"; None for an open question."""
    speaker = speaker_head(verb)
    if any(token.lower_ in ASKING for token in verb.sent):
        return None
    if speaker is None:
        return Answer("fact", doers, "", verb)
    own = {mention.name for mention in meant(doc, [speaker], actors, speaking=True)}
    whose = {one.lower_ for subject in [*subjects(verb), *agents(verb)] for one in (subject, *possessors(subject))}
    if whose & {"it", "its", "they", "their"} and not is_authority(speaker) and speaker.i < verb.i:
        return Answer("claimed", doers, phrase_of(speaker).text, verb)
    if own & {mention.name for mention in doers}:
        return Answer("claimed", doers, phrase_of(speaker).text, verb)
    level = "accused_by_authorities" if _is_official(doc, speaker, actors) else "accused"
    return Answer(level, doers, phrase_of(speaker).text, verb)


def meant(doc: Doc, heads: Sequence[Token], actors: Sequence[Mention], speaking: bool = False) -> tuple[Mention, ...]:
    """The actors that the words name or stand for; those who only speak for somebody are that somebody's."""
    words = named_by(heads)
    if not words:
        return ()
    low, high = min(word.idx for word in words), max(word.idx for word in words) + 1
    first = max(0, bisect_left(actors, low, key=lambda mention: mention.start) - 1)
    found: list[Mention] = []
    for mention in actors[first : bisect_left(actors, high, key=lambda mention: mention.start)]:
        start, end = tokens_of(doc, mention)
        if any(start <= word.i < end for word in words) and mention.actor and mention.actor.type != "media":
            found.append(standing_for(doc, mention, actors))
    if not found:
        found = [one for one in (antecedent(doc, word, actors) for word in words) if one is not None]
    found = found or [one for one in map(acting_name, sorted(words)) if one is not None]
    if speaking and not any(one.actor and one.actor.type not in PERSONAL for one in found):
        found = _spoken_for(doc, heads, actors) or found
    acting = [one for one in found if one.actor and (speaking or one.actor.type not in ("civilians", "individual"))]
    return tuple(acting or (found if speaking else found))


def _spoken_for(doc: Doc, heads: Sequence[Token], actors: Sequence[Mention]) -> list[Mention]:
    """For whom a person speaks by his office: "the movement's spokesman, X", "a spokesman for the Y"."""
    found: list[Mention] = []
    for head in heads:
        beside = [head, *appositions(head), *([head.head] if relation(head) == "appos" else [])]
        for office in (one for one in beside if one.lower_ in OFFICES):
            owners = [
                *possessors(office),
                *compounds(office),
                *(n for of, n in obliques(office) if of in ("of", "for")),
            ]
            for owner in owners:
                meant = antecedent(doc, owner, actors) or mention_at(doc, owner, actors)
                if meant is not None and meant.actor is not None and meant.actor.type not in PERSONAL:
                    found.append(meant)
    return found


def _speaks(doc: Doc, one: Token, actors: Sequence[Mention]) -> bool:
    """Whether a noun is somebody who may accuse, not "by the gun"."""
    return one.pos_ == "PROPN" or is_authority(one) or mention_at(doc, one, actors) is not None


def _is_official(doc: Doc, speaker: Token, actors: Sequence[Mention]) -> bool:
    """Whether an authority speaks, or a state by its name or its capital."""
    mention = mention_at(doc, speaker, actors)
    state = mention is not None and mention.actor is not None and mention.actor.type in ("state forces", "government")
    return state or is_authority(speaker)
