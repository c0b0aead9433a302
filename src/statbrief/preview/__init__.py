"""A brief on the screen while it is written: each save is made and shown, and nothing of it is published."""
