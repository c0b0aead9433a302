"""What was sealed, verified before it is published: what `statbrief verify` would refuse never replaces good pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from statbrief.copies.copy import Copy
from statbrief.errors import Fault, Place, RenderingError
from statbrief.record.record_types import AttachedRecord
from statbrief.verify.verify import faults

_UNPUBLISHED = "statbrief verify would refuse the pages, so they are not published"


def refuse_unproved(copies: Iterable[Copy]) -> None:
    """Raises RenderingError with all that verifying finds wrong with the copies of one build, each thing once."""
    wrong: dict[tuple[str, str, str], Fault] = {}
    for copy in copies:
        for fault in faults(copy):
            wrong.setdefault((fault.what, fault.found, fault.wanted), _placed(fault, copy))
    if wrong:
        raise RenderingError(wrong.values())


def _placed(fault: Fault, copy: Copy) -> Fault:
    """The fault where its author finds it: in the file of the brief that it is about, else in the page."""
    attached: Mapping[str, AttachedRecord] = json.loads(copy.record)["attached"]
    kind, _, name = fault.what.partition(" ")
    is_named = kind == "file" and (name in attached or any(name == each["file"] for each in attached.values()))
    file = attached.get(name, {"file": name})["file"] if is_named else fault.file
    what = "file" if is_named else fault.what
    return Place(file).fault(what, fault.found, "; ".join(filter(None, [fault.wanted, _UNPUBLISHED])))
