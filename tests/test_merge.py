"""Merging: what points back joins, what is fresh does not, and nothing merges on nearness alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from told import AIRPORT, BANDE, FIRST, JNIM, KEITA, LAGO, MALI, MONDAY, TUESDAY, told

from geo.merging.across import find_same
from geo.merging.joining import join
from geo.merging.merge import merge_incidents
from geo.records import Place, Reading


def test_the_killing_points_back_to_the_incident_told_before() -> None:
    again = told("The killing shocked the region.", "killing", kind="Attack", offset=100)
    merged = merge_incidents([FIRST, again])
    assert len(merged) == 1
    assert merged[0].sub_event_type == "Air/drone strike"
    assert [excerpt.text for excerpt in merged[0].excerpts] == [
        FIRST.excerpts[0].text,
        "The killing shocked the region.",
    ]
    assert any("points back" in reason for reason in merged[0].reasons)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("A fresh air strike hit Lago on Monday.", "air strike"),
        ("A new strike hit the town on Monday.", "strike"),
        ("Another strike hit Lago on Monday.", "strike"),
        ("A second drone strike hit Lago on Monday.", "drone strike"),
        ("Hours later, a drone hit Lago.", "hit"),
        ("Separately, a drone hit Lago on Monday.", "hit"),
    ],
)
def test_words_for_something_fresh_forbid_merging(text: str, trigger: str) -> None:
    assert len(merge_incidents([FIRST, told(text, trigger, day=MONDAY, place=LAGO, offset=100)])) == 2


def test_two_passages_that_call_it_fresh_tell_one_incident() -> None:
    lead = told("A fresh air strike hit fighters early Tuesday.", "air strike", day=TUESDAY)
    later = told(
        "A new strike destroyed a lorry near Bande on Tuesday.", "strike", day=TUESDAY, place=BANDE, offset=200
    )
    merged = merge_incidents([lead, later])
    assert len(merged) == 1
    assert merged[0].place == BANDE


def test_same_actor_a_day_and_a_few_kilometres_apart_are_two() -> None:
    one = told("JNIM attacked Lago on Monday.", "attacked", kind="Attack", day=MONDAY, place=LAGO, actors=(JNIM,))
    two = told(
        "JNIM attacked Bande on Tuesday.",
        "attacked",
        kind="Attack",
        day=TUESDAY,
        place=BANDE,
        actors=(JNIM,),
        offset=90,
    )
    assert len(merge_incidents([one, two])) == 2
    assert find_same(replace(two, excerpts=(replace(two.excerpts[0], article_id="b"),)), [one]) is None


def test_finer_place_and_better_day_win() -> None:
    coarse = told("A drone strike killed Oumar Keita in Mali.", "drone strike", place=MALI, actors=(KEITA,))
    fine = told(
        "Oumar Keita died as a drone hit the car near the gate of Lago Airport on Monday.", "drone hit", day=MONDAY,
        place=AIRPORT, actors=(KEITA,), offset=80,
    )  # fmt: skip
    merged = merge_incidents([coarse, fine])
    assert len(merged) == 1
    assert merged[0].place == AIRPORT
    assert (merged[0].date_start, merged[0].date_precision) == (MONDAY, "day")


def test_planned_march_that_then_happens_is_one_whose_status_moves() -> None:
    march = "Peaceful protest"
    planned = told(
        "A march is planned in Lago on Monday.", "march", kind=march, day=MONDAY, place=LAGO, status="planned"
    )
    held = told("Thousands marched in Lago on Monday.", "marched", kind=march, day=MONDAY, place=LAGO, offset=60)
    merged = merge_incidents([planned, held])
    assert [one.status for one in merged] == ["occurred"]
    assert len(merged[0].excerpts) == 2


def test_day_after_counts_back_from_the_main_clause() -> None:
    text = "A raid hit Bande on Tuesday, a day after a drone strike killed a leader."
    raid = told(text, "raid", kind="Attack", day=TUESDAY, place=BANDE)
    strike = told(text, "drone strike", relative=("a day after", 1))
    merged = merge_incidents([raid, strike])
    assert [one.date_start for one in merged] == [TUESDAY, MONDAY]


def test_day_later_counts_on_from_the_incident_told_last() -> None:
    later = told(
        "A day later, gunmen stormed a school.", "stormed", kind="Attack", offset=90, relative=("A day later", 1)
    )
    merged = merge_incidents([FIRST, later])
    assert [one.date_start for one in merged] == [MONDAY, TUESDAY]


def test_revised_toll_replaces_the_earlier_one_and_both_are_kept() -> None:
    blast = "Suicide bomb"
    one = told("A bomber killed 15 people in Lago on Monday.", "bomber", kind=blast, day=MONDAY, place=LAGO, deaths=15)
    two = told("Police later revised the toll of the bombing to 12.", "bombing", kind=blast, deaths=12, offset=70)
    merged = merge_incidents([one, two])
    assert len(merged) == 1
    assert merged[0].fatalities_best == 12
    assert [excerpt.fatalities for excerpt in merged[0].excerpts] == [15, 12]


def test_day_of_dying_in_hospital_is_not_the_day_of_the_strike() -> None:
    toll = told(
        "Eight died, the last of them in hospital on Tuesday.", "died", kind="Attack", day=TUESDAY, deaths=8, offset=60
    )
    (merged,) = merge_incidents([FIRST, toll])
    assert (merged.date_start, merged.fatalities_best) == (MONDAY, 8)


def test_toll_that_stands_alone_goes_on_with_what_was_told_before() -> None:
    toll = told("Ten people were killed.", "killed", kind="Attack", deaths=10, offset=60)
    (merged,) = merge_incidents(
        [told("A quake shook Lago on Monday.", "quake", "Natural disaster", MONDAY, LAGO), toll]
    )
    assert (merged.sub_event_type, merged.fatalities_best) == ("Natural disaster", 10)


def test_attackers_point_back_to_their_attack() -> None:
    more = told("The attackers rode in at dusk on Monday, shooting.", "shooting", "Attack", MONDAY, offset=70)
    first = told("Gunmen killed 17 people in Lago.", "killed", "Attack", place=LAGO, deaths=17)
    (merged,) = merge_incidents([first, more])
    assert (merged.date_start, merged.place) == (MONDAY, LAGO)


def test_two_triggers_of_one_sentence_are_one_unless_a_word_parts_them() -> None:
    together = "Police fired tear gas to disperse students."
    one = told(together, "fired tear gas", "Protest with intervention", MONDAY)
    assert len(merge_incidents([one, told(together, "disperse", "Protest with intervention", MONDAY)])) == 1
    parted = "Police fired tear gas after a mob beat a man."
    one = told(parted, "fired tear gas", "Protest with intervention", MONDAY)
    assert len(merge_incidents([one, told(parted, "beat", "Mob violence")])) == 2


def test_scene_of_the_story_does_not_part_two_reports() -> None:
    toll = told("Ten people were killed.", "killed", kind="Attack", deaths=10, offset=60)
    (merged,) = merge_incidents([FIRST, replace(toll, place=BANDE)])
    assert (merged.place, merged.fatalities_best) == (LAGO, 10)
    alone = replace(toll, place=BANDE)
    assert [one.place for one in merge_incidents([alone])] == [BANDE]


@pytest.mark.parametrize(
    ("text", "first", "second", "count"),
    [
        (
            "Nine grenades were unearthed in Lago.",
            ("grenades", "Grenade"),
            ("unearthed", "Disrupted weapons use"),
            1,
        ),
        (
            "A grenade rolled into the hall after midnight broke eleven windows.",
            ("grenade", "Grenade"),
            ("broke", "Looting/property destruction"),
            1,
        ),
        (
            "Hours after the explosion, two men sprayed a police post with bullets.",
            ("explosion", "Remote explosive/landmine/IED"),
            ("sprayed", "Attack"),
            2,
        ),
        (
            "The guns answered the air strikes by destroying three posts.",
            ("air strikes", "Air/drone strike"),
            ("destroying", "Shelling/artillery/missile attack"),
            2,
        ),
    ],
)
def test_what_stands_in_one_sentence_is_one_unless_one_answers_the_other(
    text: str, first: tuple[str, str], second: tuple[str, str], count: int
) -> None:
    assert len(merge_incidents([told(text, *first), told(text, *second)])) == count


def test_hospital_where_somebody_died_is_not_where_it_happened() -> None:
    text = "A man of 46 got a bullet in the back and died at Bande hospital."
    died = told(text, "died", "Attack", place=BANDE, deaths=1, offset=60)
    at = 60 + text.index("Bande hospital")
    died = replace(died, excerpts=(replace(died.excerpts[0], place=(at, at + 14)),))
    (merged,) = merge_incidents([told("Soldiers shot at a crowd in Lago.", "shot at", "Attack", MONDAY, LAGO), died])
    assert (merged.place, merged.fatalities_best) == (LAGO, 1)


def test_nobody_claimed_the_bombing_denies_nothing_but_a_denial_does() -> None:
    blast = told("A bomb killed ten people in Lago on Monday.", "bomb", "Suicide bomb", MONDAY, LAGO, deaths=10)
    unclaimed = told("No one has claimed the bombing.", "bombing", "Suicide bomb", status="denied", offset=60)
    (merged,) = merge_incidents([blast, unclaimed])
    assert (merged.status, merged.attribution) == ("occurred", "unknown")
    denied = told("JNIM denied the bombing.", "bombing", "Suicide bomb", status="denied", offset=60)
    (merged,) = merge_incidents([blast, denied])
    assert (merged.status, merged.attribution) == ("occurred", "disputed")


def test_second_strike_told_again_is_the_second() -> None:
    second = told("Another missile hit Lago on Monday.", "hit", day=MONDAY, place=LAGO, offset=60)
    again = told("The second missile killed nobody.", "killed", kind="Attack", offset=100)
    assert [len(one.excerpts) for one in merge_incidents([FIRST, second, again])] == [1, 2]


def test_weekday_of_a_noun_finds_the_plan_of_that_day() -> None:
    march = "Peaceful protest"
    plan = told("A march is planned in Lago on Tuesday.", "march", march, TUESDAY, LAGO, status="planned")
    last_week = date(2024, 4, 30)
    text = "Organisers say Tuesday's march will be quiet."
    again = told(text, "march", march, last_week, status="planned", offset=60)
    (merged,) = merge_incidents([plan, again])
    assert merged.date_start == TUESDAY


def test_news_is_not_joined_with_history() -> None:
    old = told(
        "Gunmen killed five people in Lago in 2012.", "killed", "Attack", date(2012, 3, 1), LAGO, status="historical"
    )
    now = told("The attack in Lago shocked the region.", "attack", "Attack", place=LAGO, offset=60)
    assert len(merge_incidents([old, now])) == 2


def test_new_paragraph_of_a_long_story_seldom_goes_on_with_the_one_before() -> None:
    first = "Gunmen killed 17 people in Lago on Monday."
    second = "Three brothers died."
    text = f"{first}\n\n{second}"
    one = told(first, "killed", "Attack", MONDAY, LAGO, deaths=17)
    toll = told(second, "died", "Attack", deaths=3, offset=len(first) + 2)
    assert len(merge_incidents([one, toll], text)) == 1
    assert len(merge_incidents([one, toll], text + " " * 600)) == 2


@pytest.mark.parametrize(
    ("text", "trigger", "kind"),
    [
        ("I was across the road when I heard a huge blast.", "blast", "Remote explosive/landmine/IED"),
        ("The bomber joined a queue at the gate and blew himself up.", "blew himself up", "Suicide bomb"),
        ("Among the dead was a nurse who was hit on her way home.", "hit", "Attack"),
        ("The group claimed responsibility, saying it had killed 42 soldiers.", "killed", "Attack"),
        ("It went off under a car.", "went off", "Remote explosive/landmine/IED"),
        ("Some of the wounded were shot again by gunmen.", "shot", "Attack"),
    ],
)
def test_witnesses_victims_attackers_and_claims_go_on_with_what_was_told(text: str, trigger: str, kind: str) -> None:
    blast = told("A suicide bomber killed ten people in Lago on Monday.", "bomber", "Suicide bomb", MONDAY, LAGO)
    assert len(merge_incidents([blast, told(text, trigger, kind, offset=60)])) == 1


def test_number_that_is_claimed_is_not_the_best_where_others_count() -> None:
    blast = told("A bomber killed 15 people in Lago on Monday.", "bomber", "Suicide bomb", MONDAY, LAGO, deaths=15)
    text = "JNIM claimed responsibility, saying it had killed 42 soldiers."
    claim = replace(told(text, "killed", "Attack", deaths=42, offset=60), attribution="claimed")
    (merged,) = merge_incidents([blast, claim])
    assert (merged.fatalities_best, merged.fatalities_high, merged.attribution) == (15, 42, "claimed")


def test_details_after_the_lead_are_of_its_incident() -> None:
    lead = told(
        "Gunmen killed 34 people in Mali, the government said on Tuesday.", "killed", "Attack", None, MALI, deaths=34
    )
    text = "Sixty men on motorcycles stormed the village of Bande on Monday."
    details = told(text, "stormed", "Attack", MONDAY, BANDE, offset=100)
    at = 100 + text.index("on Monday")
    details = replace(details, excerpts=(replace(details.excerpts[0], date=(at, at + 9)),))
    (merged,) = merge_incidents([lead, details])
    assert (merged.place, merged.date_start, merged.fatalities_best) == (BANDE, MONDAY, 34)
    other = replace(
        details, excerpts=(replace(details.excerpts[0], text=text.replace("Sixty men", "Another 60 gunmen")),)
    )
    assert len(merge_incidents([lead, replace(other, excerpts=(replace(other.excerpts[0], relative_days=1),))])) == 2


def test_killing_that_says_whose_is_not_that_of_others() -> None:
    blast = told("A bomb killed ten people in Lago on Monday.", "bomb", "Suicide bomb", MONDAY, LAGO, deaths=10)
    text = "Police are looking into the killing of a headman in Bande last week."
    killing = told(text, "killing", "Attack", date(2024, 4, 30), BANDE, offset=60)
    assert len(merge_incidents([blast, killing])) == 2


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.sampled_from(["strike", "attack", "killed"]), st.booleans()), max_size=8)
)
def test_no_excerpt_is_lost_and_merging_again_changes_nothing(parts: list[tuple[int, str, bool]]) -> None:
    incidents = [
        told(f"{'The' if definite else 'A'} {word} was reported.", word, deaths=deaths or None, offset=50 * number)
        for number, (deaths, word, definite) in enumerate(parts)
    ]
    merged = merge_incidents(incidents)
    assert sum(len(one.excerpts) for one in merged) == len(incidents)
    assert merge_incidents(merged) == merged or len(merge_incidents(merged)) <= len(merged)
    for one in merged:
        if one.fatalities_low is not None and one.fatalities_best is not None:
            assert one.fatalities_low <= one.fatalities_best


def test_the_injured_of_a_bomb_leave_it_a_bomb(read: Callable[..., Reading]) -> None:
    text = (
        "The number of people killed by Saturday's truck bomb in Mogadishu has risen to 276, a minister said.\n\n"
        "About 300 were injured. The government condemned the bombing."
    )
    kinds = {one.sub_event_type for one in read(text, "2019-05-07").incidents if one.fatalities_best}
    assert kinds == {"Remote explosive/landmine/IED"}


def test_a_small_country_is_finer_than_a_large_sea() -> None:
    gulf = Place("Persian Gulf", 26.9, 51.6, 400.0, "region", "", "", 5)
    kuwait = Place("Kuwait", 29.3, 47.7, 90.0, "country", "KW", "", 6)
    one = told("Soldiers arrived in Kuwait.", "arrived", "Change to group/activity", place=kuwait)
    other = told("They were ordered to the Gulf.", "ordered", "Change to group/activity", place=gulf, offset=40)
    assert join(one, other, (), False).place == join(other, one, (), False).place == kuwait


def test_suicide_bombers_of_the_lead_and_the_bombs_of_its_details_are_one() -> None:
    lead = told(
        "Suicide bombers attacked three churches in Mali on Monday, killing 290 people.",
        "attacked", "Suicide bomb", day=MONDAY, place=MALI, deaths=290,
    )  # fmt: skip
    detail = told(
        "Bombs went off during Mass at a church in Lago.", "went off", "Remote explosive/landmine/IED",
        place=LAGO, offset=120,
    )  # fmt: skip
    assert len(merge_incidents([lead, detail])) == 1
