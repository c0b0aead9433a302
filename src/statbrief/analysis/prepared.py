"""Preparation: what the functions of `analysis/prepare.py` make of the files in `source/`, as files of `data/`.

A file comes as its publisher made it: one column for each industry, totals among the parts, a name misspelt. It is kept
in `source/` untouched, and a function that is called like the dataset makes the table, from the files that its
parameters name. This module writes that table, and holds what stands in `data/` against it: a preparation that was
forgotten is a fault, never a stale number.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from statbrief.data.package import Description, is_no_dataset, read_descriptions
from statbrief.data.units import Registry, load_units
from statbrief.errors import Fault, Place, PreparingError, near_miss
from statbrief.figures.functions import Function, describe, line_in, load_callables, read_functions
from statbrief.figures.sandbox import ForbiddenError, moving_part, watching
from statbrief.files.hashes import sha256_of_input
from statbrief.files.own_files import files_in, refuse_strangers
from statbrief.files.paths import DEFINITIONS, PACKAGE, PREPARE, SOURCE, SOURCES
from statbrief.files.read import is_absent, read_text
from statbrief.files.write import replace_file
from statbrief.table_schema.dialects import PLAIN

COMMAND = "statbrief prepare"
_ELSEWHERE = f"put the file into {SOURCE}/, and name it as a parameter"


@dataclass(frozen=True, kw_only=True)
class Preparation:
    """A function that makes a dataset, and the files that it makes it of: path within the brief to SHA-256.

    `key` changes with the function's code, with what it uses and with the files.
    """

    function: Function
    description: Description
    sources: Mapping[str, str]

    @property
    def dataset(self) -> str:
        """The dataset's name."""
        return self.description.name

    @property
    def path(self) -> str:
        """The file of `data/` that it makes."""
        return self.description.path

    @property
    def key(self) -> str:
        """What it comes to depends on this, and on nothing else but pandas."""
        parts = [self.function.fingerprint, pd.__version__, *self.sources.values(), *self.description.columns]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


_made_here: dict[tuple[Path, str], tuple[str, str]] = {}
"""What this process has made, by folder and dataset: the key of the preparation, and the hash of the file."""


def write_prepared(folder: Path) -> list[str]:
    """Make every file of `data/` that is prepared; the names of those that changed.

    Raises a `StatbriefError`, and writes nothing, where a function cannot be called or makes another table when it is
    called again.
    """
    refuse_strangers(folder)
    registry = load_units(folder / DEFINITIONS)
    sources: Collection[str] = frozenset()
    if not is_absent(folder / SOURCES):
        from statbrief.data.bibliography import read_sources

        sources = read_sources(folder)
    plans = preparations(folder, registry, sources)
    made, again = _made(folder, plans), _made(folder, plans)
    if faults := [
        each.function.fault("makes another table when it is called again", "let it rest on its files alone")
        for each in plans
        if made[each.dataset] != again[each.dataset]
    ]:
        raise PreparingError(faults)
    changed = [each.path for each in plans if replace_file(folder / each.path, made[each.dataset], each.path)]
    _made_here.update({(folder, each.dataset): _state(folder, each) for each in plans})
    return changed


def preparations(folder: Path, registry: Registry, sources: Collection[str]) -> list[Preparation]:
    """What `analysis/prepare.py` prepares, in its order; nothing is called. Raises a `StatbriefError`."""
    functions = read_functions(folder, PREPARE, PreparingError)
    if not functions:
        return []
    described = {each.name: each for each in read_descriptions(folder, registry, sources)}
    files, faults = _source_files(folder)
    for function in functions:
        faults += _faults_of(function, described, files)
    if faults:
        raise PreparingError(faults)
    return [
        Preparation(
            function=each,
            description=described[each.name],
            sources={files[name]: sha256_of_input(folder / files[name]) for name in each.parameters},
        )
        for each in functions
    ]


def hold_prepared(folder: Path, plans: Sequence[Preparation], known: Mapping[str, tuple[str, str]]) -> None:
    """Raise `PreparingError` for each file of `data/` that is not what its function makes.

    `known` has, by dataset, the key of the preparation and the hash of the file that were held against each other
    before: what is still so is not made again.
    """
    waiting = [
        each
        for each in plans
        if _state(folder, each) not in {known.get(each.dataset), _made_here.get((folder, each.dataset))}
    ]
    made = _made(folder, waiting)
    faults = [_fault_of(folder, each, made[each.dataset]) for each in waiting]
    if found := [each for each in faults if each is not None]:
        raise PreparingError(found)


def _state(folder: Path, plan: Preparation) -> tuple[str, str]:
    """The key of a preparation, and the hash of the file that is there."""
    return plan.key, sha256_of_input(folder / plan.path)


def _fault_of(folder: Path, plan: Preparation, made: str) -> Fault | None:
    """Why a file is not what its function makes; None where it is. How lines end is the checkout's affair."""
    wanted = f"run {COMMAND}, or mend {PREPARE}"
    if is_absent(folder / plan.path):
        return Place(plan.path).fault("file", "was not prepared yet", f"run {COMMAND}")
    there = read_text(folder / plan.path, plan.path, PreparingError)
    if there == made:
        return None
    lines = (there.split("\n"), made.split("\n"))
    line = next((at for at, pair in enumerate(zip(*lines, strict=False), start=1) if pair[0] != pair[1]), 0)
    line = line or min(map(len, lines))
    is_of = f"is not what {plan.function.name} of {PREPARE} makes of {' and '.join(plan.sources)}"
    return Place(plan.path, line).fault("prepared", is_of, wanted)


def _source_files(folder: Path) -> tuple[dict[str, str], list[Fault]]:
    """The files of `source/` by the names of the parameters that they come as, and which two have one name."""
    files: dict[str, str] = {}
    faults = []
    for path in files_in(folder / SOURCE):
        name, place = as_parameter(path.name), path.relative_to(folder).as_posix()
        if name in files:
            found = f"has the parameter's name {name}, as {files[name]} has"
            faults.append(Place(place).fault("file", found, "rename one of them"))
        files.setdefault(name, place)
    return files, faults


def as_parameter(name: str) -> str:
    """The parameter that a file of `source/` comes as: its name without the ending, in letters, digits and `_`.

    >>> as_parameter("us-employment.csv"), as_parameter("2024 census.tar.gz")
    ('us_employment', 'file_2024_census_tar')
    """
    stem = re.sub(r"\W+", "_", Path(name).stem).strip("_")
    return f"file_{stem}" if stem[:1].isdigit() or not stem else stem


def _faults_of(function: Function, described: Mapping[str, Description], files: Mapping[str, str]) -> Iterator[Fault]:
    """What is wrong with a function before it is called."""
    own = described.get(function.name)
    if own is None or is_no_dataset(own.path):
        names = [each.name for each in described.values() if not is_no_dataset(each.path)]
        wanted = near_miss(function.name, names) or f"describe its table there, or call a helper _{function.name}"
        yield function.fault(f"is called like no dataset of {PACKAGE}", wanted)
    elif own.dialect != PLAIN:
        wanted = "what is prepared is written with commas, in UTF-8"
        yield function.fault(f"{own.path} is declared with a dialect or an encoding", wanted)
    if not function.parameters:
        yield function.fault("rests on no file", f"name one of {SOURCE}/ as a parameter")
    for each in (each for each in function.parameters if each not in files):
        wanted = near_miss(each, files) or (
            f"there are {', '.join(files)}" if files else f"put the file into {SOURCE}/"
        )
        yield function.fault(f"'{each}' names no file of {SOURCE}/", wanted)
    if moving := moving_part(function.used):
        yield function.fault(moving, _ELSEWHERE)


def _made(folder: Path, plans: Sequence[Preparation]) -> dict[str, str]:
    """The text of each file, by its dataset. Raises `PreparingError` with all that is wrong."""
    calls = load_callables(folder, [each.function for each in plans], PreparingError)
    faults: list[Fault] = []
    made = {}
    for plan in plans:
        try:
            made[plan.dataset] = _text(plan, _called(folder, plan, calls[plan.function.name]))
        except PreparingError as error:
            faults += error.faults
    if faults:
        raise PreparingError(faults)
    return made


def _called(folder: Path, plan: Preparation, call: Callable[..., Any]) -> object:
    """What a function returns, given its files; it may read them, and touch nothing else."""
    paths = dict(zip(plan.function.parameters, plan.sources, strict=True))
    function = plan.function
    try:
        with watching(folder, may_read=SOURCE) as watch:
            made = call(**{name: folder / path for name, path in paths.items()})
    except ForbiddenError as error:
        raise PreparingError(function.fault(str(error), error.wanted or _ELSEWHERE)) from error
    except (Exception, SystemExit) as error:
        line = line_in(folder / PREPARE, error)
        raise PreparingError(function.fault(describe(error), line=line)) from error
    if others := sorted(watch.reads - set(plan.sources)):
        raise PreparingError(function.fault(f"reads {others[0]}, which none of its parameters names", _ELSEWHERE))
    return made


def _text(plan: Preparation, made: object) -> str:
    """A table as its file has it: the described columns in their order, a row a line, empty where there is no value."""
    function, columns = plan.function, list(plan.description.columns)
    if not isinstance(made, pd.DataFrame):
        came = "nothing" if made is None else f"a {type(made).__name__}"
        raise PreparingError(function.fault(f"returns {came}", "return the table, a pandas DataFrame"))
    table = made.reset_index() if any(made.index.names) else made
    found = list(map(str, table.columns))
    twice = dict.fromkeys(each for each in found if found.count(each) > 1)
    faults = [function.fault(f"returns two columns called {each}", "keep one") for each in twice]
    faults += [
        function.fault(f"returns no column {each}, which {PACKAGE} describes", near_miss(each, found))
        for each in columns
        if each not in found
    ]
    faults += [
        function.fault(f"returns a column {each}, which {PACKAGE} does not describe", near_miss(each, columns))
        for each in found
        if each not in columns
    ]
    if faults:
        raise PreparingError(dict.fromkeys(faults))
    return str(table.set_axis(found, axis="columns")[columns].to_csv(index=False, lineterminator="\n"))
