"""What a page says of where its numbers come from: the rows of its table, and what pointing at a number shows.

Citations are made of a bibliography by rules of their own, so of what a row says of its figure's origin only the
numbers of a formula are held against the record; links in it are held as all links to figures are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from statbrief.arithmetic import formulas
from statbrief.arithmetic.bounds import AS_STATED
from statbrief.arithmetic.kinds import PERIODS
from statbrief.copies.copy import Copy
from statbrief.languages.origin_line import ENDS, has_ends, origin_line, ranges_in_words
from statbrief.languages.registry import vocabulary
from statbrief.record.figure_types import PublishedFigure
from statbrief.record.published import is_rounding_known, open_range
from statbrief.record.record_types import PublishedRecord
from statbrief.verify.answers import answers_of, wrong_row
from statbrief.verify.known import told_of
from statbrief.verify.number_signs import speech
from statbrief.verify.readable import Wrong, short
from statbrief.verify.tables import shows_row, table_of, tables_of, wrong_cells
from statbrief.verify.tables import wrong_row as wrong_row_of_table
from statbrief.verify.text import numbers

_WORDS = re.compile(r"\w+")
_DIGIT = re.compile(r"[0-9]")
_BEFORE_UNITS = " \u00a0\u202f°"
_WHOLE = re.compile(r"[0-9]+")
_THOUSANDS = re.compile(r"[0-9]+(?=k(?![a-z]))")
_PARTED = re.compile(r"[^\W_]+")
_CELLS = 4  # label, value, range, origin
_RANGES = ("range", "percent_range")


def misplaced(record: PublishedRecord, copy: Copy) -> Iterator[Wrong]:
    """Where a row is not what the record has of its figure, and where pointing at a number shows another row."""
    figures, answers, tables = record["figures"], answers_of(record), tables_of(record)
    known = {**dict.fromkeys(tables, "table"), **dict.fromkeys(answers, "answer"), **dict.fromkeys(figures, "figure")}
    said: dict[str, str] = {}
    has_columns = any(has_ends(cells) for name, cells in copy.rows if name in figures)
    for name, cells in copy.rows:
        if name not in known:
            yield f"figure {short(name)}", "has a row of origins, and the record does not know it", ""
            continue
        line = origin_line(cells, record["lang"], is_of_table="." in name)
        if said.setdefault(name, line) != line:
            yield f"{known[name]} {name}", "has two rows of origins", ""
        label, value, reach, origin = _in_four(cells)
        if table_of(record, name) and shows_row(record, name, cells):
            wrong = wrong_cells(record, name, cells)
        elif name in tables:
            wrong = wrong_row_of_table(tables[name], (label, value, reach), record["lang"])
        elif name in figures:
            ends = tuple(cells[ENDS]) if has_ends(cells) else ()
            wrong = _wrong_cells(record, name, (label, value, reach, origin), ends, has_columns=has_columns)
        else:
            wrong = wrong_row(answers[name], (label, value, reach), record["lang"])
        yield from ((f"{known[name]} {name}", found, wanted) for found, wanted in wrong)
    for name in dict.fromkeys(name for name, _ in copy.numbers if name in known and name not in said):
        leads = "a text leads" if name in answers else "a number leads"
        yield f"{known[name]} {name}", f"{leads} to its row of origins, and there is none", ""
    for name, shown in dict.fromkeys(copy.origins):
        if name in said and " ".join(shown.split()) != said[name]:
            yield f"{known[name]} {name}", f"pointing at it shows {short(shown)}", f"its row says {short(said[name])}"


def _in_four(cells: Sequence[str]) -> tuple[str, str, str, str]:
    """A row's label, value, range and origin; of a range in two columns, as in copies of today, both ends."""
    if len(cells) > _CELLS:
        return cells[0], cells[1], " ".join(filter(None, cells[ENDS])), cells[_CELLS]
    label, value, reach, origin = (*cells, *[""] * _CELLS)[:_CELLS]
    return label, value, reach, origin


def _wrong_cells(
    record: PublishedRecord, name: str, cells: tuple[str, str, str, str], ends: Sequence[str], *, has_columns: bool
) -> Iterator[tuple[str, str]]:
    """What is wrong with a row; `has_columns` is of a page on which some row has its ends in two columns."""
    figures = record["figures"]
    figure, texts = figures[name], _of_numbers(figures[name])
    label, value, reach, origin = cells
    if _WORDS.findall(label) != _WORDS.findall(figure["label"]):
        yield f"its row is called {short(label)}", f"the record has {short(figure['label'])}"
    if not any(_is_said(text, value, figure, record["lang"]) for text in texts):
        yield f"its row says {short(value)}", "none of its texts in the record says that"
    if ends:
        yield from _wrong_ends(figure, ends, origin, record["lang"])
    else:
        if has_columns and figure.get("missing") and _hides_ends(figure, reach, record["lang"]):
            yield f"its row has the range {short(reach)}", "its range has ends, and it would say them"
        yield from _wrong_range(figure, texts, (value, reach), record["lang"])
    if strange := _strange_number(figures, figure, origin):
        yield f"its row computes it with {short(strange)}", "its formula in the record does not"


def _wrong_range(
    figure: PublishedFigure, texts: Sequence[str], cells: tuple[str, str], lang: str
) -> Iterator[tuple[str, str]]:
    """What is wrong with a range in one text; `cells` are those of the value and the range.

    Of what is known alone, that has to be said, and where there are ends these too.
    """
    value, reach = cells
    is_told_in_words = figure["range"][0] == figure["range"][1] or figure.get("rounded_to") == AS_STATED
    if figure.get("missing"):
        known = speech(lang).words.phrases.table["known"]
        if reach == known or reach.removesuffix(f"; {known}") in {*texts} - {reach}:
            return
        wanted = f"rows behind it have no value, and it would say that: {known}"
        yield f"its row has the range {short(reach)}", wanted
    elif _says_bound(figure, value, reach, lang):
        return
    elif reach not in texts and (_DIGIT.search(reach) or not is_told_in_words):
        yield f"its row has the range {short(reach)}", "none of its texts in the record says that"


def _hides_ends(figure: PublishedFigure, reach: str, lang: str) -> bool:
    """Whether a row says alone that a range is of what is known, and the range is more than the value beside it.

    In copies of before the note stood alone also where there were ends; those have no columns for them.
    """
    words = speech(lang).words
    if reach != words.phrases.table["known"]:
        return False
    told = told_of(figure, words)
    numbers_of = {name: told.number_of(name) for name in _RANGES}
    found = [told.ends(name, known, "")[0] for name, known in numbers_of.items() if known is not None]
    return not (told.known.is_bounded and any(len(ends) == 1 for ends in found))


def _says_bound(figure: PublishedFigure, value: str, reach: str, lang: str) -> bool:
    """Whether a range is called a lower or an upper bound alone, and is one, that stands beside it as the value."""
    spoken = vocabulary(lang)
    open_end = {spoken.phrases.table["lower_bound"]: 1, spoken.phrases.table["upper_bound"]: 0} if spoken else {}
    if reach not in open_end or open_range(figure)[open_end[reach]] is not None:
        return False
    ranges = (numbers(text) for form, text in figure["texts"].items() if form in _RANGES)
    return any(numbers(value)[: len(each)] == each for each in ranges)  # a unit may have numbers too


def _wrong_ends(figure: PublishedFigure, ends: Sequence[str], origin: str, lang: str) -> Iterator[tuple[str, str]]:
    """What is wrong with a range in two columns, and with what its row has to say of it."""
    spoken = vocabulary(lang)
    if spoken is None:  # which is said elsewhere
        return
    low, high = ends
    ranges = {text for form, text in figure["texts"].items() if form in _RANGES}
    if ranges.isdisjoint(ranges_in_words(low, high, spoken.phrases)):
        yield f"its row has the range {short(low)}, {short(high)}", "none of its texts in the record says that"
    table, said = spoken.phrases.table, origin.rpartition("; ")[2]
    due = table["known"] if figure.get("missing") else "" if is_rounding_known(figure) else table["known_range"]
    if due and said != due:
        yield f"its row ends with {short(said)}", f"no more of its range is known, and it would say that: {due}"
    elif not due and said in {table["known"], table["known_range"]}:
        yield f"its row ends with {short(said)}", "the record knows all of its range"


def _of_numbers(figure: PublishedFigure) -> list[str]:
    """A figure's texts but for those of its period, whose numbers are none of its own."""
    return [text for form, text in figure["texts"].items() if form not in PERIODS]


def _is_said(text: str, value: str, figure: PublishedFigure, lang: str) -> bool:
    """Whether the cell is the text, or the text and a unit; that of degrees stands close, and one may have a number."""
    rest = value.removeprefix(text)
    is_unit = not rest or (rest[0] in _BEFORE_UNITS and (not _DIGIT.search(rest) or _is_its_unit(rest, figure, lang)))
    return bool(text) and value.startswith(text) and is_unit


def _is_its_unit(rest: str, figure: PublishedFigure, lang: str) -> bool:
    """Whether a unit with a number in it is the figure's: by its own name, or by that which its language has for it.

    A number in that is one of the name, or what this means: 100.000 of `per_100k`.
    """
    if _same_words(rest, figure["unit"]):
        return True
    named = rest.strip(_BEFORE_UNITS)
    if named not in {figure.get("unit_text"), figure.get("unit_one")} or not named[0].isalpha():
        return False
    own = {Decimal(each) for each in _WHOLE.findall(figure["unit"])}
    own |= {Decimal(each) * 1000 for each in _THOUSANDS.findall(figure["unit"])}
    if ratio := Decimal(figure.get("ratio") or 0):
        own.add(1 / ratio)
    return {each.value for each in speech(lang).numbers(named)} <= own


def _same_words(one: str, other: str) -> bool:
    """Whether two names of a unit are the same but for what parts their words, as `per 100k` and `per_100k` are."""
    words = _PARTED.findall(one)
    return words == _PARTED.findall(other) and not all(map(str.isdigit, words))


def _strange_number(figures: Mapping[str, PublishedFigure], figure: PublishedFigure, origin: str) -> str:
    """A number in the formula of a row that is neither in it nor in a text of its inputs."""
    if "stated" in figure or not figure["formula"]:
        return ""
    known = {number for each in figure["inputs"] if each in figures for text in _of_numbers(figures[each])
             for number in numbers(text)}  # fmt: skip
    known |= {
        number for each in figure["inputs"] if each in figures for number in _WHOLE.findall(figures[each]["unit"])
    }
    constants = [each["value"] for each in figure["constants"].values()]
    exact = {_digits(repr(each)) for each in (*constants, *_stated(figure["formula"]))}
    return next((each for each in numbers(origin) if each not in known and _digits(each) not in exact), "")


def _stated(formula: str) -> list[float]:
    """The numbers that a formula itself has."""
    try:
        return formulas.constants(formulas.parse(formula))
    except formulas.FormulaError:
        return []


def _digits(number: str) -> str:
    """A number's digits alone, however a language groups them, without zeros at either end."""
    return "".join(_DIGIT.findall(number.removesuffix(".0"))).strip("0")
