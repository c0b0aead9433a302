"""What `data/datapackage.json` says of one column: its type, unit, rounding and constraints."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from decimal import Decimal

from statbrief.arithmetic.bounds import AS_STATED
from statbrief.data.cells import parse_step
from statbrief.data.units import Registry, Unit, is_count, parse_unit, unit_name
from statbrief.errors import RefusedError, with_article
from statbrief.files.paths import REPORTED
from statbrief.table_schema.constraints import Constraints, read_constraints
from statbrief.table_schema.fields import NUMBERS, Field, Missing, read_field
from statbrief.table_schema.open_questions import NOT_SAID


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: how its cells are read, its unit (None when it measures nothing), rounding step, and what it must be.

    `counted` names its unit where that counts things. `is_as_stated` is of one whose rounding nobody has said yet, and
    `has_open_unit` of one whose unit is not said: its numbers are plain.
    """

    form: Field
    unit: Unit | None = None
    rounded_to: Decimal | None = None
    constraints: Constraints = field(default_factory=Constraints)
    counted: str = ""
    is_as_stated: bool = False
    has_open_unit: bool = False

    @property
    def name(self) -> str:
        """What its head says."""
        return self.form.name

    @property
    def type(self) -> str:
        """Table Schema's."""
        return self.form.type

    @property
    def period(self) -> str:
        """The frequency of the periods that its cells are; nothing where they are none, or measure something."""
        return self.form.period if self.unit is None else ""


def read_column(said: object, missing: Missing, registry: Registry | None) -> Column:
    """A column from its description. Raises `RefusedError`."""
    if not isinstance(said, dict):
        raise RefusedError("is not described", "give the column its name, type and unit")
    form = read_field(said, missing)
    constraints = read_constraints(form, said.get("constraints"))
    if registry is None:
        return Column(form=form, constraints=constraints)
    unit, step = said.get("unit"), said.get("rounded_to")
    try:
        measured = parse_unit(registry, "1" if unit == NOT_SAID else str(unit)) if unit is not None else None
    except ValueError as error:
        raise RefusedError(f"unit '{unit}' is not a unit", str(error)) from error
    if not (form.type in NUMBERS and form.starts == 1) and (measured is not None or step is not None):
        raise RefusedError(f"has a unit or a step and is {with_article(form.kind)}", "write type number or integer")
    if measured is not None and step is None:  # silence is not exactness, no more than in a row of reported.csv
        raise RefusedError("has a unit and no rounded_to", "write the step that the source rounded to, or exact")
    return Column(
        form=form,
        unit=measured,
        rounded_to=_read_step(step) if step not in (None, NOT_SAID) else None,
        constraints=constraints,
        counted=unit_name(measured) if measured is not None and is_count(registry, measured) else "",
        is_as_stated=step == NOT_SAID,
        has_open_unit=unit == NOT_SAID,
    )


def _read_step(step: object) -> Decimal | None:
    if isinstance(step, float) and math.isfinite(step):  # JSON's 0.00001 is 1e-05 to Python
        step = f"{Decimal(str(step)):f}"
    if step == AS_STATED:
        raise RefusedError(f"rounded_to is {AS_STATED}, which rows of {REPORTED} may be", "write a step, or exact")
    try:
        return parse_step(str(step))
    except RefusedError as error:
        raise RefusedError(f"rounded_to {error.found}", error.wanted) from error
