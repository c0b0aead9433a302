"""The prose of a brief: its shortcodes, its variables, and what is wrong with it."""
