"""What pandoc and its filters say on standard error: faults that stop the build, warnings that are passed on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from statbrief.errors import Fault, Place
from statbrief.prose.document import Prose
from statbrief.renderers.citations import missing_citation

FAULT = "statbrief-fault "
VERSION = "statbrief-pandoc "
FILE = "statbrief-file "
TYPST = "statbrief-typst"

_MISSING_CITATION = re.compile(r"Citeproc: citation (\S+) not found")
_NOT_FETCHED = re.compile(r"Could not fetch resource (\S+?):?(?:\s|$)")
_PLACE = re.compile(r"line (\d+) column (\d+)")


@dataclass(frozen=True, kw_only=True)
class Messages:
    """What one run of pandoc said."""

    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    files: tuple[str, ...]
    version: str


def read_messages(said: str, prose: Prose, source: str, first_line: int) -> Messages:
    """What pandoc said of the file `source`, in which the prose starts at line `first_line`."""
    said = said.replace(f"{source} ", "")
    faults: list[Fault] = []
    unfetched: list[Fault] = []
    warnings: list[Fault] = []
    files: list[str] = []
    version = ""
    for message in _messages(said):
        if message.startswith(FAULT):
            faults.append(_fault(json.loads(message[len(FAULT) :]), prose))
        elif message.startswith(VERSION):
            version = message[len(VERSION) :].strip()
        elif message.startswith(TYPST):
            continue
        elif message.startswith(FILE):
            files.append(unquote(message[len(FILE) :].strip()))
        elif missing := _NOT_FETCHED.search(message):
            unfetched.append(_not_fetched(missing[1], prose))
        elif missing := _MISSING_CITATION.search(message):
            faults.append(missing_citation(missing[1], prose))
        else:
            warnings.append(_placed(message, prose, first_line))
    # The filters know more of the pictures that they see; raw HTML they do not look into.
    faults += [fault for fault in unfetched if fault.line not in {known.line for known in faults}]
    return Messages(
        faults=tuple(dict.fromkeys(faults)),
        warnings=tuple(dict.fromkeys(warnings)),
        files=tuple(dict.fromkeys(files)),
        version=version,
    )


def unquote(address: str) -> str:
    """An address as the name of a file.

    >>> unquote("a%20chart.svg")
    'a chart.svg'
    """
    return re.sub(r"%([0-9A-Fa-f]{2})", lambda code: chr(int(code[1], 16)), address)


def _messages(said: str) -> Iterator[str]:
    """A message may go on in indented lines."""
    message = ""
    for line in said.splitlines():
        if message and line.startswith("  "):
            message = f"{message} {line.strip()}"
            continue
        if message.strip():
            yield message
        message = line
    if message.strip():
        yield message


def _fault(said: dict[str, str], prose: Prose) -> Fault:
    first = next(filter(None, map(str.strip, said["find"].splitlines())), "")  # of a formula in several lines
    whole = r"(?![\w-])" if first[-1:].isalnum() else ""  # .column is not .columns
    place = prose.find(re.compile(re.escape(first) + whole))
    wanted = said["wanted"]
    return place.fault(said["what"], said["found"], wanted)


def _not_fetched(name: str, prose: Prose) -> Fault:
    """A page that names what is not in it would load it from elsewhere, or show nothing."""
    place = prose.find(re.compile(re.escape(name)))
    wanted = "paths are relative to the brief's folder"
    return place.fault("resource", f"{name} cannot be put into the page", wanted)


def _placed(message: str, prose: Prose, first_line: int) -> Fault:
    """A warning, and where in the brief it belongs when pandoc said so."""
    text = message.removeprefix("[WARNING] ").strip()
    match = _PLACE.search(text)
    if match is None:
        return Place(prose.project.document).fault("pandoc", text)
    place = prose.place_of(int(match[1]) - first_line + 1, int(match[2]))

    def told(found: re.Match[str]) -> str:
        at = prose.place_of(int(found[1]) - first_line + 1, int(found[2]))
        return f"{at.file} line {at.line} column {at.column}"

    return place.fault("pandoc", _PLACE.sub(told, text))
