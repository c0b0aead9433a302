"""What follows from the reported figures: one function a figure, its parameters the inputs, its docstring the label."""

import pint

MAY = pint.Quantity(1, "may")


def arrests_rise(arrests_2022, arrests_2019):
    """Arrests, ratio of {period_last_year} to {period_first_year}"""
    return arrests_2022 / arrests_2019


def official_arrests_2022(mexican_may_arrests):
    """Official count of arrests, {period}"""
    return mexican_may_arrests.loc["2022", "arrests"]


def official_arrests_2019(mexican_may_arrests):
    """Official count of arrests, {period}"""
    return mexican_may_arrests.loc["2019", "arrests"]


def official_arrests_2000(mexican_may_arrests):
    """Official count of arrests, {period}"""
    return mexican_may_arrests.loc["2000", "arrests"]


def official_rise(official_arrests_2022, official_arrests_2019):
    """Official count, ratio of {period_last_year} to {period_first_year}"""
    return official_arrests_2022 / official_arrests_2019


def share_of_2000(official_arrests_2022, official_arrests_2000):
    """Official count, ratio of {period_last_year} to {period_first_year}"""
    return official_arrests_2022 / official_arrests_2000


def base_of_2000(official_arrests_2019, official_arrests_2000):
    """Official count, ratio of {period_last_year} to {period_first_year}"""
    return official_arrests_2019 / official_arrests_2000


def arrests_a_day_2022(arrests_2022) -> "arrest / day":
    """Arrests a day {in_period}"""
    return arrests_2022 / MAY


def arrests_a_day_2019(arrests_2019) -> "arrest / day":
    """Arrests a day {in_period}"""
    return arrests_2019 / MAY


def visas_mexicans(visas, visas_mexican_share):
    """Work visas for Mexicans"""
    return visas * visas_mexican_share


def visas_central_americans(visas, visas_mexicans):
    """Work visas for Central Americans"""
    return visas - visas_mexicans


def mexican_deaths_ratio(mexican_deaths, trailer_deaths_report):
    """Share of Mexicans, as counted"""
    return mexican_deaths / trailer_deaths_report
