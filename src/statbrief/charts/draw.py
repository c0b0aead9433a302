"""Charts drawn: each function called with what it is given, and its picture looked at and made fit for a page."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from statbrief.arithmetic.kinds import NAME
from statbrief.charts import drawn_numbers, legibility, svg, ticks
from statbrief.charts.column import COLUMN, column, is_narrow, narrow_column
from statbrief.charts.date_ticks import dates_in_language
from statbrief.charts.drawing_context import at_easel
from statbrief.charts.drawn_numbers import Constant, Typed
from statbrief.charts.drawn_periods import timeline_of, typed_periods
from statbrief.charts.fonts import let_charts_use_fonts
from statbrief.charts.given import Input, given_to
from statbrief.charts.legibility import Remark
from statbrief.charts.misread_numbers import misread_numbers
from statbrief.charts.picture_words import Said
from statbrief.charts.typed_words import code_texts, told_by, typed_words
from statbrief.charts.year_ticks import whole_years
from statbrief.data.period_keys import strict_periods
from statbrief.data.running import running_apart
from statbrief.errors import ChartingError, Fault, ReadingError, for_each
from statbrief.figures.answer import Answer
from statbrief.figures.figure import Figure
from statbrief.figures.functions import (
    Function,
    describe,
    line_in,
    load_callables,
)
from statbrief.figures.sandbox import ForbiddenError, watching
from statbrief.files import side_by_side
from statbrief.files.hashes import digest_of
from statbrief.files.own_files import files_in
from statbrief.files.paths import CHARTS, STYLE
from statbrief.files.read import is_absent
from statbrief.files.theme import OWN_THEME
from statbrief.languages.data_periods import Timeline
from statbrief.languages.language import Words

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Picture

from statbrief.charts.chart import Chart

_TEXT_IS_TEXT = {
    "svg.fonttype": "none",
    "figure.constrained_layout.use": True,  # else labels may leave the picture, and a cut number is a wrong one
    "font.family": ["Fira Sans"],
    "mathtext.fontset": "custom",
    **dict.fromkeys(("mathtext.rm", "mathtext.cal", "mathtext.sf", "mathtext.tt"), "Fira Sans"),
    "mathtext.it": "Fira Sans:italic",
    "mathtext.bf": "Fira Sans:bold",
    "text.parse_math": False,  # a dollar is money
    "axes.formatter.limits": (-7, 15),  # whole numbers along axes: a 1e7 in a corner is read by few
    "axes.formatter.useoffset": False,  # and a number that is to be added to each of them is not seen
}
"""So that a chart's numbers can be read, searched and proved as those of the prose can, in the pages' own typeface."""


def draw_charts(
    folder: Path,
    charts: Sequence[Chart],
    known: Mapping[str, Input],
    words: Words,
) -> list[tuple[Chart, dict[str, bytes]]]:
    """Each chart, with what it read and what may be wrong with its picture, and its files; `known` are all inputs.

    The files are its picture as SVG and, where it can be drawn for a phone as well, that picture.

    Each starts from nothing: neither another chart's pictures and settings nor what its code has changed are there.
    So several are drawn side by side. Raises `ChartingError` with all that is wrong.
    """
    if not charts:
        return []
    load_matplotlib()
    import matplotlib as mpl

    code = drawn_numbers.constants(folder, sorted(each.relative_to(folder).as_posix() for each in _code(folder)))
    timeline = timeline_of(known)
    drawn: dict[str, _Drawn] = {}

    def draw(chart: Chart) -> None:
        # and nothing of a matplotlibrc that somebody may have
        with mpl.rc_context(_style(folder)), mpl.rc_context({"svg.hashsalt": chart.name}):
            make = partial(_drawn, folder, chart, known, words, code, timeline)
            found = make()
            drawn[chart.name] = replace(found, narrow=_narrow(found, make))

    others = side_by_side.shared([partial(draw, each) for each in charts], lambda: drawn) if len(charts) > 1 else None
    if others is None:
        for_each(charts, draw)
    drawn |= others or {}
    return [_with_files(each, drawn[each.name]) for each in charts]


def _with_files(chart: Chart, found: _Drawn) -> tuple[Chart, dict[str, bytes]]:
    """A chart as it was drawn, and its files by their names."""
    chart = replace(chart, reads=found.reads, remarks=found.remarks, is_narrow_too=bool(found.narrow))
    narrow = {chart.narrow_picture: found.narrow} if found.narrow else {}
    return chart, {chart.picture: found.picture, **narrow}


def load_matplotlib() -> None:
    """Load what every chart is drawn with: half a second, so only when something is to be drawn."""
    import matplotlib as mpl
    import matplotlib.backends.backend_svg
    import matplotlib.figure

    mpl.use("agg")  # no chart is to open a window
    let_charts_use_fonts()


@dataclass(frozen=True)
class _Drawn:
    """A picture as SVG, what of `data/` it was drawn from, and what its reader may stumble over."""

    reads: Mapping[str, str]
    remarks: tuple[Remark, ...]
    picture: bytes
    narrow: bytes = b""


def _code(folder: Path) -> list[Path]:
    """The files that charts' texts may be typed in."""
    return [
        each
        for each in files_in((folder / CHARTS).parent)
        if each.suffix == ".py" and each.stem not in {"derived", "checks"}
    ]


def _drawn(
    folder: Path,
    chart: Chart,
    known: Mapping[str, Input],
    words: Words,
    code: Sequence[Constant],
    timeline: Timeline,
) -> _Drawn:
    """One chart's picture. Raises `ChartingError` with what is wrong, and what in the picture is lost."""
    function = chart.function
    given, written = given_to(function, Said(function, chart.words, {}), known, words)
    with at_easel() as easel, ticks.in_language(words), whole_years(), dates_in_language(words):
        call = load_callables(folder, [function], ChartingError)[chart.name]
        picture, drawn, reads = _draw(folder, function, call, given)
    found = legibility.remarks(picture, easel)
    faults = [function.fault(each.found, each.wanted) for each in found if each.is_fault]
    writable = drawn_numbers.writable(
        [known[each] for each in chart.inputs],
        [*written, *drawn_numbers.texts_of(folder, reads)],
        easel.meant,
        words,
    )
    for typed, wanted in typed_periods(easel.texts.values(), easel.meant, code, timeline, words.lang):
        faults.append(_typed_fault(function, typed, "is typed by hand", wanted))
    forms = {name: each.forms for name, each in known.items() if isinstance(each, Figure | Answer)}
    code = [*code, *_typed_words(chart)]
    for typed in drawn_numbers.typed_numbers(picture, easel.texts.values(), writable, code):
        what = "is typed by hand" if typed.constant else "is none that it was given"
        wanted = drawn_numbers.wanted_for(typed.number, forms, words.lang)
        faults.append(_typed_fault(function, typed, what, wanted))
    for misread in misread_numbers(picture, easel.texts.values(), writable):
        wanted = "write it by a figure's form, a cell or words.digits(…)"
        faults.append(_typed_fault(function, misread, f"is another number in {words.locale.english_name}", wanted))
    faults += [function.fault(*each) for each in _untranslated({each.text for each in easel.texts.values()}, words)]
    if faults:
        raise ChartingError(dict.fromkeys(faults))
    if words.are_names_translated:
        said = told_by([known[each] for each in chart.inputs], written, words)
        typed_here = code_texts(folder, sorted(each.relative_to(folder).as_posix() for each in _code(folder)))
        found += typed_words([each.text for each in easel.texts.values()], typed_here, said, easel.meant, words)
    digests = {each: digest_of(folder, each) for each in sorted(reads)}
    identified = function.name if column() == COLUMN else f"{function.name}.narrow"
    return _Drawn(digests, tuple(found), svg.standing_alone(drawn, identified))


def _untranslated(texts: Iterable[str], words: Words) -> Iterator[tuple[str, str]]:
    """Names of the data that a picture has as these write them, in a brief of another language; and what to write."""
    labels = {name: label.text for (kind, name), label in words.labels.rows.items() if kind == NAME}
    for each in sorted({*texts} & {*labels} - {*labels.values()}) if words.are_names_translated else ():
        yield f"{legibility.quoted(each)} is what the data say for {labels[each]}", f'write it by words.name("{each}")'


def _narrow(found: _Drawn, draw: Callable[[], _Drawn]) -> bytes:
    """The picture for phones; nothing where a chart has its width anyway, or where its texts find no room.

    Then its own picture is shown there, as large as on other screens.
    """
    if is_narrow(found.picture):
        return b""
    try:
        with narrow_column():
            drawn = draw()
    except ChartingError:
        return b""
    return drawn.picture if is_narrow(drawn.picture) and drawn.remarks == found.remarks else b""


def _typed_fault(function: Function, typed: Typed, what: str, wanted: str) -> Fault:
    """What is wrong with a number or a period in a picture, where its code has it."""
    fault = function.fault(f'"{typed.number}" {what} in {typed.around}', wanted)
    place = typed.constant
    return replace(fault, file=place.file, line=place.line) if place else fault


def _style(folder: Path) -> dict[Any, Any]:
    """matplotlib's own settings, this program's, and over them the brief's style. Raises `ChartingError`."""
    import matplotlib as mpl

    settings: dict[str, Any] = {str(key): value for key, value in mpl.rcParamsDefault.items() if key != "backend"}
    settings |= _TEXT_IS_TEXT
    style = OWN_THEME / Path(STYLE).name if is_absent(folder / STYLE) else folder / STYLE
    try:
        settings.update(mpl.rc_params_from_file(style, use_default_template=False).items())
    except (OSError, ValueError) as error:
        raise ChartingError.at(STYLE, "style", describe(error)) from error
    return settings


def _typed_words(chart: Chart) -> Iterator[Constant]:
    """What of a chart's own words is typed, and where."""
    for each in chart.words.values():
        place = each.fault("", "")
        yield from drawn_numbers.constants_in(each.template, place.file, place.line or chart.function.line)


def _draw(
    folder: Path, function: Function, call: Callable[..., Any], inputs: Mapping[str, Any]
) -> tuple[Picture, bytes, set[str]]:
    """The picture, its SVG as matplotlib writes it, and what of `data/` it was drawn from beside its inputs.

    Raises `ChartingError`.
    """
    try:
        with watching(folder, may_read="data") as watch:
            picture, drawn = _called(folder, function, call, inputs)
    except ForbiddenError as error:
        found, wanted = str(error), error.wanted or "a chart may read files of data/, and nothing else"
        raise ChartingError(function.fault(found, wanted, line=line_in(folder / CHARTS, error))) from error
    return picture, drawn, watch.reads


def _called(
    folder: Path, function: Function, call: Callable[..., Any], inputs: Mapping[str, Any]
) -> tuple[Picture, bytes]:
    from matplotlib.figure import Figure as Picture

    try:
        with strict_periods(folder), running_apart():
            picture = call(**inputs)
    except (ForbiddenError, ChartingError):
        raise
    except ReadingError as error:  # a name without a label
        raise ChartingError(error.faults) from error
    except (Exception, SystemExit) as error:  # whatever the brief's own code raises is its author's to read
        line = line_in(folder / CHARTS, error)
        raise ChartingError(function.fault(describe(error), line=line)) from error
    if not isinstance(picture, Picture):
        found = "returns nothing" if picture is None else f"returns a {type(picture).__name__}"
        raise ChartingError(function.fault(found, "return a matplotlib.figure.Figure"))
    buffer = io.BytesIO()
    try:
        picture.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    except ForbiddenError:
        raise
    except Exception as error:  # drawing happens here: labels, scales and ticks are the chart's own
        raise ChartingError(function.fault(describe(error), line=line_in(folder / CHARTS, error))) from error
    return picture, buffer.getvalue()
