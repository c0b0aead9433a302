"""A brief's settings: `_quarto.yml`, the front matter, its editions."""
