"""What is told of one figure on a terminal: its forms as they read now, and where it comes from."""
