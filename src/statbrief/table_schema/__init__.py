"""Tables as text: CSV and what Table Schema says of its cells."""
