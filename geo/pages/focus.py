"""Where who uses the keyboard goes on when the part of the page that they were in is another one now."""

from __future__ import annotations

import streamlit as st


def _move(script: str) -> None:
    """Run a script once the page shows what this run made; the number makes the same script another one each time."""
    st.session_state.moves = number = st.session_state.get("moves", 0) + 1
    st.html(f"<script>setTimeout(() => {{ {script} }}, 80) // {number}</script>", unsafe_allow_javascript=True)


def on_the_panel() -> None:
    """Go on at the first button beside the map, if the one that was pressed is gone."""
    _move("if (document.activeElement === document.body) document.querySelector('.st-key-panel button')?.focus()")


def on_the_menu(name: str, is_open: bool) -> None:
    """Go on in a menu that has just opened, which stands at the end of the page."""
    was_open = st.session_state.get(f"{name}_was_open", False)
    st.session_state[f"{name}_was_open"] = is_open
    if is_open and not was_open:
        _move("const menu = document.querySelector('[data-testid=stPopoverBody]'); menu.tabIndex = -1; menu.focus()")
