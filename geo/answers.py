"""Sentences that only say who did it: "Officials blamed the separatists", "The army denied it".

They answer the question that the last incident told left open, or contest it: a claim, a charge or a denial
becomes a passage of that incident, and its doer one of the incident's actors.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.attribution import denied_in, is_faceless
from geo.blame import named_by
from geo.coreference import antecedent, standing_for
from geo.records import Excerpt, Incident, Mention
from geo.sameness import REAL, compatible_kinds
from geo.standing import tokens_of
from geo.syntax import agents, is_negated, is_passive, objects, obliques, subjects
from geo.telling import wording_of
from geo.voices import attribution_words, is_authority, phrase_of, speaker_head

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

NEAR = 700
"""Characters from the incident's sentence to the one that says who did it."""

DOABLE = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians", "Riots"})
ALSO_DOABLE = frozenset(
    {
        "Looting/property destruction",
        "Crime",
        "Excessive force against protesters",
        "Protest with intervention",
        "Disrupted weapons use",
    }
)
"""Kinds of incidents that somebody is blamed for."""

ASKING = frozenset({"who", "whose", "whether", "which", "if", "not", "n't"})
THAT = frozenset({"it", "this", "that"})
STATE = frozenset({"state forces", "government"})
ACCUSING = frozenset({"accused", "accused_by_authorities"})
OWNING = frozenset({"own", "admit", "acknowledge", "confirm"})
"""Verbs by which a doer says that he did it, and others that it was done."""

DONE = frozenset({"do", "carry", "commit", "perpetrate", "orchestrate", "plant", "lay", "stage", "fire"})


@dataclass(frozen=True, slots=True)
class Answer:
    """Who did it, as a sentence has it: the contract's value, the doers, who says so, and the word that tells it."""

    level: str
    doers: tuple[Mention, ...]
    by: str
    word: Token


def telling_sentences(doc: Doc, reporting: Sequence[Span]) -> list[Span]:
    """The sentences with words of claims, charges and denials soon after one that may report an incident."""
    cues = _cues()
    ends = [sentence.end_char for sentence in reporting]
    found: list[Span] = []
    for sentence in doc.sents:
        at = bisect_left(ends, sentence.start_char + 1)
        near = at > 0 and sentence.start_char - ends[at - 1] < NEAR
        if near and any(token.lower_ in cues for token in sentence):
            found.append(sentence)
    return found


def _cues() -> frozenset[str]:
    return attribution_words()["cues"]


def with_answers(article_id: str, doc: Doc, incidents: Sequence[Incident], actors: Sequence[Mention]) -> list[Incident]:
    """The incidents, each with what the sentences after it say of who did it.

    A passage that only points back ("claimed the attack") is folded into the incident that it points to.
    """
    found: list[Incident | None] = list(incidents)
    passages = sorted((e.start, e.end, index) for index, one in enumerate(incidents) for e in one.excerpts)
    for sentence in doc.sents:
        if not any(token.lower_ in _cues() for token in sentence) or not _is_parsed(sentence):
            continue
        after = bisect_left(passages, (sentence.end_char, 0, 0))
        own = {index for start, end, index in passages[max(0, after - 12) : after] if end > sentence.start_char}
        if any(not _points_back(found[index]) for index in own):
            continue
        if is_silence(sentence):
            _keep_silent(sentence, passages[max(0, after - 24) : after], found)
            continue
        answer = _answer(doc, sentence, actors)
        if answer is None:
            continue
        earlier = [passage for passage in passages[max(0, after - 24) : after] if passage[2] not in own]
        owned = answer.level == "owned"
        home = _home(sentence, earlier, found, answer, [found[index] for index in own])
        if home is None:
            continue
        answer = replace(answer, level="claimed") if owned else answer
        told = found[home]
        assert told is not None
        found[home] = _answered(article_id, doc, sentence, told, answer)
        for index in own:
            found[index] = None
    return [incident for incident in found if incident is not None]


def _keep_silent(sentence: Span, passages: Sequence[tuple[int, int, int]], found: list[Incident | None]) -> None:
    """Marks the last incident as nobody's, where no doer is named and the sentence says that none is known."""
    for _, end, index in reversed(passages):
        one = found[index]
        if sentence.start_char - end > NEAR:
            return
        if one is not None and one.status in REAL and _is_doable(one):
            named = [actor for actor in one.actors if actor.role == "perpetrator" and not is_faceless(actor)]
            if not named:
                found[index] = replace(one, attribution="unknown")
            return


def _is_parsed(sentence: Span) -> bool:
    return any(token.has_dep() for token in sentence)


def _points_back(incident: Incident | None) -> bool:
    """Whether the passage tells nothing of its own: "the attack", without numbers."""
    if incident is None:
        return True
    bare = incident.fatalities_best is None and incident.injured is None
    return bare and all(wording_of(excerpt).definite for excerpt in incident.excerpts)


def _home(
    sentence: Span,
    passages: Sequence[tuple[int, int, int]],
    incidents: Sequence[Incident | None],
    answer: Answer,
    own: Sequence[Incident | None],
) -> int | None:
    """The incident that the answer is about: a denial's is one that the denier is said to have done, else the last."""
    near: list[int] = []
    for _, end, index in reversed(passages):
        if sentence.start_char - end > NEAR:
            break
        one = incidents[index]
        if one is None or one.status not in REAL or not _is_doable(one) or index in near:
            continue
        if all(mine is None or compatible_kinds(mine.sub_event_type, one.sub_event_type) for mine in own):
            near.append(index)
    if answer.level in ("disputed", "owned") and answer.doers:
        if answer.level == "owned" and answer.word.lemma_ == "own":
            return near[0] if near else None
        return next((index for index in near if _is_said_of(incidents[index], answer)), None)
    return near[0] if near else None


def _is_doable(incident: Incident) -> bool:
    return incident.event_type in DOABLE or incident.sub_event_type in ALSO_DOABLE


def _is_said_of(incident: Incident | None, answer: Answer) -> bool:
    """Whether one who denies is the incident's doer, or speaks for the same state."""
    if incident is None:
        return False
    for actor in incident.actors:
        if actor.role != "perpetrator":
            continue
        police = "police" in actor.name.lower()
        for mention in answer.doers:
            other = mention.actor
            if other is None:
                continue
            same_state = other.country_code == actor.country_code or not (other.country_code and actor.country_code)
            if other.name == actor.name or (
                (actor.type in STATE or police)
                and (other.type in STATE or "police" in other.name.lower())
                and same_state
            ):
                return True
            if set(other.name.lower().split()) & set(actor.name.lower().split()) - {"the", "of"}:
                return True
    return False


def _answered(article_id: str, doc: Doc, sentence: Span, incident: Incident, answer: Answer) -> Incident:
    """The incident with the sentence as a passage, and with its doer and how sure it now is who did it."""
    text: str = doc.text
    start, end = sentence.start_char, sentence.end_char
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    word = answer.word
    excerpt = Excerpt(
        article_id,
        start,
        end,
        text[start:end],
        trigger=(word.idx, word.idx + len(word)),
        actors=tuple((mention.start, mention.end) for mention in answer.doers),
        status=incident.status,
        attribution=answer.level,
        attributed_to=answer.by,
    )
    known = {actor.name for actor in incident.actors}
    doers = [m.actor for m in answer.doers if m.actor and m.actor.name not in known and answer.level != "disputed"]
    if answer.level == "disputed" and not any(actor.role == "perpetrator" for actor in incident.actors):
        doers = [m.actor for m in answer.doers if m.actor]
    return replace(
        incident,
        attribution=_level(incident, answer),
        actors=(*incident.actors, *(replace(actor, role="perpetrator") for actor in doers)),
        excerpts=(*incident.excerpts, excerpt),
        reasons=(*incident.reasons, f"attribution: {answer.word.text!r} in a later sentence"),
    )


def _level(incident: Incident, answer: Answer) -> str:
    """How sure it is who did it, now that the answer is known."""
    told = incident.attribution
    if answer.level in ("claimed", "disputed"):
        return answer.level if told != "claimed" else told
    named = {actor.name for actor in incident.actors if actor.role == "perpetrator"}
    if told in ACCUSING and named and not named & {m.actor.name for m in answer.doers if m.actor}:
        others = {actor.type for actor in incident.actors if actor.role == "perpetrator"}
        mine = {m.actor.type for m in answer.doers if m.actor}
        return told if others & mine else "disputed"
    if told in ("claimed", "disputed") or (told == "fact" and named & {m.actor.name for m in answer.doers if m.actor}):
        return told
    if told == "accused_by_authorities":
        return told
    return answer.level


def _answer(doc: Doc, sentence: Span, actors: Sequence[Mention]) -> Answer | None:
    """What the sentence says of who did it; None when it says nothing of it."""
    words = attribution_words()
    denial = denied_in(sentence)
    for verb in sentence:
        lemma, said = verb.lemma_ or verb.lower_, verb.lower_
        if verb.pos_ not in ("VERB", "NOUN", "AUX") or lemma not in words["answering"]:
            continue
        if is_negated(verb) and lemma not in words["denying"]:
            continue
        passive = verb.pos_ == "VERB" and is_passive(verb)
        near = {token.lower_ for token in doc[verb.i + 1 : min(sentence.end, verb.i + 6)]}
        if verb.pos_ == "VERB" and lemma in OWNING and near & words["deeds"]:
            doers = _meant(doc, subjects(verb), actors, speaking=True)
            if doers and not passive and (lemma != "own" or "up" in near):
                return Answer("owned", doers, doers[0].text, verb)
        elif verb.pos_ == "VERB" and lemma in words["claims"] and near & (words["responsibility"] | words["deeds"]):
            doers = _meant(doc, agents(verb) if passive else subjects(verb), actors)
            if doers and said in ("claimed", "claims", "claiming") or (doers and near & words["responsibility"]):
                return Answer("claimed", doers, doers[0].text, verb)
        elif denial and lemma in words["denying"] and verb.pos_ == "VERB":
            doers = _meant(doc, subjects(verb), actors, speaking=True)
            if doers:
                return Answer("disputed", doers, doers[0].text, verb)
        elif lemma in words["charges"] | words["ascribes"] and verb.pos_ == "VERB":
            told = _charge(doc, verb, actors, passive)
            if told is not None:
                return told
        elif verb.pos_ == "VERB" and lemma in DONE and not passive and any(o.lower_ in THAT for o in objects(verb)):
            doers = _meant(doc, subjects(verb), actors)
            if doers and speaker_head(verb) is not None:
                return _by_its_speaker(doc, verb, doers, actors)
        elif verb.pos_ == "VERB" and lemma in DONE and passive and agents(verb):
            doers = _meant(doc, agents(verb), actors)
            if doers:
                return _by_its_speaker(doc, verb, doers, actors)
        elif lemma in ("work", "handiwork", "doing") and verb.pos_ == "NOUN":
            doers = _meant(doc, [noun for of, noun in obliques(verb) if of == "of"], actors)
            if doers:
                return _by_its_speaker(doc, verb, doers, actors)
    mutual = next((token for token in sentence if denial and denial.startswith(token.lower_)), None)
    if denial in words["mutual"] and mutual is not None:
        return Answer("disputed", (), "", mutual)
    return None


def is_silence(sentence: Span) -> bool:
    """Whether the sentence says that nobody has said who it was: "No group claimed the attack"."""
    text = " ".join(token.lower_ for token in sentence)
    return any(cue in text for cue in attribution_words()["silent"])


def _charge(doc: Doc, verb: Token, actors: Sequence[Mention], passive: bool) -> Answer | None:
    """A charge: "officials blamed X", "X is suspected", "attributed it to X"."""
    lemma = verb.lemma_
    words = attribution_words()
    told = subjects(verb) if passive else objects(verb)
    ascribed = [noun for to, noun in obliques(verb) if to in ("on", "to")]
    doers = _meant(doc, ascribed, actors) if lemma in words["ascribes"] else ()
    doers = doers or (_meant(doc, told, actors) if lemma in words["charges"] else ())
    if not doers:
        return None
    accusers = agents(verb) if passive else subjects(verb)
    accuser = next((one for one in accusers if one.pos_ in ("NOUN", "PROPN", "ADJ", "PRON")), None)
    if accuser is not None and accuser.lower_ in ("we", "i"):
        accuser = speaker_head(verb)
    authority = accuser is not None and is_authority(accuser)
    by = phrase_of(accuser).text if accuser is not None else ""
    level = "accused_by_authorities" if authority else "possible" if lemma == "suspect" else "accused"
    return Answer(level, doers, by, verb)


def _by_its_speaker(doc: Doc, verb: Token, doers: tuple[Mention, ...], actors: Sequence[Mention]) -> Answer | None:
    """An answer told by the sentence's speaker: "It was done by X, said the governor"; None for an open question."""
    speaker = speaker_head(verb)
    if any(token.lower_ in ASKING for token in verb.sent):
        return None
    if speaker is None:
        return Answer("fact", doers, "", verb)
    own = {mention.name for mention in _meant(doc, [speaker], actors, speaking=True)}
    if own & {mention.name for mention in doers}:
        return Answer("claimed", doers, phrase_of(speaker).text, verb)
    level = "accused_by_authorities" if is_authority(speaker) else "accused"
    return Answer(level, doers, phrase_of(speaker).text, verb)


def _meant(doc: Doc, heads: Sequence[Token], actors: Sequence[Mention], speaking: bool = False) -> tuple[Mention, ...]:
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
    acting = [one for one in found if one.actor and (speaking or one.actor.type not in ("civilians", "individual"))]
    return tuple(acting or (found if speaking else found))
