from __future__ import annotations

import io
import json
import time
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.articles import formats
from geo.articles.articles import KINDS, Problem, article_from_text, read_articles, read_day, read_stream
from geo.articles.dateline import find_dateline
from geo.records import Article

STORY = "A bridge fell into the river at Lodwar on Tuesday, killing two drivers."

FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Lakeside Radio</title>
<item><title>Bridge &amp; river</title><link>https://radio.example/1</link>
<pubDate>Wed, 17 May 2023 23:30:00 GMT</pubDate>
<description>&lt;p&gt;A bridge fell.&lt;/p&gt;&lt;p&gt;Two died.&lt;/p&gt;</description></item>
<item><title>Nothing to read</title></item></channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Hill Post</title><entry><title>Fire</title>
<link href="https://hill.example/fire"/><updated>2023-05-17T01:00:00+03:00</updated>
<content type="html">&lt;p&gt;A mill burned.&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</content></entry></feed>"""

WEB_PAGE = f"""<!doctype html><html><head><title>Bridge falls</title>
<meta property="article:published_time" content="2023-05-17T08:00:00Z">
<meta property="og:site_name" content="Hill Post">
<link rel="canonical" href="https://hill.example/bridge"></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Bridge falls</h1><p>{STORY}</p><p>Rescue workers searched the banks until dark, the county said.
They will go on at first light, with two boats that a fishing family lent them for the purpose.</p></article>
<script>var today = "2031-01-01";</script><footer>© 2030 Hill Post. All rights reserved.</footer></body></html>"""


def read(name: str, content: bytes | str, published: date | None = None) -> list[Article | Problem]:
    stream = io.BytesIO(content.encode() if isinstance(content, str) else content)
    return list(read_stream(name, stream, published))


def article(name: str, content: bytes | str, published: date | None = None) -> Article:
    (item,) = read(name, content, published)
    assert isinstance(item, Article), item
    return item


def problem(name: str, content: bytes | str) -> str:
    (item,) = read(name, content)
    assert isinstance(item, Problem)
    return str(item)


def word_file(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Dead", "2"
    document.core_properties.title = "Bridge falls"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf_file(words: str) -> bytes:
    drawn = f"BT /F1 12 Tf 40 700 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + table
    return out + b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def zip_file(members: dict[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


# ---------------------------------------------------------------------------- every kind of file


def test_plain_text_is_kept_as_it_stands() -> None:
    text = "  Two lines \r\n\r\n\tand a tab  "
    assert article("a.txt", text).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_its_own_encoding(encoding: str) -> None:
    text = (
        "À São Paulo, des manifestants ont été blessés près de l’église, à côté du marché où ils étaient réunis. " * 5
    )
    assert article("a.txt", text.encode(encoding)).text == text


def test_markdown_gives_its_heading_and_its_front_matter() -> None:
    found = article(
        "a.md", f"---\ntitle: 'Bridge falls'\ndate: 2023-05-17\nsource: Hill Post\n---\n# Other\n\n{STORY}\n"
    )
    assert (found.title, found.published, found.source) == ("Bridge falls", date(2023, 5, 17), "Hill Post")
    assert found.text == f"# Other\n\n{STORY}\n"
    assert article("a.md", f"# Bridge falls\n\n{STORY}").title == "Bridge falls"


def test_a_web_page_gives_its_main_text_title_day_and_site() -> None:
    found = article("a.html", WEB_PAGE)
    assert STORY in found.text
    assert "Sport" not in found.text
    assert "2031" not in found.text
    assert (found.title, found.published, found.source) == ("Bridge falls", date(2023, 5, 17), "Hill Post")


def test_a_web_page_without_a_day_has_none() -> None:
    bare = WEB_PAGE.replace('<meta property="article:published_time" content="2023-05-17T08:00:00Z">', "")
    assert article("a.html", bare).published is None


def test_jsonl_gives_each_line_and_each_problem_with_its_number() -> None:
    lines = [
        json.dumps({"id": "x1", "text": STORY, "published": "2023-05-17", "title": "T", "source": "S", "url": "U"}),
        "",
        "{not json",
        json.dumps({"title": "no text here"}),
        json.dumps([1]),
        json.dumps({"text": 7}),
        json.dumps({"text": STORY, "published": "yesterday"}),
        json.dumps({"text": STORY + "!", "id": 12}),
    ]
    found = read("articles.jsonl", "\n".join(lines))
    assert found[0] == Article("x1", STORY, "T", date(2023, 5, 17), "S", "U")
    assert [str(item) for item in found[1:6]] == [
        "articles.jsonl, line 3: not JSON (Expecting property name enclosed in double quotes, column 2); "
        "each line is one object",
        'articles.jsonl, line 4: no "text"; every article needs one',
        'articles.jsonl, line 5: a list, not an object; write {"text": …} on each line',
        'articles.jsonl, line 6: "text" is a number; make it a string',
        'articles.jsonl, line 7: "published" is "yesterday", not a day; write it as 2020-01-04',
    ]
    assert isinstance(found[6], Article)
    assert found[6].id == "12"


def test_json_is_a_list_an_object_with_articles_or_one_article() -> None:
    row = {"text": STORY}
    for whole in ([row], {"articles": [row]}, row):
        assert article("a.json", json.dumps(whole)).text == STORY
    assert problem("a.json", "[1]") == 'a.json, article 1: a number, not an object; write {"text": …}'
    assert problem("a.json", '{"text": "a",}').startswith("a.json, line 1: not JSON")
    assert problem("a.json", "[" * 200_000) == "a.json: nested too deeply; give a list of articles"


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_is_read_with_any_common_separator(mark: str) -> None:
    text = 'Two "quoted" words;\n\na comma, a tab.\n' + "x" * 200_000
    quoted = text.replace('"', '""')
    found = article("a.csv", mark.join(["Title", "TEXT", "published"]) + f'\nT{mark}"{quoted}"{mark}2023-05-17\n')
    assert (found.title, found.text, found.published) == ("T", text, date(2023, 5, 17))


def test_csv_without_a_text_column_says_what_it_found() -> None:
    assert problem("a.csv", "headline,story\nA,B\n") == (
        'a.csv, line 1: no column "text" (found: headline, story); name the column with the articles "text"'
    )


def test_word_files_give_paragraphs_and_tables() -> None:
    found = article("a.docx", word_file(STORY, "Second."))
    assert (found.text, found.title) == (f"{STORY}\n\nSecond.\n\nDead\t2", "Bridge falls")


def test_pdf_gives_its_text() -> None:
    assert article("a.pdf", pdf_file("A bridge fell at Lodwar.")).text == "A bridge fell at Lodwar."


def test_wrapped_lines_are_joined_into_paragraphs() -> None:
    wrapped = (
        "Bridge falls\nLODWAR, May 17 - A bridge fell into the river near the mar-\nket of Lodwar on Tuesday, "
        "killing two drivers,\nthe county said.\nRescue workers searched the banks until it was\n"
        "dark. They will go on today."
    )
    assert formats.unwrap(wrapped) == (
        "Bridge falls\nLODWAR, May 17 - A bridge fell into the river near the market of Lodwar on Tuesday, killing two "
        "drivers, the county said.\nRescue workers searched the banks until it was dark. They will go on today."
    )
    assert formats.unwrap("") == ""


def test_pdf_without_text_says_so() -> None:
    assert problem("scan.pdf", pdf_file("")).startswith("scan.pdf: has no text in it, as a scan has none;")


def test_a_feed_gives_each_entry() -> None:
    first, second = read("news.xml", FEED)
    assert isinstance(first, Article)
    assert (first.text, first.title, first.source) == (
        "A bridge fell.\n\nTwo died.",
        "Bridge & river",
        "Lakeside Radio",
    )
    assert (first.published, first.url) == (date(2023, 5, 17), "https://radio.example/1")
    assert str(second) == "news.xml, entry 2: has no text; open its link and add the page instead"


def test_an_atom_feed_loses_its_scripts() -> None:
    found = article("news.atom", ATOM)
    assert (found.text, found.url) == ("A mill burned.", "https://hill.example/fire")


def test_a_feed_that_defines_entities_is_refused() -> None:
    assert "defines XML entities" in problem("a.rss", '<!DOCTYPE a [<!ENTITY b "c">]><rss><channel/></rss>')


def test_a_zip_gives_the_articles_of_all_folders() -> None:
    packed = zip_file(
        {"deep/er/a.txt": STORY, "b.jsonl": '{"text": "Two."}\n{}', "__MACOSX/c": "x", "d.exe": "MZ", ".e": "x"}
    )
    found = read("pack.zip", packed)
    assert [item.text for item in found if isinstance(item, Article)] == [STORY, "Two."]
    assert [str(item).split(";")[0] for item in found if isinstance(item, Problem)] == [
        'pack.zip/b.jsonl, line 2: no "text"',
        "pack.zip/d.exe: is not of a kind that can be read",
    ]


def test_a_zip_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "MOST_MEMBER_BYTES", 1000)
    found = read("pack.zip", zip_file({"bomb.txt": "a" * 100_000, "a.txt": STORY}))
    assert str(found[0]) == "pack.zip/bomb.txt: unpacks to more than the limit; unpack it first"
    assert isinstance(found[1], Article)


def test_a_zip_within_a_zip_is_refused() -> None:
    assert "is a zip within a zip" in problem("a.zip", zip_file({"b.zip": zip_file({"a.txt": STORY})}))


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.zip", "a.xml"])
@pytest.mark.parametrize("content", [b"", b"\0" * 50, b"PK\x03\x04rubbish", b"%PDF-1.7\nrubbish", b"<rubbish/>"])
def test_a_broken_file_is_one_sentence(name: str, content: bytes) -> None:
    assert problem(name, content).startswith(f"{name}: ")


def test_other_files_are_refused_with_the_kinds_that_can_be_read() -> None:
    assert problem("a.exe", b"") == f"a.exe: is not of a kind that can be read; give {', '.join(KINDS)}"


def test_an_empty_file_is_a_problem() -> None:
    assert problem("a.txt", "  \n") == "a.txt: has no text; give a file with an article in it"


def test_missing_files_and_folders_are_problems(tmp_path: Path) -> None:
    assert str(*read_articles(tmp_path / "no.txt")) == "no.txt: there is no such file; check the name"
    assert str(*read_articles(tmp_path)).endswith("is a folder; give the files in it")


def test_a_file_on_disk_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (found,) = read_articles(tmp_path / "a.txt", date(2023, 5, 17))
    assert found == article("a.txt", STORY, date(2023, 5, 17))


# ---------------------------------------------------------------------------- identity and day


def test_the_same_text_has_the_same_id_in_any_file() -> None:
    assert article("a.txt", STORY).id == article("b.jsonl", json.dumps({"text": STORY})).id
    assert article("a.txt", STORY).id != article("a.txt", STORY + " ").id


def test_two_articles_with_one_id_are_a_problem() -> None:
    rows = [{"id": "1", "text": "One."}, {"id": "1", "text": "Two."}, {"id": "1", "text": "One."}]
    found = read("a.json", json.dumps(rows))
    assert str(found[1]) == 'a.json: two different articles have the id "1"; give each its own'
    assert isinstance(found[2], Article)


def test_the_day_is_the_fields_then_the_datelines_then_the_persons() -> None:
    dated = "BAGHDAD, Jan. 4, 2020 (Agency) - A bridge fell."
    asked = date(2022, 2, 2)
    assert article("a.json", json.dumps({"text": dated, "published": "2021-01-01"}), asked).published == date(
        2021, 1, 1
    )
    assert article("a.txt", dated, asked).published == date(2020, 1, 4)
    assert article("a.txt", STORY, asked).published == asked
    assert article("a.txt", STORY).published is None
    assert article_from_text(STORY, asked=asked).published == asked


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2020-01-04", date(2020, 1, 4)),
        ("2020-01-04T23:00:00Z", date(2020, 1, 4)),
        ("Sat, 04 Jan 2020 10:00:00 GMT", date(2020, 1, 4)),
        ("2020-13-04", None),
        ("today", None),
        ("", None),
        ("4", None),
    ],
)
def test_a_day_is_read_or_is_none(words: str, day: date | None) -> None:
    assert read_day(words) == day


DATELINES = [
    ("BAGHDAD, Jan. 4, 2020 (Agency) - A bridge fell.", "BAGHDAD", date(2020, 1, 4)),
    ("KYIV, Ukraine (AP) — A bridge fell.", "KYIV", None),
    ("Nairobi, 3 May 2019 - A bridge fell.", "Nairobi", date(2019, 5, 3)),
    ("Bridge falls\n\nGOMA, DR Congo -- A bridge fell.", "GOMA", None),
    ("PORT-AU-PRINCE, March 3 - A bridge fell.", "PORT-AU-PRINCE", None),
    ("LAGOS, Jan. 4 - A bridge fell. It was built on Dec. 30, 2019.", "LAGOS", date(2020, 1, 4)),
    ("LAGOS, Saturday, Jan. 4 - It fell on 2 January 2020 and on 5 January 2019.", "LAGOS", date(2020, 1, 4)),
    ("A bridge fell - and two drivers died.", None, None),
    ("Bridge Falls: two die", None, None),
]


@pytest.mark.parametrize(("text", "place", "day"), DATELINES)
def test_a_dateline_gives_its_place_and_its_day(text: str, place: str | None, day: date | None) -> None:
    span, found = find_dateline(text)
    assert (span and text[span[0] : span[1]], found) == (place, day)


# ---------------------------------------------------------------------------- anything at all


KEYS = st.sampled_from(["text", "id", "published", "title", "url", "x"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner),
    max_leaves=8,
)
ENDINGS = st.sampled_from([".txt", ".md", ".csv", ".jsonl", ".json", ".html", ".xml", ".zip", ".pdf"])


@given(st.lists(JSON, max_size=5))
@settings(deadline=None)
def test_any_json_gives_articles_or_problems(rows: list[object]) -> None:
    text = "\n".join(json.dumps(row) for row in rows)
    for item in read("a.jsonl", text):
        assert isinstance(item, Problem) or item.text.encode()


@given(st.binary(max_size=300), ENDINGS)
@settings(deadline=None, max_examples=200)
def test_any_bytes_give_articles_or_problems(content: bytes, ending: str) -> None:
    for item in read(f"a{ending}", content):
        assert isinstance(item, Article) or str(item).startswith(f"a{ending}")


@given(st.text(min_size=1).filter(str.strip))
def test_text_comes_out_of_json_and_csv_as_it_went_in(text: str) -> None:
    assert article("a.json", json.dumps({"text": text})).text == text
    if "\0" not in text:
        quoted = text.replace('"', '""')
        assert article("a.csv", f'text\n"{quoted}"\n').text == text


def test_half_surrogates_become_marks_of_the_same_length() -> None:
    assert article("a.json", r'{"text": "ab \ud800 cd"}').text == "ab \ufffd cd"


HOSTILE_PAGES = {
    "open paragraphs": "<p>abc " * 100_000, "deep": "<div>abc " * 50_000, "signs": "<" * 500_000,
    "marks": "&amp;" * 100_000,
    "attributes": "<a " + 'x="y" ' * 100_000 + ">t</a>",
    "brackets in data": "<script type='application/ld+json'>" + "[" * 99_999,
    "one paragraph": "<p>" + "word " * 500_000, "numbers": "&#0;&#xD800;" * 1000, "comments": "<!--" * 50_000 + "x",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE_PAGES)
def test_a_hostile_web_page_is_read_or_refused_in_time(name: str) -> None:
    started = time.process_time()
    (item,) = read("a.html", HOSTILE_PAGES[name])
    assert isinstance(item, Problem) or item.text.strip()
    assert time.process_time() - started < 10


DATELINE_PIECES = st.sampled_from(["ABC", "Abc", "of", ",", " ", "-", "—", "Jan.", "4", "2020", "(AP)", "/", "\n"])


@given(st.lists(DATELINE_PIECES, max_size=300))
@settings(deadline=None)
def test_a_dateline_is_looked_for_in_any_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    span, _ = find_dateline(text)
    assert span is None or text[span[0] : span[1]].strip()
