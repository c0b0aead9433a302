"""Charts: each function of `analysis/charts.py`, from what it is given to a picture and the include that shows it.

A chart's docstring says the rest: its first paragraph is the caption, its second the text alternative. Both may
write figures, as in ``{births_2022:about}``, and so change with the data.
"""

from __future__ import annotations

import ast
import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from statbrief.charts import drawn_numbers, legibility, svg, ticks
from statbrief.charts.captions import Text, texts_of
from statbrief.charts.credits import Credits, Table
from statbrief.charts.date_ticks import dates_in_language
from statbrief.charts.drawing_context import at_easel
from statbrief.charts.drawn_numbers import Constant, Typed
from statbrief.charts.drawn_periods import timeline_of, typed_periods
from statbrief.charts.fonts import let_charts_use_fonts
from statbrief.charts.given import WORDS, Input, given_to, seen
from statbrief.charts.legibility import Remark
from statbrief.charts.picture_words import Said, words_of
from statbrief.data.period_keys import strict_periods
from statbrief.errors import ChartingError, Fault, ReadingError, for_each
from statbrief.figures.answer import Answer
from statbrief.figures.figure import Figure
from statbrief.figures.forms import Sayings
from statbrief.figures.functions import (
    Function,
    describe,
    ill_kept,
    line_in,
    load_callables,
    read_functions,
    unknown_parameters,
)
from statbrief.figures.sandbox import ForbiddenError, watching
from statbrief.files import side_by_side
from statbrief.files.hashes import code_digest, digest_of
from statbrief.files.own_files import files_in
from statbrief.files.paths import CHARTS, STYLE
from statbrief.files.read import is_absent
from statbrief.languages import pairing
from statbrief.languages.data_periods import Timeline
from statbrief.languages.language import Words

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Picture

_DRAWING = ("charts", "languages", "drawing.py")
"""The parts of this program that make a picture what it is."""
_TEXT_IS_TEXT = {
    "svg.fonttype": "none",
    "figure.constrained_layout.use": True,  # else labels may leave the picture, and a cut number is a wrong one
    "font.family": ["Fira Sans"],
    "mathtext.fontset": "custom",
    **dict.fromkeys(("mathtext.rm", "mathtext.cal", "mathtext.sf", "mathtext.tt"), "Fira Sans"),
    "mathtext.it": "Fira Sans:italic",
    "mathtext.bf": "Fira Sans:bold",
    "text.parse_math": False,  # a dollar is money
}
"""So that a chart's numbers can be read, searched and proved as those of the prose can, in the pages' own typeface."""


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart that can be drawn: its caption as Markdown and plain, its text alternative, what it is drawn from.

    `credit` is the sentence beneath it that says so, as Markdown, and `data` the numbers it is given; `words` are what
    its picture says. `key` changes exactly when the picture may: with its code, its words, its inputs, the style or the
    language. `reads` are the files of `data/` that drawing it read, and the folders (ending in a slash) that it listed,
    with their hashes then; `remarks` are what a reader of the picture may stumble over. Both are known once drawn.
    """

    name: str
    caption: str
    plain_caption: str
    credit: str
    data: Table
    beside: Table | None
    alternative: str
    inputs: tuple[str, ...]
    key: str
    function: Function
    words: Mapping[str, Text]
    folder: str
    reads: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()

    @property
    def picture(self) -> str:
        """Its file, relative to the brief's folder."""
        return f"{self.folder}/{self.name}.svg"

    def warnings(self) -> list[Fault]:
        """What a reader of its picture may stumble over, at its function."""
        return [self.function.fault(each.found, each.wanted) for each in self.remarks]

    @property
    def identifier(self) -> str:
        """What prose refers to it by: `@fig-` and the name."""
        return f"fig-{self.name.replace('_', '-')}"

    @property
    def credited_caption(self) -> str:
        """Its caption with what it is drawn from, as Markdown."""
        return f"{self.caption} [{self.credit}]{{.drawn-from}}" if self.credit else self.caption

    def include(self) -> str:
        """The Markdown that shows it with number and caption."""
        return f"![{self.credited_caption}]({self.picture}){{#{self.identifier} {self._described}}}\n"

    def shown(self) -> str:
        """The Markdown that shows the picture alone."""
        return f"![]({self.picture}){{{self._described}}}\n"

    @property
    def _described(self) -> str:
        alternative = self.alternative.replace("\\", "\\\\").replace('"', r"\"")
        return f'fig-alt="{alternative}"'


def plan_charts(folder: Path, known: Credits, place: str) -> list[Chart]:
    """What there is to draw into the folder `place`, without drawing it.

    Raises `ChartingError` with all that is wrong.
    """
    functions = read_functions(folder, CHARTS, ChartingError)
    names = [*known.figures, *known.answers, *known.datasets, *known.tables, WORDS]
    faults = unknown_parameters(functions, names, "figure, dataset or table" if known.tables else "figure or dataset")
    faults += [fault for function in functions for fault in ill_kept(function)]
    faults += [fault for function in functions for fault in _paired(function, known.sayings)]
    planning = _Planning(known, place, _style_key(folder) if functions else "")
    plans = []
    for function in functions:
        try:
            plans.append(planning.plan(function))
        except ChartingError as error:
            faults += error.faults
    if faults:
        raise ChartingError(faults)
    return plans


@dataclass(frozen=True)
class _Planning:
    """What charts are drawn from and credited with, the folder that they are put in, and the key of their style."""

    known: Credits
    place: str
    style: str

    def plan(self, function: Function) -> Chart:
        """The chart that a function draws. Raises `ChartingError` for what its docstring says wrongly."""
        words = self.known.words
        texts = _texts(function, self.known.sayings, words)
        known = self.known.inputs
        inputs = tuple(each for each in function.parameters if each in known)
        said = [each.template for each in texts["words"].values()]
        return Chart(
            name=function.name,
            credit=self.known.line(inputs),
            data=self.known.table(inputs),
            beside=self.known.beside(inputs),
            inputs=inputs,
            key=_key(function, self.style, words, [*(seen(each, known[each]) for each in inputs), said]),
            function=function,
            folder=self.place,
            **texts,
        )


def _texts(function: Function, sayings: Sayings, words: Words) -> dict[str, Any]:
    """What is said beneath a chart, in its place and in its picture. Raises `ChartingError`."""
    caption, alternative = texts_of(function, words.labels)
    return {
        "caption": caption.written(sayings, linked=True),
        "plain_caption": caption.written(sayings, linked=False),
        "alternative": alternative.written(sayings, linked=False),
        "words": words_of(function, words.labels),
    }


def draw_charts(
    folder: Path,
    charts: Sequence[Chart],
    known: Mapping[str, Input],
    words: Words,
) -> list[tuple[Chart, bytes]]:
    """Each chart, with what it read and what may be wrong with its picture, and that as SVG; `known` are all inputs.

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
            drawn[chart.name] = _drawn(folder, chart, known, words, code, timeline)

    others = side_by_side.shared([partial(draw, each) for each in charts], lambda: drawn) if len(charts) > 1 else None
    if others is None:
        for_each(charts, draw)
    drawn |= others or {}
    return [
        (replace(each, reads=found.reads, remarks=found.remarks), found.picture)
        for each, found in ((each, drawn[each.name]) for each in charts)
    ]


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
    with at_easel() as easel, ticks.in_language(words), dates_in_language(words):
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
    if faults:
        raise ChartingError(dict.fromkeys(faults))
    digests = {each: digest_of(folder, each) for each in sorted(reads)}
    return _Drawn(digests, tuple(found), svg.standing_alone(drawn, function.name))


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
    if is_absent(folder / STYLE):
        return settings
    try:
        settings.update(mpl.rc_params_from_file(folder / STYLE, use_default_template=False).items())
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
        found, wanted = str(error), "a chart may read files of data/, and nothing else"
        raise ChartingError(function.fault(found, wanted, line=line_in(folder / CHARTS, error))) from error
    return picture, drawn, watch.reads


def _called(
    folder: Path, function: Function, call: Callable[..., Any], inputs: Mapping[str, Any]
) -> tuple[Picture, bytes]:
    from matplotlib.figure import Figure as Picture

    try:
        with strict_periods(folder):
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


def _paired(function: Function, sayings: Sayings) -> Iterator[Fault]:
    """Texts of a chart's code that write a direction and its amount in two forms, as ``f"{x:rose} by {x:change}"``."""
    for text in (each for node in function.used for each in ast.walk(node) if isinstance(each, ast.JoinedStr)):
        for problem in pairing.problems(ast.unparse(text), sayings.forms):
            yield function.fault(*problem, line=text.lineno)


def _key(function: Function, style: str, words: Words, inputs: list[list[Any]]) -> str:
    text = json.dumps([function.fingerprint, style, words.lang, inputs], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _style_key(folder: Path) -> str:
    """What all charts depend on: the style sheet, the library that draws, and the modules that do."""
    from importlib.metadata import version

    digest = hashlib.sha256(f"{version('matplotlib')} {code_digest(_DRAWING)}".encode())
    if (folder / STYLE).exists():
        digest.update((folder / STYLE).read_bytes())
    return digest.hexdigest()
