"""Figures: reported and derived, with their ranges, their forms and the checks between them."""
