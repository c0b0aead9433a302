"""The columns of `data/reported.csv`."""

from __future__ import annotations

REPORTED_COLUMNS = ("id", "label", "value", "unit", "rounded_to", "bound", "period", "source", "locator", "note")
"""Those of the reported figures, in their order."""
