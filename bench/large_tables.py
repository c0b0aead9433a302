"""Large tables: what analysing them costs, against a plain script that reads, checks and computes the same with pandas.

    python bench/large_tables.py [ROWS ...]     the ratios, of 20,000 and 100,000 rows if nothing is said
    python bench/large_tables.py --plain FOLDER     the plain script alone, on the brief in a folder
    python bench/large_tables.py --ours FOLDER     the analysis alone

Both tell the processor seconds beyond their imports, how many bytes their peak lies above these, how many the table
has in pandas, and all numbers: each figure's value and the ends of its range, which have to be the same.
"""

import json
import math
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SIZES = (20_000, 100_000)
RUNS = 3
MOST_TIME, MOST_MEMORY = 2, 3
"""Times what the plain script takes, and times the table."""
REGIONS, KINDS = 50, ("Inpatient", "Outpatient", "Emergency", "Home care", "Other")
_IN_7, _URGENT = 'claims["region"] == "Region 7"', 'claims["kind"] == "Emergency"'
FIGURES = {
    "total_cost": 'claims["cost"].sum()',
    "total_visits": 'claims["visits"].sum()',
    "total_hours": 'claims["hours"].sum()',
    "mean_cost": 'claims["cost"].mean()',
    "mean_visits": 'claims["visits"].mean()',
    "mean_hours": 'claims["hours"].mean()',
    "median_cost": 'claims["cost"].median()',
    "largest_cost": 'claims["cost"].max()',
    "claims_in_all": "len(claims)",
    "claims_in_7": f"({_IN_7}).sum()",
    "cost_in_7": f'claims.loc[{_IN_7}, "cost"].sum()',
    "hours_in_7": f'claims.loc[{_IN_7}, "hours"].sum()',
    "urgent_cost": f'claims.loc[{_URGENT}, "cost"].sum()',
    "mean_urgent_cost": f'claims.loc[{_URGENT}, "cost"].mean()',
    "largest_of_regions": 'claims.groupby("region")["cost"].sum().max()',
    "dearest_region": 'claims.groupby("region")["cost"].sum().idxmax()',
    "cost_of_a_year": 'claims.loc[claims["month"].dt.year == 2021, "cost"].sum()',
    "cost_per_visit": 'claims["cost"].sum() / claims["visits"].sum()',
}
"""What functions return, each of the whole table."""
SHARES = {"share_of_7": ("cost_in_7", _IN_7), "urgent_share": ("urgent_cost", _URGENT)}
"""Quotients of one of these by the cost of all, with the rows of the first."""
HALVES = {"cost": 5.0, "hours": 0.05}


def main(sizes: list[int]) -> None:
    """Print the ratios of each size, with their aims."""
    with tempfile.TemporaryDirectory() as scratch:
        for rows in sizes:
            _compare(rows, brief_of(Path(scratch) / str(rows), rows))


def _compare(rows: int, brief: Path) -> None:
    runs = [(_measured("--ours", brief), _measured("--plain", brief)) for _ in range(RUNS)]
    for ours, plain in runs:
        _refuse_others(ours["numbers"], plain["numbers"])
    mine, theirs = (statistics.median(each[which]["seconds"] for each in runs) for which in (0, 1))
    peak, table = (statistics.median(each[0][what] for each in runs) for what in ("peak", "table"))
    label = f"{len(FIGURES) + len(SHARES)} figures of {rows:,} rows"
    time_met = "met" if mine <= MOST_TIME * theirs else "missed"
    memory_met = "met" if peak <= MOST_MEMORY * table else "missed"
    print(
        f"{label}: {mine:.2f} s = {mine / theirs:.1f} × {theirs:.2f} s of a plain script, of processors, beyond both "
        f"imports (aim: {MOST_TIME} ×, {time_met}); "
        f"{peak / 1e6:.0f} MB above the imports = {peak / table:.1f} × the table (aim: {MOST_MEMORY} ×, {memory_met})"
    )


def _measured(which: str, brief: Path) -> dict[str, Any]:
    command = [sys.executable, __file__, which, str(brief)]
    found: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return found


def _refuse_others(ours: dict[str, Any], plain: dict[str, Any]) -> None:
    """Stop where the two do not say the same."""
    for name, numbers in plain.items():
        found = ours[name]
        same = found == numbers if isinstance(numbers, str) else all(map(_is_same, found, numbers))
        if not same:
            raise SystemExit(f"{name}: {found}, and {numbers} in plain pandas")


def _is_same(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-9)


def brief_of(folder: Path, rows: int) -> Path:
    """A brief with a table of so many made-up claims, and twenty figures."""
    import numpy as np

    for part in ("data", "analysis"):
        (folder / part).mkdir(parents=True)
    drawn = np.random.default_rng(1)
    columns = [
        *(drawn.integers(0, most, rows).tolist() for most in (60, REGIONS, len(KINDS))),
        *(drawn.integers(least, most, rows).tolist() for least, most in ((1, 20_000), (0, 40), (1, 2_000))),
    ]
    lines = (
        f"{place},{2018 + month // 12}-{month % 12 + 1:02},Region {region},{KINDS[kind]},{cost}0,{visits},{hours / 10}"
        for place, (month, region, kind, cost, visits, hours) in enumerate(zip(*columns, strict=True), start=1)
    )
    text = "\n".join(["id,month,region,kind,cost,visits,hours", *lines, ""])
    (folder / "data" / "claims.csv").write_text(text, encoding="utf-8")
    (folder / "data" / "datapackage.json").write_text(json.dumps(_package()), encoding="utf-8")
    (folder / "data" / "sources.bib").write_text("@misc{agency, title = {Agency}}\n", encoding="utf-8")
    (folder / "data" / "units.txt").write_text("visit = [visit]\nUSD = [currency]\n", encoding="utf-8")
    code = [f'def {name}(claims):\n    """{name}"""\n    return {told}\n' for name, told in FIGURES.items()]
    code += [
        f'def {name}({part}, total_cost) -> "share":\n    """{name}"""\n    return {part} / total_cost\n'
        for name, (part, _) in SHARES.items()
    ]
    (folder / "analysis" / "derived.py").write_text("\n\n".join(code), encoding="utf-8")
    (folder / "_quarto.yml").write_text("lang: en\n", encoding="utf-8")
    return folder


def _package() -> dict[str, Any]:
    fields = [
        {"name": "id", "type": "integer", "constraints": {"required": True, "minimum": 1}},
        {"name": "month", "type": "yearmonth"},
        {"name": "region", "type": "string", "constraints": {"required": True}},
        {"name": "kind", "type": "string", "constraints": {"enum": list(KINDS)}},
        {"name": "cost", "type": "number", "unit": "USD", "rounded_to": 10, "constraints": {"minimum": 0}},
        {"name": "visits", "type": "integer", "unit": "visit", "rounded_to": "exact", "constraints": {"maximum": 100}},
        {"name": "hours", "type": "number", "unit": "hour", "rounded_to": 0.1},
    ]
    schema = {"primaryKey": "id", "fields": fields}
    described = {"name": "claims", "path": "claims.csv", "source": "agency", "period": "{month}", "schema": schema}
    return {"name": "brief", "resources": [described]}


# -- the two -------------------------------------------------------------------------------------------------------
def ours(folder: Path) -> dict[str, Any]:
    """The analysis of the brief."""
    import matplotlib as mpl  # noqa: F401 -- imported, as an analysis does
    import pint_pandas  # noqa: F401 -- as above

    from statbrief.analysis.analysis import analyse

    before = _spent()
    found = analyse(folder, "en")
    seconds, peak = (now - then for now, then in zip(_spent(), before, strict=True))
    numbers: dict[str, Any] = {
        name: [each.value, each.range.low, each.range.high] for name, each in found.figures.items()
    }
    numbers |= {name: str(each.value) for name, each in found.answers.items()}
    table = int(found.datasets["claims"].table.memory_usage(deep=True).sum())
    return {"seconds": seconds, "peak": peak, "table": table, "numbers": numbers}


def plain(folder: Path) -> dict[str, Any]:
    """What somebody would write by hand for this table: text checked against what is declared, then pandas thrice."""
    import numpy as np
    import pandas as pd

    before = _spent()
    fields = json.loads((folder / "data/datapackage.json").read_text(encoding="utf-8"))["resources"][0]["schema"][
        "fields"
    ]
    text = pd.read_csv(folder / "data" / "claims.csv", dtype=str, keep_default_na=False)
    table = pd.DataFrame({each["name"]: _checked(text[each["name"]], each, np, pd) for each in fields}).set_index("id")
    _hold(is_so=table.index.is_unique)
    moved = [
        table,
        *(table.assign(**{name: table[name] + side * half for name, half in HALVES.items()}) for side in (-1, 1)),
    ]
    numbers: dict[str, Any] = {}
    for name, told in FIGURES.items():
        found = [eval(told, {"claims": each, "len": len}) for each in moved]  # noqa: S307 -- of this file
        numbers[name] = found[0] if isinstance(found[0], str) else [float(each) for each in found]
    for name, (_, condition) in SHARES.items():
        mask = eval(condition, {"claims": table})  # noqa: S307 -- of this file
        inside, others = table["cost"][mask].sum(), table["cost"][~mask].sum()
        reach, room = HALVES["cost"] * int(mask.sum()), HALVES["cost"] * int((~mask).sum())
        ends = [(inside + side * reach, others - side * room) for side in (0, -1, 1)]
        numbers[name] = [float(one / (one + other)) for one, other in ends]
    seconds, peak = (now - then for now, then in zip(_spent(), before, strict=True))
    return {"seconds": seconds, "peak": peak, "table": int(table.memory_usage(deep=True).sum()), "numbers": numbers}


def _checked(texts: Any, field: dict[str, Any], np: Any, pd: Any) -> Any:  # noqa: ANN401 -- of pandas, imported where it is timed
    must = field.get("constraints", {})
    _hold(is_so=not (must.get("required") and (texts == "").any()))
    if field["type"] == "string":
        _hold(is_so="enum" not in must or texts.isin(must["enum"]).all())
        return texts
    if field["type"] == "yearmonth":
        _hold(is_so=texts.str.fullmatch(r"[0-9]{4}-[0-9]{2}").all())
        different = texts.unique()
        return pd.PeriodIndex(texts.map(dict(zip(different, pd.PeriodIndex(different, freq="M"), strict=True))))
    is_whole = field["type"] == "integer"
    _hold(is_so=texts.str.fullmatch(r"-?[0-9]+" if is_whole else r"-?[0-9]+(\.[0-9]+)?").all())
    numbers = texts.astype("int64" if is_whole else "float64")
    _hold(is_so=(numbers >= must.get("minimum", -math.inf)).all() and (numbers <= must.get("maximum", math.inf)).all())
    if isinstance(step := field.get("rounded_to"), int | float):
        _hold(is_so=np.allclose(numbers / step, (numbers / step).round(), atol=1e-6))
    return numbers


def _hold(*, is_so: object) -> None:
    if not is_so:
        raise SystemExit("the table is not as it is declared")


def _spent() -> tuple[float, float]:
    """Processor seconds of this process and of those that it began, and its largest size in bytes."""
    own, begun = (resource.getrusage(each) for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in (own, begun)), own.ru_maxrss * 1024.0


if __name__ == "__main__":
    if sys.argv[1:2] in (["--plain"], ["--ours"]):
        print(json.dumps((plain if sys.argv[1] == "--plain" else ours)(Path(sys.argv[2]))))
    else:
        main([int(each) for each in sys.argv[1:]] or list(SIZES))
