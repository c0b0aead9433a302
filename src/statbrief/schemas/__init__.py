"""What editors are told of a brief's files."""
