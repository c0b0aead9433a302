"""A generator of reproducible statistical briefs."""

__version__ = "0.1.0"
