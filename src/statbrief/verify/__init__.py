"""Whether a published copy holds: all that its record says found again, and held against what it shows and carries."""
