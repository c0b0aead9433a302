"""What follows from the reported figures: one function a figure, its parameters the inputs, its docstring the label."""

import pint

MAY = pint.Quantity(1, "may")


def arrests_rise(arrests_2022, arrests_2019):
    """Arrests of Mexicans in May 2022, as a multiple of May 2019"""
    return arrests_2022 / arrests_2019


def official_arrests_2022(mexican_may_arrests):
    """Official count of encounters with Mexicans, May 2022"""
    return mexican_may_arrests.loc[2022, "arrests"]


def official_arrests_2019(mexican_may_arrests):
    """Official count of encounters with Mexicans, May 2019"""
    return mexican_may_arrests.loc[2019, "arrests"]


def official_arrests_2000(mexican_may_arrests):
    """Official count of encounters with Mexicans, May 2000"""
    return mexican_may_arrests.loc[2000, "arrests"]


def official_rise(official_arrests_2022, official_arrests_2019):
    """Official count of May 2022, as a multiple of May 2019"""
    return official_arrests_2022 / official_arrests_2019


def share_of_2000(official_arrests_2022, official_arrests_2000):
    """Official count of May 2022, as a share of May 2000"""
    return official_arrests_2022 / official_arrests_2000


def arrests_a_day_2022(arrests_2022) -> "arrest / day":
    """Arrests of Mexicans per day of May 2022"""
    return arrests_2022 / MAY


def arrests_a_day_2019(arrests_2019) -> "arrest / day":
    """Arrests of Mexicans per day of May 2019"""
    return arrests_2019 / MAY


def visas_mexicans(visas, visas_mexican_share):
    """Work visas meant for Mexicans"""
    return visas * visas_mexican_share


def visas_central_americans(visas, visas_mexicans):
    """Work visas meant for Central Americans: the rest"""
    return visas - visas_mexicans


def mexican_deaths_ratio(mexican_deaths, trailer_deaths_report):
    """Mexicans among the trailer's dead, by the examiner's count"""
    return mexican_deaths / trailer_deaths_report
