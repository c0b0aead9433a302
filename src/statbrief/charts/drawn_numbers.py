"""Numbers in a chart's texts: each must be one that the chart was given, or that the brief's words wrote.

What is read is the picture, not the code: titles, labels, legends and annotations as they were drawn. A number there
may come from a figure's form, from a dataset's cells and titles, from `words`, or be marked as meant, as in prose:
`[42]{.literal}`. Ticks along an axis are read off it and claim nothing, unless their labels say another number. What
stands in a text of the code, with words around it, is typed by hand even if a figure reads the same today.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from statbrief.arithmetic.kinds import PERIODS, ROUNDING
from statbrief.charts.drawing_context import OWN_FORMULA, Lettering, unmarked
from statbrief.charts.given import GivenTable, Input
from statbrief.data.units import unit_name
from statbrief.figures.answer import Answer
from statbrief.figures.figure import Figure
from statbrief.files.plain_text import read_plain_text
from statbrief.languages.language import Words
from statbrief.languages.lookalikes import Lookalikes
from statbrief.languages.quantities import amount, find_quantities, nouns_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Picture
    from matplotlib.ticker import Formatter

_FIELD = re.compile(r"\{[^{}]*\}|%[-+#0-9.]*[a-zA-Z]")  # what formatting fills in
_LETTER = re.compile(r"[^\W\d_]")
_SIGN = re.compile(r"^[-−+±]\s?")
_DIGITS = re.compile(r"\d[\d.,]*")
_DECIMALS = re.compile(r"\d[.,](\d{1,2}|\d{4,})(?!\d)")  # three digits may be thousands
_AROUND = 30  # characters that a message quotes on each side
_SCALES = tuple(Fraction(10) ** each for each in (0, 2, -2, 3, -3, 6, -6, 9, -9, 12, -12))


@dataclass(frozen=True)
class Constant:
    """A text of the code: the words between what formatting fills in, and where they stand."""

    text: str
    file: str
    line: int


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A number of a chart's text that nothing wrote: its text, what stands around it, and where it was typed."""

    number: str
    around: str
    constant: Constant | None = None


@dataclass(frozen=True, kw_only=True)
class Writable:
    """What a chart may write: its inputs' `labels` and `periods` as they are, the numbers in `texts`, and `values`."""

    lang: str
    labels: Sequence[str] = ()
    periods: Sequence[str] = ()
    texts: Sequence[str] = ()
    values: Sequence[float] = ()
    nouns: frozenset[str] = frozenset()

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Every number in the texts, as it is compared."""
        texts = [*self.texts, *self.labels]
        return frozenset[str]().union(*(_numbers_in(each, self.lang, self.nouns) for each in texts))

    @cached_property
    def amounts(self) -> frozenset[tuple[str, Fraction]]:
        """The same as amounts."""
        return frozenset(filter(None, (amount(each, self.lang) for each in self.numbers)))

    @cached_property
    def exact(self) -> tuple[Fraction, ...]:
        """The values, in the scales that people write them in."""
        values = [Fraction(each).limit_denominator(10**12) for each in self.values if abs(each) < float("inf")]
        return tuple({abs(value * scale) for value in values for scale in _SCALES})

    def writes(self, number: str) -> bool:
        """Whether the number is one that the chart was given: the same text, amount, or value to its last digit."""
        plain = spelled(number)
        if plain in self.numbers:
            return True
        digits = _DIGITS.search(plain)
        found = amount(plain, self.lang) or (amount(digits[0], self.lang) if digits else None)  # 70k, $30bn
        if found is None:
            return False
        half = Fraction(1, 2 * 10 ** _places(plain))
        return found in self.amounts or any(abs(each - found[1]) <= half for each in self.exact)


def writable(inputs: Sequence[Input], said: Sequence[str], meant: Sequence[str], words: Words) -> Writable:
    """What a chart of these inputs may write, beside what `words` said to it and what it marked as meant."""
    labels, texts, periods, values, units = list(meant), list(said), list[str](), [], set()
    for each in inputs:
        if isinstance(each, Answer):
            labels += [each.label, each.stated_label, each.period, *each.texts, *each.called]
            periods += [each.forms[name] for name in PERIODS if name in each.forms]
            continue
        if isinstance(each, Figure):
            labels += [each.label, each.stated_label, each.period]
            periods += [each.forms[name] for name in PERIODS if name in each.forms]
            texts += [text for name, text in each.forms.items() if name not in {ROUNDING, *PERIODS}]
            values += [each.value, each.range.low, each.range.high]
            units.add(each.unit)
            continue
        if isinstance(each, GivenTable):
            labels += [each.title, *each.columns, *each.head, *map(str, each.places)]
            texts += [text for row in each.rows for text in row]
            values += [number for cell in each.figures for number in (cell.value, cell.range.low, cell.range.high)]
            units |= {cell.unit for cell in each.figures}
            continue
        labels += [each.description.title, *each.columns, *map(each.row_name, range(len(each.rows)))]
        for column in each.columns.values():
            cells = [row[column.name] for row in each.rows if row[column.name]]
            if column.unit is None:
                labels += [*cells, *(map(str, each.periods(column.name)) if column.period else ())]  # 2022Q1 to pandas
            else:
                values += map(float, cells)
                units.add(unit_name(column.unit))
    nouns = nouns_of(units | {words.labels.text("unit", each, "") for each in units})
    return Writable(lang=words.lang, labels=labels, texts=texts, periods=periods, values=values, nouns=nouns)


def texts_of(folder: Path, reads: Iterable[str]) -> Iterator[str]:
    """What stands in the files that a chart read, as far as it is text, and how many are in a folder that it listed.

    Their numbers are given to it too.
    """
    for name in reads:
        with suppress(OSError, UnicodeDecodeError):
            path = folder / name
            yield str(len(list(path.iterdir()))) if name.endswith("/") else path.read_text(encoding="utf-8")


def constants(folder: Path, names: Iterable[str]) -> list[Constant]:
    """The texts in the code of these files that are not docstrings."""
    return [each for name in names for each in _constants(read_plain_text(folder / name, name), name)]


@lru_cache(maxsize=8)  # editions have the same
def _constants(source: str, name: str) -> Sequence[Constant]:
    return tuple(each for text, line, _ in texts_in(source) for each in constants_in(text, name, line))


def texts_in(source: str) -> Iterator[tuple[str, int, bool]]:
    """The texts in code that are no docstrings, each with its line and whether it is a part of an f-string.

    None of what is no Python: who loads it says what is wrong.
    """
    try:
        nodes = [*ast.walk(ast.parse(source))]
    except (SyntaxError, ValueError, RecursionError):
        return
    docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    parts = {id(each) for node in nodes if isinstance(node, ast.JoinedStr) for each in node.values}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value, node.lineno, id(node) in parts


def constants_in(text: str, file: str, line: int) -> Iterator[Constant]:
    """The words of a text between what formatting fills in."""
    for words in _FIELD.split(unmarked(text)):
        if words.strip():
            yield Constant(" ".join(words.split()), file, line)


def typed_numbers(
    picture: Picture, texts: Iterable[Lettering], given: Writable, code: Sequence[Constant]
) -> Iterator[Typed]:
    """The numbers in a picture's texts that no figure, dataset or word wrote and nobody marked as meant."""
    ticks, own = _ticks(picture), []
    for each in texts:
        if OWN_FORMULA in each.text:  # of sizes or colours, as matplotlib writes them into a legend
            continue
        if id(each.artist) not in ticks:
            own.append(each.text)
        elif (place := ticks[id(each.artist)]) is not None:
            yield from _typed(each.text, given, code, place)
    # Titles are broken into lines, each a text of its own, and a number into two.
    yield from _typed("\n".join(own), given, code, None)


def wanted_for(number: str, forms: Mapping[str, Mapping[str, str]], lang: str) -> str:
    """What to write instead of a typed number: the figures that read the same, as f-strings have them."""
    return Lookalikes(forms, lang).wanted(number, "docstrings", plain=True)


def _typed(text: str, given: Writable, code: Sequence[Constant], place: float | None) -> Iterator[Typed]:
    """`place` is where a tick stands whose label this is."""
    spared = list(spans_in(text, [*given.labels, *given.periods]))
    for start, end in find_quantities(text, given.lang, given.nouns):
        number = " ".join(text[start:end].split())
        if any(first <= start and end <= last for first, last in spared):
            continue
        constant = _typed_in(text, start, end, code)
        is_read_off = place is not None and _same_place(number, place, given.lang)
        if constant is not None or not (given.writes(number) or is_read_off):
            yield Typed(number=number, around=around(text, start, end), constant=constant or _alone(number, code))


def around(text: str, start: int, end: int) -> str:
    """What stands around a number in its own line or lines, cut between words."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    before, after = text[first:start], text[end : last if last >= 0 else len(text)]
    if len(before) > _AROUND:
        before = f"…{before[-_AROUND:].partition(' ')[2]}"
    if len(after) > _AROUND:
        after = f"{after[:_AROUND].rpartition(' ')[0]}…"
    return f"“{' '.join(f'{before}{text[start:end]}{after}'.split())}”"


def _typed_in(line: str, start: int, end: int, code: Sequence[Constant]) -> Constant | None:
    """The text of the code, of more than the number, that wrote it."""
    number = " ".join(line[start:end].split())
    for each in code:
        is_more = number in each.text and _LETTER.search(each.text.replace(number, ""))
        if is_more and any(first <= start and end <= last for first, last in spans_in(line, [each.text])):
            return each
    return None


def _alone(number: str, code: Sequence[Constant]) -> Constant | None:
    return next((each for each in code if each.text.strip() == number), None)


def spans_in(line: str, texts: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where these texts stand in the line."""
    for words in {tuple(each.split()) for each in texts} - {()}:
        if not all(each in line for each in words):
            continue  # which most of a dataset's texts are not
        for found in re.finditer(r"\s+".join(map(re.escape, words)), line):
            yield found.span()


def _ticks(picture: Picture) -> dict[int, float | None]:
    """The labels of ticks: where each stands when somebody wrote it, None when the axis did."""
    from matplotlib.axis import Axis

    found: dict[int, float | None] = {}
    for axis in picture.findobj(Axis):
        found[id(axis.offsetText)] = None
        for ticks, formatter in (
            (axis.majorTicks, axis.get_major_formatter()),
            (axis.minorTicks, axis.get_minor_formatter()),
        ):
            for tick in ticks:
                place = float(tick.get_loc()) if _is_list(formatter) and tick.get_loc() is not None else None
                found |= {id(tick.label1): place, id(tick.label2): place}
    return found


def _is_list(formatter: Formatter) -> bool:
    """Whether an axis has its labels from a list of texts: categories, or `set_xticks(…, labels=…)`."""
    from matplotlib.category import StrCategoryFormatter
    from matplotlib.ticker import FixedFormatter, FuncFormatter

    if isinstance(formatter, FuncFormatter):  # so matplotlib keeps a list that was given with its ticks
        return getattr(getattr(formatter.func, "func", None), "__name__", "") == "_format_with_dict"
    return isinstance(formatter, FixedFormatter | StrCategoryFormatter)


def _same_place(number: str, place: float, lang: str) -> bool:
    """Whether a tick's label says where it stands, in whatever scale."""
    found = amount(spelled(number), lang)
    if found is None:
        return False
    half = Fraction(1, 2 * 10 ** _places(number))
    return any(abs(abs(Fraction(place)) * scale - found[1]) <= half for scale in _SCALES)


def _places(number: str) -> int:
    decimals = _DECIMALS.search(number)
    return len(decimals[1]) if decimals else 0


@lru_cache(maxsize=4096)  # a chart's picture for phones may write the same
def _numbers_in(text: str, lang: str, nouns: frozenset[str]) -> frozenset[str]:
    """Every number in a text, as it is compared."""
    return frozenset(spelled(text[start:end]) for start, end in find_quantities(text, lang, nouns))


def spelled(number: str) -> str:
    """A number as it is compared: its size, on one line."""
    return _SIGN.sub("", " ".join(number.replace("−", "-").split()).casefold())
