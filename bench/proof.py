"""What it costs to prove a brief: check, verify and diff, on the real brief and on large ones."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

SIZES = (100, 1_000)
"""Figures of the two large briefs; for each five there is a page of prose."""
_PARAGRAPHS_A_PAGE = 8
_HEAD = "id,label,value,unit,rounded_to,bound,period,source,locator,note\n"
_SETTINGS = """\
lang: en
bibliography: data/sources.bib
format: {html: {theme: none, minimal: true, embed-resources: true}, typst: {papersize: us-letter}}
"""
_TALK = (
    "The count of the district stood at {one} when the year began, and {other} where the survey asked again. "
    "Between them lies a ratio of {ratio}, anything from {reach}, and what the offices wrote in their own reports "
    "does not go further than that. Nobody who reads the tables should take the digits for more than they are."
)


def large_brief(folder: Path, figures: int) -> Path:
    """A brief with so many figures, half of them derived, and a page of prose for each five."""
    (folder / "data").mkdir(parents=True)
    (folder / "analysis").mkdir()
    half = figures // 2
    rows = [f"a{n},Count {n},{100_000 + 3_700 * n},person,100,,2022-05,s,p. {n},\n" for n in range(half)]
    (folder / "data" / "reported.csv").write_text(_HEAD + "".join(rows), encoding="utf-8")
    (folder / "data" / "sources.bib").write_text("@misc{s, title = {Source}, year = {2022}}\n", encoding="utf-8")
    (folder / "data" / "units.txt").write_text("person = [person]\n", encoding="utf-8")
    (folder / "analysis" / "derived.py").write_text("\n\n".join(map(_ratio, range(half))), encoding="utf-8")
    (folder / "_quarto.yml").write_text(_SETTINGS, encoding="utf-8")
    paragraphs = [_paragraph(n, half) for n in range(figures // 5 * _PARAGRAPHS_A_PAGE)]
    body = "\n\n".join(paragraphs)
    (folder / "brief.qmd").write_text(
        f"---\ntitle: A large brief\n---\n\n{body}\n\n{{{{< include _generated/figures.md >}}}}\n", encoding="utf-8"
    )
    return folder


def _ratio(n: int) -> str:
    return (
        f'def d{n}(a{n}, a{max(0, n - 1)}):\n    """Ratio {n}"""\n    return a{n} / a{max(0, n - 1)}\n'
        if n
        else ('def d0(a0, a1):\n    """Ratio 0"""\n    return a0 / a1\n')
    )


def _paragraph(n: int, half: int) -> str:
    forms = {
        "one": f"a{n % half}.value",
        "other": f"a{(7 * n) % half}.about",
        "ratio": f"d{n % half}.times",
        "reach": f"d{n % half}.range",
    }
    return _TALK.format(**{name: f"{{{{< var {form} >}}}}" for name, form in forms.items()})


def statbrief(*arguments: object, folder: Path, environment: dict[str, str], accept: tuple[int, ...] = (0,)) -> None:
    """Run the program; `accept` are the exit codes that are no failure."""
    command = [sys.executable, "-m", "statbrief", *map(str, arguments)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    if done.returncode not in accept:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr.decode()}")


def commands(old: Path, new: Path, environment: dict[str, str]) -> dict[str, Callable[[], None]]:
    """By name, what is measured on a brief in `new` whose last build is in `old`."""

    def run(*arguments: object, accept: tuple[int, ...] = (0,)) -> Callable[[], None]:
        return lambda: statbrief(*arguments, folder=new, environment=environment, accept=accept)

    return {
        "check": run("check"),
        "verify brief.html": run("verify", "--quiet", "_output/brief.html"),
        "verify brief.pdf": run("verify", "--quiet", "_output/brief.pdf"),
        "diff of two builds": run("diff", old / "brief.html", "_output/brief.html", accept=(0, 1)),
    }
