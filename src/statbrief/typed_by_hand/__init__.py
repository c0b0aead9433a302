"""Numbers and periods that were typed by hand: in prose, titles, labels and code, where each was written."""
