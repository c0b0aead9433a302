"""Where a brief keeps its files, which of them count, and how they are read and written."""
