"""What differs between two published records."""
