"""From a file to a brief: what a table of text says by itself, what has to be guessed, and a first draft of it."""
