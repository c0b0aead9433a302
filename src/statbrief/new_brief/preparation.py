"""The function of `analysis/prepare.py` that makes a file readable which cannot be read as it is."""

from __future__ import annotations

from string import Template

from statbrief.new_brief.columns import Column
from statbrief.new_brief.table import PANEL, SERIES, Table
from statbrief.new_brief.wide import step
from statbrief.table_schema.periods import QUARTER

HEAD = '"""The data of this brief, made of the files that they came in by `statbrief prepare`."""\n'
_FUNCTION = '''def $name($parameter):
    """$said"""
    table = pd.read_csv($parameter, sep=$delimiter, encoding=$encoding, dtype=str, keep_default_na=False)
    table.columns = [" ".join(each.split()) for each in table.columns]
    table = table.apply(lambda column: column.str.strip())
$steps    return table[$columns]
'''
PLAIN = '''def _plain(text):
    """A number written out, without a power of ten and in as many digits as are read; what is none as it stands."""
    try:
        number = DIGITS.create_decimal(text)
    except ArithmeticError:
        return text
    return f"{number:f}" if number == Decimal(text) else f"{number.normalize():f}"
'''


def is_prepared(table: Table) -> bool:
    """Whether a table cannot be read as it is: head, numbers or times are written otherwise, or rows not in order."""
    is_dated = table.shape in {SERIES, PANEL}
    return any(
        (
            any(not each.name for each in table.columns),
            any(" ".join(head.split()) != head for head in table.text.header),
            bool(table.joined or table.text.wide or table.renamed),
            table.text.has_blank_rows,
            any(each.numbers is not None and each.numbers.is_loose for each in table.columns),
            is_dated and (not table.is_sorted or (table.time is not None and _is_undeclared(table.time))),
            table.text.encoding.startswith("utf-16"),
        )
    )


def _is_undeclared(column: Column) -> bool:
    return column.times is not None and column.times.declared is None


def preparation(table: Table, parameter: str, said: str) -> tuple[str, set[str]]:
    """The function, and which names it needs."""
    needs = {"pd"}
    steps = '    table = table[(table != "").any(axis=1)]\n' if table.text.has_blank_rows else ""
    steps += step(table.text) if table.text.wide else ""
    if table.renamed and not table.joined:
        steps += f"    table = table.rename(columns={dict([table.renamed])!r})\n"
    time = table.time
    if table.joined and time is not None and time.times is not None:
        year, part = table.joined
        sign = '"-Q"' if time.times.frequency == QUARTER else '"-"'
        width = 1 if time.times.frequency == QUARTER else 2
        steps += f'    year, part = (table[each].str.partition(".")[0] for each in ({year.name!r}, {part.name!r}))\n'
        steps += f"    table[{time.name!r}] = year + {sign} + part.str.zfill({width})\n"
    elif time is not None and _is_undeclared(time):
        steps += _rewritten(time)
    for each in table.columns:
        if each.name and each.numbers is not None and each.numbers.is_loose:
            steps += f"    table[{each.name!r}] = table[{each.name!r}].map(_plain)\n"
            needs |= {"_plain", "DIGITS"}
    if table.shape in {SERIES, PANEL} and not table.is_sorted and time is not None:
        steps += _sorted(time)
    known = {
        "name": table.name,
        "parameter": parameter,
        "said": said,
        "delimiter": repr(table.text.delimiter),
        "encoding": repr("utf-8-sig" if table.text.encoding == "utf-8" else table.text.encoding),
        "steps": steps,
        "columns": repr([each.name for each in table.kept]),
    }
    return Template(_FUNCTION).substitute(known), needs


def _rewritten(time: Column) -> str:
    """What writes times as data have them: quarters by a pattern, months by pandas."""
    assert time.times is not None  # noqa: S101 -- as a time has
    column = f"table[{time.name!r}]"
    if time.times.frequency == QUARTER:
        return f'    {column} = {column}.str.extract(r"(\\d{{4}})")[0] + "-Q" + {_quarter(column)}\n'
    return f'    {column} = pd.to_datetime({column}, format="{time.times.written}").dt.strftime("%Y-%m")\n'


def _quarter(column: str) -> str:
    return f'{column}.str.extract(r"[QqTt](\\d)|(?:\\d{{4}}[- :]?[QqTt])(\\d)").bfill(axis=1)[0]'


def _sorted(time: Column) -> str:
    """What sorts the rows by time; texts that do not sort as times do are read for it."""
    assert time.times is not None  # noqa: S101 -- as a time has
    column = repr(time.name)
    written = (time.times.declared or {}).get("format")
    if written is None:
        return f'    table = table.sort_values({column}, kind="stable")\n'
    days = f'pd.to_datetime(table[{column}], format="{written}")'
    return f"    table = table.loc[{days}.sort_values(kind='stable').index]\n"
