"""What follows."""


def arrests_rise(arrests_2022, arrests_2019):
    """Arrests in May 2022 as a multiple of May 2019"""
    return arrests_2022 / arrests_2019


def official_2022(mays):
    """Official count, May 2022"""
    return mays.loc["2022", "arrests"]


def distance(arrests_2022, arrests_2019):
    """A figure"""
    return (arrests_2022 / arrests_2019 - 4) ** 2
