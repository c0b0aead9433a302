"""Figures and answers: reported and derived, how they are written, the functions that return them, the checks."""
