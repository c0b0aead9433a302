"""What must hold between the figures, whatever the data become."""

from statbrief.checking import add_up, agree


def death_tolls_agree(trailer_deaths, trailer_deaths_report):
    """Both reports give the same number of dead"""
    return agree(trailer_deaths, trailer_deaths_report)


def deaths_agree_with_half(mexican_deaths_ratio, mexican_deaths_share):
    """The examiner's count agrees with what officials called roughly half"""
    return agree(mexican_deaths_ratio, mexican_deaths_share)


def arrests_2019_agree(arrests_2019, official_arrests_2019):
    """May 2019 as reported agrees with the official count"""
    return agree(arrests_2019, official_arrests_2019)


def arrests_2022_agree(arrests_2022, official_arrests_2022):
    """May 2022 as reported agrees with the official count"""
    return agree(arrests_2022, official_arrests_2022)


def rises_agree(arrests_rise, official_rise):
    """The change as reported agrees with the official one"""
    return agree(arrests_rise, official_rise)


def visas_add_up(visas_mexicans, visas_central_americans, visas):
    """The visas' two parts add up to the whole"""
    return add_up([visas_mexicans, visas_central_americans], visas)
