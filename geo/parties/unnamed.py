"""People and names that no table of actors knows: whoever is killed, and the organisation that does it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.casualties.headcounts import casualty_words, is_person
from geo.language.syntax import relation
from geo.parties.voices import attribution_words
from geo.places.makes import is_made, is_make
from geo.records import Actor, Mention

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

PLACES = frozenset({"GPE", "LOC", "FAC", "EVENT"})
PROPERTY = "property"
"""The type of what is hit that is no people: "a pharmacy", "three lorries"."""

AMOUNTS = frozenset(
    [
        "dozens", "hundreds", "thousands", "scores", "one", "some", "many", "most", "number", "total", "toll",
        "lives", "all", "half", "majority", "couple", "tens", "none", "others", "more", "deaths", "fatalities",
        "casualties", "injuries", "life", "rest", "part", "few", "two", "three", "four", "five", "six", "seven",
        "eight", "nine", "ten", "twelve", "another", "both", "each", "group", "groups", "band", "bands", "column",
        "columns", "crowds", "handful", "pair", "dozen", "hundred", "swarm", "swarms", "busload", "truckload",
        "truckloads", "mixture", "wave", "waves",
    ]
)  # fmt: skip
"""Words that count people and do not say who they are."""

THINGS = frozenset(
    [
        "corpse", "corpses", "remains", "shot", "shots", "gun", "guns", "bill", "idea", "hope", "virus", "disease",
        "weapon", "weapons", "ammunition", "control", "attention", "power", "grenade", "bomb", "fire", "charge",
        "charges", "deal", "talks", "killing", "killings", "attack", "attacks", "body", "bodies", "head", "leg",
        "arm", "chest", "name", "drugs", "cocaine", "plot", "spree", "crowd", "victim", "victims", "region",
        "country", "city", "town", "people's", "states", "regions", "towns", "strips", "hamlets", "neighbourhoods",
        "municipalities", "counties", "departments", "camps", "islands", "mines", "mine", "devices", "device",
        "projectile", "projectiles", "times", "occasions", "directions", "places", "sites", "lives", "quadcopter",
        "quadcopters", "copter", "copters", "chopper", "choppers", "steamer", "trawler", "freighter", "liner",
        "coach", "coaches", "bulldozer", "excavator", "scooter", "scooters", "charger", "loader", "breaker",
        "destroyer", "headquarters", "headquarter", "operator's", "barrier", "barriers", "twister", "crackdown",
        "shutdown", "ally", "allies", "server", "servers", "newspaper", "papers", "chain", "chains",
    ]
)  # fmt: skip
"""Objects of such verbs that are no people."""

BODIES = frozenset(
    [
        "association", "federation", "union", "league", "group", "party", "confederation", "alliance", "council",
        "society", "club", "committee", "network", "movement", "organisation", "organization", "guild", "chamber",
        "assembly", "plenum", "collective", "coalition", "front", "congregation", "parish", "cooperative", "forum",
    ]
)  # fmt: skip
"""Nouns of bodies, which are not their members: "the president of the growers' association"."""

STORMS = frozenset({"hurricane", "typhoon", "cyclone", "storm", "tropical"})
"""Words in the names of storms."""

NO_DOERS = (
    "over", "canister", "master switch", "meter", "metre", "ometer", "phone", "order", "border", "paper", "power",
    "weather", "shower", "tower", "corner", "answer", "offer", "matter", "letter", "murder", "number", "barrier",
    "disaster", "crater", "encounter", "factor", "sector", "tremor", "motor", "monitor", "trailer", "loader",
    "chopper", "copter", "laser", "freezer", "boiler", "burner", "printer", "generator", "detonator", "reactor",
    "silencer", "charger", "dumper", "tanker", "harbour", "harbor", "labour", "labor", "armour", "armor", "rumour",
    "rumor", "tumour", "vapour", "colour", "honour", "vigour", "error", "mirror", "corridor", "manner", "banner",
    "dinner", "hunger", "finger", "trigger", "dagger", "register", "cluster", "chapter", "quarter", "shelter",
    "filter", "theater", "gutter", "clutter", "shutter", "feather", "leather", "fever", "lever", "quiver", "silver",
    "career", "frontier", "glacier", "carrier", "interior", "exterior",
)  # fmt: skip
"""How nouns end that sound like those of people and mean things."""

MEN = ("men", "women")
"""How the plurals of many trades end: "horsemen"."""

FORCES = frozenset({"police", "army", "military", "navy", "security", "gendarmerie", "troop", "patrol", "naval"})
"""Words before a noun that say whose it is: the state's."""

HIT = "what is hit:"
"""How the reason of a site or a vehicle begins."""

NAME_PARTS = ("compound", "flat", "nmod:desc")


def suffering_people(head: Token, article_id: str = "") -> Mention | None:
    """The people that a noun means who are killed, hurt or taken, as the text calls them; None for things."""
    word = _counted(head)
    said = word.lower_
    if said == "old" and word.i - word.sent.start > 3 and word.doc[word.i - 2].lower_ == "year":
        return _mention(word.doc[word.i - 4 : word.i + 1], "civilians", article_id)
    if word.pos_ != "NOUN" or said in AMOUNTS | THINGS or word.ent_type_ in PLACES:
        return None
    if said in casualty_words()["not_people"] or not _may_be_people(word):
        return None
    first = word.i
    while first > word.sent.start and word.doc[first - 1].head.i == word.i and _says_who(word.doc[first - 1]):
        first -= 1
    kind = "state forces" if said in FORCES else "civilians"
    return _mention(word.doc[first : word.i + 1], kind, article_id)


def acting_people(head: Token, article_id: str = "") -> Mention | None:
    """The people that a noun means who do something: "the instructors", "a group of horsemen"; None for things."""
    word = _counted(head)
    said = word.lower_
    person = is_person(said.removesuffix("s"), casualty_words()) or said.endswith(MEN)
    person = person and not said.removesuffix("s").endswith(NO_DOERS)
    return suffering_people(word, article_id) if word.pos_ == "NOUN" and person else None


def acting_body(head: Token, article_id: str = "") -> Mention | None:
    """The body that a noun with a word before it means: "a student assembly", "the drivers' union"; None for others."""
    if head.pos_ != "NOUN" or head.lower_.removesuffix("s") not in BODIES:
        return None
    first = head.i
    while first > head.sent.start and head.doc[first - 1].head.i == head.i and _says_who(head.doc[first - 1]):
        first -= 1
    return _mention(head.doc[first : head.i + 1], "", article_id) if first < head.i else None


def _may_be_people(word: Token) -> bool:
    """Whether a noun means people by its number or its ending: "three customers", "a porter"; not "the region"."""
    said = word.lower_
    if said in casualty_words()["people"] | casualty_words()["collective"]:
        return True
    counted = any(relation(child) == "nummod" for child in word.children)
    if word.tag_ == "NNS" and counted:
        return said.isalpha()
    if said.endswith(MEN) and said not in ("specimen", "regimen", "omen", "acumen", "abdomen"):
        return True
    return word.tag_ in ("NN", "NNS") and is_person(said.removesuffix("s"), casualty_words())


def unit_of_state(head: Token, article_id: str = "") -> Mention | None:
    """What belongs to the police or the army and is hit: "police lorry", "army post"; None for anything else."""
    owners = [child for child in head.children if relation(child) in ("compound", "amod") and child.i < head.i]
    if head.pos_ != "NOUN" or not any(owner.lower_ in FORCES for owner in owners):
        return None
    return _mention(head.doc[min(owner.i for owner in owners) : head.i + 1], "state forces", article_id)


def site_or_vehicle(head: Token, article_id: str = "") -> Mention | None:
    """What is hit that somebody's people are in: "a church", "three lorries"; None for anything else."""
    if head.pos_ != "NOUN" or head.lower_.removesuffix("s") not in attribution_words()["sites"]:
        return None
    first = head.i
    while first > head.sent.start and head.doc[first - 1].head.i == head.i and _says_who(head.doc[first - 1]):
        first -= 1
    return replace(_mention(head.doc[first : head.i + 1], PROPERTY, article_id), reasons=(f"{HIT} '{head.text}'",))


def is_site(mention: Mention) -> bool:
    """Whether the mention is a site or a vehicle that was hit."""
    return any(reason.startswith(HIT) for reason in mention.reasons)


def acting_name(head: Token, article_id: str = "") -> Mention | None:
    """Who is named by capitalised words that no table knows, where somebody acts; None for anything else."""
    if head.pos_ != "PROPN" or head.ent_type_ in PLACES or not head.text[0].isupper() or _is_make(head):
        return None
    first, after = head.i, head.i + 1
    while first > head.sent.start and _is_part(head.doc[first - 1], head):
        first -= 1
    while after < head.sent.end and _is_part(head.doc[after], head):
        after += 1
    span = head.doc[first:after]
    if any(token.ent_type_ in PLACES or token.lower_ in STORMS for token in span):
        return None
    if len(span) < 2 and not head.ent_type_:
        return None
    kind = "individual" if head.ent_type_ == "PERSON" else ""
    return _mention(span, kind, article_id, named=True)


def _is_make(name: Token) -> bool:
    """Whether the name is that of a make of weapon or vehicle: "BM-21 rockets", "an Iskander missile"."""
    if any(child.lower_ in ("a", "an") for child in name.children):
        return True  # "a grey Bora"
    before = relation(name) == "compound" and name.head.pos_ == "NOUN" and name.ent_type_ not in ("ORG", "NORP")
    return is_make(name.text) or is_make(name.text.removesuffix("s")) or (before and is_made(name.head.text))


def _counted(head: Token) -> Token:
    """Who is counted: "students" of "dozens of students"."""
    if head.lower_ in AMOUNTS:
        for child in head.children:
            if relation(child) == "nmod" and child.pos_ == "NOUN":
                return child
    return head


def _says_who(token: Token) -> bool:
    """Whether the word before a noun belongs to what the people are called: "garment workers", "young men"."""
    return relation(token) in ("compound", "amod") and token.text.isalpha() and token.lower_ not in ("other", "more")


def _is_part(token: Token, head: Token) -> bool:
    """Whether the word is part of the name that the head ends or begins."""
    inner = token.head.i == head.i and relation(token) in NAME_PARTS
    return inner and token.text[:1].isupper()


def _mention(span: Span, kind: str, article_id: str, named: bool = False) -> Mention:
    text = span.text if named else " ".join(span.text.split())
    opens = span.start == span[0].sent.start and span[0].pos_ != "PROPN"
    name = text if named or not opens else text[0].lower() + text[1:]
    return Mention(
        article_id,
        "actor",
        span.start_char,
        span.end_char,
        span.text,
        name,
        role="named" if named else "described",
        actor=Actor(name, kind),
        reasons=(f"who suffers: '{text}'" if not named else f"who acts: '{text}'",),
    )
