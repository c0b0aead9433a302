"""Data larger than memory: tables that an engine computes, of which the small result goes on as a dataset."""
