"""Charts: drawn, looked at, and made fit to stand in a page."""
