"""The table of all supersectors."""

import pandas as pd

from statbrief.periods import latest
from statbrief.tables import ranked


def changes(
    employment, payrolls
) -> "employed: kilojob, level; on_month: kilojob, difference; on_year: kilojob, difference":
    """Jobs by supersector in {period_last}, the largest gain on the month first

    Supersectors with the same change stand in the order in which the source has them.

    industry: Supersector
    employed: Jobs
    on_month: Change on the month
    on_year: Change on the year
    total: Total nonfarm
    """
    month = latest(employment)
    by_supersector = ranked(
        _moves(*(employment.loc[each, "employed"] for each in (month, month - 1, month - 12))), "on_month"
    )
    return pd.concat([by_supersector, _total(payrolls, month)])


def _moves(now, before, year):
    """Jobs, with what they changed by on the month and on the year."""
    return pd.DataFrame({"employed": now, "on_month": now - before, "on_year": now - year})


def _total(payrolls, month):
    """The same of the total as it is published, in a row of its own."""
    rows = (
        payrolls.loc[[each], "employed"].set_axis(pd.Index(["total"], name="industry"))
        for each in (month, month - 1, month - 12)
    )
    return _moves(*rows)
