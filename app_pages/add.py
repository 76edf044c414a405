"""Paste or upload articles, see what was understood, and save it."""

from __future__ import annotations

import streamlit as st

st.title("Add articles", anchor=False)
