"""The part of a file that an edition has: its rows as they stand there, and the lines that they stand in."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from statbrief.each.tables import Table, cut_labels
from statbrief.table_schema.csv_table import parse_table
from statbrief.table_schema.dialects import Dialect

COLUMNS = ("code", "text", "number")
CELLS = st.text(alphabet='ab;," \n\r#é', max_size=6).map(str.strip)
ROWS = st.lists(st.tuples(st.sampled_from(["01", "02", "ü"]), CELLS, st.integers(0, 99).map(str)), max_size=12)


def read(text: str, delimiter: str) -> list[list[str]]:
    """The cells as Python's own reader has them."""
    return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]


@given(rows=ROWS, delimiter=st.sampled_from([",", ";"]), end=st.sampled_from(["\n", "\r\n"]), is_ended=st.booleans())
def test_the_rows_of_an_area_are_those_of_the_whole_file(
    *, rows: list[tuple[str, str, str]], delimiter: str, end: str, is_ended: bool
) -> None:
    """Whatever stands in them, and however the file is written; each line is the one that it is said to be."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows([COLUMNS, *rows])
    whole = out.getvalue() if is_ended else out.getvalue().removesuffix(end)
    dialect = Dialect(delimiter=delimiter, encoding="cp1252")
    parsed, faults = parse_table(whole, COLUMNS, "data/a.csv", dialect=dialect)
    assert not faults
    table = Table(path="data/a.csv", text=whole, rows=tuple(parsed), dialect=dialect)
    own = [row for row in parsed if row.cells["code"] == "01"]
    cut = table.cut(own)
    text = cut.content.decode("cp1252")
    assert read(text, delimiter) == [[*COLUMNS], *(row for row in read(whole, delimiter)[1:] if row[0] == "01")]
    lines, of_whole = ([*io.StringIO(each, newline="")] for each in (text, whole))
    assert len(lines) == len(cut.lines)
    assert [each.rstrip("\r\n") for each in lines] == [of_whole[line - 1].rstrip("\r\n") for line in cut.lines]


def test_comments_before_the_rows_stay_and_those_among_them_go() -> None:
    """What is said of the file is for all; what stands among rows may be of another area's."""
    text = "# of 2022\ncode,text,number\n# of two\n01,a,1\n# of the next\n02,b,2\n"
    dialect = Dialect(comment="#")
    rows, _ = parse_table(text, COLUMNS, "data/a.csv", dialect=dialect)
    cut = Table(path="data/a.csv", text=text, rows=tuple(rows), dialect=dialect).cut(rows[1:])
    assert (cut.content, cut.lines) == (b"# of 2022\ncode,text,number\n# of two\n02,b,2\n", (1, 2, 3, 6))


def test_a_row_that_another_area_adds_changes_no_other_part() -> None:
    """Be it after a last line that has no end."""
    parts = []
    for text in ("code,text,number\n01,a,1", "code,text,number\n01,a,1\n02,b,2\n"):
        rows, _ = parse_table(text, COLUMNS, "data/a.csv")
        parts.append(Table(path="data/a.csv", text=text, rows=tuple(rows)).cut(rows[:1]).content)
    assert parts[0] == parts[1] == b"code,text,number\n01,a,1\n"


def test_labels_of_names_that_are_not_there_go() -> None:
    """All others stay: those of figures, and of what else is called so."""
    text = "kind,id,text\nname,North,Norte\nfigure,North,El norte\nname,West,Oeste\n"
    cut = cut_labels(text, "data/labels.es.csv", {"North"})
    assert (cut.content.decode(), cut.lines) == (
        "kind,id,text\nfigure,North,El norte\nname,West,Oeste\n",
        (1, 3, 4),
    )
