"""How Dateline reads, what it gets wrong, and where its data come from."""

from __future__ import annotations

import streamlit as st

from geo import __version__

st.title("About Dateline", anchor=False)
st.markdown(f"Version {__version__}.")
