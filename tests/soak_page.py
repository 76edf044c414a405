"""Twenty browser sessions that filter at once, each checked against what it asked for. Run it by hand:

    python tests/soak_page.py [SECONDS [SESSIONS]]

Starts the dashboard on 5,000 generated incidents and one Chromium with a context for each session. Prints the number
of filter changes, the mistakes, and what memory the server holds after each quarter of the time.
"""

from __future__ import annotations

import asyncio
import random
import re
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from playwright.async_api import Browser, Page, async_playwright  # noqa: E402

from geo.store.store import open_store  # noqa: E402
from geo.view.filters import Filters  # noqa: E402
from geo.view.generate import generate  # noqa: E402
from geo.view.view import Incidents, count, select, to_incidents  # noqa: E402
from tests.browser import FLAGS, HARMLESS, MARKS, chromium, server_process  # noqa: E402

WORDS = ["", "rockets", "police", "market", "protest", "convoy", "killed", "on Monday"]
SPANS = ["24 h", "7 d", "30 d", "All"]
PATIENCE = 60_000


@dataclass
class Soak:
    """What the sessions did and what went wrong."""

    address: str
    incidents: Incidents
    until: float = 0.0
    changes: list[float] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)


async def opened(soak: Soak, browser: Browser, number: int) -> Page:
    """A page of its own with the map drawn; what it complains about is a mistake."""
    context = await browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()

    def complain(kind: str, text: str) -> None:
        if not any(harmless in text for harmless in HARMLESS):
            soak.mistakes.append(f"session {number}: {kind}: {text[:200]}")

    page.on("console", lambda said: complain("console", said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complain("error", str(error)))
    await page.goto(soak.address)
    await page.frame_locator("iframe[title*='st_folium']").locator(MARKS).first.wait_for()
    return page


async def session(soak: Soak, page: Page, number: int) -> None:
    """Change filters until the time is up, checking the sentence above the map each time."""
    chance = random.Random(number)
    words = ""
    while time.monotonic() < soak.until:
        if chance.random() < 0.5:
            words = chance.choice(WORDS)
            box = page.get_by_role("searchbox", name="Words in the reports")
            await box.fill(words)
            await box.press("Enter")
        else:
            await page.get_by_role("radio", name=chance.choice(SPANS), exact=True).click()
        await check(soak, page, number, words)
    await page.context.close()


async def check(soak: Soak, page: Page, number: int, words: str) -> None:
    """Wait for the page to come to rest, then compare what it says with what its address asks for."""
    began = time.monotonic()
    said = wanted = ""
    while time.monotonic() - began < PATIENCE / 1000:
        await page.wait_for_timeout(200)
        state = await page.locator("[data-testid='stApp']").get_attribute("data-test-script-state")
        said = await page.locator("h3").filter(has_text=re.compile(r"\d+ of [\d,]+ incidents")).first.inner_text()
        query = await page.evaluate("() => [...new URLSearchParams(location.search)]")
        asked: dict[str, list[str]] = {}
        for name, value in query:
            asked.setdefault(name, []).append(value)
        filters = Filters.from_query(asked)
        wanted = count(soak.incidents, select(soak.incidents, filters).shown).sentence()
        if state != "running" and said == wanted and filters.words == words:
            soak.changes.append(time.monotonic() - began)
            return
    soak.mistakes.append(f"session {number}: {words!r}: {said!r} and not {wanted!r}")


def memory(process: int) -> float:
    """Megabytes that a process holds."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


async def run(soak: Soak, seconds: float, sessions: int, process: int) -> list[float]:
    """All sessions at once; the server's memory after each quarter of the time."""
    held = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        pages = [await opened(soak, browser, number) for number in range(sessions)]
        soak.until = time.monotonic() + seconds
        working = [asyncio.create_task(session(soak, page, number)) for number, page in enumerate(pages)]
        for _ in range(4):
            await asyncio.sleep(seconds / 4)
            held.append(memory(process))
        for number, outcome in enumerate(await asyncio.gather(*working, return_exceptions=True)):
            if isinstance(outcome, BaseException):
                soak.mistakes.append(f"session {number}: {type(outcome).__name__}: {str(outcome)[:200]}")
        await browser.close()
    return held


def main(seconds: float = 120, sessions: int = 20) -> int:
    """Run all sessions and print what happened; the number of mistakes."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(str(Path(folder) / "soak.db"))
        store.load_bulk(generate(5000, incidents_per_article=2))
        incidents = to_incidents(store.frame())
        store.close()
        with server_process(Path(folder) / "soak.db") as (address, process):
            soak = Soak(address, incidents)
            held = asyncio.run(run(soak, seconds, sessions, process))
    print(f"{sessions} sessions, {len(soak.changes):,} filter changes, {len(soak.mistakes)} mistakes")
    if soak.changes:
        print(f"each took {sorted(soak.changes)[len(soak.changes) // 2]:.1f} s at the median")
    print("memory after each quarter: " + ", ".join(f"{megabytes:,.0f} MB" for megabytes in held))
    for mistake in soak.mistakes[:10]:
        print(mistake)
    return len(soak.mistakes)


if __name__ == "__main__":
    sys.exit(min(1, main(*(int(one) for one in sys.argv[1:]))))
