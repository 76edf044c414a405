"""Deaths and injuries that nouns tell: "a toll of 40", "six fatalities", "17 bodies", "14 dead", "the lives of"."""

from __future__ import annotations

from dataclasses import replace

from geo.casualties.harm import Casualties, figures, from_groups, make
from geo.casualties.headcounts import Words, clusters, counts_no_people
from geo.casualties.hurt_people import WINDOW, groups_before, groups_of, joined_before, them
from geo.numbers import Quantity, read_quantity

REACHING = frozenset(
    ["rose", "risen", "rises", "climbed", "reached", "stood", "stands", "passed", "surpassed", "jumped", "revised"]
)


_TAKEN = frozenset(
    ["claimed", "claiming", "claims", "took", "taking", "cost", "lost", "lose", "costing", "loss", "taken"]
)
_REPORTED = frozenset(["reported", "spoke", "announced", "counted", "said", "put", "gave", "confirmed"])
_FOUND = frozenset(["found", "recovered", "discovered", "retrieved", "pulled", "dug", "unearthed", "exhumed"])


def is_shot_dead(words: tuple[str, ...], index: int) -> bool:
    """ "shot dead", "gunned down", "hacked to death" at ``index``."""
    following = words[index + 1 : index + 3]
    return (words[index] in ("shot", "shooting", "stabbed", "beaten") and following[:1] == ("dead",)) or (
        words[index] in ("gunned", "gunning", "mowed", "cut") and following[:1] == ("down",)
    )


def _is_torn_apart(words: tuple[str, ...], index: int) -> bool:
    """ "torn apart", "blown to pieces": the last word stands at ``index``."""
    before = words[max(0, index - 2) : index]
    if words[index] == "apart":
        return before[-1:] in (("torn",), ("ripped",), ("blown",))
    return words[index] in ("pieces", "bits") and before in (("blown", "to"), ("hacked", "to"), ("cut", "to"))


def of_state(view: Words, index: int, word: str, table: dict[str, frozenset[str]]) -> Casualties | None:
    """ "left 14 people dead", "12 dead", "left dead and wounded", "found dead"."""
    words = view.words
    if word == "death" and index and words[index - 1] == "to":
        pronoun = index > 1 and words[index - 2] == "them"
        groups = [them(view, index - 2, table)] if pronoun else groups_before(view, index - 1, table)
        return from_groups(view, index, groups, hurts=False)
    if _is_torn_apart(words, index):
        return from_groups(view, index, groups_before(view, index - 1, table), hurts=False)
    if word == "alive" and index and words[index - 1] in ("burned", "burnt", "buried"):
        return from_groups(view, index, groups_before(view, index - 1, table), hurts=False)
    if word == "fatal":
        return _of_fatal(view, index, table)
    if word in table["dead"] | table["victims"] and words[index - 1 : index] == ("the",):
        counted = _they_were(view, index, table)
        if counted:
            return counted
    if word not in table["dead"] or (index and is_shot_dead(words, index - 1)) or words[index - 1] in ("'s", "’s"):
        return None
    told = words[index - 1 : index + 2] if index else ()
    if told in (("the", "dead", "at"), ("the", "dead", "to")) and (count := read_quantity(words, index + 2)):
        why = f"the dead at {' '.join(words[index + 2 : count.after])}"
        return replace(figures(view, index, count.after, count.low, count.best, count.high, None, (), why), whole=True)
    wounded = any(later in table["injuries"] for later in words[index + 1 : index + 3]) and words[
        index + 1 : index + 2
    ] != (",",)
    groups = [group for group in groups_before(view, index, table) if not group.named] or []
    adjacent = groups and groups[-1].after >= index - 1
    if adjacent or (
        groups and words[index - 1] in ("found", "left", "were", "was", "are", "is", "lay", "declared", "pronounced")
    ):
        return from_groups(view, index, groups, hurts=False)
    quoted = {"left", "leaving", "of"} & set(words[max(0, index - 4) : index])
    if wounded and quoted:
        return make(view, index, [], False, 1, None, None, "dead and wounded, no number told")
    return None


def _of_fatal(view: Words, index: int, table: dict[str, frozenset[str]]) -> Casualties | None:
    """ "31 cases, one fatal", "of whom three were fatal"."""
    words = view.words
    start = max(0, index - 6)
    counts = [(at, count) for at in range(start, index) if (count := read_quantity(words, at))]
    at, count = counts[-1] if counts else (-1, None)
    between = set(words[count.after : index]) if count else {"?"}
    if count is None or not between <= {"of", "them", "which", "these", "was", "were", "proved", "being"}:
        return None
    why = f"{' '.join(words[at : count.after])} fatal"
    return figures(view, at, index + 1, count.low, count.best, count.high, None, (), why)


def _they_were(view: Words, index: int, table: dict[str, frozenset[str]]) -> Casualties | None:
    """ "The dead were a teacher and her husband"."""
    words = view.words
    if words[max(0, index - 2) : index - 1] in (("among",), ("of",), ("including",), ("to",), ("from",)):
        return None
    if words[index + 1 : index + 2] not in (("were",), ("are",)):
        return None
    return from_groups(view, index, groups_of(view, index, table), hurts=False)


def of_noun(view: Words, index: int, word: str, table: dict[str, frozenset[str]]) -> Casualties | None:
    """Tolls, "six fatalities", "no casualties", "the lives of 16 soldiers", "17 bodies", "nine victims"."""
    words = view.words
    if word == "toll" or (word == "number" and words[index + 1 : index + 2] == ("of",)):
        return _of_toll(view, index, table)
    if word == "lives":
        return _of_lives(view, index, table)
    if word == "life":
        return _of_life(view, index, table)
    figure = _of_figure(view, index, word, table)
    if figure is not None:
        return figure
    if word == "casualties" or word in table["injuries"] | table["deaths"]:
        before = words[max(0, index - 3) : index]
        if "no" in before or "without" in before:
            injured = 0 if word == "casualties" or word in table["injuries"] else None
            deaths = 0 if word == "casualties" or word in table["deaths"] else None
            return figures(view, index, index + 1, deaths, deaths, deaths, injured, (), f"no {word}")
    victims = word in table["victims"]
    found = victims and bool(_FOUND & set(words[max(0, index - 5) : index]))
    if victims and not found and words[index + 1 : index + 2] not in (("of",), ("in",)):
        return None
    counts = word in table["deaths"] | table["bodies"] | table["victims"]
    if not counts and not (word in table["injuries"] and word not in table["injure"]):
        return None
    groups = [group for group in clusters(view, max(0, index - WINDOW), index + 1, table) if group.after == index + 1]
    if not groups:
        return None
    if victims and words[groups[-1].first : groups[-1].first + 2] == ("one", "of"):
        inner = next((q for at in (2, 3) if (q := read_quantity(words, groups[-1].first + at))), None)
        groups[-1] = replace(groups[-1], quantity=inner) if inner else groups[-1]  # "one of the four victims"
    groups = joined_before(view, groups[-1], table)
    if _is_taken_back(words, groups[0].first, table):
        return None
    if not victims:
        groups = [group for group in groups if not group.named]
    hurts = word in table["injuries"]
    return from_groups(view, index, groups, hurts)


def _is_taken_back(words: tuple[str, ...], index: int, table: dict[str, frozenset[str]]) -> bool:
    """Whether the number at ``index`` is what was "first reported", and then corrected."""
    before = set(words[max(0, index - 4) : index])
    return bool(before & table["taken_back"]) and bool(before & _REPORTED)


def _of_figure(view: Words, index: int, word: str, table: dict[str, frozenset[str]]) -> Casualties | None:
    """ "cut the throats of five men", "the bodies of 14 miners", "paid the supreme price", "rushed to hospital"."""
    words = view.words
    before = words[max(0, index - 4) : index]
    following = words[index + 1 : index + 2]
    if word in ("throat", "throats") and {"cut", "slit", "slitting", "cutting"} & set(before) and following == ("of",):
        return from_groups(view, index, groups_of(view, index, table), hurts=False)
    one = word in ("body", "corpse") or (word == "remains" and _FOUND & set(words))
    if (one or word in table["bodies"]) and following == ("of",) and not {"no", "without"} & set(before):
        found = [group for group in groups_of(view, index, table) if not group.named]
        number = _just_before(words, index) if any(group.quantity.best is None for group in found) else None
        if number:
            first, count = number
            found = [replace(found[0], first=first, after=index + 1, quantity=replace(count, after=index + 1))]
        return from_groups(view, index, found, hurts=False)
    if word == "ghost" and words[max(0, index - 3) : index] in (("gave", "up", "the"), ("given", "up", "the")):
        return from_groups(view, index, groups_before(view, index - 3, table), hurts=False)
    if word in ("sacrifice", "price") and {"supreme", "ultimate"} & set(before):
        return from_groups(view, index, groups_before(view, index - len(before) + 1, table), hurts=False)
    if word in table["wounds"] and table["suffer"] & set(before):
        verb = next(i for i in range(index - 1, -1, -1) if words[i] in table["suffer"])
        return from_groups(view, index, groups_before(view, verb, table), hurts=True)
    if word in table["hospitals"]:
        reach = range(index - 1, max(-1, index - 6), -1)
        verb = next((i for i in reach if words[i] in table["brought"]), -1)
        if verb > 0 and "to" in words[verb:index] + words[max(0, verb - 1) : verb] + ("in",) * (
            words[verb] == "landed"
        ):
            groups = [group for group in groups_before(view, verb, table) if not group.named]
            return from_groups(view, index, groups, hurts=True) if groups else None
    return None


def _just_before(words: tuple[str, ...], index: int) -> tuple[int, Quantity] | None:
    """The number right before a word, and where it begins: "sixty, perhaps seventy" bodies."""
    end = index - (words[index - 1] in ('"', "”", "’", "''"))
    counts = [(at, count) for at in range(max(0, end - 8), end) if (count := read_quantity(words, at))]
    last = next(((at, count) for at, count in counts if count.after == end), None)
    if last is None:
        return None
    at, most = last
    maybe = {"perhaps", "maybe", "possibly", "or"}
    least = next(
        ((i, one) for i, one in counts if one.after < at and set(words[one.after : at]) <= maybe | {","}), None
    )
    if least is None or not maybe & set(words[least[1].after : at]) or most.best is None or least[1].best is None:
        return last
    best = (least[1].best + most.best) // 2
    return least[0], replace(most, low=least[1].low, best=best, high=most.best)


def _of_toll(view: Words, index: int, table: dict[str, frozenset[str]]) -> Casualties | None:
    """The number after "toll" or "number of people killed": the last of "from 35 to 40", never what a "by" adds."""
    words = view.words
    ahead = words[max(0, index - 6) : index]
    raising = bool(table["raising"] & set(words[max(0, index - 4) : index]))
    giving = bool(table["giving"] & set(words[max(0, index - 4) : index]))
    far = 26 if words[index] == "number" or raising or REACHING & set(words[index : index + 24]) else 14
    near = {*words[max(0, index - 2) : index], *words[index + 1 : index + 12]}
    raised = _raised_to(view, index, table)
    if raised is not None or table["taken_back"] & set(ahead):
        return raised
    deadly = {"death", "deaths", "fatalities", "killed", "dead", "died", "victims", *table["injuries"]}
    if words[index] == "number" and not near & deadly:
        return None  # "the number of those held"
    hurt = bool(near & table["injuries"]) and not near & {"killed", "dead", "deaths", "death"}
    if (
        not near & {"death", "deaths", "fatalities", "killed", "dead", "died", *table["injuries"]}
        and "dead" not in words
        and not set(words[index + 1 : index + far]) & REACHING
        and not raising
    ):
        return None
    reaches = set(words[index + 2 : index + far]) & table["toll_verbs"] & REACHING
    put = (raising and {"at", "to"} & set(words[index : index + far])) or (
        giving and "as" in words[index : index + far]
    )
    if words[index] == "number" and not reaches and not put:
        return None
    leads = {"to", "at", "of", "reached", "hit", "passed", "surpassed", "past", "is", "was"} | (
        {"as"} if giving else set()
    )
    chosen: Quantity | None = None
    place = position = index + 1
    while position < min(len(words), index + far):
        if words[position] in leads and position + 1 < len(words):
            quantity = read_quantity(words, position + 1)
            if quantity and not counts_no_people(words, quantity.after, table):
                beyond = words[position] in ("past", "passed", "surpassed")
                chosen, place = (replace(quantity, high=None) if beyond else quantity), position + 1
                if words[position] == "to":
                    break
                position = quantity.after
                continue
        position += 1
    if chosen is None:
        return None
    why = f"{words[index]} {' '.join(words[place : chosen.after])}"
    if hurt:
        return replace(
            figures(view, index, chosen.after, None, None, None, chosen.best or chosen.low, (), why), whole=True
        )
    return replace(figures(view, index, chosen.after, chosen.low, chosen.best, chosen.high, None, (), why), whole=True)


def _raised_to(view: Words, index: int, table: dict[str, frozenset[str]]) -> Casualties | None:
    """The number before the "toll" or "number": "raised to five the number of people killed"."""
    words = view.words
    if index == 0 or words[index - 1] != "the":
        return None
    for at in range(max(1, index - 5), index - 1):
        count = read_quantity(words, at + 1) if words[at] == "to" and words[at - 1] in table["raising"] else None
        if count is not None and count.after == index - 1:
            why = f"{words[index]} {' '.join(words[at + 1 : count.after])}"
            return replace(figures(view, at, index + 1, count.low, count.best, count.high, None, (), why), whole=True)
    return None


def _of_lives(view: Words, index: int, table: dict[str, frozenset[str]]) -> Casualties | None:
    words = view.words
    before = set(words[max(0, index - 4) : index])
    behind = words[index + 1 : index + 3]
    gone = behind[:1] in (("were",), ("lost",)) and {"lost", "claimed", "taken"} & set(behind)
    if not before & _TAKEN and not gone:
        return None
    if words[index + 1 : index + 2] == ("of",):
        return from_groups(view, index, groups_of(view, index, table), hurts=False)
    if words[index - 1] in ("their", "his", "her"):
        return from_groups(view, index, groups_before(view, index - 2, table), hurts=False)
    groups = [group for group in clusters(view, max(0, index - WINDOW), index + 1, table) if group.after >= index]
    return from_groups(view, index, groups[-1:], hurts=False)


def _of_life(view: Words, index: int, table: dict[str, frozenset[str]]) -> Casualties | None:
    """ "lost his life", "took the life of a nun"."""
    words = view.words
    if words[index + 1 : index + 2] == ("of",) and _TAKEN & set(words[max(0, index - 3) : index]):
        return from_groups(view, index, groups_of(view, index, table), hurts=False)
    if index > 1 and words[index - 2] in ("lost", "losing") and words[index - 1] in ("his", "her", "their"):
        return from_groups(view, index, groups_before(view, index - 2, table), hurts=False)
    return None
