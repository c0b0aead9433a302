"""The first step of a build: from `data/` and `analysis/` to what the prose uses."""
