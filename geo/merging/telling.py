"""How a passage speaks of its incident: as something new, as told before, as another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from geo.actors.actor_table import word_key
from geo.merging.merge_words import merge_words
from geo.records import Excerpt, Incident

OTHER_TIMES = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:last|this|previous|every) (?:year|month|decade|season|century)\b|\bsince\b|\bso far\b"
    r"|\b(?:years?|months|decades?|weeks) (?:ago|earlier|before)\b|\b(?:previous|earlier|similar|past|recent)\b",
    re.IGNORECASE,
)
"""Words of a passage that tells of other times than its story."""

_WORD = re.compile(r"[^\W_]+")
_LATER = re.compile(r"\b(?:hours?|days?|minutes?|weeks?|moments) (?:later|earlier)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Tt]he \d+-year-old)\b")
_WITNESS = re.compile(r"\b(?:heard|saw|felt|witnessed|hear|woken by|woke to)\b[^.;]{0,40}$", re.IGNORECASE)
_CLAIM = re.compile(
    r"\b(?:claim\w*|took|admitted) responsibility\b(?! for (?:an?|another|two|three|several|other)\b)"
    r"|\bsaid (?:it|they|its \w+) (?:was|were) behind (?:the|it)\b",
    re.IGNORECASE,
)
"""Who says that he did it speaks of what was told."""

_HIT_BACK = re.compile(r"^(?:hit|hits|hitting|struck|strike|strikes|striking) back\b|^retaliat", re.IGNORECASE)
"""Triggers that answer what was told, with another incident."""

_ALSO_DID = re.compile(r"\b(?:had|has|have) also$|\balso had$", re.IGNORECASE)
_HURT = re.compile(r"(?:died|killed|dead|wounded|injured|hurt|perished|drowned)\b", re.IGNORECASE)
_HEADED = re.compile(r"^\W*([A-Z][\w’' -]{2,40}): [A-Z]")
_OF_SOMEBODY = re.compile(r"\s+of (?:an?|two|three|four|five|six|several|at least|more than|\d+)\b", re.IGNORECASE)
_PRONOUNS = re.compile(r"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Ii]ts)\s*$")
_THOSE = re.compile(
    r"\b(?:[Tt]hose|(?:[Tt]he|[Tt]hose|[Hh]is|[Hh]er|[Tt]heir|all) (?:[\w-]+ )?(?:\d+ |[a-z]+ )?"
    r"(?:people|persons|men|women|boys|girls|children|students?|pupils|workers?|civilians|soldiers|policemen|officers?|"
    r"troops|fighters|militants|rebels|man|woman|boy|girl|teenager|protesters|villagers|passengers|victims|youths?))\s+$"
)
_OF_THOSE = re.compile(
    r"\b(?:[Oo]f|[Aa]mong) (?:the|those) (?:\w+ )?"
    r"(?:dead|killed|wounded|injured|victims|hurt|missing|casualties|slain)\b"
)
_OF_THE_HURT = re.compile(
    r"\b[Oo]f (?:the|those) (?:\w+ )?(?:wounded|injured)\b(?: who)?(?: had| have| has)?(?: \w+)?$"
)
_MOURNING = re.compile(
    r"(?:protest|demonstrat|march|rall(?:y|ied)|mourn|commemorat|picket|gather|chant|walked|bur(?:y|ied)|vigil)",
    re.IGNORECASE,
)
"""Triggers of what is done because of an incident: "marched to protest the killing" is not the killing."""

_AT_THE_SCENE = re.compile(r"^[^.;]{0,40}\b(?:at|on) the (?:scene|spot)\b(?! of\b)")
_TO_THEM = re.compile(
    r"\s+(?:dead )?(?:all |both |two |three |one )?(?:of )?(?:the|their|its) (?:\w+ )?"
    r"(?:attackers?|assailants?|gunm[ae]n|shooters?|bombers?|raiders?|kidnappers?|abductors?|hijackers?|hostage-takers?)\b"
)
"""Whom a verb befell who are of what was told: "shot dead the gunman"."""

_DESCRIBED = re.compile(r"\s+(?:that|which|in which)\s+\w")
"""Behind a noun that is told of as something new, for all its article: "the blast that ripped up a rail"."""

_AT_NAME = re.compile(
    r"\s+(?:on|at|in|near|outside|against|around)\s+(?:the\s+)?(?:(?:town|city|village)\s+of\s+)?"
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|Mar|Apr|May\b|Jun|Jul|Aug|Sep|Oct|Nov|Dec)([A-Z][\w'’-]{3,})"
)
_SAYS_WHEN = re.compile(
    r"\s*(?:[.,;]|$|(?:on|in|by|at|during|when|last|this|earlier|yesterday|overnight|outside|near|here|there|were|was|"
    r"had|have|has|are|is|will)\b)"
)
_DAYS = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_GOING_BACK = ("the", "this", "that", "these", "those")


@dataclass(frozen=True, slots=True)
class Wording:
    """How a passage speaks of its incident.

    ``definite``: "the strike", told before. ``topic``: "a fresh strike", the news of the day.
    ``other``: "another strike", none of those told before; ``ordinal``: "the second strike", told before as such.
    ``weekday``: 4 for "Friday's attack". ``pronoun``: whom it befell is only "he". ``agent``: "the attackers" do it.
    ``apart``: "separately", "hours later". ``aside``: "meanwhile". ``witness``: somebody heard or saw it.
    ``denying``: somebody denies it. ``noun``: the word that points back, ``lead`` the words before it: "the
    checkpoint attack". ``described``: "the blast that ripped up a rail", ``at``: the name in "the strike on Lago".
    ``things``: what it happened to or with, told of before: "the van".
    """

    definite: bool = False
    topic: bool = False
    other: bool = False
    apart: bool = False
    aside: bool = False
    pronoun: bool = False
    agent: bool = False
    revised: bool = False
    witness: bool = False
    denying: bool = False
    ordinal: bool = False
    weekday: int | None = None
    noun: str = ""
    lead: frozenset[str] = frozenset()
    described: bool = False
    at: str = ""
    things: frozenset[str] = frozenset()


@lru_cache(maxsize=4096)
def wording_of(excerpt: Excerpt) -> Wording:
    """How the passage speaks of its incident, from the words around its trigger."""
    if excerpt.trigger is None:
        return Wording()
    words = merge_words().lists
    text = excerpt.text
    first, after = excerpt.trigger[0] - excerpt.start, excerpt.trigger[1] - excerpt.start
    before, trigger, behind = text[:first], text[first:after], text[after:]
    named = next((match for match in _WORD.finditer(trigger) if match.group().lower() in words["nouns"]), None)
    noun = named.group().lower() if named else ""
    if named:
        before = text[: first + named.start()]
    lead = _after_the(before, words["stops"]) or _leading(before, words["modifiers"] | words["nouns"]) if noun else ""
    rest = before[: len(before) - len(lead)]
    opener = _last_word(rest) if noun else ""
    general = noun.endswith("s") and _PRONOUNS.search(rest) is not None
    whose = noun in words["of_victims"] and _OF_SOMEBODY.match(behind if not named else trigger[named.end() :] + behind)
    definite = (
        bool(noun) and not general and not whose and (opener in _GOING_BACK or _possessive(rest) or _it_was(rest))
    )
    said = {*_words(lead), opener}
    topic, other = bool(said & words["topic"]), bool(said & words["other"])
    ordinal = other and opener in _GOING_BACK
    for match in _new_ones().finditer(text):
        if match.start() < after and first - match.end() < 60:
            inside = {match.group(1).lower(), *_words(match.group(2))}
            topic = topic or bool(inside & words["topic"])
            other = other or bool(inside & words["other"])
            ordinal = ordinal or (other and _last_word(text[: match.start()]) in _GOING_BACK)
    later = _LATER.search(before) is not None and not _of_speech(before)
    agent = _goes_on_with_them(text, first, after)
    since = bool(set(_words(before)) & words["apart"]) and not agent
    besides = _ALSO_DID.search(before.rstrip()) is not None and not agent and not _HURT.match(trigger)
    turned = later or since or besides or _HIT_BACK.search(trigger) is not None or _is_headed(text, words["said"])
    apart = turned and not topic and not definite
    definite = (
        definite
        or _OF_THE_HURT.search(before + trigger) is not None
        or _befell_them(text, excerpt.trigger[0] - excerpt.start, trigger, behind)
    )
    telling = set(_words(trigger)) & (words["telling"] | words["answering"])
    pointed = "" if definite or telling or _MOURNING.match(trigger) else _points_back(behind, words)
    claimed = _CLAIM.search(text) is not None
    beyond = trigger[named.end() :] + behind if named and definite else ""
    at_name = _AT_NAME.match(beyond)
    return Wording(
        definite=(definite or bool(pointed) or claimed) and not other and not apart,
        topic=topic,
        other=other and not topic,
        ordinal=ordinal,
        weekday=_weekday_before(lead, rest) if definite else None,
        apart=apart,
        aside=bool(set(_words(before)) & words["aside"]),
        pronoun=not noun and _PRONOUN.search(before) is not None,
        agent=agent,
        witness=_WITNESS.search(before) is not None,
        denying=bool(set(_words(text)) & words["denying"]),
        revised=bool(set(_words(text)) & words["revised"]),
        noun=pointed or noun,
        lead=frozenset(_words(lead)) - words["topic"],
        described=_DESCRIBED.match(beyond) is not None,
        at=word_key(at_name.group(1)) if at_name else "",
        things=frozenset(merge_words().things[(m["one"] or m["own"]).lower()] for m in _the_things().finditer(text)),
    )


def _is_headed(text: str, said: frozenset[str]) -> bool:
    """Whether the passage has a heading of its own: "Ganja seized: Acting on a tip, police stopped a car"."""
    heading = _HEADED.match(text)
    return heading is not None and not said & set(_words(heading.group(1)))


def _goes_on_with_them(text: str, first: int, after: int) -> bool:
    """Whether the passage goes on with those who were told of: "the attackers", "two of the dead", "at the scene"."""
    before, behind = text[:first], text[after:]
    told_of = _the_agents().search(text[:after]) or _OF_THOSE.search(before)
    return (told_of or _TO_THEM.match(behind) or _AT_THE_SCENE.search(behind)) is not None


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _after_the(before: str, stops: frozenset[str]) -> str:
    """The words between "the" and a noun: "checkpoint" in "the checkpoint attack"; "" where a clause begins there."""
    match = re.search(r"\b(?:[Tt]he|[Tt]hat|[Tt]his|[Tt]hese|[Tt]hose)\s+((?:[\w'’.-]+\s+){0,4})$", before)
    if match is None or any(word in stops or word.endswith("ed") for word in _words(match.group(1))):
        return ""
    return match.group(1)


def _leading(before: str, modifiers: frozenset[str]) -> str:
    """The modifiers that stand right before a trigger, as they are written."""
    match = re.search(r"(?:[\w.-]+[ ]+)*$", before)
    run = match.group() if match else ""
    lead = ""
    for piece in reversed(re.findall(r"[\w.-]+ +", run)):
        word = piece.strip()
        parts = _words(word)
        lists = merge_words().lists
        known = all(part in modifiers or part in lists["topic"] | lists["other"] or part.isdigit() for part in parts)
        if not (known or (word[0].isupper() and parts and parts[0] not in (*_GOING_BACK, "a", "an"))):
            break
        lead = piece + lead
    return lead


def _last_word(text: str) -> str:
    found = _WORD.findall(text[-40:])
    return found[-1].lower() if found and text.rstrip()[-1:].isalnum() else ""


@cache
def _new_ones() -> re.Pattern[str]:
    """ "a fresh air strike", "in another attack"."""
    nouns = "|".join(sorted(merge_words().lists["nouns"] | merge_words().lists["weapons"]))
    return re.compile(rf"\b(an?|another|second|third)\s+((?:[\w'-]+\s+){{0,4}}?)(?:{nouns})\b", re.IGNORECASE)


@cache
def _the_agents() -> re.Pattern[str]:
    """ "The attackers rode in", "Among the dead was a nurse": the sentence goes on with those who were told of."""
    agents = "|".join(sorted(merge_words().lists["agents"]))
    says = r"is|was|has|had|also|would|will|did|does|could|may|might|call\w*|accuse\w*|blame\w*|claim\w*|den(?:y|ie)\w*"
    said = "|".join(sorted(merge_words().lists["said"]))
    some = "Most|Many|Some|All|Both|One|Two|Three|Four|Five|Several|Half|None|Among"
    of_them = rf"(?:{some})(?: of)? (?:the|those) (?:\w+ )?(?:{agents}|killed)"
    return re.compile(rf"^\W*(?:The (?:\w+ )?(?:{agents})|{of_them}|They|It (?!(?:{says}|{said})\b)\w+)\b")


def _befell_them(text: str, first: int, trigger: str, behind: str) -> bool:
    """ "The five boys killed on Friday", "two of those wounded": a participle says whom, of what was told before."""
    participle = re.fullmatch(r"\w+(?:ed|en)|shot(?: dead)?|hurt|slain|hit", trigger.lower()) is not None
    return participle and _THOSE.search(text[:first]) is not None and _SAYS_WHEN.match(behind) is not None


@cache
def _in_the() -> re.Pattern[str]:
    """ "in the US drone strike", right after a verb and at most three words."""
    nouns = "|".join(sorted(merge_words().lists["nouns"]))
    opener = rf"\W+(?:\w+\W+){{0,6}}?(?:in|during|by|from|after) (?:the|this|that|{_DAYS}['’]s) "
    return re.compile(rf"{opener}((?:[\w'-]+ ){{0,3}}?)({nouns})\b", re.IGNORECASE)


@cache
def _the_things() -> re.Pattern[str]:
    """ "The first van", "their bus"."""
    things = "|".join(sorted(merge_words().things))
    return re.compile(
        rf"\b(?:(?:the|this|that)\s+(?:[\w'-]+\s+)?(?P<one>{things})s?|(?:his|her|their|its)\s+(?P<own>{things}))\b",
        re.IGNORECASE,
    )


def _weekday_before(lead: str, rest: str) -> int | None:
    """The weekday of "Friday's attack" and "the Friday attack", 0 for Monday; None without one."""
    match = re.search(rf"\b({_DAYS})(?:['’]s)?\s*$", rest) or re.search(rf"\b({_DAYS})\b", lead)
    return _WEEKDAYS.index(match.group(1)[:3].lower()) if match else None


def _possessive(rest: str) -> bool:
    return bool(re.search(r"(?:['’]s|s['’]|\b(?:his|her|their|its))\s*$", rest))


def _of_speech(before: str) -> bool:
    """Whether "hours later" says when somebody spoke."""
    said = "|".join(sorted(merge_words().lists["said"]))
    return bool(
        re.search(rf"\b(?:{said})\b[^,;]{{0,12}}\b(?:hours?|days?|minutes?|weeks?) later|later (?:{said})\b", before)
    )


def _it_was(rest: str) -> bool:
    """ "it was a Russian air strike" speaks of what was told right before."""
    return bool(re.search(r"\b(?:[Ii]t|[Tt]his) (?:was|had been) (?:a|an|the)\s*$", rest))


def _points_back(behind: str, words: dict[str, frozenset[str]]) -> str:
    """The noun in "killed in the strike" and "planted the bomb": a verb that tells part of what "the" names; or ""."""
    match = _in_the().match(behind) or _done_to().match(behind)
    if not match:
        return ""
    plain = all(word in words["modifiers"] or word[0].isupper() for word in _WORD.findall(match.group(1)))
    return match.group(2).lower() if plain else ""


@cache
def _done_to() -> re.Pattern[str]:
    """ "the bomb", right after "planted"."""
    nouns = "|".join(sorted(merge_words().lists["nouns"]))
    return re.compile(rf"\W+(?:the|this|that) ((?:[\w'-]+ ){{0,2}}?)({nouns})\b", re.IGNORECASE)


def wording_of_incident(incident: Incident) -> Wording:
    """How the incident's own, first passage speaks of it."""
    told = [wording_of(excerpt) for excerpt in incident.excerpts if excerpt.start == incident.excerpts[0].start]
    return Wording(
        definite=any(wording.definite for wording in told),
        topic=any(wording.topic for wording in told),
        other=any(wording.other for wording in told) and not any(wording.topic for wording in told),
        apart=any(wording.apart for wording in told) and not any(wording.topic for wording in told),
        aside=any(wording.aside for wording in told) and not any(wording.definite for wording in told),
        pronoun=any(wording.pronoun for wording in told),
        agent=any(wording.agent for wording in told),
        revised=any(wording.revised for wording in told),
        noun=next((wording.noun for wording in told if wording.definite), ""),
        lead=next((wording.lead for wording in told if wording.definite), frozenset()),
        described=all(wording.described or not wording.definite for wording in told),
        at=next((wording.at for wording in told if wording.definite), ""),
        witness=any(wording.witness for wording in told),
        denying=any(wording.denying for wording in told),
        ordinal=any(wording.ordinal for wording in told),
        weekday=next((wording.weekday for wording in told if wording.weekday is not None), None),
        things=frozenset().union(*(wording.things for wording in told)),
    )


def first_offset(incident: Incident) -> int:
    """Where the incident is told first, by its triggers."""
    return min((excerpt.trigger or (excerpt.start, 0))[0] for excerpt in incident.excerpts)


def last_offset(incident: Incident) -> int:
    """Where the incident is told last, by its triggers."""
    return max((excerpt.trigger or (excerpt.start, 0))[0] for excerpt in incident.excerpts)


def offset(excerpt: Excerpt) -> tuple[int, int]:
    """Where the passage tells its incident: the span of its trigger, or where it starts."""
    return excerpt.trigger or (excerpt.start, 0)
