"""The data of this bulletin, made of the file that they came in: `make` runs it, and nothing else writes to data/.

The file has a column for each industry, and four that are no industry of their own beside the eleven supersectors: the
total, the parts of it that overlap (private, goods-producing, service-providing), what some supersectors consist of
(durable goods, retail trade …), and a change that somebody computed. Only the supersectors and the total are kept.
"""

import pandas as pd

TOTAL = "nonfarm"
SUPERSECTORS = {
    "mining_and_logging": "Mining and logging",
    "construction": "Construction",
    "manufacturing": "Manufacturing",
    "trade_transportation_utilties": "Trade, transportation and utilities",  # misspelt in the file
    "information": "Information",
    "financial_activities": "Financial activities",
    "professional_and_business_services": "Professional and business services",
    "education_and_health_services": "Education and health services",
    "leisure_and_hospitality": "Leisure and hospitality",
    "other_services": "Other services",
    "government": "Government",
}


def payrolls(us_employment):
    """All payrolls outside farming, by month"""
    return _months(us_employment)[["month", TOTAL]].rename(columns={TOTAL: "employed"})


def employment(us_employment):
    """The payrolls of the eleven supersectors, and which way each went as published: a row for each month and each"""
    wide = _months(us_employment)[["month", *SUPERSECTORS]].rename(columns=SUPERSECTORS)
    long = wide.melt(id_vars="month", var_name="industry", value_name="employed")
    changes = long.groupby("industry")["employed"].diff()
    long["direction"] = changes.map({0: "none"}).mask(changes > 0, "up").mask(changes < 0, "down")
    return long.sort_values("month", kind="stable")


def _months(us_employment):
    """The file with its months as such: it has the first day of each."""
    table = pd.read_csv(us_employment)
    return table.assign(month=pd.PeriodIndex(table["month"], freq="M").astype(str))
