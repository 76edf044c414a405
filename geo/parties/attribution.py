"""How sure it is who did it: told as fact, claimed, an accusation, a suspicion, disputed or not known."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.language.syntax import agents, is_passive, objects, obliques, relation, subjects
from geo.links.standing import tokens_of
from geo.parties.blame import at_the_door_of, blamed_on
from geo.parties.charging import held_by
from geo.parties.coreference import antecedent, mention_at
from geo.parties.denials import denied_in
from geo.parties.voices import around, attribution_words, describing, is_authority, phrase_of, speaker_head
from geo.records import Actor, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Attribution = tuple[str, str, str]
"""The value of the contract, who says so ("" when it is the reporter), and the words that tell it."""

ARMED = frozenset({"rebel group", "political militia", "identity militia"})
STATE = frozenset({"state forces", "government"})
OFFICIAL_BUSINESS = frozenset({"arrest", "intervention", "protest", "movement", "base", "agreement"})
"""Families in which what the authorities say of their own people is no claim."""

OPEN_WAR = frozenset({"territory", "seizure", "fighting"})
"""Families in which those who tell what rebels did charge them with nothing: "rebels took the town, residents said"."""

SEIZING = frozenset(
    [
        "seize", "find", "recover", "discover", "unearth", "confiscate", "defuse", "impound", "intercept", "dismantle",
        "dig", "cache", "stash", "haul", "seizure", "stockpile",
    ]
)  # fmt: skip
"""Verbs and nouns of what authorities do in the open."""

ASKED = frozenset({"whether", "if", "not", "n't", "n’t"})
"""Words of a sentence in which a speaker leaves open whether his side did it."""

OWN_WORDS = 12
"""Words behind a trigger among which "what it called" stands."""

BESIDE = 2
"""Words before a doer's name among which "suspected" may stand."""

VERBAL = frozenset({"VERB", "AUX"})
BY_COURTS = frozenset({"charge", "convict", "indict", "want"})
"""What only police and courts do to somebody: "wanted for", "charged with"."""

BELIEVED = 7
"""The same for "believed to be members of"."""


def attribution_of(
    doc: Doc,
    trigger: Token,
    family: str,
    roles: Sequence[tuple[Mention, str]],
    actors: Sequence[Mention] = (),
    homes: Sequence[str] = (),
    source: str = "",
) -> Attribution:
    """How sure it is who did what the trigger reports, by its sentence.

    ``actors`` are those of the whole text in its order, ``homes`` the country where it happened, and the one where
    the story was written, ``source`` who published it: what an office of a state tells is its own version.
    """
    doers = [mention for mention, role in roles if role == "perpetrator"]
    sentence = around(trigger)
    head = speaker_head(trigger)
    if head is not None and trigger.pos_ == "VERB" and any(one.i == head.i for one in subjects(trigger)):
        head = None  # who does it also says something: "came down, burned eleven cars and wrote"
    name = phrase_of(head).text if head is not None else ""
    if not doers:
        took_part = any(role == "participant" for _, role in roles)
        return ("fact", name, "") if took_part else ("unknown", name, "")
    denial = denied_in(sentence)
    if denial:
        return "disputed", name, denial
    claim = _claimed(sentence, doc, doers)
    if claim:
        return "claimed", claim, "claimed"
    nameless = all(map(is_nameless, doers))
    charge = _charged(sentence, doc, doers, nameless)
    if charge:
        return charge
    if nameless and not _doubt(doc, trigger, doers):
        if any(is_unidentified(doer) for doer in doers):
            return "unknown", name, doers[0].text
        level = "accused_by_authorities" if head is not None and is_authority(head) else "fact"
        return level, name, doers[0].text
    doubt = _doubt(doc, trigger, doers)
    if doubt:
        police = head is not None and is_authority(head) and doubt.lower() == "suspected"
        return "accused_by_authorities" if police else "possible", name, doubt
    own_words = _own_words(trigger)
    if own_words and all(map(_is_state, doers)) and family not in OFFICIAL_BUSINESS:
        return "claimed", name, own_words
    if head is None:
        return _by_publisher(source, family, roles)
    return _by_speaker(doc, head, trigger, family, roles, actors, homes)


def _by_publisher(source: str, family: str, roles: Sequence[tuple[Mention, str]]) -> Attribution:
    """What an office of a state tells of its own side and of its foes; a fact where a newspaper tells it."""
    words = attribution_words()
    if not any(office in source.lower() for office in words["offices"]) or family in OFFICIAL_BUSINESS:
        return "fact", "", ""
    doers = [mention for mention, role in roles if role == "perpetrator"]
    if _fights_foes(roles) and not any(map(_is_police, doers)):
        return "claimed", source, source
    if any(map(_is_foe, doers)):
        return "accused_by_authorities", source, source
    return "fact", "", ""


def _own_words(trigger: Token) -> str:
    """The words in which the doer's side tells what was hit: "bombed what the army called a hideout"; "" for none."""
    after = trigger.doc[trigger.i + 1 : min(trigger.sent.end, trigger.i + OWN_WORDS)]
    what = next((at for at, token in enumerate(after) if token.lower_ == "what"), None)
    if what is None or any(token.is_punct for token in after[:what]):
        return ""
    told = after[what + 1 : what + 6]
    verb = next((token for token in told if token.lower_ in ("called", "said", "described", "termed", "calls")), None)
    sides = {
        "it",
        "they",
        "military",
        "army",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "ministry",
        "command",
        "officials",
    }
    return f"what … {verb.text}" if verb is not None and sides & {token.lower_ for token in told} else ""


def _is_state(doer: Mention) -> bool:
    return doer.actor is not None and doer.actor.type in STATE


def _is_foe(mention: Mention) -> bool:
    """Whether somebody is called what those are called whom the forces of a state fight."""
    return _is_armed(mention) or bool(attribution_words()["foes"] & set(mention.name.lower().split()))


def _fights_foes(roles: Sequence[tuple[Mention, str]]) -> bool:
    """Whether forces of a state did it to those whom it fights."""
    doers = [mention for mention, role in roles if role == "perpetrator"]
    return all(map(_is_state, doers)) and any(
        _is_foe(mention) for mention, role in roles if role in ("victim", "target")
    )


def _by_speaker(
    doc: Doc,
    head: Token,
    trigger: Token,
    family: str,
    roles: Sequence[tuple[Mention, str]],
    actors: Sequence[Mention],
    homes: Sequence[str],
) -> Attribution:
    """What follows from who tells it: the doers themselves, authorities, or others."""
    doers = [mention for mention, role in roles if role == "perpetrator"]
    name = phrase_of(head).text
    speaker = mention_at(doc, head, actors)
    official = is_authority(head) or (speaker is not None and speaker.actor is not None and speaker.actor.type in STATE)
    police = any(map(_is_police, doers))
    if family == "arrest" and all(doer.actor is not None and doer.actor.type in STATE for doer in doers):
        return ("fact" if official or police else "accused"), name, name
    side = speaker.actor.country_code if speaker is not None and speaker.actor is not None else ""
    theirs = official and _fights_foes(roles) and all(side in ("", d.actor.country_code, "") for d in doers if d.actor)
    if theirs or any(is_own_side(doc, head, speaker, doer, homes, actors) for doer in doers):
        business = police or family in OFFICIAL_BUSINESS or trigger.lemma_ in SEIZING
        return ("fact" if business else "claimed"), name, name
    if official:
        return "accused_by_authorities", name, name
    return ("fact" if family in OPEN_WAR and all(_is_armed(doer) for doer in doers) else "accused"), name, name


def _is_police(doer: Mention) -> bool:
    return bool(set(doer.name.lower().split()) & attribution_words()["police"])


def _is_armed(doer: Mention) -> bool:
    return doer.actor is not None and doer.actor.type in ARMED


def _is_named_before(doc: Doc, head: Token, actor: Actor, actors: Sequence[Mention]) -> bool:
    """Whether the speaker's words name the doer: "an outfit that calls itself X said that it"."""
    first = bisect_left(actors, head.sent.start_char, key=lambda mention: mention.start)
    after = bisect_left(actors, head.sent.end_char, lo=first, key=lambda mention: mention.start)
    return any(mention.actor is not None and mention.actor.name == actor.name for mention in actors[first:after])


def is_own_side(
    doc: Doc, head: Token, speaker: Mention | None, doer: Mention, homes: Sequence[str], actors: Sequence[Mention] = ()
) -> bool:
    """Whether the speaker speaks for the doer: the group itself, its spokesman, or the same state.

    Officials without a country's name are those of the first of ``homes``, the country where it happened, and the
    military's may be those of the second, where the story was written.
    """
    actor = doer.actor
    if actor is None:
        return False
    if head.pos_ == "PRON":
        asked = any(token.lower_ in ASKED for token in head.sent)
        meant = None if asked else antecedent(doc, head, actors)
        return meant is not None and meant.actor is not None and _of_one_side(meant.actor, actor)
    if speaker is not None and speaker.actor is not None and speaker.actor.name == actor.name:
        return True
    if doer.text.lower() in ("it", "they", "its", "their") and speaker is None and not is_authority(head):
        return _is_named_before(doc, head, actor, actors)
    police = bool(set(actor.name.lower().split()) & attribution_words()["police"])
    if actor.type not in STATE and not police:
        if actor.type in ARMED and describing(head) & {
            "group",
            "movement",
            "militia",
            "organisation",
            "rebel",
            "rebels",
        }:
            return True
        own = {word for word in actor.name.lower().split() if len(word) > 3} - {"group", "movement", "state", "army"}
        return bool(describing(head) & own)
    if not is_authority(head):
        return False
    country = speaker.actor.country_code if speaker and speaker.actor else ""
    indefinite = any(child.lower_ in ("a", "an") for child in head.children)
    if indefinite and describing(head) & attribution_words()["military"] and not country:
        return True  # "a military spokesman" is one of whom the sentence just spoke of
    home = next(iter(homes), "")
    if not actor.country_code or doer.text.lower() in ("it", "they"):
        return not country or not home or country == home
    abroad = not country and bool(describing(head) & attribution_words()["military"])
    return actor.country_code in (homes if abroad else (country or home,))


def _of_one_side(one: Actor, other: Actor) -> bool:
    """Whether two actors are the same, or of one state."""
    states = one.type in STATE and other.type in STATE and bool(one.country_code)
    return one.name == other.name or (states and one.country_code == other.country_code)


def is_nameless(mention: Mention) -> bool:
    """Whether the words tell no more than that there were attackers: "gunmen", "three masked men"."""
    return mention.role == "described" and mention.actor is not None and is_faceless(mention.actor)


def is_faceless(actor: Actor) -> bool:
    """Whether an actor is only described as one who attacks."""
    words = [word for word in actor.name.lower().replace("-", " ").split() if not word.isdigit()]
    return set(words) <= attribution_words()["nameless"]


def is_unidentified(mention: Mention) -> bool:
    """Whether the words say that nobody knows who it was: "unidentified gunmen"."""
    return bool({"unidentified", "unknown", "unnamed"} & set(mention.name.lower().split()))


def _doubt(doc: Doc, trigger: Token, doers: Sequence[Mention]) -> str:
    """The word that makes the doer or the deed unsure: "suspected", "believed to be"; "" when none does."""
    words = attribution_words()
    for doer in doers:
        start, end = tokens_of(doc, doer)
        inside = doc[max(doc[start].sent.start, start - BESIDE) : end]
        found = next((t.text for t in inside if t.lower_ in words["possible_doer"] and not _says_that(t)), "")
        if found:
            return found
        before = doc[max(doc[start].sent.start, start - BELIEVED) : start]
        found = next((t.text for t in before if t.lower_ in words["believed"] and _leads_on(t)), "")
        if found:
            return found
        low, high = min(start, trigger.i), max(end, trigger.i + 1)
        if doc[low].sent.start != trigger.sent.start:
            continue
        between = doc[max(trigger.sent.start, low - 1) : min(trigger.sent.end, high + 1)]
        for token in between:
            if token.lower_ in words["possible_verb"] or (token.lower_ in words["believed"] and _leads_on(token)):
                return str(token.text)
    return ""


def _leads_on(token: Token) -> bool:
    """Whether "to" follows: "believed to be"."""
    return token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "to"


def _says_that(token: Token) -> bool:
    """Whether it is a verb with what it tells: "alleged that"."""
    return token.pos_ == "VERB" and token.tag_ not in ("VBN", "JJ")


def _charged(sentence: Span, doc: Doc, doers: Sequence[Mention], nameless: bool) -> Attribution | None:
    """Who holds a doer to have done it, in the words of a charge: "police blamed X", "pinned on X".

    A doer without a name is charged only by the words right behind: "a man accused of".
    """
    words = attribution_words()
    for verb in sentence:
        lemma = verb.lemma_ or verb.lower_
        held = held_by(verb) if verb.pos_ == "VERB" else []
        sought = _sought(verb, words["charges"])
        if nameless and not sought:
            continue
        if not (held or sought) and (lemma not in words["charges"] | words["ascribes"] or verb.pos_ not in VERBAL):
            continue
        accused = held or sought or [noun for preposition, noun in obliques(verb) if preposition in ("on", "to", "at")]
        accusers = agents(verb)
        if lemma in words["charges"]:
            accused += subjects(verb) if is_passive(verb) else objects(verb)
        if not is_passive(verb):
            accusers = subjects(verb)
        accused += at_the_door_of(verb) if lemma == "lay" else blamed_on(verb) if lemma in words["ascribes"] else []
        phrase = {token.i for noun in accused for token in noun.subtree}
        if not any(tokens_of(doc, doer)[0] in phrase or tokens_of(doc, doer)[1] - 1 in phrase for doer in doers):
            continue
        accuser = next((one for one in accusers if one.pos_ in ("NOUN", "PROPN", "ADJ")), None)
        authority = accuser is not None and is_authority(accuser) or lemma in BY_COURTS
        name = phrase_of(accuser).text if accuser is not None else ""
        level = "accused_by_authorities" if authority else "possible" if lemma == "suspect" else "accused"
        return level, name, verb.text
    return None


def _sought(verb: Token, charges: frozenset[str]) -> list[Token]:
    """Whom the participle behind a noun charges: "a man accused of bombing the church", "wanted for the killing"."""
    behind = relation(verb).split(":")[0] == "acl" and verb.tag_ == "VBN"
    return [verb.head] if behind and (verb.lemma_ in charges or verb.lemma_ in BY_COURTS) else []


def _claimed(sentence: Span, doc: Doc, doers: Sequence[Mention]) -> str:
    """The doer who claims it in the sentence, by name: "X claimed responsibility", "an attack claimed by X"."""
    words = attribution_words()
    for verb in sentence:
        lemma = verb.lemma_ or verb.lower_
        if lemma not in words["claims"] | words["confesses"]:
            continue
        told = {token.lower_ for token in doc[verb.i + 1 : min(sentence.end, verb.i + 6)]}
        claiming = agents(verb) or subjects(verb)
        to_have = verb.lower_ in ("claimed", "claims", "claiming") and {"to", "have"} <= told
        confessed = (
            to_have or lemma in words["confesses"] and told & words["deeds"] and (lemma != "own" or "up" in told)
        )
        if told & words["responsibility"] or confessed:
            pass
        elif verb.lower_ not in ("claimed", "claims", "claiming") or not (
            told & words["deeds"] and objects(verb) or (agents(verb) and is_passive(verb))
        ):
            continue
        for doer in doers:
            start, end = tokens_of(doc, doer)
            if any(start <= one.i < end for one in claiming) or "by" in told or end == verb.i:
                return doer.text
    return ""
