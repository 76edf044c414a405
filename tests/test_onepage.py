"""The one-file map opens from disk without a network, filters, shows cards, and gives its data back."""

import hashlib
import io
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pypdf import PdfReader

from geo.export.onepage import to_page
from geo.export.recipe import Recipe, find_recipe
from geo.export.restore import read_incidents
from geo.records import STATUSES, Actor, Article, Excerpt, Incident, Place
from geo.view.generate import generate
from tests.browser import FLAGS, chromium
from tests.hostile import HOSTILE

RECIPE = Recipe(filters={"kinds": ["Battles"]}, title="A title", shown=3, total=9, reports=3, exported="2026-11-22")


def place(latitude: float, longitude: float, name: str = "Somewhere") -> Place:
    return Place(name, latitude, longitude, 2.0, "exact", "IQ", "Anbar")


def made(number: int, seed: int = 8) -> tuple[list[Incident], dict[str, Article]]:
    readings = list(generate(number, seed=seed))
    return [reading.incidents[0] for reading in readings], {one.article.id: one.article for one in readings}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on which every request but that for the file itself is refused, and nothing may go wrong."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    opened, wrong = context.new_page(), []
    opened.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("dialog", lambda dialog: (wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
    opened.on("requestfailed", lambda request: wrong.append(f"refused {request.url[:80]}"))
    context.route(
        lambda url: not url.startswith(("file:", "blob:", "data:")), lambda route: route.abort("internetdisconnected")
    )
    yield opened
    context.close()
    assert wrong == []


def show(page: Page, folder: Path, incidents: list[Incident], articles: dict[str, Article], recipe: Recipe) -> Path:
    path = folder / "map.html"
    path.write_bytes(to_page(incidents, articles, recipe))
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")
    return path


MARKS = ".leaflet-marker-pane > *"


def test_filters_change_the_marks_the_table_and_the_count(page: Page, tmp_path: Path) -> None:
    base = made(1)[0][0]
    incidents = [
        replace(base, id="a", event_type="Battles", sub_event_type="Armed clash", place=place(33.4, 43.3), actors=()),
        replace(base, id="b", event_type="Protests", place=place(-33.9, 151.2), actors=(Actor("Group B"),)),
        replace(base, id="c", event_type="Protests", place=None, actors=(Actor("Group C"),)),
    ]
    show(page, tmp_path, incidents, {}, RECIPE)
    assert page.inner_text("#count") == "3 of 3 incidents; 1 without a place"
    assert page.locator(MARKS).count() == 2
    page.fill("#actor", "group b")
    assert page.inner_text("#count") == "1 of 3 incidents"
    assert (page.locator(MARKS).count(), page.locator("#rows tr").count()) == (1, 1)
    page.fill("#actor", "")
    page.select_option("#kind", "Battles")
    assert page.inner_text("#count") == "1 of 3 incidents"
    assert "Armed clash" in page.inner_text("#rows")
    page.click("button[type=reset]")
    expect(page.locator("#count")).to_have_text(re.compile("^3 of 3"))
    page.fill("#from", "2999-01-01")
    assert page.inner_text("#count") == "0 of 3 incidents"
    assert page.inner_text("#rows") == "No incident matches these filters."


def wait_until(page: Page, holds: Callable[[], bool]) -> None:
    """The page's policy forbids scripts made of text, and with them Playwright's own way to wait for one."""
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(100)
    pytest.fail("waited for ten seconds in vain")


def test_a_mark_opens_its_card_with_the_words_that_told_it_marked(page: Page, tmp_path: Path) -> None:
    text = "𠮷 A bomb exploded in Ramadi."
    excerpt = Excerpt("a1", 100, 100 + len(text), text, trigger=(109, 117), place=(121, 127))
    one = replace(made(1)[0][0], place=place(33.4, 43.3, "Ramadi"), status="occurred", excerpts=(excerpt,))
    article = Article("a1", "", "A headline", None, "Example", "https://news.example/1")
    show(page, tmp_path, [one], {"a1": article}, RECIPE)
    page.click(MARKS)
    card = page.locator("#card")
    assert "Ramadi" in card.locator("h2").inner_text()
    assert card.locator("mark.what").inner_text() == "exploded"
    assert card.locator("mark.where").inner_text() == "Ramadi"
    assert card.locator("blockquote").inner_text() == text
    assert card.locator("a").get_attribute("href") == "https://news.example/1"


def test_marks_of_several_open_on_a_closer_look(page: Page, tmp_path: Path) -> None:
    base = made(1)[0][0]
    apart = [place(33.0, 44.0), place(33.01, 44.01), place(-10.0, -60.0)]
    show(page, tmp_path, [replace(base, id=str(i), place=one) for i, one in enumerate(apart)], {}, RECIPE)
    zoom = page.evaluate("map.getZoom()")
    page.locator(MARKS).filter(has_text="2").click()
    wait_until(page, lambda: page.evaluate("map.getZoom()") > zoom)
    same = [replace(base, id=str(i), place=place(33.0, 44.0, "One place")) for i in range(3)]
    show(page, tmp_path, same, {}, RECIPE)
    page.click(MARKS)
    assert page.inner_text("#card h2") == "3 incidents at One place"
    page.locator("#card li button").nth(1).click()
    assert page.locator("#card dl").count() == 1


def test_hostile_text_is_only_ever_text(page: Page, tmp_path: Path) -> None:
    base, incidents, articles = made(1)[0][0], [], {}
    for number, text in enumerate(HOSTILE):
        excerpt = Excerpt(text, 0, len(text), text, (0, 2), (2, 4), None, ((3, 4),))
        incidents.append(
            replace(
                base,
                id=text,
                place=place(5.0 * number, 10.0 * number, text),
                actors=(Actor(text, text, text, "target"),),
                excerpts=(excerpt,),
                source=text,
                date_start=date(2025, 1, 1),
                date_end=date(2025, 1, 1),
            )
        )
        articles[text] = Article(text, "", text, None, text, "javascript:alert(1)")
    title = " ".join(HOSTILE)
    show(page, tmp_path, incidents, articles, replace(RECIPE, title=title))
    assert page.evaluate("document.querySelectorAll('h1 *, script[src], #rows img').length") == 0
    assert "".join((page.locator("h1").text_content() or "").split()) == "".join(title.replace("\0", "").split())
    assert page.locator("#rows tr").count() == len(HOSTILE)
    for number, text in enumerate(HOSTILE):
        page.locator("#rows button").nth(number).click()
        assert page.locator("#card blockquote").text_content() == text
        assert page.locator("#card a, #card script, #card img, #card svg").count() == 0
        page.fill("#actor", text.strip())
        assert 1 <= page.locator("#rows tr").count() <= 2
        page.locator(MARKS).first.hover(force=True)
        page.fill("#actor", "")


def test_the_file_gives_its_data_back_as_csv_and_geojson(page: Page, tmp_path: Path) -> None:
    incidents, articles = made(40)
    path = show(page, tmp_path, incidents, articles, RECIPE)
    for button, name in (("#get-csv", "incidents.csv"), ("#get-geojson", "incidents.geojson")):
        with page.expect_download() as download:
            page.click(button)
        download.value.save_as(tmp_path / name)
        assert read_incidents(tmp_path / name) == incidents
    stated = re.findall(rb"<code>([0-9a-f]{64})</code>", path.read_bytes())
    assert stated == [hashlib.sha256((tmp_path / "incidents.geojson").read_bytes()).hexdigest().encode()]


def test_ten_thousand_incidents_open_within_three_seconds(page: Page, tmp_path: Path) -> None:
    incidents, articles = made(10_000)
    path = tmp_path / "map.html"
    path.write_bytes(to_page(incidents, articles, RECIPE))
    taken = []
    for _ in range(4):  # the best of a few, for a machine that is busy with other things
        started = time.perf_counter()
        page.goto(path.as_uri())
        page.wait_for_selector(MARKS)
        taken.append(time.perf_counter() - started)
        if taken[-1] < 3:
            break
    assert min(taken) < 3
    assert 10 < page.locator(MARKS).count() < 400
    shown = page.evaluate("Array.from(document.querySelectorAll('.d-mark')).length")
    assert shown == page.locator(MARKS).count()


def test_the_file_is_at_most_one_megabyte_beside_its_data() -> None:
    assert len(to_page([], {}, RECIPE)) <= 1_000_000


def test_the_same_incidents_and_recipe_give_the_same_bytes() -> None:
    incidents, articles = made(5)
    assert to_page(incidents, articles, RECIPE) == to_page(incidents, articles, RECIPE)


@pytest.mark.parametrize("title", ["A title", "</script>", "ünï \u2028 {{recipe}} & <b>"])
def test_the_file_carries_its_recipe(title: str) -> None:
    recipe = replace(RECIPE, title=title, box=(1.0, 2.0, 3.0, 4.0))
    assert find_recipe(to_page([], {}, recipe)) == recipe


def test_without_incidents_the_page_says_so(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, [], {}, replace(RECIPE, shown=0))
    assert page.inner_text("#rows") == "This map has no incidents."
    assert page.locator(MARKS).count() == 0


def test_places_on_both_sides_of_the_date_line_are_seen_side_by_side(page: Page, tmp_path: Path) -> None:
    base = made(1)[0][0]
    both = [replace(base, id="a", place=place(-17.0, 178.0)), replace(base, id="b", place=place(-14.0, -172.0))]
    show(page, tmp_path, both, {}, RECIPE)
    assert page.locator(MARKS).count() == 2
    assert page.evaluate("map.getZoom()") >= 4


def test_places_all_over_the_world_are_seen_on_the_map_that_everybody_knows(page: Page, tmp_path: Path) -> None:
    base = made(1)[0][0]
    far = {"a": (19.4, -99.1), "b": (33.3, 44.4), "c": (-43.5, 172.6)}
    show(page, tmp_path, [replace(base, id=key, place=place(*at)) for key, at in far.items()], {}, RECIPE)
    assert abs(page.evaluate("map.getCenter().lng")) < 60
    assert page.locator(MARKS).count() == 3


def test_it_prints_the_map_the_legend_and_every_row_and_is_itself_again(page: Page, tmp_path: Path) -> None:
    incidents, articles = made(260)
    show(page, tmp_path, incidents, articles, RECIPE)
    page.locator(".d-legend summary").click()
    before = page.evaluate("[document.querySelector('.d-legend').open, map.getSize().x, map.getZoom()]")
    paper = PdfReader(io.BytesIO(page.pdf(format="A4")))
    words = " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split())
    assert "Several at once" in words and "still going on" in words
    assert sum(words.count(status) for status in STATUSES) >= len(incidents)
    assert "Show more" not in words and "GeoJSON" not in words
    assert page.locator("#ground .d-legend").count() == 1
    assert page.evaluate("[document.querySelector('.d-legend').open, map.getSize().x, map.getZoom()]") == before


def test_the_page_can_be_used_by_keyboard_and_on_a_phone(page: Page, tmp_path: Path) -> None:
    incidents, articles = made(5)
    page.set_viewport_size({"width": 390, "height": 800})
    show(page, tmp_path, incidents, articles, RECIPE)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.locator("#rows button").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "card"
    assert page.locator("#card dl").count() == 1
    names = page.evaluate("Array.from(document.querySelectorAll('.d-mark'), (mark) => mark.getAttribute('aria-label'))")
    assert names and all(names)


def test_no_other_address_stands_in_the_file_as_a_resource() -> None:
    text = to_page(*made(2), RECIPE).decode()
    assert not re.search(r"<(script|link|img|iframe)[^>]+(src|href)=", text)
    assert not re.search(r"url\((?!['\"]?data:)|@import", text.split("</style>")[0])
    recipe = re.search(r'id="dateline-recipe">(.*?)</script>', text)
    assert recipe and json.loads(recipe[1])["filters"] == {"kinds": ["Battles"]}
