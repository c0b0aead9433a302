"""What the checks of a brief compare with: whether figures agree, whether parts add up, or an outcome of their own."""

from statbrief.figures.checks import Outcome, add_up, agree

__all__ = ["Outcome", "add_up", "agree"]
