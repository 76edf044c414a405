from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from geo.articles.articles import Problem
from geo.articles.formats import Unreadable
from geo.articles.web import MOST_BYTES, fetch, is_public, read_web
from geo.records import Article

PAGE = (
    "<html><head><title>Mill fire</title><meta property='article:published_time' content='2023-05-17'></head><body>"
    "<article><h1>Mill fire</h1><p>A paper mill burned at Lodwar on Tuesday, and two night watchmen were taken to "
    "hospital with burns, the county's fire chief said.</p><p>Nobody else was in the building at the time.</p>"
    "</article></body></html>"
)
FEED = (
    "<rss version='2.0'><channel><title>Hill Post</title>"
    + "<item><title>One</title><link>https://hill.example/1</link><description>A mill burned.</description></item>"
    + "<item><title>Two</title><description>A bridge fell.</description></item></channel></rss>"
)


class Site(BaseHTTPRequestHandler):
    """A small news site, on this machine only."""

    protocol_version = "HTTP/1.1"
    robots = "User-agent: *\nDisallow: /private/*.html\n"

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""

    def answer(self, content: bytes, kind: str = "text/html", status: int = 200, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def do_GET(self) -> None:
        port = self.server.server_address[1]
        path = self.path
        if path == "/robots.txt":
            self.answer(self.robots.encode(), "text/plain")
        elif path in ("/article", "/private/page.html", "/caf%C3%A9?a=b"):
            self.answer(PAGE.encode())
        elif path == "/feed":
            self.answer(FEED.encode(), "application/rss+xml; charset=utf-8")
        elif path == "/packed":
            self.answer(gzip.compress(PAGE.encode()), Content_Encoding="gzip")
        elif path == "/bomb":
            self.answer(gzip.compress(b"a" * (MOST_BYTES + 10)), Content_Encoding="gzip")
        elif path == "/picture":
            self.answer(b"\x89PNG", "image/png")
        elif path == "/moved":
            self.answer(b"", status=302, Location="/article")
        elif path == "/inwards":
            self.answer(b"", status=302, Location="http://127.0.0.2:9/secret")
        elif path == "/file":
            self.answer(b"", status=302, Location="file:///etc/hostname")
        elif path == "/around":
            self.answer(b"", status=302, Location=f"http://127.0.0.1:{port}/around")
        elif path == "/chunks":
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for piece in (PAGE[:100], PAGE[100:]):
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece.encode()))
            self.wfile.write(b"0\r\n\r\n")
        elif path == "/drip":
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", "1000000")
            self.end_headers()
            try:
                for _ in range(200):
                    self.wfile.write(b"a")
                    time.sleep(0.05)
            except OSError:
                self.close_connection = True
        else:
            self.answer(b"", status=404)


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def said(url: str, local: str = "", seconds: float = 5) -> str:
    with pytest.raises(Unreadable) as caught:
        fetch(url, seconds=seconds, local=[local])
    return str(caught.value)


@pytest.mark.parametrize("path", ["article", "packed", "moved", "chunks", "café?a=b"])
def test_a_page_becomes_an_article_with_its_day_source_and_address(site: str, path: str) -> None:
    (found,) = read_web(f"http://{site}/{path}", local=[site])
    assert isinstance(found, Article)
    assert "two night watchmen" in found.text
    assert (found.title, found.published, found.source) == ("Mill fire", date(2023, 5, 17), "127.0.0.1")
    assert found.url.startswith(f"http://{site}/")


def test_a_feed_becomes_its_entries(site: str) -> None:
    one, two = read_web(f"http://{site}/feed", date(2023, 5, 17), local=[site])
    assert isinstance(one, Article) and isinstance(two, Article)
    assert (one.text, one.url, one.published) == ("A mill burned.", "https://hill.example/1", date(2023, 5, 17))
    assert two.url == f"http://{site}/feed"


def test_this_machine_and_the_local_network_are_refused_without_the_allowance(site: str) -> None:
    (found,) = read_web(f"http://{site}/article")
    assert isinstance(found, Problem)
    assert str(found) == (
        f"http://{site}/article: is an address of the local network (127.0.0.1); give one on the internet"
    )


def test_the_allowance_is_for_one_port(site: str) -> None:
    assert "local network" in said("http://127.0.0.1:1/", site)


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/", "http://0.0.0.0/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://169.254.169.254/",
        "http://10.0.0.1/", "http://192.168.1.1/", "http://172.16.0.1/", "http://2130706433/", "http://0x7f.1/",
        "http://100.64.0.1/", "http://[fe80::1]/", "http://[fd00::1]/", "http://224.0.0.1/",
    ],
)  # fmt: skip
def test_addresses_of_the_local_network_are_refused_in_every_spelling(url: str) -> None:
    assert "local network" in said(url) or "no address" in said(url)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("1.1.1.1", True), ("2606:4700::1111", True), ("127.0.0.1", False), ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False), ("::", False), ("255.255.255.255", False),
    ],
)  # fmt: skip
def test_public_addresses_are_told_from_others(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_redirect_inwards_is_refused(site: str) -> None:
    assert "local network (127.0.0.2)" in said(f"http://{site}/inwards", site)
    assert "is no web address" in said(f"http://{site}/file", site)


def test_a_name_that_changes_its_address_is_reached_at_the_checked_one(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(site.split(":")[1])
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["127.0.0.9"]])
    real = socket.getaddrinfo

    def resolve(host: str, *arguments: object, **named: object) -> object:
        if host != "news.example":
            return real(host, *arguments, **named)  # type: ignore[arg-type]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in next(answers)]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert PAGE.encode() == fetch(f"http://news.example:{port}/article", local=[site]).content
    assert "local network" in said(f"http://news.example:{port}/article", site)


def test_a_name_with_one_local_address_among_others_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("1.1.1.1", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *arguments, **named: found)
    assert "local network" in said("http://news.example/")


def test_robots_txt_is_respected(site: str) -> None:
    assert said(f"http://{site}/private/page.html", site) == (
        "doesn't allow programs to read it (robots.txt); open it and paste its text"
    )


def test_limits_on_size_kind_redirects_and_time(site: str) -> None:
    assert said(f"http://{site}/bomb", site) == "is larger than 10 MB; paste the text instead"
    assert said(f"http://{site}/picture", site).startswith("is image/png, not an article or a feed;")
    assert said(f"http://{site}/around", site).startswith("redirects more than 5 times;")
    started = time.monotonic()
    assert said(f"http://{site}/drip", site, seconds=0.5).startswith("took too long to answer;")
    assert time.monotonic() - started < 3


def test_an_answer_other_than_the_page_is_said(site: str) -> None:
    assert said(f"http://{site}/nothing", site) == "answered 404 Not Found; check the address"


@pytest.mark.parametrize(
    "url", ["", "hill.example", "ftp://hill.example/", "javascript:alert(1)", "http://",
        "http://a b/", "http://a:99999/", "http://[::1"]
)  # fmt: skip
def test_what_is_no_web_address_is_refused(url: str) -> None:
    assert said(url) == "is no web address; write it as https://…"


def test_an_address_with_a_password_is_refused() -> None:
    assert "holds a user name" in said("https://me:secret@hill.example/")
