"""Numbers that were typed by hand."""
