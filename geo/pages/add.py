"""Paste, upload or fetch articles, see what was understood, and save it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from textwrap import shorten

import streamlit as st

from geo.articles.articles import Problem, article_from_text, read_stream
from geo.articles.dateline import find_dateline
from geo.articles.tables import read_table_stream, table_kind
from geo.articles.web import read_web
from geo.export.restore import is_export, read_exported
from geo.pages import state
from geo.reading import read_article
from geo.records import Article, Reading
from geo.view.cards import mention_spans, reading_lines, whole_article
from geo.view.escape import escape_markdown
from geo.view.wording import day_text

MOST_PREVIEWS = 20
MOST_PROBLEMS = 20
MOST_OPEN = 3
LONG_TEXT = 900  # letters, from which on an article scrolls beside what was read out of it
EARLIEST, LATEST = date(1700, 1, 1), date(2100, 12, 31)
ENDINGS = ["txt", "md", "html", "htm", "csv", "tsv", "jsonl", "json", "docx", "pdf", "xml", "rss", "atom", "zip"]
ENDINGS += ["geojson", "kml", "gpkg", "xlsx"]


@dataclass
class Drafts:
    """What was read and waits to be saved: readings by article, those of imported tables, and what went wrong."""

    readings: dict[str, Reading]
    imported: list[Reading]
    problems: list[str]
    unread: int = 0


def drafts() -> Drafts:
    """This person's unsaved readings."""
    found: Drafts = st.session_state.setdefault("drafts", Drafts({}, [], []))
    return found


def show_inputs() -> None:
    """The three ways in; what a person gave is read below them."""
    wanted: tuple[Iterable[Article | Reading | Problem], int | None] | None = None
    st.title("Add articles", anchor=False)
    st.markdown("Dateline reads them and shows what it understood. Nothing is saved before you say so.")
    paste, upload, web = st.tabs(["Paste", "Upload files", "Web address"])
    with paste, st.form("paste", border=False):
        text = st.text_area(
            "Article", height=240, placeholder="Paste the text of one article here.", key=f"text_{_round()}"
        )
        day, title, source, url = st.columns([1, 2, 1, 2])
        published = day.date_input(
            "Published",
            value=None,
            format="YYYY-MM-DD",
            min_value=EARLIEST,
            max_value=LATEST,
            help="Decides what “on Friday” means. Found in the text when it has a dateline.",
            key=f"published_{_round()}",
        )
        name = title.text_input("Title (optional)", key=f"title_{_round()}")
        outlet = source.text_input("Source (optional)", key=f"source_{_round()}")
        address = url.text_input("Address (optional)", key=f"url_{_round()}", placeholder="https://")
        if st.form_submit_button("Read", type="primary", icon=":material/auto_stories:"):
            if not text.strip():
                st.error("There is no text yet: paste an article first.", icon=":material/error:")
            else:
                article = article_from_text(text, title=name, published=published, source=outlet, url=address)
                wanted = [article], 1
    with upload, st.form("upload", border=False, clear_on_submit=True):
        files = st.file_uploader(
            "Files",
            type=ENDINGS,
            accept_multiple_files=True,
            help="Text, web pages, tables, Word, PDF, feeds, archives of them; and incident tables "
            "with the columns of ACLED, UCDP GED or GDELT, or exported from here.",
        )
        if st.form_submit_button("Read", type="primary", icon=":material/auto_stories:"):
            if not files:
                st.error("No file was chosen: choose one first.", icon=":material/error:")
            else:
                wanted = _from_files(files), None
    with web, st.form("web", border=False):
        address = st.text_input(
            "Address of an article or a feed", type="url", placeholder="https://", key="web_address"
        )
        st.caption("Fetched once, from this machine, when you ask; robots.txt is respected.")
        if st.form_submit_button("Fetch and read", type="primary", icon=":material/download:"):
            if not address:
                st.error("There is no address yet: type one first.", icon=":material/error:")
            else:
                with st.spinner("Fetching …"):
                    found = list(read_web(address))
                wanted = found, len(found)
    if wanted is not None:
        _read(*wanted)


def _round() -> int:
    """Grows when something was saved, so that the form is empty again."""
    return int(st.session_state.get("add_round", 0))


def _from_files(files: Iterable[object]) -> Iterator[Article | Reading | Problem]:
    """Articles, or the incidents of a table, of uploaded files."""
    for file in files:
        content = file.getvalue()  # type: ignore[attr-defined]
        name = file.name  # type: ignore[attr-defined]
        if is_export(name, content[:2000]):
            yield from read_exported(name, content, state.store().incidents)
        elif name.lower().endswith((".csv", ".tsv")) and table_kind(io.BytesIO(content)):
            yield from read_table_stream(name, io.BytesIO(content))
        else:
            yield from read_stream(name, io.BytesIO(content))


def _read(items: Iterable[Article | Reading | Problem], total: int | None) -> None:
    """Read articles one by one into the drafts; what was read stays when a person stops it."""
    by_now = state.reader()
    bar = st.progress(0.0, "Reading")
    st.button("Stop", icon=":material/stop_circle:", key="stop_reading")
    done = drafts()
    done.problems = []
    for number, item in enumerate(items):
        if isinstance(item, Problem):
            done.problems.append(str(item))
        elif isinstance(item, Reading):
            done.imported.append(item)
            if number % 200 == 0:
                bar.progress(0.5, f"{len(done.imported):,} rows read")
        else:
            name = item.title or item.id
            count = f"{number + 1} of {total}" if total else f"Article {number + 1}"
            bar.progress(number / total if total else 0.5, escape_markdown(f"{count}: {name}"[:120]))
            done.readings[item.id] = read_article(by_now, item)
    st.rerun()


def show_drafts() -> None:
    """What was understood, to correct the day and to save or drop."""
    found = drafts()
    _show_problems(found.problems)
    if not found.readings and not found.imported:
        return
    number = len(found.readings)
    incidents = sum(len(reading.incidents) for reading in [*found.readings.values(), *found.imported])
    st.subheader(_understood(number, incidents, len(found.imported)), anchor=False)
    with st.container(horizontal=True, gap="small"):
        st.button("Save", type="primary", icon=":material/save:", key="save", on_click=_ask_to_save)
        st.button("Drop all", icon=":material/delete:", key="drop", on_click=_drop_all)
    undated = [reading for reading in found.readings.values() if reading.article.published is None]
    if undated:
        said = (
            "1 article does not say when it was"
            if len(undated) == 1
            else f"{len(undated):,} articles do not say when they were"
        )
        st.warning(
            f"{said} published. Without the day, words such as “on Friday” stay open: give it below.",
            icon=":material/event_busy:",
        )
    for reading in list(found.readings.values())[:MOST_PREVIEWS]:
        _preview(reading, number == 1 or (reading in undated and len(undated) <= MOST_OPEN))
    if number > MOST_PREVIEWS:
        st.caption(f"And {number - MOST_PREVIEWS:,} more articles, which are saved with these.")


def _show_problems(problems: list[str]) -> None:
    """What could not be read, in one box: a sentence each."""
    if not problems:
        return
    lines = [escape_markdown(problem) for problem in problems[:MOST_PROBLEMS]]
    if len(problems) > MOST_PROBLEMS:
        lines.append(f"And {len(problems) - MOST_PROBLEMS:,} more.")
    several = f"{len(problems):,} items could not be read, the others were:\n\n" + "\n".join(
        f"- {line}" for line in lines
    )
    st.error(lines[0] if len(problems) == 1 else several, icon=":material/error:")


def _number(number: int, thing: str) -> str:
    """A count with its word, as "2 articles"."""
    return f"{number:,} {thing}{'s' * (number != 1)}"


def _understood(articles: int, incidents: int, rows: int) -> str:
    """The heading over the previews."""
    parts = [_number(articles, "article")] if articles else []
    parts += [f"{_number(rows, 'row')} of a table"] if rows else []
    return f"{' and '.join(parts)}: {_number(incidents, 'incident')} understood, nothing saved yet"


def _preview(reading: Reading, expanded: bool) -> None:
    """One article: the incidents read out of it beside its text."""
    article = reading.article
    title = shorten(article.title or article.text.strip().split("\n", 1)[0], 80, placeholder=" …")
    label = f"**{escape_markdown(title)}** · {_number(len(reading.incidents), 'incident')}"
    label += "" if article.published else " · :orange[no day of publication]"
    with st.expander(label, expanded=expanded):
        if article.published is None or st.session_state.get(f"asked_{article.id}"):
            st.session_state[f"asked_{article.id}"] = True
            st.date_input(
                "Published on",
                value=article.published,
                format="YYYY-MM-DD",
                min_value=EARLIEST,
                max_value=LATEST,
                key=f"day_{article.id}",
                on_change=_take_day,
                args=(article.id,),
                width=200,
            )
        elif find_dateline(article.text)[1] == article.published:
            st.caption(f"Published on {day_text(article.published)}, as its dateline says.")
        left, right = st.columns(2, gap="medium")
        with left:
            if reading.incidents:
                st.html(reading_lines(reading.incidents))
            else:
                st.caption("No incident was found in this article. It is kept as an article when you save.")
        with right, st.container(height=420 if len(article.text) > LONG_TEXT else "content", border=False):
            st.html(whole_article(article, mention_spans(reading.mentions)))
        st.button(
            "Drop this one", icon=":material/delete:", key=f"drop_{article.id}", on_click=_drop, args=(article.id,)
        )


def _take_day(article_id: str) -> None:
    """Read an article again now that its day is known."""
    day: date | None = st.session_state[f"day_{article_id}"]
    reading = drafts().readings[article_id]
    drafts().readings[article_id] = read_article(state.reader(), replace(reading.article, published=day))


def _drop(article_id: str) -> None:
    drafts().readings.pop(article_id, None)


def _drop_all() -> None:
    st.session_state.drafts = Drafts({}, [], [])


def _ask_to_save() -> None:
    st.session_state.saving = True


def save() -> None:
    """Store the drafts, showing how far it is, and go to the map."""
    found = drafts()
    readings = [*found.readings.values(), *found.imported]
    bar = st.progress(0.0, "Saving")
    new = merged = 0
    first = ""
    for number, reading in enumerate(readings):
        if number % max(1, len(readings) // 100) == 0:
            bar.progress(
                number / len(readings), escape_markdown(f"Saving {reading.article.title or reading.article.id}"[:120])
            )
        loaded = state.store().load(reading)
        new, merged = new + loaded.new, merged + loaded.merged
        placed = sorted(reading.incidents, key=lambda one: one.place is None)
        first = first or (placed[0].id if placed else "")
    _drop_all()
    st.session_state.add_round = _round() + 1
    st.session_state.saved = (len(readings), new, merged, first)
    st.rerun()


def show_saved() -> None:
    """What the last saving did, and the way to the map."""
    articles, new, merged, first = st.session_state.pop("saved")
    known = f", {merged:,} were known and have one more report" if merged else ""
    st.success(
        f"Saved {_number(articles, 'article')}: {_number(new, 'new incident')}{known}.",
        icon=":material/check_circle:",
    )
    incident = state.store().incident(first) if first else None
    if incident:
        state.open_on(incident)
    if new or merged:
        with st.container(key="next_step"):
            st.page_link("geo/pages/incidents.py", label="See them on the map", icon=":material/map:")
    else:
        st.caption("No incident was found in them, so the map is as before. Paste another article, or look at the map.")


with st.container(key="reading_width"):
    show_inputs()
    if st.session_state.pop("saving", False):
        save()
    if "saved" in st.session_state:
        show_saved()
    show_drafts()
