"""What follows."""


def arrests_rise(arrests_2022, arrests_2019):
    """Arrests in May 2022 as a multiple of May 2019"""
    return arrests_2022 / arrests_2019


def official_2022(mays):
    """Official count, May 2022"""
    return mays.loc["2022", "arrests"]


def first(visas):
    """First"""
    return None if visas else visas


def second(first):
    """Needs the first, and is not blamed for it"""
    return first


def third(visas):
    """Third"""
    return "3" if visas else visas
