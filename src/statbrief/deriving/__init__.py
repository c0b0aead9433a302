"""Deriving: what functions return, called again with their inputs moved, and all that this tells of it."""
