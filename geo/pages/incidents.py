"""The incidents on the map, over time, in a table and one by one."""

from __future__ import annotations

import streamlit as st

from geo.pages import sidebar, state, strip, workspace
from geo.view.view import select

incidents = state.incidents()
if not len(incidents):
    with st.container(key="reading_width"):
        st.title("The map is empty", anchor=False)
        st.info("The store has no incidents yet. Add an article, and what it reports stands on the map.")
        with st.container(key="next_step"):
            st.page_link("geo/pages/add.py", label="Add articles", icon=":material/note_add:")
    st.stop()

chosen = select(incidents, st.session_state.filters)
sidebar.show_words()
with st.container(key="strip"):  # always one element, so that the map below keeps its place in the page
    strip.chips()
    over_time = st.container(key="over_time")
workspace.show(incidents, chosen)  # first, so that nobody waits for the map while the rest is counted
with over_time:
    strip.timeline_chart(incidents, chosen)
sidebar.show(incidents, chosen)
