"""axe-core finds no serious or critical violation on any page, light and dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser import PATIENCE, Watch, browser, server, wait_for_map, wait_until_idle
from tests.made import several, stored

GRAVE = ("serious", "critical")


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    with browser() as started:
        yield started  # type: ignore[misc]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("accessible")
    stored(folder, several()).close()
    with server(folder / "incidents.db") as found:
        yield found


def grave(page: Page, where: str) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    """The serious and critical violations of what is open, with where they are."""
    found = []
    for violation in Axe().run(page).response["violations"]:
        if violation["impact"] in GRAVE:
            nodes = [
                (node["target"], node["html"][:160], node.get("failureSummary", "")[:240])
                for node in violation["nodes"][:4]
            ]
            found.append((where, violation["id"], nodes))
    return found


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_and_no_dialog_has_a_grave_violation(chrome: Browser, address: str, scheme: str, width: int) -> None:
    context = chrome.new_context(viewport={"width": width, "height": 1000}, color_scheme=scheme)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    Watch().follow(context)
    page = context.new_page()
    found = []
    for path in ("/?kinds=Protests&words=Najaf", "/?tab=actors", "/?incident=i1&tiles=online", "/add", "/about"):
        page.goto(address + path)
        if path.startswith("/?"):
            wait_for_map(page)
        else:
            page.get_by_role("heading", level=1).first.wait_for()
        wait_until_idle(page)
        found += grave(page, path)
        if "incident" in path:
            page.get_by_role("button", name="Read the whole article").click()
            page.get_by_role("dialog").wait_for()
            wait_until_idle(page)
            found += grave(page, "the whole article")
            page.keyboard.press("Escape")
            page.get_by_role("dialog").wait_for(state="detached")
            page.get_by_role("button", name="Export").click()
            page.get_by_text("Make the file").first.wait_for()
            wait_until_idle(page)
            found += grave(page, "export")
    context.close()
    assert found == []
