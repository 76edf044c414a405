"""A real server and a real Chromium for tests: nothing beyond this machine is ever asked for."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, FrameLocator, Locator, Page, Route, sync_playwright

ROOT = Path(__file__).parent.parent
LOCAL = ("127.0.0.1", "localhost")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
HARMLESS = ("Unrecognized feature:", "can escape its sandboxing")
"""Warnings about the frame of every Streamlit component, from Streamlit's own list of permissions."""

PATIENCE = 120_000
MARKS = ".leaflet-marker-pane > *"


def chromium() -> str:
    """The path of the installed Chromium; an error with the cure when there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        raise RuntimeError("the browser tests need Chromium, and there is none: apt-get install chromium")
    return found


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def server(database: Path | str, **settings: str) -> Iterator[str]:
    """The dashboard on a port of its own; gives its address."""
    with server_process(database, **settings) as (address, _):
        yield address


@contextmanager
def server_process(database: Path | str, **settings: str) -> Iterator[tuple[str, int]]:
    """The dashboard on a port of its own; gives its address and the number of its process."""
    port = free_port()
    about = os.environ | {"DATELINE_DATABASE": str(database)} | settings
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true", f"--server.port={port}"]
    command += ["--server.address=127.0.0.1", "--server.fileWatcherType=none"]
    process = subprocess.Popen(command, cwd=ROOT, env=about, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=5).close()
                break
            except OSError:
                time.sleep(0.2)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait(30)


@dataclass
class Watch:
    """What a page asked for and complained about."""

    refused: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        """Refuse and record everything beyond this machine; record errors, warnings and dialogs."""
        context.route("**/*", self._route)
        context.on("page", self._page)

    def _route(self, route: Route) -> None:
        parts = urlsplit(route.request.url)
        if parts.scheme in ("data", "blob") or parts.hostname in LOCAL:
            route.continue_()
        else:
            self.refused.append(route.request.url)
            route.abort()

    def _page(self, page: Page) -> None:
        def say(kind: str, text: str) -> None:
            if not any(harmless in text for harmless in HARMLESS):
                self.complaints.append(f"{kind}: {text}")

        page.on("console", lambda one: say(one.type, one.text) if one.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: say("exception", str(error)))
        page.on("dialog", lambda dialog: (say("dialog", dialog.message), dialog.dismiss()))
        page.on("response", lambda answer: say("answer", answer.url) if answer.status >= 400 else None)


PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


@contextmanager
def tile_server() -> Iterator[tuple[str, list[str]]]:
    """An online map on this machine; gives its address with {z}, {x} and {y}, and the paths asked for so far."""
    asked: list[str] = []

    class Tiles(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.send_header("Content-Length", str(len(PIXEL)))
            self.end_headers()
            self.wfile.write(PIXEL)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    tiles = ThreadingHTTPServer(("127.0.0.1", 0), Tiles)
    threading.Thread(target=tiles.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{tiles.server_port}/{{z}}/{{x}}/{{y}}.png", asked
    finally:
        tiles.shutdown()
        tiles.server_close()


@contextmanager
def browser() -> Iterator[object]:
    """Chromium without a window."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield started
        started.close()


def the_map(page: Page) -> FrameLocator:
    """The frame with the map."""
    return page.frame_locator("iframe[title*='st_folium']")


def marks(page: Page) -> Locator:
    """The marks on the map."""
    return the_map(page).locator(MARKS)


def wait_for_map(page: Page) -> None:
    """Until the map has its marks and the page is at rest."""
    marks(page).first.wait_for(timeout=PATIENCE)
    wait_until_idle(page)


def wait_until_idle(page: Page) -> None:
    """Until no script runs, twice in a row, so that what a script set off has been done too."""
    quiet = 0
    for _ in range(300):
        page.wait_for_timeout(150)
        running = page.locator("[data-testid='stApp'][data-test-script-state='running']").count()
        quiet = 0 if running else quiet + 1
        if quiet >= 5:
            return
    raise AssertionError("the page never came to rest")


def map_state(page: Page) -> dict[str, float]:
    """Zoom and centre of the map in the browser."""
    frame = next(one for one in page.frames if "st_folium" in one.url)
    found: dict[str, float] = frame.evaluate(
        "() => ({zoom: map.getZoom(), latitude: map.getCenter().lat, longitude: map.getCenter().lng})"
    )
    return found
