"""What compares half-years or fiscal years is from the one to the other, not from the first month to the last."""

from pathlib import Path

import pytest

from briefs import analysed
from dated_briefs import FISCAL, MONTHS, QUARTERS, monthly, of
from statbrief.errors import RefusedError
from statbrief.explain.origin import when as explained
from statbrief.languages.language import words_for
from statbrief.table_schema.spans import parse_span

H1, H1_LATER, H2, H2_LATER = (("01", "06", 2022), ("01", "06", 2023), ("07", "12", 2022), ("07", "12", 2023))


def mean(first: str, last: str, year: int, column: str = "arrests") -> str:
    """The code of a mean of months of a year."""
    return f'table.loc["{year}-{first}":"{year}-{last}", "{column}"].mean()'


def asked(returned: str) -> str:
    """The code of a figure."""
    return f'def asked(table) -> "arrest, difference":\n    return {returned}\n'


@pytest.mark.parametrize("rounded_to", ["exact", 1])
@pytest.mark.parametrize(
    ("now", "before", "english", "spanish"),
    [
        (H1_LATER, H1, "from the first half of 2022 to the first half of 2023",
         "del primer semestre de 2022 al primer semestre de 2023"),
        (H1_LATER, H2, "from the second half of 2022 to the first half of 2023",
         "del segundo semestre de 2022 al primer semestre de 2023"),
        (H2_LATER, H1_LATER, "from the first half of 2023 to the second half of 2023",
         "del primer semestre de 2023 al segundo semestre de 2023"),
    ],
    ids=["a year later", "the next", "of one year"],
)  # fmt: skip
def test_half_years_are_compared_as_such(
    tmp_path: Path,
    now: tuple[str, str, int],
    before: tuple[str, str, int],
    english: str,
    spanish: str,
    rounded_to: object,
) -> None:
    """In both languages, and its ends are the half-years."""
    code = asked(f"{mean(*now)} - {mean(*before)}")
    period = of(tmp_path, "month", monthly(), code, rounded_to).figures["asked"].period
    said = words_for("en").period(period)
    assert said["in_period"] == english
    assert said["period_first"] == "the " + english.split(" the ")[1].removesuffix(" to")
    assert words_for("es").period(period)["in_period"] == spanish


def test_quarters_make_half_years_that_are_compared(tmp_path: Path) -> None:
    """As months do; what takes other quarters of both is from quarter to quarter."""
    sums = [f'table.loc["{year}-Q1":"{year}-Q2", "arrests"].sum()' for year in (2023, 2022)]
    period = of(tmp_path, "quarter", QUARTERS, asked(" - ".join(sums))).figures["asked"].period
    assert words_for("en").period(period)["period_short"] == "H1 2022 – H1 2023"
    assert explained(period) == "2022-H1 to 2023-H1"
    otherwise = f'{sums[0]} - table.loc["2022-Q1", "arrests"]'
    said = words_for("en").period(of(tmp_path, "quarter", QUARTERS, asked(otherwise)).figures["asked"].period)
    assert said["in_period"] == "from the first quarter of 2022 to the second quarter of 2023"


def test_explain_says_a_half_year() -> None:
    """And of what it is all, which had no text."""
    assert explained("2023-01..2023-06") == "2023-H1, of 2023-01 to 2023-06"


def test_twelve_months_from_july_to_june_are_no_comparison(tmp_path: Path) -> None:
    """Their sum is from month to month."""
    code = asked('table.loc["2022-07":"2023-06", "arrests"].sum()')
    assert of(tmp_path, "month", monthly(), code).figures["asked"].period == "2022-07/2023-06"


def test_fiscal_years_are_compared_where_data_have_such_years(tmp_path: Path) -> None:
    """Else they are from October to September."""
    sums = [f'table.loc["{year - 1}-10":"{year}-09", "arrests"].sum()' for year in (2023, 2022)]
    code = asked(" - ".join(sums))
    assert of(tmp_path, "month", monthly(MONTHS), code).figures["asked"].period == "2021-10/2023-09"
    (tmp_path / "data/budgets.csv").write_text("year,budget\n2022,100\n2023,200\n", encoding="utf-8")
    period = of(tmp_path, "month", monthly(MONTHS), code, more=FISCAL).figures["asked"].period
    assert words_for("en").period(period)["in_period"] == "from fiscal year 2022 to fiscal year 2023"
    assert words_for("es").period(period)["in_period"] == "del año fiscal 2022 al año fiscal 2023"


def test_half_years_that_a_source_states_are_compared_as_such(tmp_path: Path) -> None:
    """A row of one says from which month to which; one of nine months beside it is no half-year."""
    rows = "".join(
        f"{name},Arrests,{value},arrest,exact,,{period},agency,page 1,\n"
        for name, value, period in (
            ("before", 100, "2022-01/2022-06"),
            ("now", 120, "2023-01/2023-06"),
            ("longer", 150, "2023-01/2023-09"),
        )
    )
    code = (
        'def rise(now, before) -> "arrest, difference":\n    """Rise"""\n    return now - before\n\n\n'
        'def other(longer, before) -> "arrest, difference":\n    """Other"""\n    return longer - before\n'
    )
    figures = analysed(tmp_path, figures=rows, derived=code).figures
    said = words_for("en").period(figures["rise"].period)["in_period"]
    assert said == "from the first half of 2022 to the first half of 2023"
    assert figures["other"].period == "2022-01/2023-09"


@pytest.mark.parametrize(
    "text",
    [
        "2023-01..2023-06/2022-01..2022-06",
        "2022-01..2022-06/2023-01..2023-05",
        "2022-01..2022-06/2023",
        "2022..2022-12/2023..2023-12",
        "2022-01..2022-06/2022-07..2022-12/2023-01..2023-06",
    ],
)
def test_what_is_no_comparison_of_half_years_is_refused(text: str) -> None:
    """A record that came from anywhere may say anything."""
    with pytest.raises(RefusedError, match="is not a period"):
        parse_span(text)
