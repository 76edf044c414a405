"""axe-core finds no serious or critical violation on any page, light and dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_grave_violation(chrome: Browser, address: str, scheme: str) -> None:
    context = chrome.new_context(viewport={"width": 1440, "height": 1000}, color_scheme=scheme)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    Watch().follow(context)
    page = context.new_page()
    found = []
    for path in ("/?incident=i1", "/?kinds=Protests&words=Najaf", "/add", "/about"):
        page.goto(address + path)
        if path.startswith("/?"):
            wait_for_map(page)
        else:
            page.get_by_role("heading", level=1).first.wait_for()
        wait_until_idle(page)
        for violation in Axe().run(page).response["violations"]:
            if violation["impact"] in GRAVE:
                where = [
                    (node["target"], node["html"][:160], node.get("failureSummary", "")[:240])
                    for node in violation["nodes"]
                ]
                found.append((path, violation["id"], where[:4]))
    context.close()
    assert found == []
