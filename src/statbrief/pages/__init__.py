"""The second step of a build: from the prose to sealed pages."""
