"""Which people of a sentence a word of death or injury speaks of: those after it, before it, and joined to them."""

from __future__ import annotations

from dataclasses import replace

from geo.casualties.ages import is_age, past_age
from geo.casualties.headcounts import (
    BE,
    HAVE,
    JOINS,
    MODAL,
    PREPOSITIONS,
    Group,
    Words,
    clusters,
    group_at,
)
from geo.language.syntax import objects, subjects
from geo.numbers import Quantity, read_quantity

WINDOW = 60
"""Words to the left of a verb or noun within which its people are looked for."""

REACH_OF_COMPANY = 8
"""Words behind a verb among which "along with" adds to its people."""

ANYBODY = frozenset({"people", "persons", "men", "women", "victims", "others", "members", "relatives", "passengers"})
"""Nouns that a list of who they are may follow: "three people, a porter and two sisters"."""

_SPEAKING = frozenset(["said", "says", "say", "saying", "reported", "reports", "told", "confirmed", "announced"])

_OF_WHOM = (("of", "whom"), ("of", "them"), ("of", "these"), ("of", "those"))
PRONOUNS = {"him": 1, "her": 1, "he": 1, "she": 1, "himself": 1, "herself": 1, "me": 1, "i": 1}


def groups_after(view: Words, index: int, after: int, table: dict[str, frozenset[str]]) -> list[Group]:
    """The people right after a verb, with those joined to them."""
    words = view.words
    while after < len(words) and (
        words[after].endswith("ly")
        or words[after] in ("off", "as", "also", "and", "or", '"', "”", "’", "'", "''")
        or (words[after] in table["injure"] and words[after - 1] in ("and", "or"))
    ):
        if words[after] == "as" and words[after + 1 : after + 2] == ("many",):
            break
        after += 1
    if after >= len(words) or words[after] == "that":
        return []
    if words[after] in PRONOUNS and not (words[after] == "her" and group_at(view, after, table)):
        number = PRONOUNS[words[after]]
        return _joined_after(view, Group(after, after + 1, after, Quantity(number, number, number, after + 1)), table)
    if words[after] == "them":
        return [them(view, after, table)]
    group = group_at(view, after, table)
    if group is None:
        return []
    known = {token.i - view.first for token in objects(view.doc[view.first + index])}
    if known and not any(group.first <= head < group.after for head in known) and group.named:
        return []
    return _joined_after(view, group, table)


def groups_of(view: Words, index: int, table: dict[str, frozenset[str]]) -> list[Group]:
    """The people behind the "of" that follows a noun: "the lives of a colonel and of six of his men"."""
    found = groups_after(view, index, index + 2, table)
    while found and view.words[found[-1].after : found[-1].after + 2] == ("and", "of"):
        more = groups_after(view, index, found[-1].after + 2, table)
        if not more:
            break
        found = [*found, *more]
    return found


def them(view: Words, index: int, table: dict[str, frozenset[str]]) -> Group:
    """The group that "them" at ``index`` means: the one counted last that does not open the sentence, else some."""
    before = [group for group in clusters(view, 0, index, table) if group.head >= 0 and (group.quantity.best or 0) > 1]
    meant = next((group for group in reversed(before) if group.first > 1), None)
    quantity = replace(meant.quantity, after=index + 1) if meant else Quantity(2, None, None, index + 1)
    return Group(index, index + 1, index, quantity)


def is_part(words: tuple[str, ...], group: Group, table: dict[str, frozenset[str]]) -> bool:
    """Whether the group was counted before: "seven people, two of them conductors", "two brothers, both shepherds"."""
    if group.first == 0 or words[group.first - 1] not in (",", "(", "and"):
        return False
    of_them = [words[i : i + 2] for i in range(group.first, min(group.after + 1, group.first + 4))]
    if any(pair[:1] == ("of",) and pair[1:] in (("them",), ("whom",), ("those",)) for pair in of_them):
        return True
    return words[group.first] in table["wholes"] and words[group.first - 1] != "and"


def without_parts(words: tuple[str, ...], groups: list[Group], table: dict[str, frozenset[str]]) -> list[Group]:
    """The groups that are no part of another, and not those that only list whom a number before them counts."""
    whole = [group for group in groups if not is_part(words, group, table)]
    for position in range(len(whole) - 1):
        rest = [group.quantity.best for group in whole[position + 1 :]]
        names = all(group.named for group in whole[position + 1 :]) and not whole[position].named
        if (
            names
            and words[whole[position + 1].first - 1] == ","
            and len(rest) <= (whole[position].quantity.best or 0) > 1
        ):
            return whole[: position + 1]
        nationals = all(group.head >= 0 and _nation(words[group.head], table) for group in whole[position + 1 :])
        anybody = whole[position].head >= 0 and (words[whole[position].head] in ANYBODY or nationals)
        lists = words[whole[position + 1].first - 1] in (",", "-", ":") and None not in rest and anybody
        if lists and whole[position].quantity.best == sum(number or 0 for number in rest) and len(rest) > 1:
            return whole[: position + 1]
    return whole


def _nation(word: str, table: dict[str, frozenset[str]]) -> bool:
    return word in table["nationals"] or word.removesuffix("s") in table["nationals"]


def _joined_after(view: Words, group: Group, table: dict[str, frozenset[str]]) -> list[Group]:
    groups = [group]
    while True:
        start = past_joint(view.words, groups[-1].after, table)
        follower = group_at(view, start, table) if start else None
        if follower is None or start is None or _is_clause(view, follower, table):
            return without_parts(view.words, groups, table)
        if _says_again(view, groups[-1], follower, table):
            groups[-1] = replace(groups[-1], after=follower.after)
        else:
            groups.append(follower)


def companions(view: Words, after: int, table: dict[str, frozenset[str]]) -> list[Group]:
    """Those whom "along with" adds behind a verb: "was killed in the blast together with his driver"."""
    words = view.words
    near = words[after : after + 2]
    if near[:1] == ("with",) and near[1:] in (("his",), ("her",), ("their",)):
        group = group_at(view, after + 1, table)
        return _joined_after(view, group, table) if group else []
    for at in range(after, min(after + REACH_OF_COMPANY, len(words))):
        if words[at] in (",", ";", ".", "and", "but", "when", "as", "who", "which"):
            return []
        start = _past_with(words, at)
        group = group_at(view, start, table) if start > at and start < len(words) else None
        if group:
            return _joined_after(view, group, table)
    return []


def _says_again(view: Words, group: Group, follower: Group, table: dict[str, frozenset[str]]) -> bool:
    """Whether the second group is whom the first named: as an age, in apposition, or as one more noun of a number."""
    if follower.head < 0 and is_age(view.words, follower) and group.quantity.low == 1:
        return True
    if _is_apposition(view.words, group, follower) or _shares_its_number(view.words, group, follower):
        return True
    onward = past_joint(view.words, follower.after, table)
    listed = onward is not None and group_at(view, onward, table) is not None
    return not listed and _is_called(view.words, group, follower)


def _shares_its_number(words: tuple[str, ...], group: Group, follower: Group) -> bool:
    """ "nine drivers and guards" are nine."""
    several = (group.quantity.best or 0) > 1 and group.head >= 0
    return (
        several
        and words[group.after : follower.first] == ("and",)
        and follower.first == follower.head
        and follower.quantity.best is None
    )


def _is_called(words: tuple[str, ...], group: Group, follower: Group) -> bool:
    """ "his brother, a farmer," where no list goes on."""
    if words[follower.first - 1] != "," or follower.named or group.named:
        return False
    return words[follower.first] in ("a", "an", "the") and group.quantity.best == follower.quantity.best == 1


def _is_apposition(words: tuple[str, ...], group: Group, follower: Group) -> bool:
    """Whether the second group only says again who the first is: "a judge, Juan Perez", "four men, police" (said)."""
    if words[follower.first - 1] != ",":
        return False
    if follower.named or group.named:
        return follower.named != group.named and group.quantity.low == follower.quantity.low == 1
    return follower.quantity.best is None


def _is_clause(view: Words, group: Group, table: dict[str, frozenset[str]]) -> bool:
    """Whether a joined group is the subject of a verb of its own: "and two soldiers were wounded"."""
    following = view.words[group.after : group.after + 2]
    return bool(following) and (
        following[0] in BE | HAVE | MODAL | _SPEAKING
        or following[0] in table["die"]
        or following[0] in table["injure"] | table["kill"]
    )


def past_joint(words: tuple[str, ...], index: int, table: dict[str, frozenset[str]]) -> int | None:
    """The word after "and", "," or ", and", past an "of the security forces" before it; None without a joint."""
    position = past_age(words, index)
    if position < len(words) and words[position] in ("of", "from", "in", "belonging"):
        while position < len(words) and position - index < 12 and words[position] not in ("and", ","):
            if words[position] in BE | HAVE or words[position] in table["kill"] | table["die"] | table["injure"]:
                return None
            position += 1
    start = position
    while position < len(words) and words[position] in JOINS:
        position += 1
    position = _past_with(words, position)
    if position == start or position >= len(words):
        return None
    return position


def _past_with(words: tuple[str, ...], index: int) -> int:
    """The word after "along with", "together with" or "alongside" at ``index``; ``index`` itself without one."""
    if words[index : index + 2] in (("along", "with"), ("together", "with")):
        return index + 2
    return index + (words[index : index + 1] == ("alongside",))


def groups_before(view: Words, index: int, table: dict[str, frozenset[str]]) -> list[Group]:
    """The people before a verb that are its subject, or the nearest ones with a number."""
    words = view.words
    start = index
    while start > 0 and index - start < WINDOW and words[start - 1] not in (";", ":", "."):
        as_whom = words[max(0, start - 2) : start] in (("identified", "as"), ("named", "as"))
        if words[start - 1] in table["ends"] and start - 1 < index - 1 and not as_whom:
            break
        if words[start - 1] in table["kill"] | table["die"] | table["injure"] and start - 1 < index - 1:
            break
        start -= 1
    around = [group for group in clusters(view, start, index, table) if not is_age(words, group)]
    around = _without_parts_before(words, around, table)
    parts = {
        position
        for opener in range(start, index)
        if words[opener] in table["parts"] and not (opener and words[opener - 1] in BE)
        for position in range(opener, _end_of_part(words, opener, index))
    }
    around = [group for group in around if group.first not in parts and (group.head < 0 or group.head not in parts)]
    known_as = next((at for at in range(start, index) if words[at] in ("identified", "named")), index)
    if any(not group.named and group.after <= known_as for group in around):
        around = [group for group in around if not group.named or group.after <= known_as]
    if not around:
        return []
    ready = table["injure"] | table["dead"] | table["kill"]
    if around[-1].head < 0 and around[-1].after == index and words[index] in ready:
        return [around[-1]]  # "17 dead and 32 injured", "among the seven killed"
    if around[-1].after == index and words[max(0, around[-1].first - 2) : around[-1].first] in _OF_WHOM:
        return [around[-1]]  # "forty passengers, of whom nine died"
    known = {token.i - view.first for token in subjects(view.doc[view.first + index])}
    fitting = [group for group in around if any(group.first <= head < group.after for head in known)]
    anchor = fitting[-1] if fitting else around[-1]
    if words[index - 1] in ("who", "that") and around[-1].after == index - 1:
        anchor = around[-1]
    if (
        anchor.named
        and not fitting
        and any(not group.named for group in around)
        and words[anchor.first - 1 : anchor.first] in (("of",), ("in",), ("by",))
    ):
        anchor = [group for group in around if not group.named][-1]
    joined = joined_before(view, anchor, table)
    following = [group for group in around if group.first >= anchor.after]
    for group in following:
        if past_joint(words, joined[-1].after, table) != group.first:
            break
        if _says_again(view, joined[-1], group, table):
            joined[-1] = replace(joined[-1], after=group.after)
        else:
            joined.append(group)
    return without_parts(words, joined, table)


def _without_parts_before(words: tuple[str, ...], groups: list[Group], table: dict[str, frozenset[str]]) -> list[Group]:
    """The groups that were not counted before: neither "mostly women" nor the "children" joined to them."""
    kept: list[Group] = []
    part: Group | None = None
    for group in groups:
        goes_on = part is not None and words[part.after : group.first] == ("and",)
        if goes_on or is_part(words, group, table):
            part = group
        else:
            kept.append(group)
    return kept


def _end_of_part(words: tuple[str, ...], opener: int, limit: int) -> int:
    for position in range(opener + 1, limit):
        if words[position] == "," and words[position + 1 : position + 2] != ("and",):
            return position
        count = read_quantity(words, position + 2) if words[position : position + 2] == (",", "and") else None
        if count and count.after == limit:
            return position  # "nine dead, including three women, and 12 wounded"
        if words[position] in BE | HAVE:
            return position
    return limit


def joined_before(view: Words, anchor: Group, table: dict[str, frozenset[str]]) -> list[Group]:
    """The anchor with the groups that are joined to its left, in the order of the text."""
    groups = [anchor]
    for candidate in reversed(clusters(view, max(0, anchor.first - WINDOW), anchor.first, table)):
        if _is_apposition(view.words, candidate, groups[0]):
            continue
        if past_joint(view.words, candidate.after, table) == groups[0].first and _says_again(
            view, candidate, groups[0], table
        ):
            groups[0] = replace(candidate, after=groups[0].after)
            continue
        before = view.words[candidate.first - 1] if candidate.first else ""
        if before == "of" or (before == "the" and view.words[candidate.first - 2] == "of"):
            continue  # "members of the People's Army and a soldier"
        if before in PREPOSITIONS:
            break  # "at the demonstrators, and one man was shot"
        if past_joint(view.words, candidate.after, table) == groups[0].first and not is_age(view.words, candidate):
            groups.insert(0, candidate)
        elif candidate.after <= groups[0].first:
            break
    return groups
