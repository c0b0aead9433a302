"""Pictures."""

from matplotlib.figure import Figure


def both_mays(arrests_2019, arrests_2022):
    """Arrests in two Mays

    Two bars: {arrests_2019:about} and {arrests_2022:about}.
    """
    picture = Figure(figsize=(2, 1))
    picture.add_subplot().bar([0, 1], [arrests_2019.value, arrests_2022.value])
    return picture.add_subplot()
