"""What a brief's functions are given where there is one edition for each area: the area."""

from statbrief.figures.area import Area

__all__ = ["Area"]
