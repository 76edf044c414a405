from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.articles.articles import Problem
from geo.articles.tables import TABLES, read_table, read_table_stream, table_kind
from geo.records import EVENT_TYPE_OF, Incident, Reading

ACLED = {
    "event_id_cnty": "KEN1234", "event_date": "2023-05-17", "time_precision": "1", "event_type": "Battles",
    "sub_event_type": "Armed clash", "actor1": "Al Shabaab", "inter1": "Rebel group",
    "actor2": "Military Forces of Kenya (2022-)", "inter2": "1", "iso": "404", "country": "Kenya", "admin1": "Lamu",
    "location": "Milihoi", "latitude": "-2.30", "longitude": "40.65", "geo_precision": "2", "source": "Hill Post",
    "notes": "On 17 May 2023, fighters and soldiers clashed near Milihoi. Three soldiers died.", "fatalities": "3",
}  # fmt: skip
GED = {
    "id": "77", "type_of_violence": "3", "dyad_name": "ADF - Civilians", "side_a": "ADF", "side_b": "Civilians",
    "source_article": "Hill Post, 2023-05-18", "source_headline": "Six killed", "where_prec": "3",
    "where_coordinates": "Beni", "where_description": "village in Beni territory", "adm_1": "Nord-Kivu",
    "latitude": "0.49", "longitude": "29.47", "country": "DR Congo (Zaire)", "date_prec": "2",
    "date_start": "2023-05-15 00:00:00.000", "date_end": "2023-05-17 00:00:00.000", "best": "6",
    "high": "8", "low": "6",
}  # fmt: skip
GDELT = {
    "GLOBALEVENTID": "5", "SQLDATE": "20230517", "Actor1Name": "PROTESTER", "Actor1Type1Code": "CVL",
    "Actor1CountryCode": "", "Actor2Name": "GEORGIA", "Actor2CountryCode": "GEO", "Actor2Type1Code": "GOV",
    "EventCode": "1451", "ActionGeo_Type": "4", "ActionGeo_FullName": "Tbilisi, Georgia", "ActionGeo_CountryCode": "GG",
    "ActionGeo_Lat": "41.7", "ActionGeo_Long": "44.8", "SOURCEURL": "https://hill.example/5",
}  # fmt: skip


def table(*rows: dict[str, str], mark: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=mark, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def read(content: bytes) -> list[Reading | Problem]:
    return list(read_table_stream("t.csv", io.BytesIO(content)))


def one(row: dict[str, str]) -> tuple[Reading, Incident]:
    (found,) = read(table(row))
    assert isinstance(found, Reading), found
    return found, found.incidents[0]


def test_a_row_of_acled_keeps_its_source_precision_and_roles() -> None:
    reading, incident = one(ACLED)
    assert (incident.id, incident.source, incident.sub_event_type) == ("acled-KEN1234", "ACLED", "Armed clash")
    assert (incident.date_start, incident.date_end, incident.date_precision) == (date(2023, 5, 17),) * 2 + ("day",)
    assert incident.place is not None
    assert (incident.place.precision, incident.place.country_code, incident.place.name) == ("near", "KE", "Milihoi")
    assert [(actor.name, actor.type, actor.role) for actor in incident.actors] == [
        ("Al Shabaab", "rebel group", "participant"),
        ("Military Forces of Kenya (2022-)", "state forces", "participant"),
    ]
    assert (incident.fatalities_low, incident.fatalities_best, incident.fatalities_high) == (3, 3, 3)
    assert (reading.article.text, reading.article.source) == (ACLED["notes"], "Hill Post")


@pytest.mark.parametrize(
    ("code", "first", "last", "precision"),
    [
        ("1", date(2023, 5, 17), date(2023, 5, 17), "day"),
        ("2", date(2023, 5, 14), date(2023, 5, 20), "week"),
        ("3", date(2023, 5, 1), date(2023, 5, 31), "month"),
    ],
)
def test_acleds_time_precision_becomes_a_span(code: str, first: date, last: date, precision: str) -> None:
    incident = one({**ACLED, "time_precision": code})[1]
    assert (incident.date_start, incident.date_end, incident.date_precision) == (first, last, precision)


@pytest.mark.parametrize("words", ["17 May 2023", "2023-05-17", "17-May-2023"])
def test_acleds_days_are_read_in_each_of_its_forms(words: str) -> None:
    assert one({**ACLED, "event_date": words})[1].date_start == date(2023, 5, 17)


@pytest.mark.parametrize(
    ("sub_event_type", "roles"),
    [
        ("Attack", ["perpetrator", "victim"]),
        ("Air/drone strike", ["perpetrator", "target"]),
        ("Peaceful protest", ["participant", "participant"]),
    ],
)
def test_acleds_actors_have_the_roles_of_the_event(sub_event_type: str, roles: list[str]) -> None:
    assert [actor.role for actor in one({**ACLED, "sub_event_type": sub_event_type})[1].actors] == roles


def test_protesters_are_the_victims_of_excessive_force() -> None:
    row = {**ACLED, "sub_event_type": "Excessive force against protesters", "actor1": "Protesters", "inter1": "6"}
    assert [actor.role for actor in one(row)[1].actors] == ["victim", "perpetrator"]


def test_a_row_of_ged_keeps_its_span_toll_and_country() -> None:
    reading, incident = one(GED)
    assert (incident.id, incident.source, incident.sub_event_type) == ("ucdp-77", "UCDP GED", "Attack")
    assert (incident.date_start, incident.date_end) == (date(2023, 5, 15), date(2023, 5, 17))
    assert incident.date_precision == "few_days"
    assert incident.place is not None
    assert (incident.place.precision, incident.place.country_code, incident.place.admin1) == (
        "admin2",
        "CD",
        "Nord-Kivu",
    )
    assert (incident.fatalities_low, incident.fatalities_best, incident.fatalities_high) == (6, 6, 8)
    assert [(actor.name, actor.role) for actor in incident.actors] == [("ADF", "perpetrator"), ("Civilians", "victim")]
    assert reading.article.title == "Six killed"


def test_a_row_of_gdelt_keeps_its_link_and_says_that_it_is_unsure() -> None:
    reading, incident = one(GDELT)
    assert (incident.id, incident.source, incident.sub_event_type) == ("gdelt-5", "GDELT", "Violent demonstration")
    assert incident.place is not None
    assert (incident.place.precision, incident.place.country_code) == ("city", "GE")
    assert (incident.attribution, incident.confidence, incident.fatalities_best) == ("unknown", 0.5, None)
    assert (reading.article.url, reading.article.source) == ("https://hill.example/5", "hill.example")
    assert reading.article.text == "Protester protested violently or rioted against Georgia, Tbilisi, Georgia."


@pytest.mark.parametrize("columns", [58, 61])
def test_gdelts_own_files_have_no_header(columns: int) -> None:
    cells = [""] * columns
    shift = 0 if columns == 58 else 2
    cells[:2], cells[6], cells[26] = ["5", "20230517"], "ARMY", "195"
    cells[49 + shift : 51 + shift] = ["3", "Tikrit, Iraq"]
    cells[51 + shift] = "IZ"
    cells[53 + shift + (columns == 61)], cells[54 + shift + (columns == 61)] = "34.6", "43.7"
    cells[-1] = "https://hill.example/5"
    (found,) = read("\t".join(cells).encode() + b"\n")
    assert isinstance(found, Reading), found
    incident = found.incidents[0]
    assert (incident.sub_event_type, incident.date_start) == ("Air/drone strike", date(2023, 5, 17))
    assert incident.place is not None
    assert (incident.place.name, incident.place.country_code, incident.place.latitude) == ("Tikrit, Iraq", "IQ", 34.6)


@pytest.mark.parametrize("row", [ACLED, GED, GDELT], ids=["ACLED", "UCDP GED", "GDELT"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_excerpt_quotes_the_article_whatever_the_separator(row: dict[str, str], mark: str) -> None:
    (found,) = read(b"\xef\xbb\xbf" + table(row, mark=mark))
    assert isinstance(found, Reading)
    excerpt = found.incidents[0].excerpts[0]
    assert found.article.text[excerpt.start : excerpt.end] == excerpt.text
    assert excerpt.article_id == found.article.id


def test_bad_rows_are_named_and_the_others_are_read() -> None:
    rows = [
        {**ACLED, "event_date": "some day"}, {**ACLED, "sub_event_type": "Picnic"}, {**ACLED, "latitude": "910"},
        {**ACLED, "fatalities": "inf"}, ACLED,
    ]  # fmt: skip
    *bad, good = read(table(*rows))
    assert [str(item).split(";")[0] for item in bad] == [
        't.csv, line 2: not a row of ACLED ("some day" is not a day)',
        't.csv, line 3: not a row of ACLED (no sub-event type "Picnic")',
        "t.csv, line 4: not a row of ACLED (coordinates 910.0, 40.65 are not on earth)",
        "t.csv, line 5: not a row of ACLED (cannot convert float infinity to integer)",
    ]
    assert isinstance(good, Reading)


def test_a_row_without_coordinates_has_no_place_and_one_without_a_toll_has_none() -> None:
    incident = one({**ACLED, "latitude": "", "fatalities": ""})[1]
    assert (incident.place, incident.fatalities_best) == (None, None)


def test_other_tables_are_refused() -> None:
    (found,) = read(b"id,title,text\n1,a,b\n")
    assert str(found) == (
        "t.csv, line 1: has the columns of none of ACLED, UCDP GED and GDELT; give a table of one of them"
    )


def test_the_kind_of_a_table_is_told_by_its_header() -> None:
    kinds = [table_kind(io.BytesIO(content)) for content in (table(ACLED), table(GED), table(GDELT), b"text\nA", b"")]
    assert kinds == ["ACLED", "UCDP GED", "GDELT", None, None]


def test_a_table_on_disk_is_read_and_a_missing_one_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(table(ACLED))
    assert read(table(ACLED)) == list(read_table(tmp_path / "t.csv"))
    assert str(*read_table(tmp_path / "no.csv")) == "no.csv: there is no such file; check the name"


def test_each_event_code_has_a_known_sub_event_type() -> None:
    with (TABLES / "cameo.csv").open(encoding="utf-8") as file:
        assert {row["sub_event_type"] for row in csv.DictReader(file)} <= set(EVENT_TYPE_OF)


@given(st.dictionaries(st.sampled_from(sorted(ACLED)), st.text(max_size=12)), st.sampled_from([ACLED, GED, GDELT]))
@settings(deadline=None)
def test_any_cells_give_readings_or_problems(cells: dict[str, str], row: dict[str, str]) -> None:
    row = {**row, **{name: value.replace("\0", "") for name, value in cells.items() if name in row}}
    for item in read(table(row, row)):
        assert isinstance(item, (Reading, Problem))
