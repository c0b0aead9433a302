"""What must hold."""

from statbrief.checking import agree


def counts_agree(arrests_2022, official_2021):
    """The reported count agrees with the official one"""
    return agree(arrests_2022, official_2022)
