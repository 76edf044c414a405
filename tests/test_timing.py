"""Which day an incident gets: that of its own words, else that of the sentences that its story goes on from."""

from __future__ import annotations

from datetime import date

import pytest

from geo.reading import Reader, load_reader, read_article
from geo.records import Article

PUBLISHED = date(2024, 3, 7)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


def days_of(reader: Reader, text: str) -> list[tuple[date | None, date | None]]:
    """First and last possible day of each incident."""
    incidents = read_article(reader, Article("a", text, published=PUBLISHED)).incidents
    return [(incident.date_start, incident.date_end) for incident in incidents]


def test_a_sentence_without_a_day_goes_on_with_the_day_of_the_one_before(reader: Reader) -> None:
    text = "On Sunday a crowd met the convoy at the bridge of Peguche. Soldiers shot dead a weaver."
    assert days_of(reader, text)[-1] == (date(2024, 3, 3), date(2024, 3, 3))


def test_a_new_paragraph_has_no_day_of_the_one_before(reader: Reader) -> None:
    text = "On Sunday the council met in Otavalo.\n\nSoldiers shot dead a weaver in Peguche."
    assert days_of(reader, text) == [(None, PUBLISHED)]


def test_the_day_of_a_report_is_not_carried_on(reader: Reader) -> None:
    text = "The mayor spoke in Otavalo, the radio said on Sunday. Soldiers shot dead a weaver in Peguche."
    assert days_of(reader, text) == [(None, PUBLISHED)]


def test_a_weekday_lies_ahead_of_what_is_planned_and_behind_what_is_over(reader: Reader) -> None:
    assert days_of(reader, "The union told its members to march through Lima on Saturday.") == [(date(2024, 3, 9),) * 2]
    text = "The soldiers had been taken into custody by Tuesday night, the police in Oran said."
    assert days_of(reader, text) == [(date(2024, 3, 5),) * 2]
    assert days_of(reader, "Rebels killed two farmers near Goma last Saturday.") == [(date(2024, 3, 2),) * 2]


def test_a_day_of_its_own_goes_before_a_time_that_counts_from_something_else(reader: Reader) -> None:
    text = "On Tuesday before dawn, soldiers raided a farm near Goma and killed two rebels."
    assert set(days_of(reader, text)) == {(date(2024, 3, 5),) * 2}


def test_a_year_that_describes_something_else_is_not_the_day(reader: Reader) -> None:
    text = "Soldiers and rebels exchanged fire around Gao, the town that the emperor had founded in 1590."
    assert days_of(reader, text) == [(None, PUBLISHED)]


def test_an_arrest_has_its_day_and_what_it_was_for_has_another(reader: Reader) -> None:
    text = "Police detained a man on Tuesday over the killing of a judge, who was shot dead in Cali on March 1."
    assert set(days_of(reader, text)) >= {(date(2024, 3, 5),) * 2, (date(2024, 3, 1),) * 2}


def test_a_new_paragraph_goes_on_with_the_day_of_the_incident_before(reader: Reader) -> None:
    text = (
        "Miners blocked a bridge in Oruro on Sunday to demand back pay.\n\nThe police fired tear gas at the protesters."
    )
    assert set(days_of(reader, text)) == {(date(2024, 3, 3),) * 2}
    text = (
        "Gunmen shot dead a judge in Cali on Sunday.\n\nThe city has had enough. By evening, a crowd burned two houses."
    )
    assert days_of(reader, text)[-1] == (date(2024, 3, 3),) * 2


def test_hours_after_is_the_day_of_what_it_counts_from(reader: Reader) -> None:
    text = "Jets struck Tyre on Tuesday, killing four people, hours after a rocket killed a soldier in Safed."
    assert set(days_of(reader, text)) == {(date(2024, 3, 5),) * 2}


def test_what_follows_a_lead_that_names_the_one_day_told_is_on_that_day(reader: Reader) -> None:
    text = (
        "Shells fell on the port of Odesa on Wednesday, killing a docker, the mayor said.\n\n"
        "Trams stopped. In Kherson, a drone hit a bus and wounded six passengers.\n\n"
        "The navy said its gunners had shelled a barracks in Skadovsk."
    )
    assert days_of(reader, text) == [(date(2024, 3, 6), date(2024, 3, 6))] * 3


def test_a_lead_that_tells_only_the_hour_is_of_the_day_of_publication(reader: Reader) -> None:
    text = "Drones came in from the sea at about 1 a.m. and struck the port of Odesa, where a silo caught fire."
    assert days_of(reader, text)[:1] == [(PUBLISHED, PUBLISHED)]


def test_what_has_been_done_by_now_has_no_day_of_the_story(reader: Reader) -> None:
    text = (
        "Gunmen shot dead a judge in Quetta on Wednesday.\n\n"
        "The army has shelled two villages near Kalat. Police said they had arrested nine men in Sibi."
    )
    assert days_of(reader, text)[1:] == [(None, PUBLISHED)] * 2


def test_the_hour_and_also_go_on_with_what_was_told_before(reader: Reader) -> None:
    text = (
        "On Tuesday a couple were found murdered in Zaidal. Within hours armed men had burned nine houses in Homs.\n\n"
        "The governor met the elders on Wednesday and drank coffee.\n\n"
        "Two farmers were also shot dead in Qusayr."
    )
    assert days_of(reader, text) == [(date(2024, 3, 5), date(2024, 3, 5))] * 3


def test_a_month_behind_the_deed_is_that_of_something_else(reader: Reader) -> None:
    text = (
        "A sergeant was shot dead in Tripoli on Tuesday. In the camp next door, gunmen burned a bus which a charity "
        "had bought in May 2021."
    )
    assert days_of(reader, text)[-1] == (date(2024, 3, 5), date(2024, 3, 5))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The police said that on Tuesday gunmen had shot dead a judge in Quetta.", date(2024, 3, 5)),
        ("Aides said gunmen had on Tuesday shot dead a judge in Quetta.", date(2024, 3, 5)),
        ("The police said on Tuesday that gunmen had shot dead a judge in Quetta.", None),
    ],
)
def test_a_day_behind_that_is_told_and_not_when_it_was_said(reader: Reader, text: str, wanted: date | None) -> None:
    assert days_of(reader, text)[0][0] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Nine people were killed on Monday as they mourned those who fell two years ago when a crowd overran a bank.",
        "A bomb wounded nine people in Kano on Monday, four years after militants killed 120 at the same mosque.",
        "Six people were shot dead in Juba on Monday, a year after soldiers massacred forty villagers in Lobonok.",
    ],
)
def test_what_was_years_before_is_no_part_of_the_news(reader: Reader, text: str) -> None:
    news, *background = read_article(reader, Article("a", text, published=PUBLISHED)).incidents
    assert (news.date_start, news.status) == (date(2024, 3, 4), "occurred")
    assert not any(one.status == "occurred" and one.date_start == news.date_start for one in background)
    assert (news.fatalities_best or 0) < 40


def test_what_has_a_day_still_to_come_is_planned(reader: Reader) -> None:
    text = "A march on the palace in Rabat tomorrow worries the police."
    (march,) = read_article(reader, Article("a", text, published=PUBLISHED)).incidents
    assert (march.status, march.date_start) == ("planned", date(2024, 3, 8))


def test_the_day_until_which_something_holds_is_not_its_own(reader: Reader) -> None:
    assert days_of(reader, "Rebels declared a truce in Bicol until April 20.") == [(None, PUBLISHED)]


def test_an_hour_without_a_day_is_not_of_a_day_before_the_story(reader: Reader) -> None:
    text = (
        "ORAN, March 14 - The navy admitted on Saturday that a frigate had sunk a trawler off Oran on Wednesday, "
        "killing nine people.\n\nThe minister called it a mistake. In the evening students protested in Oran."
    )
    found = read_article(reader, Article("a", text, published=date(2026, 3, 14))).incidents
    march = next(one for one in found if one.sub_event_type == "Peaceful protest")
    assert march.date_start != date(2026, 3, 11)
