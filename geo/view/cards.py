"""One incident as safe HTML: what is known, how surely, and every passage that reports it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from textwrap import shorten
from urllib.parse import quote

from geo.records import Actor, Article, Excerpt, Incident, Mention, Place, Span
from geo.view.basemap import country_names
from geo.view.escape import escape, escape_lines, safe_link
from geo.view.symbols import SYMBOLS, path_of
from geo.view.wording import (
    ATTRIBUTION_WORDS,
    DATE_WORDS,
    PRECISION_WORDS,
    STATUS_WORDS,
    day_text,
    deaths_words,
    place_words,
    span_text,
)

MARKS = {"trigger": "what", "place": "where", "date": "when", "actor": "who"}
"""What marked words told, with the word for it in the legend."""

KINDS = list(SYMBOLS)

REPORTED = ("Day", "Deaths", "Injured", "Who did it", "Place", "Status")
"""What the reports of one incident are compared in."""

ROLE_WORDS = {
    "perpetrator": "did it",
    "target": "was the target",
    "victim": "suffered it",
    "participant": "took part",
    "mediator": "mediated",
}


def symbol_html(event_type: str) -> str:
    """The mark of a kind, drawn by ``mark_styles``; drawings within the HTML don't reach the page."""
    return f'<span class="d-symbol-{KINDS.index(event_type) if event_type in KINDS else len(KINDS) - 1}"></span>'


def mark_styles(prefix: str) -> str:
    """CSS that draws the mark of each kind: in cards, and in what has the class ``prefix`` and the kind's number."""
    rules = []
    for number, symbol in enumerate(SYMBOLS.values()):
        picture = (
            f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='-11 -11 22 22'>"
            f"<path d='{path_of(symbol, 8)}' fill='{symbol.fill}' stroke='#5b616b'/></svg>"
        )
        places = f'[class*="{prefix}{number}_"]::before, .d-symbol-{number}'
        rules.append(f'{places} {{ background-image: url("data:image/svg+xml,{quote(picture)}"); }}')
    return "\n".join(rules)


def marked(text: str, offset: int, spans: Mapping[str, Sequence[Span]]) -> str:
    """Text as HTML with spans marked; ``offset`` is where the text begins in the numbers of the spans."""
    edges = {0, len(text)}
    wanted = []
    for kind, several in spans.items():
        for start, end in several:
            first, last = max(0, start - offset), min(len(text), end - offset)
            if first < last:
                wanted.append((first, last, kind))
                edges |= {first, last}
    pieces = []
    cuts = sorted(edges)
    for first, last in zip(cuts, cuts[1:], strict=False):
        kinds = list(dict.fromkeys(kind for start, end, kind in wanted if start <= first and last <= end))
        words = escape_lines(text[first:last])
        if kinds:
            classes = " ".join(f"d-{MARKS.get(kind, kind)}" for kind in kinds)
            names = ", ".join(MARKS[kind] for kind in kinds if kind in MARKS)
            title = f' title="{names}"' if names else ""
            words = f'<mark class="d-m {classes}"{title}>{words}</mark>'
        pieces.append(words)
    return "".join(pieces)


def excerpt_spans(excerpt: Excerpt) -> dict[str, list[Span]]:
    """Which words of an excerpt told what."""
    return {
        "trigger": [excerpt.trigger] if excerpt.trigger else [],
        "place": [excerpt.place] if excerpt.place else [],
        "date": [excerpt.date] if excerpt.date else [],
        "actor": list(excerpt.actors),
    }


def marks_key() -> str:
    """The legend of the marks in a passage."""
    items = "".join(f'<span><mark class="d-m d-{word}">{word}</mark></span>' for word in MARKS.values())
    return f'<p class="d-key" aria-label="Marked words tell">{items}</p>'


def reports_of(incident: Incident) -> dict[str, list[Excerpt]]:
    """The excerpts of each article, in the order of the first."""
    found: dict[str, list[Excerpt]] = {}
    for excerpt in incident.excerpts:
        found.setdefault(excerpt.article_id, []).append(excerpt)
    return found


def card(incident: Incident, articles: Mapping[str, Article]) -> str:
    """The whole card of one incident."""
    reports = reports_of(incident)
    parts = [
        '<section class="d-card" aria-label="Incident">',
        f"<h3>{symbol_html(incident.event_type)}<span>{escape(incident.sub_event_type)}"
        f'<span class="d-badge">{escape(STATUS_WORDS.get(incident.status, incident.status))}</span></span></h3>',
        f'<p class="d-kind">{escape(incident.event_type)}</p>',
        facts(incident),
        "<h4>" + ("What the article says" if len(reports) == 1 else "What the articles say") + "</h4>",
        marks_key(),
        *(report(excerpts, articles.get(article_id)) for article_id, excerpts in reports.items()),
        differences(reports, articles),
        why(incident),
        "</section>",
    ]
    return "".join(parts)


def facts(incident: Incident) -> str:
    """When, where, who and how many, each with how surely it is known."""
    when = escape(span_text(incident.date_start, incident.date_end, incident.date_precision))
    sure_day = DATE_WORDS.get(incident.date_precision, incident.date_precision)
    if sure_day and incident.date_precision not in ("on_or_before", "unknown"):
        when += f' <span class="d-sure">({escape(sure_day)})</span>'
    rows = [("When", when), ("Where", _where(incident.place)), ("Harm", escape(deaths_words(incident)))]
    rows.append(("Who", _who(incident.actors)))
    rows.append(("Attribution", escape(ATTRIBUTION_WORDS.get(incident.attribution, incident.attribution))))
    if incident.source:
        rows.append(("From", escape(incident.source)))
    return "<dl>" + "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows) + "</dl>"


def _where(place: Place | None) -> str:
    """The place, its country and how far off the point may be."""
    if place is None:
        return "the text gives no place"
    country = country_names().get(place.country_code, place.country_code)
    words = escape(place_words(place))
    if country and country != place.name:
        words += f", {escape(country)}"
    sure = PRECISION_WORDS.get(place.precision, place.precision)
    off = f", within {place.radius_km:,.0f} km" if place.radius_km >= 1 else ""
    return f'{words} <span class="d-sure">({escape(sure)}{off})</span>'


def _who(actors: Sequence[Actor]) -> str:
    """The actors by the part they had."""
    if not actors:
        return "nobody named"
    lines = []
    for role, words in ROLE_WORDS.items():
        for actor in actors:
            if actor.role == role:
                sort = f", {actor.type}" if actor.type else ""
                lines.append(f'<bdi>{escape(actor.name)}</bdi> <span class="d-sure">({escape(words + sort)})</span>')
    others = [actor for actor in actors if actor.role not in ROLE_WORDS]
    lines += [f"<bdi>{escape(actor.name)}</bdi>" for actor in others]
    return "<br>".join(lines)


def report(excerpts: Sequence[Excerpt], article: Article | None) -> str:
    """What one article tells of the incident, each passage once, and where it comes from."""
    return f'{quotes(excerpts)}<p class="d-cite" dir="auto">{citation(article)}</p>'


def quotes(excerpts: Sequence[Excerpt]) -> str:
    """The passages with their marked words; a passage that was taken several times stands once, with all marks."""
    texts: dict[Span, str] = {}
    spans: dict[Span, dict[str, list[Span]]] = {}
    for excerpt in excerpts:
        where = (excerpt.start, excerpt.end)
        texts[where] = excerpt.text
        kept = spans.setdefault(where, {kind: [] for kind in MARKS})
        for kind, several in excerpt_spans(excerpt).items():
            kept[kind] += several
    return "".join(
        f'<blockquote dir="auto">{marked(text, where[0], spans[where])}</blockquote>' for where, text in texts.items()
    )


def citation(article: Article | None) -> str:
    """Title, source, day and link of an article."""
    if article is None:
        return "the article is not in the store"
    link = safe_link(article.url)
    title = f"<bdi>{escape(article.title or 'Article without a title')}</bdi>"
    if link:
        title = f'<a href="{escape(link)}" target="_blank" rel="noopener noreferrer nofollow">{title}</a>'
    rest = [f"<bdi>{escape(article.source)}</bdi>"] if article.source else []
    rest.append(f"published {day_text(article.published)}" if article.published else "publication day not known")
    if article.url and not link:
        rest.append(f"address not shown as a link: {escape(article.url)}")
    return " · ".join([title, *rest])


def differences(reports: Mapping[str, Sequence[Excerpt]], articles: Mapping[str, Article]) -> str:
    """All reports side by side, a column each; what differs from the first is marked. "" for a single report."""
    if len(reports) < 2:
        return ""
    names = (shorten(name, 44, placeholder=" …") for name in report_names(reports, articles).values())
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    lines = []
    for name, *values in zip(REPORTED, *(_report_column(excerpts) for excerpts in reports.values()), strict=True):
        if all(value == "–" for value in values):
            continue
        cells = [f'<th scope="row">{name}</th>']
        for value in values:
            differs = ' class="d-differs"' if value != values[0] and "–" not in (value, values[0]) else ""
            cells.append(f"<td{differs}>{value}</td>")
        lines.append("<tr>" + "".join(cells) + "</tr>")
    table = f"<table><thead><tr><td></td>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
    return (
        f'<h4>The reports side by side</h4><div class="d-scroll" tabindex="0" role="group" '
        f'aria-label="The reports side by side">{table}</div>'
    )


def report_names(reports: Iterable[str], articles: Mapping[str, Article]) -> dict[str, str]:
    """What each report is called: by its source, or by its title where several come from one source."""
    known = {article_id: articles.get(article_id) for article_id in reports}
    sources = Counter(article.source for article in known.values() if article)
    names = {}
    for article_id, article in known.items():
        by_source = article.source if article and sources[article.source] == 1 else ""
        names[article_id] = by_source or (article.title or article.source if article else "") or article_id
    return names


def _report_column(excerpts: Sequence[Excerpt]) -> list[str]:
    """One article's own words on the incident, "–" for what it does not say."""
    said = [_said(excerpt) for excerpt in excerpts]
    columns = (list(dict.fromkeys(value for value in column if value)) for column in zip(*said, strict=True))
    return [escape("; ".join(values)) or "–" for values in columns]


def _said(excerpt: Excerpt) -> tuple[str, ...]:
    """What ``REPORTED`` names, in one passage; "" for what it does not say."""
    day = span_text(excerpt.date_start, excerpt.date_end, "") if excerpt.date_start or excerpt.date_end else ""
    blamed = ATTRIBUTION_WORDS.get(excerpt.attribution, excerpt.attribution)
    if excerpt.attributed_to:
        blamed += f" ({excerpt.attributed_to})"
    return (
        day,
        "" if excerpt.fatalities is None else f"{excerpt.fatalities:,}",
        "" if excerpt.injured is None else f"{excerpt.injured:,}",
        blamed,
        excerpt.place_name,
        STATUS_WORDS.get(excerpt.status, excerpt.status),
    )


def why(incident: Incident) -> str:
    """How the program came to its reading, and the places that it nearly took."""
    reasons = "".join(f"<li>{escape(reason)}</li>" for reason in incident.reasons)
    others = "".join(
        f"<li>{escape(place_words(place))}, {escape(country_names().get(place.country_code, place.country_code))}</li>"
        for place in incident.alternatives
    )
    if not reasons and not others:
        return ""
    text = f"<details><summary>Why it was read so ({incident.confidence:.0%} sure)</summary>"
    text += f"<ul>{reasons}</ul>" if reasons else ""
    text += f"<p>Places that came close:</p><ul>{others}</ul>" if others else ""
    return text + "</details>"


def whole_article(article: Article, spans: Mapping[str, Sequence[Span]], passage_span: Span | None = None) -> str:
    """An article's text with marked words; the passage, if any, is outlined and has the id ``d-passage``."""
    if passage_span is None:
        body = marked(article.text, 0, spans)
    else:
        start, end = passage_span
        inner = marked(article.text[start:end], start, spans)
        body = (
            marked(article.text[:start], 0, {})
            + f'<span class="d-passage" id="d-passage">{inner}</span>'
            + marked(article.text[end:], end, {})
        )
    cited = f'<p class="d-cite" dir="auto">{citation(article)}</p>'
    return f'<div class="d-card">{cited}{marks_key()}<div class="d-article" dir="auto">{body}</div></div>'


def mention_spans(mentions: Sequence[Mention]) -> dict[str, list[Span]]:
    """Where in an article each sort of mention stands."""
    spans: dict[str, list[Span]] = {kind: [] for kind in MARKS}
    for mention in mentions:
        spans.setdefault(mention.kind, []).append((mention.start, mention.end))
    return spans


def reading_lines(incidents: Sequence[Incident]) -> str:
    """What was understood of an article, one block for each incident."""
    blocks = [
        f'<section class="d-card"><h3>{symbol_html(incident.event_type)}<span>{escape(incident.sub_event_type)}'
        f'<span class="d-badge">{escape(STATUS_WORDS.get(incident.status, incident.status))}</span></span></h3>'
        f"{facts(incident)}{quotes(incident.excerpts)}{why(incident)}</section>"
        for incident in incidents
    ]
    return marks_key() + "<hr>".join(blocks)
