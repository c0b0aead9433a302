"""The embedded renderer: pandoc and Typst, both from packages, speaking the part of Quarto that briefs use."""
