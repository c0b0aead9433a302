"""How each language writes numbers, dates, units and the words around them."""
