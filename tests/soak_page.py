"""Twenty sessions that filter at once, each checked against what it asked for. Run it by hand:

    python tests/soak_page.py [SECONDS [SESSIONS]]

Starts the dashboard on 5,000 generated incidents and drives it through Streamlit's agent interface, without a
browser. Prints the number of changes, the mistakes and the memory at the start and at the end.
"""

from __future__ import annotations

import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from geo.filters import Filters  # noqa: E402
from geo.generate import generate  # noqa: E402
from geo.store import open_store  # noqa: E402
from geo.view import Incidents, count, select, to_incidents  # noqa: E402

WORDS = ["", "rockets", "police", "market", "protest", "convoy", "killed", "on Monday"]
DAYS = [None, "2023-01-01", "2024-06-01", "2025-01-01", "2025-11-01"]


def ask(address: str, body: dict[str, Any]) -> dict[str, Any]:
    """One step of one session."""
    data = json.dumps(body).encode()
    request = urllib.request.Request(
        f"{address}/_stcore/agent/interact", data, headers={"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=120) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def head(node: dict[str, Any]) -> str:
    """The sentence above the map."""
    body = str(node.get("props", {}).get("body", ""))
    if node.get("type") == "subheader" and " incidents" in body:
        return body
    return next((text for child in node.get("children", []) if (text := head(child))), "")


def session(address: str, incidents: Incidents, seed: int, until: float, mistakes: list[str], done: list[int]) -> None:
    """Change filters until the time is up."""
    chance = random.Random(seed)
    known = ask(address, {})["session_id"]
    while time.time() < until:
        words, day = chance.choice(WORDS), chance.choice(DAYS)
        answer = ask(
            address,
            {"session_id": known, "widget_state": {"filter_words": words, "filter_date_from": day}},
        )
        while answer.get("error", {}).get("code") == "wait_timed_out":
            answer = ask(address, {"session_id": known})
        wanted = Filters.from_query({"words": words, "date_from": day or ""})
        sentence = count(incidents, select(incidents, wanted).shown).sentence()
        if answer.get("status") != "ready" or head(answer["tree"]) != sentence:
            mistakes.append(f"session {seed}: {words!r} from {day}: {answer.get('status')}: {head(answer['tree'])!r}")
        done.append(seed)


def memory(process: int) -> float:
    """Megabytes that a process holds."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def soak(seconds: float, sessions: int) -> int:
    """Run all sessions; the number of mistakes."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        path = Path(folder) / "soak.db"
        store = open_store(str(path))
        store.load_bulk(generate(5000, incidents_per_article=2))
        incidents = to_incidents(store.frame())
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true"]
        command += [f"--server.port={port}", "--server.address=127.0.0.1", "--server.enableAgentApi=true"]
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | {"DATELINE_DATABASE": str(path)}, stdout=subprocess.DEVNULL
        )
        address = f"http://127.0.0.1:{port}"
        try:
            for _ in range(300):
                try:
                    urllib.request.urlopen(f"{address}/_stcore/health", timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.2)
            ask(address, {})
            mistakes: list[str] = []
            done: list[int] = []
            until = time.time() + seconds
            threads = [
                threading.Thread(target=session, args=(address, incidents, seed, until, mistakes, done))
                for seed in range(sessions)
            ]
            for thread in threads:
                thread.start()
            time.sleep(seconds / 2)
            half = memory(process.pid)
            for thread in threads:
                thread.join()
            print(f"{sessions} sessions, {len(done):,} filter changes, {len(mistakes)} mistakes")
            print(f"memory {half:,.0f} MB after half the time, {memory(process.pid):,.0f} MB at the end")
            for mistake in mistakes[:10]:
                print(mistake)
        finally:
            process.terminate()
            process.wait(30)
    return len(mistakes)


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:]]
    sys.exit(min(1, soak(*(numbers + [120, 20][len(numbers) :]))))
