"""What must hold."""

from statbrief.checking import agree


def counts_agree(arrests_2022, official_2022):
    """The reported count agrees with the official one"""
    return arrests_2022.value > official_2022.value
