"""What must hold."""

from statbrief.checking import agree


def counts_agree(arrests_2022, visas):
    """The reported count agrees with the official one"""
    return agree(arrests_2022, visas)
