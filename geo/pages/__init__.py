"""The pages of the dashboard: what Streamlit shows, drawn from the modules above."""
