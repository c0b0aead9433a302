"""Where a figure, name or period comes from, as an outline: value and range, formula, what it is computed from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, Any

from statbrief.arithmetic import kinds
from statbrief.arithmetic.exactness import place_of
from statbrief.explain.drawn import chart_called, outline_of_chart
from statbrief.explain.forms import plain, unknown
from statbrief.languages.origin_line import range_told
from statbrief.prose.variables import look_up
from statbrief.record.cells import meant
from statbrief.record.record_types import AnalysisRecord
from statbrief.table_schema.spans import Span, parse_span

if TYPE_CHECKING:
    from statbrief.languages.language import Words  # which loads what writes numbers: a build needs it not

_FORMS = ("about", "value", "value_full", "name", "period")
"""Of which the first that is there is how a figure is told that the table of figures has not."""
_ROW = re.compile(r"\{#n-(\S+) \.origin\}")
_CELL_ENDS = re.compile(r"(?<!\\)\|")
_NAMED_ROWS = 4
"""Rows that are all named; of more, the first and the last."""
_INDENT = "  "
_VALUE = 1
_PARTS = 2
"""Dots in the name of a table's cell: table, row, column."""
_ROUNDINGS = {"": "rounding not known", "as stated": "rounding not known", "exact": "exact"}


def named(record: AnalysisRecord, name: str) -> str:
    """What is called so, a cell by its key where it is called by its rank, and without the form that is asked of it."""
    cell = meant(record.get("tables", {}), name)
    return cell.cell if cell and (not cell.form or kinds.is_form(cell.form)) else name


def origin(
    record: AnalysisRecord, variables: Mapping[str, Any], table: str, name: str, charts: str = ""
) -> Iterator[str]:
    """The outline of `name`, each line indented by how far down it stands; what stood there once is only named again.

    `table` is the generated table of figures, whose words these are for what it lists, `charts` the code that draws.
    Raises ProseError where nothing is called so.
    """
    known = _known(record)
    if cells := record.get("tables", {}).get(name):
        yield f"{name}: {cells['caption']}"
        yield f"{_INDENT}= {name}({', '.join(cells['inputs'])}) ({_place(cells)})"
        columns = f"columns {', '.join(cells['columns'])}"
        yield f"{_INDENT}{columns}; {len(cells['names']):,} rows: {', '.join(cells['names'][:_NAMED_ROWS])}" + (
            ", …" if len(cells["names"]) > _NAMED_ROWS else ""
        )
        return
    if empty := list(_empty(record, name) if name not in known else ()):
        yield from empty
        return
    told = _Told(record, variables, _rows_of(table), known, set())
    if chart := chart_called(record, name) if name not in known else "":
        yield from outline_of_chart(record, charts, chart)
        for each in record["charts"][chart]["inputs"]:
            yield from _outline(told, each, 1) if each in known else ()
        return
    if name not in known:
        raise unknown({**dict.fromkeys([*known, *record.get("charts", {})], ""), **variables}, name)
    yield from _outline(told, name, 0)


def _empty(record: AnalysisRecord, name: str) -> Iterator[str]:
    """The outline of a cell of a table that holds nothing, and why, where the data say so; nothing of what is none."""
    tables = record.get("tables", {})
    cell = meant(tables, name)
    if cell is None or cell.form or cell.cell.count(".") < _PARTS:
        return
    table, row, column = cell.cell.split(".")
    each = tables[table]
    if column not in each["columns"]:
        return
    levels = len(each["levels"])
    called = ", ".join(filter(None, each["rows"][each["names"].index(row)][:levels]))
    yield f"{cell.cell}: {each['head'][levels:][each['columns'].index(column)]}, {called}"
    why = each.get("withheld", {}).get(cell.cell)
    yield f"{_INDENT}no value" + (f": {why['text']}, {why['label']}" if why else "")
    if why:
        place, data = why["cell"], record["datasets"][why["cell"]["dataset"]]
        yield f"{_INDENT}as the cell {place['column']} of {place['row']} in {place['dataset']} ({data['file']})"
    yield f"{_INDENT}= {table}({', '.join(each['inputs'])}) ({_place(each)})"


def parts_of(record: AnalysisRecord, name: str) -> Iterator[tuple[str, str]]:
    """Where else of the analysis a figure is used: the kind of thing (figure, check, chart, table) and which."""
    for other, each in _known(record).items():
        if other != name and name in each.get("inputs", ()):
            yield "figure", f"{other} ({_place(each)})"
    for key, check in record.get("checks", {}).items():
        if name in check["figures"]:
            yield "check", f"{key} ({check['file']}:{check['line']}): {check['title']}"
    for key, chart in record.get("charts", {}).items():
        if name in chart["inputs"]:
            yield "chart", f"{key}: {chart['caption']}"
    for key, table in record.get("tables", {}).items():
        if name in table["inputs"] or name.startswith(f"{key}."):
            yield "table", f"{key} ({table['file']}:{table['line']}): {table['caption']}"


@dataclass(frozen=True)
class _Told:
    """What an outline is made of, and what it has told."""

    record: AnalysisRecord
    variables: Mapping[str, Any]
    rows: Mapping[str, Sequence[str]]
    known: Mapping[str, Any]
    done: set[str]

    def text(self, name: str) -> str:
        """How it reads now."""
        if name in self.rows:
            return self.rows[name][_VALUE]
        forms = (look_up(self.variables, f"{name}.{form}") for form in _FORMS)
        if said := next((form for form in forms if isinstance(form, str)), ""):
            return plain(said)
        shown = self.known[name].get("shown", {})
        return next((shown[form] for form in _FORMS if form in shown), f"{self.known[name]['value']:,g}")

    def value(self, name: str) -> str:
        """How it reads now, with its unit and its range."""
        if name in self.rows:
            _, value, low, high, _ = self.rows[name]
            reach = range_told(value, low, high, self.record["lang"]) if high else low
            return f"{value} ({reach})" if reach else value
        from statbrief.languages.language import words_for

        each, value = self.known[name], self.text(name)
        words, unit = words_for(self.record["lang"]), each.get("unit", "1")
        if isinstance(said := look_up(self.variables, f"{name}.range"), str):
            return value if plain(said) in value else f"{value} ({plain(said)})"
        ends = _shortened(*each["range"]) if "range" in each else ()
        low, high = (_end(end, unit, words) for end in ends) if ends else ("", "")
        reach = range_told(value, low, high, self.record["lang"]) if low else ""
        told = f"{value} ({reach})" if reach else value
        is_said = unit in {"1", "percent"} or words.money_of(unit) is not None
        return told if is_said else " ".join(filter(None, (told, each.get("unit_text", ""))))


def _shortened(low: float | None, high: float | None) -> tuple[Decimal | None, Decimal | None]:
    """The ends of a range, and where they have more digits than tell how wide it is, outwards to three of these.

    >>> [f"{end}" for end in _shortened(42.0814479638009, 43.37899543379)], _shortened(None, 0.25)
    (['42.08', '43.38'], (None, Decimal('0.25')))
    """
    ends = [None if end is None else Decimal(f"{end:.15g}") for end in (low, high)]
    known = [end for end in ends if end is not None]
    width = (max(known) - min(known) or max(map(abs, known))) if known else Decimal(1)
    place = Decimal(1).scaleb(width.adjusted() - 2) if width else Decimal(1)
    least, most = (
        end if end is None or place_of(end) >= place else end.quantize(place, way)
        for end, way in zip(ends, (ROUND_FLOOR, ROUND_CEILING), strict=True)
    )
    return least, most


def _end(end: Decimal | None, unit: str, words: Words) -> str:
    """An end of a range, with a unit that belongs to the number, as its value has it: per cent or money."""
    if end is None:
        return words.phrases.table["open"]
    number, place, money = end, place_of(end), words.money_of(unit)
    if unit == "percent":
        return words.percent(number / 100, place / 100)
    if money is None:
        return words.digits(number, place)
    currency, zeros = money
    return (
        words.money_in_words(number, place, *money) if zeros else words.money(number, place, currency, in_digits=True)
    )


def _rows_of(table: str) -> dict[str, list[str]]:
    """The rows of the generated table of figures, as a reader reads them, by their figures."""
    found = ((_ROW.search(line), line) for line in table.splitlines())
    return {
        row[1]: [plain(cell.strip()) for cell in _CELL_ENDS.split(line.strip().strip("|"))]
        for row, line in found
        if row
    }


def _known(record: AnalysisRecord) -> dict[str, Any]:
    """All that has an origin: figures, names and periods."""
    return {**record.get("figures", {}), **record.get("answers", {})}


def _outline(told: _Told, name: str, depth: int) -> Iterator[str]:
    each, indent = told.known[name], _INDENT * depth
    if name in told.done:
        yield f"{indent}{name}: {told.text(name)}, as above"
        return
    told.done.add(name)
    yield f"{indent}{name}: {each['label']}"
    inner = f"{indent}{_INDENT}"
    yield f"{inner}{_value(told, name)}"
    if "stated" in each:
        yield f"{inner}{_stated(each)}"
        for other in each["agrees"]:
            yield f"{inner}agrees with {other}: {told.text(other)}"
        return
    yield f"{inner}{_computed(told, name)}"
    for dataset in (*each["rows"], *(key for key in each.get("many", {}) if key not in each["rows"])):
        yield f"{inner}{_rows(told.record, each, dataset)}"
    for source in each["inputs"]:
        if source in told.known:
            yield from _outline(told, source, depth + 1)


def _value(told: _Told, name: str) -> str:
    each = told.known[name]
    return "; ".join(filter(None, [told.value(name), each["kind"], when(each["period"])]))


def when(period: str) -> str:
    """A period, or from which to which, and whether it is all of a longer one; nothing where there is none.

    >>> when("2022-05"), when("2019-05/2022-05"), when("2021-10/FY2022")
    ('2022-05', '2019-05 to 2022-05', '2021-10/FY2022')
    >>> when("2024..2024-Q4")
    '2024, of 2024-Q1 to 2024-Q4'
    """
    if not period:
        return ""
    span = parse_span(period)
    return ", of ".join(map(_ends, filter(None, (span.whole, span))))


def _ends(span: Span) -> str:
    return span.first.text if span.is_single else f"{span.first.text} to {span.last.text}"


def _stated(each: Mapping[str, Any]) -> str:
    known = each["rounded_to"]
    rounded = _ROUNDINGS.get(known) or f"rounded to {known}"
    said = [f"stated as {each['stated']}", rounded, *each["sources"], each["locator"]]
    return f"{', '.join(filter(None, said))} ({_place(each)})"


def _computed(told: _Told, name: str) -> str:
    """The formula with its values, or the cell or function where there is none."""
    each = told.known[name]
    place = _place(each)
    if each.get("formula"):
        filled = f" = {told.rows[name][-1]}" if name in told.rows else ""
        return f"= {each['formula']}{filled} ({place})"
    if cell := each.get("cell"):
        return f"= the cell {cell['column']} of {cell['row']} in {cell['dataset']} ({place})"
    return f"= {each['function']}({', '.join(each['inputs'])}) ({place})"


def _rows(record: AnalysisRecord, each: Mapping[str, Any], dataset: str) -> str:
    """Which rows of a dataset it is computed from."""
    file = record.get("datasets", {}).get(dataset)
    where = f"{dataset} ({file['file']}, {file['source']})" if file else dataset
    if many := each.get("many", {}).get(dataset):
        told = [*(f"{column} = {text}" for column, text in many["where"].items()), f"{many['count']:,} rows"]
        return f"from {where}: {', '.join(told)}"
    rows = each["rows"][dataset]
    if len(rows) > _NAMED_ROWS:
        return f"from {where}: {len(rows):,} rows, the first {rows[0]}, the last {rows[-1]}"
    return f"from {where}: {', '.join(rows)}"


def _place(each: Mapping[str, Any]) -> str:
    return f"{each['file']}:{each['line']}"
