"""The data of these editions, made of the file that the bulletin of all industries is made of, too.

Each edition has the rows of its own industry alone, and all of two short tables: the eleven in the latest month and in
that before, among which it has a rank, and the total of all months.
"""

import pandas as pd

TOTAL = "nonfarm"
SUPERSECTORS = {
    "mining_and_logging": "10",
    "construction": "20",
    "manufacturing": "30",
    "trade_transportation_utilties": "40",  # misspelt in the file
    "information": "50",
    "financial_activities": "55",
    "professional_and_business_services": "60",
    "education_and_health_services": "65",
    "leisure_and_hospitality": "70",
    "other_services": "80",
    "government": "90",
}
"""The columns of supersectors, and the code that the source has for each."""


def employment(us_employment):
    """The payrolls of the eleven supersectors by month"""
    wide = _months(us_employment)[["month", *SUPERSECTORS]].rename(columns=SUPERSECTORS)
    long = wide.melt(id_vars="month", var_name="industry", value_name="employed")
    return long.sort_values("month", kind="stable")


def standings(us_employment):
    """The same of the latest month alone"""
    months = employment(us_employment)
    return months[months["month"] == months["month"].max()]


def payrolls(us_employment):
    """All payrolls outside farming, by month"""
    return _months(us_employment)[["month", TOTAL]].rename(columns={TOTAL: "employed"})


def _months(us_employment):
    """The file with its months as such: it has the first day of each."""
    table = pd.read_csv(us_employment)
    return table.assign(month=pd.PeriodIndex(table["month"], freq="M").astype(str))
