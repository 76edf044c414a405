"""The export menu in a real Chromium."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from geo.export.snapshot import MOST, Order, snapshot, source_of, too_many
from geo.store.store import open_store
from geo.view.filters import Filters
from geo.view.generate import generate
from tests.browser import PATIENCE, Watch, browser, server, wait_for_map, wait_until_idle

MANY = 6_000


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with browser() as started:
        yield started  # type: ignore[misc]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("menu") / "incidents.db"
    store = open_store(str(path))
    store.load_bulk(generate(MANY, seed=3))
    store.close()
    return path


@pytest.fixture(scope="module")
def address(database: Path) -> Iterator[str]:
    with server(database) as found:
        yield found


@pytest.fixture
def page(chrome: Browser, address: str) -> Iterator[Page]:
    watch = Watch()
    context = chrome.new_context(viewport={"width": 1440, "height": 1000}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    watch.follow(context)
    opened = context.new_page()
    opened.goto(f"{address}/?statuses=")
    wait_for_map(opened)
    opened.get_by_role("button", name="Export", exact=True).click()
    wait_until_idle(opened)
    yield opened
    context.close()
    assert (watch.refused, watch.complaints) == ([], [])


def choose(page: Page, form: str) -> None:
    page.get_by_role("combobox", name="As").click()
    page.get_by_role("option", name=form).click()
    wait_until_idle(page)


def test_a_picture_is_downloaded_and_the_map_stays_as_it_is(page: Page) -> None:
    choose(page, "Picture (PDF)")
    page.evaluate("document.querySelector('iframe[title*=st_folium]').dataset.seen = 'yes'")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Make the file").click()
    text = PdfReader(io.BytesIO(waiting.value.path().read_bytes())).pages[0].extract_text()
    assert "Incidents reported in the news" in text
    assert page.locator("iframe[title*=st_folium][data-seen=yes]").count() == 1
    assert page.locator("[data-testid=stStatusWidget]").count() == 0


def test_many_incidents_are_written_in_sight_and_all_arrive(page: Page, database: Path) -> None:
    choose(page, "Data: CSV")
    page.get_by_role("button", name="Make the file").click()
    expect(page.get_by_text(f"Writing {MANY:,} incidents")).to_be_visible()
    expect(page.get_by_role("button", name="Cancel")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save the file").click()
    store = open_store(str(database))
    assert set(pd.read_csv(waiting.value.path())["id"]) == {one.id for one in store.incidents()}
    store.close()


def test_a_long_export_can_be_cancelled(page: Page) -> None:
    choose(page, "Data: Excel")
    page.get_by_role("button", name="Make the file").click()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("button", name="Make the file")).to_be_visible()
    expect(page.get_by_role("button", name="Save the file")).to_have_count(0)


@pytest.mark.parametrize("form", ["csv", "html", "gpkg"])
def test_a_long_export_tells_how_far_it_is(form: str, database: Path) -> None:
    store = open_store(str(database))
    told: list[float] = []
    order = Order(Filters(statuses=()))
    data = snapshot(source_of(store), form, order, told.append)
    assert len(told) > 2 * MANY / 500 - 2
    assert 0 <= min(told) < 0.1 and 0.9 < max(told) <= 1
    assert data == snapshot(source_of(store), form, order)
    store.close()


def test_a_format_says_that_it_cannot_hold_so_many() -> None:
    assert "narrow the filters" in too_many("html", MOST["html"] + 1)
    assert too_many("html", MOST["html"]) == too_many("csv", 10_000_000) == ""
