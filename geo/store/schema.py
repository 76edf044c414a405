"""The tables of the database that keeps articles and their incidents."""

from __future__ import annotations

import sqlalchemy as sa

VERSION = 1

metadata = sa.MetaData()
KEY = sa.String(512)

settings = sa.Table(
    "settings",
    metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("value", sa.BigInteger, nullable=False),
)
articles = sa.Table(
    "articles",
    metadata,
    sa.Column("id", KEY, primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("published", sa.Date),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
)
mentions = sa.Table(
    "mentions",
    metadata,
    sa.Column("article_id", KEY, sa.ForeignKey("articles.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)
incidents = sa.Table(
    "incidents",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("id", KEY, nullable=False, unique=True),
    sa.Column("event_type", sa.String(64), nullable=False),
    sa.Column("sub_event_type", sa.String(64), nullable=False),
    sa.Column("status", sa.String(32), nullable=False),
    sa.Column("attribution", sa.String(32), nullable=False),
    sa.Column("date_start", sa.Date),
    sa.Column("date_end", sa.Date),
    sa.Column("date_precision", sa.String(32), nullable=False),
    sa.Column("cell", sa.Integer),
    sa.Column("place_name", sa.Text, nullable=False),
    sa.Column("relation", sa.Text, nullable=False),
    sa.Column("latitude", sa.Double),
    sa.Column("longitude", sa.Double),
    sa.Column("radius_km", sa.Double),
    sa.Column("place_precision", sa.String(16), nullable=False),
    sa.Column("country_code", sa.String(8), nullable=False),
    sa.Column("admin1", sa.Text, nullable=False),
    sa.Column("fatalities_low", sa.Integer),
    sa.Column("fatalities_best", sa.Integer),
    sa.Column("fatalities_high", sa.Integer),
    sa.Column("injured", sa.Integer),
    sa.Column("confidence", sa.Double, nullable=False),
    sa.Column("reports", sa.Integer, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Index("incidents_by_cell_and_day", "cell", "date_start"),
    sa.Index("incidents_by_country_and_day", "country_code", "date_start"),
)
records = sa.Table(
    "records",
    metadata,
    sa.Column("incident", sa.Integer, sa.ForeignKey("incidents.number"), primary_key=True),
    sa.Column("record", sa.Text, nullable=False),
)
reports = sa.Table(
    "reports",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("article_id", KEY, sa.ForeignKey("articles.id"), nullable=False, index=True),
    sa.Column("incident", sa.Integer, sa.ForeignKey("incidents.number"), nullable=False, index=True),
    sa.Column("record", sa.Text),
)
excerpts = sa.Table(
    "excerpts",
    metadata,
    sa.Column("incident", sa.Integer, sa.ForeignKey("incidents.number"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("article_id", KEY, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
)
actors = sa.Table(
    "actors",
    metadata,
    sa.Column("incident", sa.Integer, sa.ForeignKey("incidents.number"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("country_code", sa.String(8), nullable=False),
)
answers = sa.Table(
    "answers",
    metadata,
    sa.Column("question", sa.Text, primary_key=True),
    sa.Column("answer", sa.Text, nullable=False),
)
