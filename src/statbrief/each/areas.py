"""The areas of a brief: which there are, and what of the data each of them has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from statbrief.data.package import Description
from statbrief.data.package_lines import placed
from statbrief.each.settings import EACH, Each
from statbrief.each.tables import Cut, Table, read_described, read_table, texts_of
from statbrief.errors import DerivingError, Fault, Place, ProjectError, ReadingError, in_order, near_miss
from statbrief.figures.area import Area
from statbrief.figures.functions import read_functions
from statbrief.files.paths import DERIVED, DOCUMENT, PACKAGE, REPORTED
from statbrief.files.plain_text import read_plain_text
from statbrief.files.read import is_absent
from statbrief.languages.placeholders import AREA
from statbrief.project.project import document_of
from statbrief.table_schema.columns import REPORTED_COLUMNS
from statbrief.table_schema.csv_table import Row, parse_table

_SLUG = re.compile(r"\w[\w-]{0,99}")
_OF_SYSTEMS = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9¹²³]", re.IGNORECASE)
"""Names that no file has on Windows."""
_MOST_STRANGERS = 20


@dataclass(frozen=True)
class Listed:
    """An area as its row has it: with the edition it is made in, empty for the brief's own, and the row's line."""

    area: Area
    edition: str
    line: int


@dataclass(frozen=True, kw_only=True)
class Areas:
    """The areas of a brief, in the order of their rows, with the tables of which each has its own rows alone.

    `path` is the file that lists them, `elsewhere` is all that stands in the tables that every edition has whole.
    """

    each: Each
    path: str
    listed: tuple[Listed, ...]
    tables: Mapping[str, Table]
    elsewhere: frozenset[str]

    def parts(self, area: Area) -> dict[str, Cut]:
        """What an area has of the files of which each has its own rows alone, by name."""
        return {self.tables[name].path: self.tables[name].cut(self._own(name, area)) for name in self.tables}

    def gone(self, area: Area, texts: Collection[str]) -> frozenset[str]:
        """Those of these texts that other areas have in their rows, and this one has nowhere in its data."""
        others = {each for each in texts if each in self._texts and each not in self.elsewhere}
        own = {text for name in self.tables for text in texts_of(self._own(name, area))} if others else set()
        return frozenset(others - own)

    def lacks_data(self, area: Area) -> str:
        """The datasets that have no row of an area, where none has, but for the one that lists the areas."""
        names = [name for name in self.tables if name != self.each.dataset]
        return " or ".join(names) if names and not any(self._by[name].get(area.code) for name in names) else ""

    def _own(self, name: str, area: Area) -> list[Row]:
        codes = {area.code, *self.each.rows[name].also}
        return sorted((row for code in codes for row in self._by[name].get(code, ())), key=lambda row: row.line)

    @cached_property
    def _by(self) -> dict[str, dict[str, list[Row]]]:
        return {name: table.by(self.each.rows[name].column) for name, table in self.tables.items()}

    @cached_property
    def _texts(self) -> frozenset[str]:
        return frozenset[str]().union(*(texts_of(table.rows) for table in self.tables.values()))


def read_areas(folder: Path, each: Each) -> Areas:
    """The areas of the brief in `folder`, and the tables that are cut for them.

    Raises `ProjectError` for settings that name what is not there, `ReadingError` for rows that make no edition, and
    for rows of areas that there are none of.
    """
    described = read_described(folder)
    if faults := [*_unknown(each, described)]:
        raise ProjectError(in_order(faults))
    if faults := [*_taken(folder, described)]:
        raise ReadingError(faults)
    tables = {name: read_table(folder, described[name]) for name in described}
    listed, faults = _listed(folder, each, tables[each.dataset])
    faults += _strangers(each, tables, [one.area.code for one in listed])
    if faults:
        raise ReadingError(in_order(faults))
    whole = [texts_of(table.rows) for name, table in tables.items() if name not in each.rows]
    return Areas(
        each=each,
        path=tables[each.dataset].path,
        listed=tuple(listed),
        tables={name: tables[name] for name in each.rows},
        elsewhere=frozenset[str]().union(*whole),
    )


def _unknown(each: Each, described: Mapping[str, Description]) -> Iterator[Fault]:
    """Datasets and columns that the settings name and that there are not."""
    names = {"dataset": each.dataset} if each.dataset not in described else {}
    for key, name in names.items():
        yield each.place(key).fault(f"{EACH}: {key}", f"there is no dataset '{name}'", _datasets(name, described))
    for key, column in each.columns.items() if each.dataset in described else ():
        yield from _column_faults(each.place(key), f"{EACH}: {key}", column, described[each.dataset], is_text=True)
    for name, own in each.rows.items():
        place, what = each.place("rows", name), f"{EACH}: rows: {name}"
        if name not in described:
            yield place.fault(what, f"there is no dataset '{name}'", _datasets(name, described))
            continue
        yield from _column_faults(place, what, own.column, described[name])
    for name, table in described.items():
        for reference in table.keys.foreign if name not in each.rows else ():
            if reference.table in each.rows:
                found = f"{name} refers to {reference.table}, of which each edition has its own rows alone"
                yield each.place("rows", reference.table).fault(
                    f"{EACH}: rows", found, f"add {name}, or leave {reference.table} whole"
                )
    yield from _parted_otherwise(each, described)


def _parted_otherwise(each: Each, described: Mapping[str, Description]) -> Iterator[Fault]:
    """Datasets of one file, of which an edition has other rows by one name than by another: it has the file once."""
    for name, own in each.rows.items():
        for other, table in described.items():
            is_one_file = name in described and other != name and table.path == described[name].path
            if is_one_file and each.rows.get(other) != own:
                found = f"{other} is of the same file, {table.path}, and each edition has of that what {name} has"
                wanted = f"give {other} a file of its own"
                yield each.place("rows", name).fault(f"{EACH}: rows: {name}", found, wanted)


def _taken(folder: Path, described: Mapping[str, Description]) -> Iterator[Fault]:
    """Faults of what has the name that the area itself has in each edition."""
    found, wanted = f"'{AREA}' is what the area of an edition is called", "rename it"
    if AREA in described:
        yield from placed([Place(PACKAGE).fault(f"{AREA}: name", found, wanted)], folder)
    for function in read_functions(folder, DERIVED, DerivingError):
        if function.name == AREA:
            yield function.fault(found, wanted)
    path = folder / REPORTED
    rows = [] if is_absent(path) else parse_table(read_plain_text(path, REPORTED), REPORTED_COLUMNS, REPORTED)[0]
    yield from (Place(REPORTED, row.line).fault("id", found, wanted) for row in rows if row.cells["id"] == AREA)


def _datasets(name: str, described: Mapping[str, Description]) -> str:
    return near_miss(name, described) or f"the datasets are {', '.join(described)}"


def _column_faults(
    place: Place, what: str, column: str, table: Description, *, is_text: bool = False
) -> Iterator[Fault]:
    if column not in table.columns:
        wanted = near_miss(column, table.columns) or f"its columns are {', '.join(table.columns)}"
        yield place.fault(what, f"{table.name} has no column '{column}'", wanted)
    elif is_text and table.columns[column].type != "string":
        found = f"the column '{column}' of {table.name} is of type {table.columns[column].type}"
        yield place.fault(what, found, "declare it as string")


def _listed(folder: Path, each: Each, table: Table) -> tuple[list[Listed], list[Fault]]:
    """The areas as the rows have them, and what is wrong with these."""
    listed, faults = [], []
    for row in table.rows:
        said = {what: row.cells[column] for what, column in each.columns.items()}
        place = Place(table.path, row.line)
        wrong = [*_empty(place, each, said), *_edition_faults(folder, place, each, said)]
        if said["slug"] and not is_slug(said["slug"]):
            found = f"'{said['slug']}' is no name of a folder"
            wrong.append(place.fault(each.slug, found, "write letters, digits, - and _, such as new-york"))
        faults += wrong
        area = Area(said["name"], said["code"], unicodedata.normalize("NFC", said["slug"]))
        listed.append(Listed(area, said.get("language", ""), row.line))
    faults += _twice(table.path, each.code, [(one.area.code, one.area.code, one.line) for one in listed])
    faults += _twice(table.path, each.slug, [(one.area.slug, one.area.slug.casefold(), one.line) for one in listed])
    if not listed:
        faults.append(Place(table.path).fault("rows", "there are none", "write one for each area"))
    return listed, faults


def is_slug(slug: str) -> bool:
    """Whether a text may be the name of a folder, on every system and in an address.

    >>> [is_slug(each) for each in ("new-york", "Ñuble", "a/b", "a b", "..", "", "con")]
    [True, True, False, False, False, False, False]
    """
    return _SLUG.fullmatch(slug) is not None and _OF_SYSTEMS.fullmatch(slug) is None


def _empty(place: Place, each: Each, said: Mapping[str, str]) -> Iterator[Fault]:
    for what in ("code", "name", "slug"):
        if not said[what]:
            yield place.fault(each.columns[what], "nothing", "fill it in")


def _edition_faults(folder: Path, place: Place, each: Each, said: Mapping[str, str]) -> Iterator[Fault]:
    if edition := said.get("language", ""):
        try:
            document_of(folder, edition)
        except ProjectError as error:
            wanted = f"{error.faults[0].wanted}; leave it empty for {DOCUMENT}"
            yield place.fault(each.language, f"no edition is called '{edition}'", wanted)


def _twice(path: str, column: str, said: Iterable[tuple[str, str, int]]) -> Iterator[Fault]:
    """Faults of what another row has already: each text with what it is told apart by, and its line."""
    first: dict[str, tuple[str, int]] = {}
    for text, key, line in said:
        other, above = first.setdefault(key, (text, line))
        if key and above != line:
            found = f"'{text}' is that of line {above} too"
            found = found if other == text else f"'{text}' is '{other}' of line {above}, but for case"
            yield Place(path, line).fault(column, found, "each area has its own")


def _strangers(each: Each, tables: Mapping[str, Table], codes: list[str]) -> Iterator[Fault]:
    """Faults of rows that no edition would have."""
    for name, own in each.rows.items():
        known = {*codes, *own.also}
        rows = [row for row in tables[name].rows if row.cells[own.column] not in known]
        for row in rows[:_MOST_STRANGERS]:
            code = row.cells[own.column]
            found = f"'{code}' is no area of {each.dataset}, so no edition has this row"
            wanted = near_miss(code, known) or "add it there, or, if every edition is to have its rows, to also"
            yield Place(tables[name].path, row.line).fault(own.column, found, wanted)
        if len(rows) > _MOST_STRANGERS:
            found = f"{len(rows) - _MOST_STRANGERS} more rows are of no area"
            yield Place(tables[name].path).fault(own.column, found)
        for code in own.also:
            if not any(row.cells[own.column] == code for row in tables[name].rows):
                found, wanted = f"no row of {name} has '{code}'", near_miss(code, tables[name].by(own.column))
                yield each.place("rows", name).fault(f"{EACH}: rows: {name}", found, wanted)
