"""Tables that cannot be shown: each is refused at its function, with what was found and what is wanted."""

from pathlib import Path

import pytest

from tabled_briefs import IMPORTS, faults_of, returning

HEADS = "write it beneath the caption: {}: …"
WRONG = {
    "a Series": ("return here['arrests']", "", "it: returns a Series; return a DataFrame, as of .to_frame()"),
    "nothing": ("return None", "", "it: returns None; return a DataFrame"),
    "a number": ("return 3", "", "it: returns a int; return a DataFrame"),
    "two columns of one name": (
        "return pd.concat([here, here], axis=1)",
        "",
        "it: has two columns that are called arrests; rename one",
    ),
    "two rows of one key": (
        "return pd.concat([here, here])",
        "",
        "it: has two rows that are called Mexico; keep one",
    ),
    "rows that are counted": (
        "return here.reset_index(drop=True)",
        "",
        (
            "it: has a row that is called 0; its index is what tells its rows apart: names or periods, as of "
            ".set_index(…)"
        ),
    ),
    "no rows": ("return here.iloc[:0]", "", "it: returns a table without rows; return one row and column at least"),
    "no columns": (
        "return here[[]]",
        "",
        "it: returns a table without columns; return one row and column at least",
    ),
    "a column that is no name": (
        "return here.assign(**{'a b': here['arrests']})",
        "",
        "it: has a column that is called 'a b'; call it by a name as variables have, such as share_of_all",
    ),
    "a cell of another dimension": (
        "return here.assign(change=[*here['arrests'].iloc[:2], 1.0])",
        "",
        "it: its column change holds arrest and a number; a column has one dimension: make two of it",
    ),
    "numbers beside names": (
        "return here.assign(change=['Mexico', 'Mexico', 1.0])",
        "",
        "it: its column change holds a number beside names; a column has numbers, or names, or periods",
    ),
    "truths": (
        "return here.assign(change=True)",
        "",
        "it: its column change holds truths; return numbers, names or periods",
    ),
    "complex numbers": (
        "return here.assign(change=1j)",
        "",
        "it: its column change holds complex numbers; return numbers, names or periods",
    ),
    "objects": (
        "return here.assign(change=[object(), None, None])",
        "",
        "it: its column change holds object; a column has numbers, or names, or periods",
    ),
    "a rank by no column": (
        "return ranked(here, 'arests')",
        "",
        "it: raises ValueError: the table has no column 'arests'; did you mean arrests?",
    ),
    "less than one row": (
        "return top(here, 'arrests', 0)",
        "",
        "it: raises ValueError: n is 0; ranks are counted from 1",
    ),
    "a column without a head": (
        "return here.assign(chnge=here['arrests'])",
        "",
        "it: its docstring has no head for the column chnge; did you mean change?",
    ),
    "a column whose name heads cannot have": (
        "return here.assign(**{'Año': here['arrests']})",
        "",
        (
            "it: its docstring has no head for the column Año; heads are of names in small letters a to z, digits "
            "and _: .rename(columns={'Año': 'anio'}), and write anio: … beneath the caption"
        ),
    ),
    "rows whose name heads cannot have": (
        "return here.rename_axis('Land')",
        "",
        (
            "it: its docstring has no head for the column Land; heads are of names in small letters a to z, digits "
            "and _: .rename_axis('land'), and write land: … beneath the caption"
        ),
    ),
    "a unit of another dimension": (
        "return here",
        "arrests: day",
        "it.mexico.arrests: returns arrest and declares 'day'; correct the formula or the annotation",
    ),
    "what is no unit": (
        "return here",
        "arrests: arest",
        "it.mexico.arrests: 'arest' is not a unit; did you mean arrest?",
    ),
    "what is no kind": (
        "return here",
        "arrests: arrest, levle",
        "it.mexico.arrests: 'arrest, levle' is not a unit; did you mean level?",
    ),
    "more digits than any source has": (
        "return here",
        "arrests: arrest, to_99",
        (
            "it: declares 'arrests' with the digits 'to_99'; write 1 to 15 significant digits, to_0 to to_15 decimals, "
            "or full"
        ),
    ),
    "something declared of no column": (
        "return here",
        "arrest: arrest",
        "it: declares 'arrest', which is no column of it; did you mean arrests?",
    ),
    "a column that is declared alone": (
        "return here",
        "arrests",
        (
            "it: declares 'arrests', which says of no column what it is; write -> \"column: unit, kind; other: unit, "
            'kind"'
        ),
    ),
    "a column that is declared twice": (
        "return here",
        "arrests: arrest; arrests: level",
        "it: declares 'arrests' twice; keep one",
    ),
    "a row that stands nowhere": (
        "return here.rename(index={'Mexico': 'Mexiko'})",
        "",
        (
            "it: has a row that is called 'Mexiko', which stands in none of its datasets; return the text of a cell or "
            "of a key, or write mexiko: … in its docstring"
        ),
    ),
    "a row that prose has another thing by": (
        "return here.rename(index={'Mexico': 'rank'})",
        "",
        (
            "it: has a row that is called 'rank', which prose has as rank; call it by letters or digits, and not rank "
            "or plain"
        ),
    ),
    "two keys with one name": (
        "return here.rename(index={'Mexico': 'EL-SALVADOR'})",
        "",
        (
            "it: has two rows that prose would call el_salvador: 'EL-SALVADOR' and 'El Salvador'; rename one of them "
            "in the data"
        ),
    ),
    "a row that leaves": (
        "return here.loc[here['arrests'].pint.magnitude >= 46999]",
        "",
        (
            "it: has no longer the row Mexico where table[2024-01 Mexico, arrests] = 46500, which the rounding allows; "
            "choose and order rows by statbrief.tables, as in top(table, by='…', n=…), which keeps them"
        ),
    ),
    "a number that somebody typed": (
        "return here.assign(change=3)",
        "",
        (
            "it: its cell Mexico, change rests on none of its inputs; put the number into data/, with who says so, and "
            "take it from there"
        ),
    ),
    "chance": (
        "import random\nreturn here.assign(change=random.random())",
        "",
        (
            "it: gives another table for the same inputs; compute it from the inputs alone, without chance and without "
            "what is kept between calls"
        ),
    ),
    "a word that rounding decides": (
        (
            "far = here['arrests'].pint.magnitude > 47200\nreturn here.assign(change=['Mexico' if each else "
            "'El Salvador' for each in far])"
        ),
        "",
        (
            "it: its cell Mexico, change is 'El Salvador', and 'Mexico' as far as rounding tells; declare -> \"as "
            'stated", and say so'
        ),
    ),
    "no limit": ("return here / 0", "", "it.mexico.arrests: is inf; return a number"),
}


@pytest.mark.parametrize(("body", "annotation", "wanted"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_table_is_refused(tmp_path: Path, body: str, annotation: str, wanted: str) -> None:
    """In one line for each thing that is wrong with it."""
    assert wanted in faults_of(tmp_path, returning(body, annotation))


def test_a_column_may_not_be_called_as_rows_are(tmp_path: Path) -> None:
    """What prose says of a row that has one key would be two things."""
    words = "\n    country: Country\n    name: Name\n    arrests: Arrests"
    told = faults_of(tmp_path, returning("return here.assign(name=here['arrests'])", words=words))
    assert told == ["it: has a column that is called name, which is what prose says of its rows; rename it"]


def test_a_table_has_a_caption_and_a_name_of_its_own(tmp_path: Path) -> None:
    """Which no figure, dataset or chart has, as prose asks for all of them alike."""
    without = f"{IMPORTS}def it(table):\n    return table\n"
    assert faults_of(tmp_path / "one", without) == ["it: has no docstring; its first paragraph is the table's caption"]
    words = returning("return here").replace('"""A table\n', '"""').replace("\n    country", "    country", 1)
    assert faults_of(tmp_path / "three", words) == [
        (
            "it: its docstring begins with the head of country, and has no caption; write the caption first, and an "
            "empty line beneath it"
        )
    ]
    assert "table: is also the name of a dataset; rename one of them" in faults_of(
        tmp_path / "two", returning("return here", name="table")
    )


def test_a_table_takes_what_there_is(tmp_path: Path) -> None:
    """A parameter that names nothing is told with near misses."""
    told = faults_of(tmp_path, returning("return here").replace("(table)", "(tabel)", 1))
    assert told == ["it: 'tabel' names no figure or dataset; did you mean table?"]


def test_missing_numbers_are_said_something_of(tmp_path: Path) -> None:
    """A cell that would be another if they were known is refused as a figure is; one that holds none is empty."""
    from named_briefs import COUNTS

    gap = COUNTS.replace("2023-12,El Salvador,9000", "2023-12,El Salvador,")
    body = "return here.assign(share=here['arrests'] / table.loc[latest(table) - 1, 'arrests'].sum())"
    told = faults_of(tmp_path, returning(body), counts=gap)
    assert told[0] == (
        "it.mexico.share: rests on table[2023-12 El Salvador, arrests], which is missing; say what becomes of it, as "
        "in .sum(skipna=True) or .dropna(), or take the row out"
    )


def test_a_head_that_cannot_be_is_told_before_those_beneath_it(tmp_path: Path) -> None:
    """They are written, and would be heads but for it."""
    body = "return here.assign(**{'Año': here['arrests'], 'more': here['arrests']})"
    [fault] = faults_of(tmp_path, returning(body, words="\n    Año: Año\n    country: Country\n    arrests: Arrests"))
    assert fault.startswith("it: its docstring has no head for the column Año; heads are of names in small letters")
