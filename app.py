"""The dashboard: run it with ``streamlit run app.py``."""

from pathlib import Path

import streamlit as st

from geo.pages import address, shell, state
from geo.view.cards import mark_styles

PAGE_FILES = Path(__file__).parent / "data" / "page"


def show() -> None:
    """One run of the page that a person looks at."""
    st.set_page_config(page_title="Dateline", page_icon=str(PAGE_FILES / "icon.png"), layout="wide")
    st.logo(PAGE_FILES / "logo.svg", size="large")
    st.html(PAGE_FILES / "page.css")
    dark = st.context.theme.type == "dark"  # white on the dark theme's blue is too faint, and so is black on its hover
    on_primary, hovered = ("#0d1116", "#86b4f3") if dark else ("#ffffff", "#174a96")
    colours = f":root {{ --d-on-primary: {on_primary}; --d-primary-hover: {hovered}; }}"
    st.html(f"<style>{colours}\n{mark_styles('st-key-choose_')}</style>")
    page = st.navigation(
        [
            st.Page("geo/pages/incidents.py", title="Incidents", icon=":material/map:", default=True),
            st.Page("geo/pages/add.py", title="Add articles", icon=":material/note_add:"),
            st.Page("geo/pages/about.py", title="About", icon=":material/info:"),
        ],
        position="top",
    )
    state.start()
    state.enter(page.url_path)
    address.take()
    page.run()


if __name__ == "__main__":
    show()
else:  # the server asks for what it serves
    app = st.App(__file__, routes=shell.routes(["add", "about"]))
