"""What follows."""


def arrests_rise(arrests_2022, arrests_2019):
    """Arrests in May 2022 as a multiple of May 2019"""
    return arrests_2022 / arrests_2019


def official_2022(mays):
    """Official count, May 2022"""
    return mays.loc["2022", "arrests"]


def gap(arrests_2019):
    """A figure"""
    if arrests_2019.magnitude < 17600:
        raise ValueError("too few")
    return arrests_2019
