"""Articles from a web address or a feed's address, fetched only when a person asks.

The address is resolved once, every address behind the name is checked, and the connection goes to the
checked address itself, so that a name can't point elsewhere in between; each redirect is checked anew.
Addresses of this machine and of the local network are refused. Size, kind and time are limited, and a
site's robots.txt is respected. No proxy and no cookie is used.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from geo import __version__
from geo.articles.articles import Problem, read_stream
from geo.articles.formats import Unreadable
from geo.records import Article

USER_AGENT = f"Dateline/{__version__} (reads single news articles on request)"
MOST_BYTES = 10_000_000
MOST_SECONDS = 20.0
MOST_REDIRECTS = 5

_ENDINGS = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/markdown": ".md",
    "application/rss+xml": ".xml", "application/atom+xml": ".xml", "application/rdf+xml": ".xml",
    "application/xml": ".xml", "text/xml": ".xml", "application/pdf": ".pdf",
}  # fmt: skip
_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: the address in the end, after redirects, the kind of content, and the content."""

    url: str
    kind: str
    content: bytes


def read_web(url: str, published: date | None = None, *, local: Collection[str] = ()) -> Iterator[Article | Problem]:
    """Return the article of a page, or the articles of a feed, or a Problem that names the address."""
    try:
        fetched = fetch(url, local=local)
    except Unreadable as error:
        yield Problem(url[:200], error.what, error.cure)
        return
    for item in read_stream(f"page{_ENDINGS[fetched.kind]}", io.BytesIO(fetched.content), published):
        if isinstance(item, Problem):
            yield replace(item, file=url[:200])
        else:
            source = item.source or urlsplit(fetched.url).hostname or ""
            yield replace(item, url=item.url or fetched.url, source=source)


def fetch(url: str, *, seconds: float = MOST_SECONDS, most: int = MOST_BYTES, local: Collection[str] = ()) -> Fetched:
    """Return what a web address gives, after redirects.

    ``local`` names addresses such as "127.0.0.1:8000" that may be reached although they are local; it is
    meant for tests, and nothing in the program gives it. Raises Unreadable with what is wrong and the cure.
    """
    deadline = time.monotonic() + seconds
    for _ in range(MOST_REDIRECTS + 1):
        parts = _checked(url)
        _ask_robots(parts, deadline, local)
        status, headers, content = _get(parts, deadline, most, local)
        if status in _REDIRECTS and headers.get("location"):
            url = urljoin(parts.geturl(), headers["location"])
            continue
        if status != 200:
            raise Unreadable(f"answered {status} {http.client.responses.get(status, '')}".rstrip(), "check the address")
        kind = headers.get("content-type", "").split(";")[0].strip().lower() or _guess(content)
        if kind not in _ENDINGS:
            raise Unreadable(f"is {kind[:60]}, not an article or a feed", "give the address of a page, a feed or a PDF")
        return Fetched(parts.geturl(), kind, content)
    raise Unreadable(f"redirects more than {MOST_REDIRECTS} times", "give the address that it ends at")


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise Unreadable("is no web address", "write it as https://…") from error
    if parts.scheme not in ("http", "https") or not host or re.search(r"[\x00-\x20\x7f]", url.strip()):
        raise Unreadable("is no web address", "write it as https://…")
    if parts.username or parts.password:
        raise Unreadable("holds a user name or a password", "give the address without it")
    where = f"[{host}]" if ":" in host else host
    path = quote(parts.path or "/", safe="/%:=&~+!$,;'@()*[]")
    query = quote(parts.query, safe="/%:=&?~+!$,;'@()*[]")
    return SplitResult(parts.scheme, f"{where}:{port}" if port else where, path, query, "")


def _address(host: str, port: int, local: Collection[str]) -> str:
    """Return the one address to connect to; raise Unreadable when any of the name's addresses is local."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreadable(f"has no address on the internet ({host})", "check the name, or the connection") from error
    addresses = [str(entry[4][0]).split("%")[0] for entry in found]
    for address in addresses:
        if f"{address}:{port}" not in local and not is_public(address):
            raise Unreadable(f"is an address of the local network ({host})", "give one on the internet")
    return addresses[0]


def is_public(address: str) -> bool:
    """Return whether an IP address is on the internet, also when it wraps an IPv4 address."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None and not is_public(str(inner)):
            return False
    return ip.is_global and not ip.is_multicast


def _ask_robots(parts: SplitResult, deadline: float, local: Collection[str]) -> None:
    """Raise Unreadable when the site's robots.txt forbids the address; none at all (4xx) allows everything."""
    from protego import Protego

    robots = parts._replace(path="/robots.txt", query="")
    for _ in range(MOST_REDIRECTS + 1):
        status, headers, content = _get(robots, deadline, 500_000, local)
        if status not in _REDIRECTS or not headers.get("location"):
            break
        robots = _checked(urljoin(robots.geturl(), headers["location"]))
    if status >= 500:
        raise Unreadable(f"can't say what it allows (its robots.txt answered {status})", "try again later")
    if status == 200:
        rules = Protego.parse(content.decode("utf-8", errors="replace"))
        if not rules.can_fetch(parts.geturl(), USER_AGENT):
            raise Unreadable("doesn't allow programs to read it (robots.txt)", "open it and paste its text")


def _get(parts: SplitResult, deadline: float, most: int, local: Collection[str]) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and content of one request, without following redirects."""
    host, secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    address = _address(host, port, local)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    try:
        with _connection(address, host, port, secure, deadline) as connection:
            headers = {
                "User-Agent": USER_AGENT, "Host": parts.netloc, "Accept-Encoding": "identity", "Connection": "close",
            }  # fmt: skip
            connection.request("GET", target, headers=headers)
            answer = connection.getresponse()
            content = b""
            if answer.status == 200:
                content = _content(answer, most, deadline)
            return answer.status, {key.lower(): value for key, value in answer.getheaders()}, content
    except ssl.SSLError as error:
        raise Unreadable("has no valid certificate", "check the address") from error
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        if time.monotonic() >= deadline or isinstance(error, TimeoutError):
            raise Unreadable("took too long to answer", "try again later, or paste the text") from error
        raise Unreadable("can't be reached", "check the address and the connection") from error


@contextmanager
def _connection(
    address: str, host: str, port: int, secure: bool, deadline: float
) -> Iterator[http.client.HTTPConnection]:
    """Give a connection to the checked address, cut at the deadline however slowly the other side sends."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    raw = socket.create_connection((address, port), timeout=left)
    stop = threading.Timer(deadline - time.monotonic(), _cut, [raw])
    stop.daemon = True
    stop.start()
    connection = http.client.HTTPConnection(host, port)
    try:
        connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host) if secure else raw
        yield connection
    finally:
        stop.cancel()
        connection.close()
        raw.close()


def _cut(raw: socket.socket) -> None:
    try:
        raw.shutdown(socket.SHUT_RDWR)
    except OSError:
        raw.close()


def _content(answer: http.client.HTTPResponse, most: int, deadline: float) -> bytes:
    encoding = (answer.getheader("Content-Encoding") or "identity").lower()
    if encoding not in ("identity", "gzip", "deflate"):
        raise Unreadable(f"is packed as {encoding[:20]}", "open it and paste its text")
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32) if encoding != "identity" else None
    content = bytearray()
    while chunk := answer.read1(65536):
        content += unpack.decompress(chunk, most + 1) if unpack else chunk
        if len(content) > most:
            raise Unreadable(f"is larger than {most // 1_000_000} MB", "paste the text instead")
        if time.monotonic() > deadline:
            raise TimeoutError
    if time.monotonic() > deadline:
        raise TimeoutError
    return bytes(content)


def _guess(content: bytes) -> str:
    start = content[:500].lstrip().lower()
    if start.startswith(b"%pdf"):
        return "application/pdf"
    if start.startswith((b"<?xml", b"<rss", b"<feed")):
        return "application/xml"
    return "text/html" if start.startswith(b"<") else "text/plain"
