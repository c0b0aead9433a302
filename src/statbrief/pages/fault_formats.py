"""Faults for machines: as annotations that a code host puts at their lines in a pull request, and as JSON.

Source of the annotations: GitHub's documentation of workflow commands, "Setting an error message"; their escapes are
those of actions/toolkit (a percent sign and ends of lines everywhere, colons and commas too in properties).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath

from statbrief.characters import printable
from statbrief.errors import Fault

_IN_TEXT = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTIES = {**_IN_TEXT, ":": "%3A", ",": "%2C"}


def as_annotations(
    errors: Sequence[Fault], warnings: Sequence[Fault], folder: str = "", questions: Sequence[Fault] = ()
) -> str:
    """A workflow command for each fault, and a notice for each open question.

    Files are relative to where `folder` is, the brief's, such as ``briefs/jobs``.

    >>> print(as_annotations([Fault(file="brief.qmd", line=3, column=5, what="number", found="12: typed")], [], "a"))
    ::error file=a/brief.qmd,line=3,col=5,title=number::12: typed
    """
    return "\n".join(
        [
            *(_command("error", each, folder) for each in errors),
            *(_command("warning", each, folder) for each in warnings),
            *(_command("notice", each, folder) for each in questions),
        ]
    )


def _command(level: str, fault: Fault, folder: str) -> str:
    known = {"file": _inside(folder, fault.file), "line": fault.line, "col": fault.column, "title": fault.what}
    said = ",".join(f"{name}={_escaped(str(value), _IN_PROPERTIES)}" for name, value in known.items() if value)
    return f"::{level} {said}::{_escaped('; '.join(filter(None, (fault.found, fault.wanted))), _IN_TEXT)}"


def as_json(
    errors: Sequence[Fault], warnings: Sequence[Fault], folder: str = "", questions: Sequence[Fault] = ()
) -> str:
    """All faults as JSON: lists of `errors` and `warnings`, each with file, line, column, what, found and wanted.

    So are the questions that the data of a draft leave `open`.
    """
    told = {
        name: [
            {
                "file": _inside(folder, fault.file),
                "line": fault.line,
                "column": fault.column,
                "what": fault.what,
                "found": fault.found,
                "wanted": fault.wanted,
            }
            for fault in faults
        ]
        for name, faults in (("errors", errors), ("warnings", warnings), *([("open", questions)] if questions else []))
    }
    return json.dumps({"holds": not errors, **told}, indent=2)  # in ASCII: nothing in it steers what shows it


def _inside(folder: str, file: str) -> str:
    return (PurePosixPath(folder) / file).as_posix()


def _escaped(text: str, signs: Mapping[str, str]) -> str:
    return printable(text).translate({ord(sign): escape for sign, escape in signs.items()})


FORMATS: Mapping[str, Callable[[Sequence[Fault], Sequence[Fault], str, Sequence[Fault]], str]] = {
    "github": as_annotations,
    "json": as_json,
}
"""How faults may be written, by the names of the formats."""
