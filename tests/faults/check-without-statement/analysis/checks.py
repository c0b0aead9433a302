"""What must hold."""

from statbrief.checking import agree


def counts_agree(arrests_2022, official_2022):
    return agree(arrests_2022, official_2022)
