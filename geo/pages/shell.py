"""Streamlit's empty page, which is told where its server is wherever it is opened."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

SHELL = Path(st.__file__).parent / "static" / "index.html"
"""Streamlit's own empty page, which loads all the rest."""

SERVER = '<script>window.__streamlit = {BACKEND_BASE_URL: new URL(".", location.href).href}</script>'
"""Without it, the page looks for its server below its own address first, and the browser logs two errors."""


def routes(names: Sequence[str]) -> list[Route]:
    """What the server answers for each page but the first, which is at the server's own address."""
    return [Route(f"/{name}", _shell) for name in names]


async def _shell(request: Request) -> HTMLResponse:
    html = SHELL.read_text(encoding="utf-8").replace("<script", f"{SERVER}\n    <script", 1)
    return HTMLResponse(html, headers={"Cache-Control": "no-cache"})
