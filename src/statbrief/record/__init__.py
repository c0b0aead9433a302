"""The record: what one analysis knows, and what a published copy carries."""
