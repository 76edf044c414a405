"""The page in a real Chromium, with every request beyond this machine refused."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from geo.export.snapshot import Order, snapshot, source_of
from geo.records import Excerpt, Reading
from geo.store.rows import clean
from geo.store.store import open_store
from geo.view.filters import Filters
from tests.browser import (
    PATIENCE,
    Watch,
    browser,
    map_state,
    marks,
    server,
    the_map,
    tile_server,
    wait_for_map,
    wait_until_idle,
)
from tests.hostile import HOSTILE
from tests.made import article, incident, never_the_same, several, stored


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with browser() as started:
        yield started  # type: ignore[misc]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("browser")
    stored(folder, several()).close()
    with server(folder / "incidents.db") as found:
        yield found


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("hostile") / "incidents.db"
    store = open_store(str(path), find_same=never_the_same)
    for number, text in enumerate(HOSTILE, 1):
        one = incident(number, text)
        place = (
            replace(one.place, name=text, latitude=34.0 + number % 4, longitude=42.5 + number // 4 * 1.25)
            if one.place
            else None
        )
        actors = tuple(replace(actor, name=f"{text} {actor.role}", type=text) for actor in one.actors)
        excerpts = (Excerpt(f"a{number}", 0, len(text), text, trigger=(0, 3), place=(1, 6)),)
        told = replace(one, place=place, actors=actors, excerpts=excerpts, source=text, reasons=(text,))
        store.load(Reading(article(number, text, source=text, title=text, url=text), (), (told,)))
    store.close()
    with server(path) as found:
        yield found


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def page(chrome: Browser, watch: Watch) -> Iterator[Page]:
    context = chrome.new_context(viewport={"width": 1440, "height": 1000}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    watch.follow(context)
    opened = context.new_page()
    yield opened
    context.close()
    assert watch.refused == []
    assert watch.complaints == []


def open_map(page: Page, address: str, query: str = "") -> None:
    page.goto(f"{address}/{query}")
    wait_for_map(page)


def choose(page: Page, label: str, option: str) -> None:
    """Choose one option of a filter."""
    page.get_by_role("combobox", name=re.compile(rf"\b{label}$|^{label}\b|Selected .*{label}", re.I)).first.click()
    page.get_by_role("option", name=re.compile(option)).first.click()
    page.keyboard.press("Escape")
    wait_until_idle(page)


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_a_page_opened_directly_logs_no_error(page: Page, address: str) -> None:
    for path, heading in (("add", "Add articles"), ("about", "About Dateline")):
        page.goto(f"{address}/{path}")
        page.get_by_role("heading", name=heading).wait_for()
        wait_until_idle(page)
        assert urlsplit(page.url).path == f"/{path}"
    page.get_by_role("link", name="Incidents").click()
    wait_for_map(page)
    assert urlsplit(page.url).path == "/"


def test_the_map_draws_ground_marks_and_names(page: Page, address: str) -> None:
    open_map(page, address)
    assert marks(page).count() >= 2
    assert the_map(page).locator(".leaflet-tile-pane canvas").count() > 0
    painted = next(one for one in page.frames if "st_folium" in one.url).evaluate(
        """() => [...document.querySelectorAll('.leaflet-tile-pane canvas')].some((tile) => {
            const pixels = tile.getContext('2d').getImageData(0, 0, tile.width, tile.height).data, seen = new Set();
            for (let i = 0; i < pixels.length; i += 64) seen.add(pixels[i] + ',' + pixels[i + 1] + ',' + pixels[i + 2]);
            return seen.size > 2; })"""
    )
    assert painted
    assert the_map(page).get_by_role("button", name=re.compile("incidents|Shelling")).count() >= 2


def test_a_click_on_a_mark_opens_its_card_and_selects_its_row(page: Page, address: str) -> None:
    open_map(page, address, "?kinds=Protests")
    marks(page).first.click()
    card = page.locator(".d-card")
    expect(card).to_contain_text("Peaceful protest")
    expect(card).to_contain_text("Crowds marched in Najaf.")
    wait_until_idle(page)
    assert query(page)["incident"] == ["i2"]


def test_a_mark_opens_by_keyboard(page: Page, address: str) -> None:
    open_map(page, address, "?kinds=Protests")
    marks(page).first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".d-card")).to_contain_text("Peaceful protest")


def test_a_filter_changes_the_marks_and_keeps_zoom_centre_and_frame(page: Page, address: str) -> None:
    open_map(page, address, "?map=32.5,44.5,8")
    before, number = map_state(page), marks(page).count()
    frame = next(one for one in page.frames if "st_folium" in one.url)
    frame.evaluate("() => { window.sameFrame = true; }")
    choose(page, "Kind", "Protests")
    expect(marks(page)).to_have_count(1)
    assert number > 1
    assert map_state(page) == before
    assert frame.evaluate("() => window.sameFrame") is True


def type_actor(page: Page, words: str) -> None:
    """Type a part of a name into the filter of actors."""
    box = page.get_by_role("combobox", name="Actor")
    box.click()
    box.fill(words)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    wait_until_idle(page)


def test_a_typed_part_of_a_name_finds_every_actor(page: Page, address: str) -> None:
    open_map(page, address)
    type_actor(page, "al shaabi")
    assert query(page)["actors"] == ["Hashd al-Shaabi"]
    page.locator(".st-key-clear_all button").click()
    wait_until_idle(page)
    type_actor(page, "tates!")
    expect(page.get_by_text("No actor has “tates!” in its name.")).to_be_visible()
    assert "actors" not in query(page)


def test_reloading_the_address_gives_the_same_view(page: Page, address: str) -> None:
    open_map(page, address, "?map=32.5,44.5,7")
    choose(page, "Country", "Iraq")
    marks(page).first.click()
    wait_until_idle(page)
    kept, number, state = page.url, marks(page).count(), map_state(page)
    page.goto(kept)
    wait_for_map(page)
    assert marks(page).count() == number
    assert map_state(page)["zoom"] == state["zoom"]
    assert map_state(page)["latitude"] == pytest.approx(state["latitude"], abs=0.05)
    assert query(page).keys() == parse_qs(urlsplit(kept).query).keys()


def test_an_exported_picture_brought_back_opens_its_view_and_says_what_changed(
    page: Page, address: str, tmp_path: Path
) -> None:
    store = stored(tmp_path, several())
    picture = tmp_path / "protests.png"
    picture.write_bytes(snapshot(source_of(store), "png", Order(Filters(kinds=("Protests",)))))
    store.close()
    open_map(page, address)
    page.get_by_role("button", name="Export").click()
    page.locator("input[type=file]").set_input_files(picture)
    expect(page.get_by_text("is open again")).to_be_visible()
    wait_until_idle(page)
    assert query(page)["kinds"] == ["Protests"]


def test_a_row_of_the_table_brings_the_map_there(page: Page, address: str) -> None:
    page.goto(f"{address}/?kinds=Protests&map=10,-60,3")
    expect(page.get_by_text("Nothing in this part of the map")).to_be_visible()
    wait_until_idle(page)
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box
    page.mouse.click(box["x"] + 18, box["y"] + 52)
    expect(page.locator(".d-card")).to_contain_text("Crowds marched in Najaf.")
    wait_until_idle(page)
    assert map_state(page)["longitude"] == pytest.approx(44.3, abs=1)
    assert query(page)["incident"] == ["i2"]


def test_a_group_comes_closer_and_many_at_one_place_open_as_a_list(page: Page, address: str) -> None:
    open_map(page, address, "?map=33.34,44.40,16")
    the_map(page).get_by_role("button", name=re.compile("2 incidents at Baghdad")).click()
    expect(page.get_by_role("heading", name=re.compile("2 incidents at Baghdad"))).to_be_visible()
    page.get_by_role("button", name=re.compile("Shelling")).first.click()
    expect(page.locator(".d-card")).to_contain_text("Talks are planned in Baghdad.")


def test_an_outline_drawn_on_the_map_filters(page: Page, address: str) -> None:
    open_map(page, address, "?map=32.5,44.4,7")
    the_map(page).get_by_role("button", name="Draw a rectangle").click()
    frame = page.locator("iframe[title*='st_folium']").bounding_box()
    najaf = the_map(page).get_by_role("button", name=re.compile("Peaceful protest")).bounding_box()
    assert frame and najaf
    x, y = najaf["x"] + najaf["width"] / 2, najaf["y"] + najaf["height"] / 2
    page.mouse.move(x - 40, y - 40)
    page.mouse.down()
    page.mouse.move(x, y, steps=4)
    page.mouse.move(x + 40, y + 40, steps=4)
    page.mouse.up()
    expect(page.get_by_role("button", name=re.compile("Inside the outline"))).to_be_visible()
    expect(marks(page)).to_have_count(1)
    assert query(page)["area"][0].count(",") == 4


def test_a_pasted_article_appears_on_the_map(page: Page, address: str) -> None:
    open_map(page, address)
    page.get_by_role("link", name="Add articles").click()
    page.get_by_role("textbox", name="Article", exact=True).fill(
        "MOSUL, Iraq, March 6, 2021 - A car bomb exploded in Mosul on Friday, killing four people, police said."
    )
    page.keyboard.press("Tab")
    wait_until_idle(page)
    page.get_by_role("button", name="Read").first.click()
    expect(page.get_by_role("heading", name=re.compile("understood, nothing saved yet"))).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved 1 article")).to_be_visible()
    page.get_by_role("link", name="See them on the map").click()
    wait_for_map(page)
    expect(page.locator(".d-card")).to_contain_text("Mosul")
    expect(page.locator("h3").filter(has_text=re.compile(r"\d+ of \d+ incidents"))).not_to_contain_text(
        "of 7 incidents"
    )


def test_a_click_on_an_actor_of_the_network_filters_by_it(page: Page, address: str) -> None:
    open_map(page, address, "?tab=actors")
    canvas = page.locator(".st-key-network canvas").first
    canvas.scroll_into_view_if_needed()
    page.wait_for_timeout(1500)
    spot = canvas.evaluate(
        """(canvas) => {
            const { width, height } = canvas, ratio = width / canvas.clientWidth;
            const pixels = canvas.getContext('2d').getImageData(0, 0, width, height).data;
            const solid = (x, y) => {
                const i = 4 * (y * width + x);
                return pixels[i + 3] > 240 && pixels[i + 2] > pixels[i] + 60;
            };
            let best = [0, 0, 0];
            for (let y = 8; y < height - 8; y += 2) for (let x = 8; x < width - 8; x += 2) {
                let n = 0;
                for (let dy = -6; dy <= 6; dy += 2) for (let dx = -6; dx <= 6; dx += 2) n += solid(x + dx, y + dy);
                if (n > best[0]) best = [n, x / ratio, y / ratio];
            }
            return best; }"""
    )
    assert spot[0] > 30, "no actor is drawn"
    canvas.click(position={"x": spot[1], "y": spot[2]})
    expect(page.locator(".st-key-chips button").first).to_contain_text("Actor:")
    wait_until_idle(page)
    assert query(page)["actors"][0] in ("United States", "Hashd al-Shaabi")
    assert query(page)["tab"] == ["actors"]


def test_online_tiles_are_only_asked_for_by_the_person_who_looks(chrome: Browser, watch: Watch, tmp_path: Path) -> None:
    stored(tmp_path, several()).close()
    with tile_server() as (tiles, asked), server(tmp_path / "incidents.db", DATELINE_TILES=tiles) as address:
        page = chrome.new_context(viewport={"width": 1200, "height": 900}).new_page()
        page.set_default_timeout(PATIENCE)
        open_map(page, address)
        assert asked == []
        page.get_by_text("Online map", exact=True).click()
        expect(the_map(page).get_by_text("OpenStreetMap contributors")).to_be_visible()
        wait_until_idle(page)
        assert all(re.fullmatch(r"/\d+/\d+/\d+\.png", path) for path in asked)
        assert len(asked) >= 4
        assert query(page)["tiles"] == ["online"]
        known = len(asked)
        page.reload()
        wait_for_map(page)
        assert len(asked) == known
        page.get_by_role("button", name="Turn the online map on").click()
        expect(the_map(page).get_by_text("OpenStreetMap contributors")).to_be_visible()
        page.context.close()


def test_the_open_tab_and_the_order_stand_in_the_address(page: Page, address: str) -> None:
    open_map(page, address, "?tab=unplaced&sort=Place")
    expect(page.get_by_role("radio", name="Without a place (1)")).to_be_checked()
    expect(page.get_by_role("combobox", name="Sort")).to_have_value("Place")
    page.get_by_text("Who against whom").click()
    wait_until_idle(page)
    assert query(page)["tab"] == ["actors"]
    assert query(page)["sort"] == ["Place"]


@pytest.mark.parametrize("width", [1440, 390])
def test_the_first_view_shows_every_placed_incident(chrome: Browser, address: str, width: int) -> None:
    context = chrome.new_context(viewport={"width": width, "height": 900})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    open_map(page, address, "?statuses=any")
    inside = next(one for one in page.frames if "st_folium" in one.url).evaluate(
        """() => { const seen = { n: 0, all: true };
            map.eachLayer((one) => {
                if (!one.group) return;
                seen.n += one.group.n;
                seen.all &&= map.getBounds().contains(one.getLatLng());
            });
            return seen; }"""
    )
    context.close()
    assert inside["n"] >= 6
    assert inside["all"]


def go(page: Page, way: str) -> None:
    """Go back or forward in the browser, and wait for what it shows."""
    page.evaluate(f"() => history.{way}()")
    page.wait_for_timeout(500)
    wait_until_idle(page)


def test_back_and_forward_show_what_their_address_says(page: Page, address: str) -> None:
    open_map(page, address, "?map=32.5,44.5,7")
    choose(page, "Country", "Iraq")
    marks(page).filter(has_text=re.compile(r"^$")).first.click()  # the protest, which stands alone
    expect(page.locator(".d-card")).to_be_visible()
    wait_until_idle(page)
    page.get_by_text("Who against whom").click()
    wait_until_idle(page)
    urls, heads = [page.url], []
    page.get_by_text("Without a place").click()
    wait_until_idle(page)
    go(page, "back")
    assert page.url == urls[0]
    expect(page.get_by_role("radio", name="Who against whom")).to_be_checked()
    go(page, "back")
    assert "tab" not in query(page)
    assert "incident" in query(page)
    go(page, "back")
    expect(page.locator(".d-card")).to_have_count(0)
    assert query(page)["countries"] == ["IQ"]
    heads.append(page.locator("h3").first.inner_text())
    go(page, "back")
    assert "countries" not in query(page)
    assert page.locator("h3").first.inner_text() != heads[0]
    expect(page.locator(".st-key-chips")).to_have_count(0)
    for _ in range(3):
        go(page, "forward")
    assert page.url == urls[0]
    expect(page.locator(".d-card")).to_be_visible()


def test_back_brings_the_map_and_the_page_back(page: Page, address: str) -> None:
    open_map(page, address, "?map=32.5,44.5,7")
    the_map(page).get_by_role("button", name="Zoom in").click()
    page.wait_for_timeout(800)
    wait_until_idle(page)
    assert query(page)["map"][0].endswith(",8")
    page.get_by_role("link", name="About").click()
    page.get_by_role("heading", name="About Dateline").wait_for()
    go(page, "back")
    wait_for_map(page)
    assert query(page)["map"][0].endswith(",8")
    assert map_state(page)["zoom"] == 8
    go(page, "back")
    page.wait_for_timeout(1000)
    wait_until_idle(page)
    assert query(page)["map"] == ["32.5,44.5,7"]
    assert map_state(page)["zoom"] == 7
    go(page, "forward")
    page.wait_for_timeout(1000)
    wait_until_idle(page)
    assert map_state(page)["zoom"] == 8


def test_the_map_stays_where_it_was_while_another_page_is_read(page: Page, address: str) -> None:
    open_map(page, address, "?map=32.5,44.5,8")
    before = map_state(page)
    page.get_by_role("link", name="About").click()
    page.get_by_role("heading", name="About Dateline").wait_for()
    wait_until_idle(page)
    page.get_by_role("link", name="Incidents").click()
    wait_for_map(page)
    assert map_state(page)["zoom"] == before["zoom"]
    assert map_state(page)["latitude"] == pytest.approx(before["latitude"], abs=0.05)
    assert query(page)["map"][0].endswith(",8")


def test_the_table_opens_a_card_by_keyboard(page: Page, address: str) -> None:
    open_map(page, address, "?kinds=Protests&map=32.5,44.5,6")
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    page.get_by_role("combobox", name="Sort").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.tagName") == "CANVAS":
            break
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(1000)
    page.keyboard.press("Shift+Space")
    expect(page.locator(".d-card")).to_contain_text("Crowds marched in Najaf.")
    wait_until_idle(page)
    assert query(page)["incident"] == ["i2"]


def shown_text(text: str) -> re.Pattern[str]:
    """Hostile text as a page shows it, white space aside."""
    wanted = "".join("".join(c if ord(c) >= 32 else " " for c in text).split())
    return re.compile(r"\s*".join(re.escape(c) for c in wanted))


def adds_nothing(page: Page) -> bool:
    """Whether nothing of the hostile table became a part of the page or the map."""
    planted = "img[src='x'], svg[onload], [onmouseover], [onerror], a[href^='javascript'], main script"
    return page.locator(planted).count() == 0 and the_map(page).locator(planted).count() == 0


def test_hostile_actors_and_sources_are_only_text_in_chips_filters_table_and_network(page: Page, hostile: str) -> None:
    actors = [f"{text} perpetrator" for text in HOSTILE]
    asked = {"actors": [clean(actor) for actor in actors], "sources": [clean(text) for text in HOSTILE]}
    open_map(page, hostile, f"?map=35.5,44.5,7&tab=actors&{urlencode(asked, doseq=True)}")
    chips = page.locator(".st-key-chips button")
    for text, actor in zip(HOSTILE, actors, strict=True):
        expect(chips.filter(has_text=shown_text(f"Actor: {clean(actor)}")).first).to_be_visible()
        expect(chips.filter(has_text=shown_text(f"Source: {clean(text)}")).first).to_be_visible()
        expect(page.get_by_test_id("stSidebar").get_by_text(shown_text(f"{clean(actor)} (1)")).first).to_be_attached()
    pairs = page.get_by_test_id("stDataFrame").first
    pairs.scroll_into_view_if_needed()
    page.wait_for_timeout(1500)
    assert page.locator(".st-key-network canvas").count() > 0
    expect(pairs.locator("[role=gridcell]").filter(has_text=shown_text(actors[3])).first).to_be_attached()
    assert adds_nothing(page)
    page.get_by_text("Table", exact=True).click()
    wait_until_idle(page)
    rows = page.get_by_test_id("stDataFrame").first
    rows.scroll_into_view_if_needed()
    for text in HOSTILE[:6]:
        expect(rows.locator("[role=gridcell]").filter(has_text=shown_text(text)).first).to_be_attached()
    assert adds_nothing(page)


def test_hostile_text_is_only_text_while_an_article_is_added(page: Page, hostile: str) -> None:
    open_map(page, hostile, "?map=35.5,44.5,7")
    page.get_by_role("link", name="Add articles").click()
    for label, text in (("Title (optional)", HOSTILE[3]), ("Source (optional)", HOSTILE[2]), ("Address", HOSTILE[5])):
        page.get_by_role("textbox", name=label).fill(text)
    words = "BAGHDAD, March 6, 2021 - A car bomb exploded in Mosul on Friday, killing four people. " + " ".join(HOSTILE)
    page.get_by_role("textbox", name="Article", exact=True).fill(words)
    page.keyboard.press("Tab")
    wait_until_idle(page)
    page.get_by_role("button", name="Read").first.click()
    expect(page.get_by_role("heading", name=re.compile("understood, nothing saved yet"))).to_be_visible()
    expect(page.locator(".d-article")).to_contain_text(shown_text(HOSTILE[3]))
    assert page.locator("img[src='x'], svg[onload], [onmouseover], main script").count() == 0
    page.get_by_role("button", name="Drop all").click()
    wait_until_idle(page)


def test_hostile_text_is_only_text(page: Page, hostile: str) -> None:
    open_map(page, hostile, "?map=35.5,44.5,7")
    expect(marks(page)).to_have_count(len(HOSTILE), timeout=20_000)
    for number, text in enumerate(HOSTILE, 1):
        mark = the_map(page).locator(f"[data-key='incident {urlsafe_b64encode(f'i{number}'.encode()).decode()}']")
        mark.focus()
        expect(the_map(page).locator(".leaflet-tooltip").last).to_contain_text(shown_text(text))
        page.keyboard.press("Enter")
        expect(page.locator(".d-card blockquote")).to_have_text(shown_text(text))
        for part in ("dd", ".d-cite", "li"):
            expect(page.locator(f".d-card {part}").filter(has_text=shown_text(text)).first).to_be_attached()
        wait_until_idle(page)  # the marks are drawn anew
    page.get_by_role("button", name="Read the whole article").click()
    expect(page.get_by_role("dialog").locator(".d-article")).to_have_text(shown_text(HOSTILE[-1]))
    assert page.locator(".d-card script, .d-card img").count() == 0
    assert adds_nothing(page)


def test_the_page_works_on_a_phone(chrome: Browser, address: str, watch: Watch) -> None:
    context = chrome.new_context(viewport={"width": 390, "height": 844}, has_touch=True, color_scheme="dark")
    context.set_default_timeout(PATIENCE)
    watch.follow(context)
    page = context.new_page()
    open_map(page, address)
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    frame = page.locator("iframe[title*='st_folium']").bounding_box()
    assert frame and frame["width"] > 300
    context.close()
    assert watch.refused == watch.complaints == []


def tab_to(page: Page, name: str) -> None:
    """Press the tab key until something of this name has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        said = page.evaluate(
            """() => {
                const e = document.activeElement;
                return e.matches('button, input, a') ? e.ariaLabel || e.title || e.innerText : ''; }"""
        )
        if name in said:
            return
    raise AssertionError(f"the tab key never came to {name}")


def test_everything_from_a_filter_to_the_export_is_done_by_keyboard(chrome: Browser, address: str) -> None:
    context = chrome.new_context(
        viewport={"width": 1440, "height": 1000}, permissions=["clipboard-read", "clipboard-write"]
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    open_map(page, address)
    tab_to(page, "Kind")
    page.keyboard.type("Protests")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-chips")).to_contain_text("Kind: Protests")
    wait_until_idle(page)
    tab_to(page, "Peaceful protest\nNajaf")
    page.keyboard.press("Enter")
    expect(page.locator(".d-card")).to_contain_text("Crowds marched in Najaf.")
    wait_until_idle(page)
    tab_to(page, "Close")  # the focus goes on in the card
    assert page.evaluate("() => Boolean(document.activeElement.closest('.st-key-panel'))")
    tab_to(page, "Link")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    wait_until_idle(page)
    tab_to(page, "Copy to clipboard")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert unquote(page.evaluate("() => navigator.clipboard.readText()")) == unquote(page.url)
    page.keyboard.press("Escape")
    tab_to(page, "Export")
    page.keyboard.press("Enter")
    page.get_by_text("Make the file").first.wait_for()
    wait_until_idle(page)
    tab_to(page, "Make the file")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "dateline.png"
    context.close()
