"""The table of all supersectors."""

import pandas as pd

from statbrief.periods import latest
from statbrief.tables import ranked, with_total


def changes(employment) -> "employed: kilojob, level; on_month: kilojob, difference; on_year: kilojob, difference":
    """Jobs by supersector in {period_last}, the largest gain on the month first

    Supersectors with the same change stand in the order in which the source has them.

    industry: Supersector
    employed: Jobs
    on_month: Change on the month
    on_year: Change on the year
    total: Total nonfarm
    """
    month = latest(employment)
    now, before, year = (employment.loc[each, "employed"] for each in (month, month - 1, month - 12))
    return with_total(ranked(pd.DataFrame({"employed": now, "on_month": now - before, "on_year": now - year}), "on_month"))
