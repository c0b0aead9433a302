"""The table of all supersectors."""

import pandas as pd

from statbrief.periods import latest
from statbrief.tables import ranked


def changes(
    employment, payrolls
) -> "employed: kilojob, level; on_month: kilojob, difference; on_year: kilojob, difference":
    """Jobs by supersector in {period_last}

    In order of the change on the month, the largest gain first; equal changes in the order of the source.

    industry: Supersector
    employed: Employment
    on_month: Change on the month
    on_year: Change on the year
    total: Total nonfarm
    """
    month = latest(employment)
    months = (month, month - 1, month - 12)
    by_supersector = _moves(*(employment.loc[each, "employed"] for each in months))
    published = _moves(*(payrolls.loc[[each], "employed"].set_axis(["total"]) for each in months))
    return pd.concat([ranked(by_supersector, "on_month"), published]).rename_axis("industry")


def _moves(now, before, year):
    """Jobs, with what they changed by on the month and on the year."""
    return pd.DataFrame({"employed": now, "on_month": now - before, "on_year": now - year})
