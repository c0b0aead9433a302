"""Tables: functions of `analysis/tables.py`, of which every cell is a figure, a name or a period."""
