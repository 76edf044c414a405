"""Two articles on one incident are joined on what they share beyond kind, day and place, and look-alikes stay apart."""

import random
from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import pytest
from near_twins import facts, first_report, second_report
from told import AIRPORT, FIRST, JNIM, KEITA, LAGO, MONDAY, TUESDAY, told

from geo.merging.across import find_same, merge_two
from geo.records import Actor, Incident

BOMB = "Remote explosive/landmine/IED"


def test_two_articles_on_one_victim_are_one_incident_under_the_first_id() -> None:
    other = told(
        "Oumar Keita died in an air strike near Lago Airport on Monday.", "air strike", day=MONDAY, place=AIRPORT,
        actors=(KEITA,), deaths=3, article="b",
    )  # fmt: skip
    assert find_same(other, [FIRST]) is FIRST
    merged = merge_two(FIRST, other)
    assert merged.id == FIRST.id
    assert {excerpt.article_id for excerpt in merged.excerpts} == {"a", "b"}


def test_report_without_a_day_joins_on_its_toll() -> None:
    one = told("Gunmen killed 17 people in Lago on Monday.", "killed", "Attack", MONDAY, LAGO, deaths=17)
    other = told("Seventeen people were killed in Lago.", "killed", "Attack", None, LAGO, deaths=17, article="b")
    assert find_same(other, [one]) is one
    unlike = told("Two people were killed in Lago.", "killed", "Attack", None, LAGO, deaths=2, article="c")
    assert find_same(unlike, [one]) is None


def test_two_articles_near_in_place_and_day_without_more_are_two() -> None:
    other = told("A drone hit a depot in Lago on Monday.", "hit", day=MONDAY, place=LAGO, article="b")
    assert find_same(other, [FIRST]) is None


def test_same_toll_in_two_articles_tells_the_same_incident() -> None:
    one = told("A bomb killed 17 people in Lago on Monday.", "bomb", day=MONDAY, place=LAGO, deaths=17)
    other = told("Seventeen people died in the Lago blast.", "blast", day=MONDAY, place=LAGO, deaths=17, article="b")
    assert find_same(other, [one]) is one


def test_toll_that_grew_on_the_same_day_and_place_tells_the_same_incident() -> None:
    one = told("A bomb killed 17 people in Lago on Monday.", "bomb", day=MONDAY, place=LAGO, deaths=17)
    other = told("The blast in Lago killed 21 on Monday.", "blast", day=MONDAY, place=LAGO, deaths=21, article="b")
    assert find_same(other, [one]) is one
    assert (merge_two(one, other).fatalities_low, merge_two(one, other).fatalities_best) == (17, 21)
    far = told("A bomb killed 60 people in Lago on Monday.", "bomb", day=MONDAY, place=LAGO, deaths=60, article="c")
    assert find_same(far, [one]) is None


def bomb(text: str, article: str = "b", **more: object) -> Incident:
    """A bomb in Lago on Monday as another article tells it."""
    return told(text, "bomb", "Remote explosive/landmine/IED", MONDAY, LAGO, article=article, **more)  # type: ignore[arg-type]


MARKET = bomb("A bomb killed 17 people at the Sabo market in Lago on Monday.", "a", deaths=17)


@pytest.mark.parametrize(
    ("text", "deaths", "same"),
    [
        ("A bomb killed 19 people at the market of Sabo in Lago.", 19, True),
        ("A bomb killed people at the Sabo market in Lago.", None, True),
        ("A bomb killed 19 people at a school in Lago.", 19, False),
        ("A bomb killed two people in the Bako district of Lago.", 2, False),
        ("A bomb went off in Lago.", None, False),
    ],
)
def test_shared_names_things_and_tolls_tell_one_incident_and_other_sites_two(
    text: str, deaths: int | None, same: bool
) -> None:
    assert (find_same(bomb(text, deaths=deaths), [MARKET]) is MARKET) is same


def test_the_name_of_a_spokesman_is_no_evidence() -> None:
    one = bomb("A bomb went off in Lago, police spokesman Yaw Dabre said.", "a")
    assert find_same(bomb("Colonel Yaw Dabre said a bomb had hurt a boy in Lago."), [one]) is None
    named = bomb("A bomb went off in Lago outside the house of Yaw Dabre.", "a")
    assert find_same(bomb("A bomb destroyed the house of Yaw Dabre in Lago."), [named]) is named


def test_a_report_without_a_place_needs_more_than_one_with_it() -> None:
    nowhere = replace(bomb("A bomb killed 17 people on Monday.", deaths=17), place=None)
    assert find_same(nowhere, [MARKET]) is None
    at_market = replace(bomb("A bomb killed 17 people at the Sabo market on Monday.", deaths=17), place=None)
    assert find_same(at_market, [MARKET]) is MARKET


def test_a_denial_joins_what_it_denies_and_makes_it_disputed() -> None:
    shelling = "Shelling/artillery/missile attack"
    one = told("JNIM shelled a bus in Lago on Monday.", "shelled", shelling, MONDAY, LAGO, (JNIM,), article="a")
    denial = told(
        "JNIM denied that it had shelled the bus in Lago.", "shelled", shelling, TUESDAY, LAGO, (JNIM,),
        status="denied", article="b",
    )  # fmt: skip
    assert find_same(denial, [one]) is one
    whole = merge_two(one, denial)
    assert (whole.status, whole.attribution) == ("occurred", "disputed")
    assert [excerpt.status for excerpt in whole.excerpts] == ["occurred", "denied"]


def test_a_plan_told_in_one_article_and_the_deed_in_another_are_one() -> None:
    march = "Peaceful protest"
    plan = told("A march is planned in Lago on Tuesday.", "march", march, TUESDAY, LAGO, status="planned")
    held = told("Thousands marched in Lago on Tuesday.", "marched", march, TUESDAY, LAGO, article="b")
    assert find_same(held, [plan]) is plan
    assert merge_two(plan, held).status == "occurred"
    later = replace(held, date_start=TUESDAY + timedelta(7), date_end=TUESDAY + timedelta(7))
    assert find_same(later, [plan]) is None


def test_two_accounts_of_one_fight_are_kept_side_by_side() -> None:
    army = told("Soldiers fought JNIM in Lago.", "fought", "Armed clash", MONDAY, LAGO, (JNIM,), 5, article="a")
    rebels = told("JNIM lost two men in Lago.", "lost", "Armed clash", MONDAY, LAGO, (JNIM,), 2, article="b")
    assert find_same(rebels, [army]) is army
    whole = merge_two(army, rebels)
    assert (whole.fatalities_low, whole.fatalities_best) == (2, 5)
    assert [excerpt.fatalities for excerpt in whole.excerpts] == [5, 2]


@pytest.mark.parametrize("seed", [1, 2])
def test_of_many_incidents_in_three_cities_and_one_week_hardly_two_are_joined(seed: int) -> None:
    reports = [first_report(fact) for fact in facts(150, seed)]
    wrong = sum(find_same(one, [other]) is not None for one, other in combinations(reports, 2))
    assert wrong <= 3, f"{wrong} of {len(reports) * (len(reports) - 1) // 2} pairs"


def test_most_second_reports_among_many_look_alikes_find_their_own_incident() -> None:
    chance = random.Random(5)
    known = list(facts(150, 3))
    reports = [first_report(fact) for fact in known]
    found = [find_same(second_report(fact, chance), reports) for fact in known]
    right = sum(one is not None and one.id == f"a{fact.number}" for fact, one in zip(known, found, strict=True))
    assert right >= 0.7 * len(known)
    assert sum(one is not None for one in found) - right <= 3


def test_people_described_by_the_same_rare_word_are_evidence() -> None:
    def taken(text: str, article: str, people: str) -> Incident:
        actors = (Actor(people, "civilians", "", "victim"),)
        kind = "Abduction/forced disappearance"
        return told(text, "seized", kind=kind, day=MONDAY, place=LAGO, actors=actors, article=article)

    one = taken("Gunmen seized twelve girls near a well in Lago.", "a", "girls")
    other = taken("Insurgents seized the girls of a hamlet in Lago.", "b", "eight of the girls")
    traders = taken("Gunmen seized people in Lago.", "b", "people")
    assert find_same(other, [one]) is one
    assert find_same(traders, [one]) is None


def test_a_blast_in_a_quarter_that_killed_hundreds_is_the_one_in_the_city_with_a_higher_toll() -> None:
    quarter = replace(LAGO, name="Upper Lago", geonameid=None, latitude=LAGO.latitude + 0.04, level="district")
    city = replace(LAGO, radius_km=11.0, level="city")
    words = "A truck bomb killed {} people in {} on Monday."
    one = told(words.format(189, "Upper Lago"), "bomb", BOMB, MONDAY, quarter, deaths=189)
    other = told(words.format(276, "Lago"), "bomb", BOMB, MONDAY, city, deaths=276, article="b")
    assert find_same(other, [one]) is one
    small = replace(one, fatalities_low=9, fatalities_best=9, fatalities_high=9)
    assert find_same(other, [small]) is None
