"""The record: everything known about the figures of one build, as JSON, and whether it still holds.

The record names each file that the analysis read and wrote with its SHA-256. So a step can tell that nothing has
changed without importing pandas, matplotlib or pint: this module must stay free of them.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from statbrief import __version__
from statbrief.asking import asked_forms
from statbrief.errors import Fault
from statbrief.generated import OWN, Generated
from statbrief.holdings import FOLDERS, files_in

if TYPE_CHECKING:
    from statbrief.analysing import Analysis
    from statbrief.charting import Chart
    from statbrief.checking import Check
    from statbrief.datasets import Dataset
    from statbrief.exactness import Known
    from statbrief.figures import Derived, Figure, Reported
    from statbrief.words import Words

BUILD = "build"
"""The setting that holds the mark of a build."""
WARNINGS = "warnings"
OF_THE_ANALYSIS = frozenset({"key", WARNINGS})
"""What the record says of a chart that is no part of the published one."""
RECORD_VERSION = 3
_PACKAGES = {"babel", "fontpkg_fira_sans", "matplotlib", "numpy", "pandas", "pint", "pint_pandas"}
_STYLE = "theme/brief.mplstyle"


def has_analysis(folder: Path) -> bool:
    """Whether the folder has anything to analyse; a brief of prose alone has not."""
    return any((folder / part).exists() or (folder / part).is_symlink() for part in FOLDERS)


def input_hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file that the analysis reads and of the generator, and the versions of its packages."""
    files = [*files_in(folder / "data"), *(path for path in files_in(folder / "analysis") if path.suffix == ".py")]
    files += [folder / _STYLE] if (folder / _STYLE).is_file() else []
    files = sorted(files)
    hashes = {path.relative_to(folder).as_posix(): _sha256_of_input(path) for path in files}
    code = hashlib.sha256()
    here = Path(__file__).parent
    for path in sorted([*here.glob("*.py"), *here.glob("literals/*.py")]):  # which tell numbers in charts, too
        code.update(path.read_bytes())
    return hashes | {"statbrief": f"{__version__} {code.hexdigest()}", "packages": " ".join(_packages())}


def _packages() -> list[str]:
    """The packages that shape an analysis, with their versions: folder names, as importing metadata takes longer."""
    found = set()
    for place in sys.path:
        with suppress(OSError):
            described = [path.stem for path in Path(place or ".").glob("*.dist-info")]
            found |= {name for name in described if name.split("-")[0].lower() in _PACKAGES}
    return sorted(found)


def build_mark(folder: Path, generated: Generated, files: Iterable[str]) -> str:
    """What tells builds apart on paper: eight digits of a hash of what pages are made from.

    That is an edition's analysis, the prose's `files`, the theme and the extensions.
    """
    digest = hashlib.sha256()
    looks = sorted(path for part in ("theme", "_extensions") for path in (folder / part).glob("**/*"))
    named = [generated.record, "_quarto.yml", *files, *(path.relative_to(folder).as_posix() for path in looks)]
    for name in dict.fromkeys(named):
        if (folder / name).is_file():
            digest.update(f"{name}\0{_sha256_of_input(folder / name)}\n".encode())
    return digest.hexdigest()[:8]


def read_record(folder: Path, generated: Generated = OWN) -> dict[str, Any]:
    """The record of an edition's last analysis; empty when there is none that can be read."""
    try:
        record = json.loads((folder / generated.record).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) and record.get("version") == RECORD_VERSION else {}


def figures_shown(folder: Path, generated: Generated = OWN) -> set[str]:
    """The figures that an edition's last analysis drew in a chart or compared in a check."""
    record = read_record(folder, generated)
    shown = [name for chart in record.get("charts", {}).values() for name in chart["inputs"]]
    shown += [name for check in record.get("checks", {}).values() for name in check["figures"]]
    return set(shown)


def chart_warnings(folder: Path, generated: Generated = OWN) -> list[Fault]:
    """What a reader of an edition's charts may stumble over, as was seen when they were drawn."""
    charts = read_record(folder, generated).get("charts", {}).values()
    return [Fault(**each) for chart in charts for each in chart.get(WARNINGS, ())]


def is_current(folder: Path, lang: str, generated: Generated = OWN) -> bool:
    """Whether an edition's last analysis read what is there now, and what it wrote is still as it wrote it."""
    record = read_record(folder, generated)
    if record.get("lang") != lang or record.get("inputs") != input_hashes(folder):
        return False
    if record.get("asked") != asked_forms(folder):  # digits that the prose asks for, and that were not written yet
        return False
    outputs: Mapping[str, str] = record.get("outputs", {})
    return all((folder / name).is_file() and _sha256(folder / name) == digest for name, digest in outputs.items())


def make_record(
    folder: Path,
    analysis: Analysis,
    inputs: Mapping[str, str],
    outputs: Mapping[str, str],
    asked: Mapping[str, list[str]],
) -> str:
    """The record as JSON text: the same for the same analysis, whenever and wherever it is made.

    `inputs` and `outputs` are the SHA-256 of what was read and written, by path; `asked` the digits that prose wants.
    Figures, datasets, checks and charts are as the published record has them, with what only the next steps need: a
    figure's `shown` forms, a chart's `key` and `warnings`.
    """
    from statbrief.checking import agreements
    from statbrief.projecting import PERIODS, latest_periods

    agreeing, shown = agreements(analysis.checks), analysis.sayings.shown
    record = {
        "version": RECORD_VERSION,
        "lang": analysis.words.lang,
        "figures": {
            figure.id: recorded(figure, analysis.words, agreeing.get(figure.id, ()))
            | {"shown": shown.get(figure.id, {})}
            for figure in analysis.figures.values()
        },
        "datasets": {name: _dataset(folder, each, inputs) for name, each in analysis.datasets.items()},
        "checks": {check.name: _check(check) for check in analysis.checks},
        "charts": {chart.name: _chart(chart, outputs) for chart in analysis.charts},
        "packages": dict(_name_and_version(each) for each in inputs["packages"].split()),
        "phrases": dict(analysis.words.phrases.page),
        PERIODS: latest_periods(analysis.figures.values(), analysis.datasets.values()),
        "inputs": dict(inputs),
        "outputs": dict(outputs),
        "asked": dict(asked),
    }
    return _written(record)


def _written(record: Mapping[str, Any]) -> str:
    """JSON with a line for each figure, check, chart and file: breaking all lines takes Python ten times as long."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    parts = []
    for key, value in record.items():
        if isinstance(value, dict) and value:
            members = ",\n".join(f"  {encode(name)}: {encode(member)}" for name, member in value.items())
            parts.append(f" {encode(key)}: {{\n{members}\n }}")
        else:
            parts.append(f" {encode(key)}: {encode(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def digest_of(folder: Path, name: str) -> str:
    """The SHA-256 of a file, or of the names in a folder (whose own ends in a slash); nothing of what is not there."""
    try:
        if name.endswith("/"):
            return sha256_of("\0".join(sorted(path.name for path in (folder / name).iterdir())).encode())
        return _sha256(folder / name)
    except OSError:
        return ""


def sha256_of(content: bytes) -> str:
    """The SHA-256 of `content` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _sha256_of_input(path: Path) -> str:
    """The file's hash; nothing of one that cannot be read, which whoever reads it will say."""
    try:
        return _sha256(path)
    except OSError:
        return ""


def _sha256(path: Path) -> str:
    return sha256_of(path.read_bytes())


def _name_and_version(folder: str) -> tuple[str, str]:
    """A package's name as package registries write it, and its version: of ``pint_pandas-0.7.1``."""
    name, _, version = folder.partition("-")
    return name.lower().replace("_", "-"), version


def recorded(figure: Figure, words: Words, agreeing: Iterable[str] = ()) -> dict[str, Any]:
    """All that is known of a figure, as the record has it, but for its texts; `agreeing` are those it agrees with."""
    from statbrief.figures import Derived, Reported
    from statbrief.units import ratio_of

    origin = figure.origin
    known: dict[str, Any] = {
        "label": figure.label,
        "value": figure.value,
        "unit": figure.unit,
        # JSON has no infinity: an open end is null.
        "range": [None if abs(end) == float("inf") else end for end in (figure.range.low, figure.range.high)],
        "period": figure.period,
        "sources": list(figure.sources),
        "kind": figure.kind,
        "ratio": "" if (ratio := ratio_of(figure.quantity)) is None else f"{ratio:f}",
    }
    if isinstance(origin, Reported):
        known |= _reported(origin) | {"agrees": list(agreeing)}
        known |= {"stated_unit": origin.unit} if origin.unit != figure.unit else {}
    elif isinstance(origin, Derived):
        known |= _derived(origin) | _known(figure.known)
    return known | _translated(figure, words)


def _translated(figure: Figure, words: Words) -> dict[str, str]:
    """What the brief's language calls the unit, of several and of one; the label that its data have, if another."""
    several, one = (words.unit(figure.quantity.units, Decimal(each)) or figure.unit for each in (2, 1))
    named = {"unit_text": several, "unit_one": one}
    return named | ({"stated_label": figure.stated_label} if figure.stated_label else {})


def _reported(origin: Reported) -> dict[str, Any]:
    return {
        "stated": f"{origin.stated:f}",
        "rounded_to": _rounding(origin),
        "bound": origin.bound,
        "locator": origin.locator,
        "note": origin.note,
        "file": origin.file,
        "line": origin.line,
    }


def _rounding(origin: Reported) -> str:
    from statbrief.exactness import AS_STATED

    if origin.rounded_to is None:
        return AS_STATED if origin.is_as_stated else "exact"
    return f"{origin.rounded_to:f}"


def _derived(origin: Derived) -> dict[str, Any]:
    from statbrief.units import unit_name

    return {
        "function": origin.function,
        "inputs": list(origin.inputs),
        "reported": list(origin.reported),
        "rows": {name: list(rows) for name, rows in origin.rows.items()},
        **({"missing": {name: list(rows) for name, rows in origin.missing.items()}} if origin.missing else {}),
        **({"as_stated": list(origin.as_stated)} if origin.as_stated else {}),
        "formula": origin.formula,
        "constants": {
            name: {"value": float(each.magnitude), "unit": unit_name(each.units)}
            for name, each in origin.constants.items()
        },
        "factors": dict(origin.scales.factors),
        "scale": origin.scales.scale,
        "cell": None if origin.cell is None else asdict(origin.cell),
        "file": origin.file,
        "line": origin.line,
    }


def _known(known: Known) -> dict[str, Any]:
    """What is known of a derived figure, exactly: as decimal numbers or fractions."""
    return {
        "exact": [None if each is None else str(each) for each in (known.value, known.low, known.high)],
        "ends": known.ends,
        "is_open": known.is_open,
        "known_to": "" if known.step is None else f"{known.step:f}",
    }


def _dataset(folder: Path, dataset: Dataset, inputs: Mapping[str, str]) -> dict[str, Any]:
    from statbrief.units import unit_name

    described = dataset.description
    return {
        "title": described.title,
        "file": described.path,
        "sha256": inputs.get(described.path) or _sha256(folder / described.path),  # behind a link to a folder
        "source": described.source,
        "key": list(described.key),
        "columns": {
            column.name: {
                "unit": unit_name(column.unit),
                "rounded_to": "" if column.rounded_to is None else f"{column.rounded_to:f}",
            }
            for column in described.columns.values()
            if column.unit is not None
        },
    }


def _check(check: Check) -> dict[str, Any]:
    from statbrief.checking import OTHER

    figures = check.outcome.figures
    # Whoever makes the comparison again knows no units: what compares numbers of several is left to this analysis.
    is_plain = len({figure.unit for figure in figures}) == 1
    return {
        "title": check.title,
        "kind": check.outcome.kind if is_plain else OTHER,
        "holds": check.outcome.holds,
        "figures": [figure.id for figure in figures],
        "file": check.file,
        "line": check.line,
    }


def _chart(chart: Chart, outputs: Mapping[str, str]) -> dict[str, Any]:
    return {
        "key": chart.key,
        "identifier": chart.identifier,
        "caption": chart.plain_caption,
        "alternative": chart.alternative,
        "inputs": list(chart.inputs),
        **({"reads": dict(chart.reads)} if chart.reads else {}),
        **({WARNINGS: [asdict(each) for each in chart.warnings()]} if chart.remarks else {}),
        "sha256": outputs[chart.picture],
        "data": {"head": list(chart.data.head), "rows": [list(row) for row in chart.data.rows]},
    }
