"""How long a filter change takes to a new map, how much is sent, how smoothly the map pans. Run it by hand:

    python tests/benchmark_page.py [COUNT ...]

Makes stores of 1,000 and 1,000,000 incidents in the cache folder when they are not there yet, starts the
dashboard on each, and prints one table.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page  # noqa: E402

from geo.store.store import open_store  # noqa: E402
from geo.view.generate import generate  # noqa: E402
from tests.browser import browser, marks, server, the_map, wait_for_map, wait_until_idle  # noqa: E402

SPANS = ["30 d", "All", "7 d", "30 d", "24 h"]
ROUNDS = 10


@dataclass
class Measured:
    """The figures of one store."""

    count: int
    cold: float
    warm: float
    filters: list[float]
    sent: list[int]
    frames: list[float]

    def row(self) -> str:
        """One line of the table."""
        middle, most = statistics.median(self.filters), max(self.filters)
        frame = sorted(self.frames)[int(0.95 * len(self.frames))]
        return (
            f"{self.count:>9,} | {self.cold:>8.1f} | {self.warm:>8.1f} | {middle:>13.2f} | {most:>11.2f} | "
            f"{statistics.median(self.sent) / 1000:>7.0f} | {frame:>12.0f}"
        )


HEAD = "incidents | cold (s) | warm (s) | filter, median | worst (s) | sent kB | frame p95 ms"


def made(count: int) -> Path:
    """A store with generated incidents, made once."""
    folder = Path(os.environ.get("DATELINE_CACHE") or Path.home() / ".cache" / "dateline")
    path = folder / f"benchmark-{count}.db"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        print(f"Making {count:,} incidents …", file=sys.stderr)
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        store = open_store(str(part))
        store.load_bulk(generate(count, incidents_per_article=5 if count > 10_000 else 1))
        store.close()
        part.rename(path)
    return path


def until_marks_change(page: Page, before: str) -> None:
    """Until the map has other marks than before."""
    for _ in range(2000):
        if drawn(page) != before:
            return
        page.wait_for_timeout(10)
    raise AssertionError("the map did not change")


def drawn(page: Page) -> str:
    """What the map shows, as one text."""
    frame = next(one for one in page.frames if "st_folium" in one.url)
    text: str = frame.evaluate(
        "() => [...document.querySelectorAll('.leaflet-marker-pane > *')].map((m) => m.ariaLabel).join()"
    )
    return text


def open_page(chrome: Browser, address: str) -> tuple[Page, float]:
    """A new session and the seconds until its first marks."""
    page = chrome.new_context(viewport={"width": 1440, "height": 1000}).new_page()
    page.set_default_timeout(120_000)
    began = time.perf_counter()
    page.goto(address)
    marks(page).first.wait_for()
    taken = time.perf_counter() - began
    wait_for_map(page)
    return page, taken


def change_filters(page: Page) -> tuple[list[float], list[int]]:
    """Seconds from a filter change to the new map, and the bytes that came, for each of ten changes."""
    received = [0]
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on(
        "Network.webSocketFrameReceived",
        lambda event: received.__setitem__(0, received[0] + len(event["response"]["payloadData"]) * 3 // 4),
    )
    seconds, sent = [], []
    for number in range(ROUNDS):
        before = drawn(page)
        option = page.get_by_role("radio", name=SPANS[number % len(SPANS)], exact=True)
        received[0] = 0
        began = time.perf_counter()
        option.click()
        until_marks_change(page, before)
        seconds.append(time.perf_counter() - began)
        wait_until_idle(page)
        sent.append(received[0])
    return seconds, sent


def pan(page: Page) -> list[float]:
    """Milliseconds of each frame while the map is dragged about."""
    frame = next(one for one in page.frames if "st_folium" in one.url)
    frame.evaluate(
        "() => { window.gaps = []; let last = performance.now(); const step = (now) => { "
        "window.gaps.push(now - last); last = now; window.stepper = requestAnimationFrame(step); }; "
        "window.stepper = requestAnimationFrame(step); }"
    )
    box = the_map(page).locator("#map_div").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for way in (1, -1, 1, -1):
        page.mouse.move(x, y + 200)
        page.mouse.down()
        for step in range(20):
            page.mouse.move(x + way * step * 8, y + 200 + step)
            page.wait_for_timeout(16)
        page.mouse.up()
        page.wait_for_timeout(300)
    gaps: list[float] = frame.evaluate("() => { cancelAnimationFrame(window.stepper); return window.gaps; }")
    return gaps


def measure(chrome: Browser, count: int) -> Measured:
    """All figures for one store."""
    path = made(count)
    began = time.perf_counter()
    with server(path) as address:
        page, _ = open_page(chrome, address)
        cold = time.perf_counter() - began
        page.context.close()
        page, warm = open_page(chrome, address)
        seconds, sent = change_filters(page)
        frames = pan(page)
        page.context.close()
    return Measured(count, cold, warm, seconds, sent, frames)


if __name__ == "__main__":
    print(HEAD)
    with browser() as chrome:
        for wanted in [int(one) for one in sys.argv[1:]] or [1_000, 1_000_000]:
            print(measure(chrome, wanted).row(), flush=True)  # type: ignore[arg-type]
