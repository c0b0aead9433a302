"""Whether a published copy holds."""
