"""What a brief keeps in `data/`: datasets, units, sources."""
