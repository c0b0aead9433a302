"""A number in a spreadsheet is shown as the brief writes it, as far as formats can say it."""

import pytest

from statbrief.companions.number_format import NumberFormat, excel_format, format_of, format_of_end


@pytest.mark.parametrize(
    ("value", "text", "shown"),
    [
        (70_000.0, "about 70,000", "#,##0"),
        (70_000 / 18_000, "about 3.9", "#,##0.0"),
        (0.455, "45.5%", "#,##0.0%"),
        (0.455, "45,5\u00a0%", "#,##0.0%"),
        (1.93188536910265, "1.93%", '#,##0.00"%"'),
        (1234.5, "$1,234.50", '"$"#,##0.00'),
        (-1234.5, "−$1,234.50", '"$"#,##0.00'),
        (1234.5, "1.234,50\u00a0€", '#,##0.00"\u00a0€"'),
        (57.0, "+57", "+#,##0;-#,##0;#,##0"),
        (-57.0, "−57", "#,##0"),
        (640.0, "r 640", "#,##0"),
        (3566.0, "3566", "0"),
        (1_234_567.0, "1 234 567", "#,##0"),
        (70_000 / 31, "about 2,300 arrests a day", "#,##0"),
        (18_000 / 31, "about 580", "#,##0"),
        (30e9, "more than $30 billion", "#,##0"),
        (9.96, "10.0", "#,##0.0"),
        (0.005, "0.005", "#,##0.000"),
        (1 / 3, "about a third", "General"),
        (1e21, "very much", "General"),
        (12.0, "", "#,##0"),
    ],
)
def test_digits_groups_signs_and_symbols_are_the_texts(value: float, text: str, shown: str) -> None:
    """Words are left out; a text that says another number shows nothing of how this one is written."""
    assert excel_format(format_of(value, text)) == shown


@pytest.mark.parametrize(
    ("value", "shown", "text", "places"),
    [
        (564.516, NumberFormat(0), "564 to 597", 0),
        (596.774, NumberFormat(0), "564 to 597", 0),
        (19_891.5, NumberFormat(0), "", 1),
        (19_892.0, NumberFormat(0), "", 0),
        (0.455, NumberFormat(0, is_percent=True), "", 1),
        (0.45, NumberFormat(0, is_percent=True), "", 0),
        (65_000.0, NumberFormat(0), "65,000 to 75,000", 0),
    ],
)
def test_an_end_of_a_range_may_need_a_decimal_more(value: float, shown: NumberFormat, text: str, places: int) -> None:
    """As its text has it, whichever way it was rounded; else as the number has, and one more where that hides it."""
    assert format_of_end(value, shown, text).places == places
