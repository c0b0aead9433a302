"""A published copy of a brief: a page or a print that came from anywhere, opened without trusting it."""
