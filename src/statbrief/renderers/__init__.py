"""What turns the prose into pages: Quarto, or the renderer that comes along."""
