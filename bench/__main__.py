"""How long a build takes, against what its tools alone take: `make bench`.

Everything is measured in one run on the machine at hand and told as ratios of medians, because seconds alone say
more about the machine than about the program. The aims are those that the project set itself.
"""

import itertools
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import areas
import large_tables
import larger_than_memory
import preview
import proof
from copies import ROOT, copy_of_project, environment, run
from plain import add_own_print, plain_brief

RUNS = 5
_CHECK = 0.25  # seconds


def main() -> None:
    """Print each measure with its aim."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        copy = copy_of_project(folder)
        _make(copy, "brief")
        plain = plain_brief(folder, copy)
        add_own_print(plain, copy)
        _printenvironment()
        _full_build(copy, plain)
        _prose_edit(copy, plain)
        bare = _without_companions(folder / "bare", copy)
        _full_build(bare, plain, ", without companions")
        _prose_edit(bare, plain, ", without companions")
        _nothing_changed(folder, copy)
        _many_figures(folder)
        _second_brief(copy)
        _memory(copy)
        _proof(folder, copy)
        preview.main()
        large_tables.main(list(large_tables.SIZES))
        areas.main()
        larger_than_memory.main()
        if shutil.which("quarto"):
            _quarto(folder, copy)


def _full_build(copy: Path, plain: Path, which: str = "") -> None:
    def tools() -> float:
        return _timed(lambda: run([sys.executable, str(ROOT / "bench" / "floor.py"), str(plain)], ROOT))

    label = f"full build from nothing built{which}"
    _print_ratio(
        label, lambda: _built_anew(copy), tools, "the floor: imports, charts, pandoc, Typst with the theme", 1.15
    )


def _prose_edit(copy: Path, plain: Path, which: str = "") -> None:
    _print_ratio(
        f"make after an edit of the prose{which}",
        lambda: _edited(copy),
        lambda: _pages_alone(plain),
        "two pandoc runs and the Typst compile of the theme, side by side",
        1.3,
    )


def _built_anew(copy: Path) -> float:
    """The seconds that a build takes where nothing is built."""
    _make(copy, "clean")
    return _timed(lambda: _make(copy, "brief"))


def _edited(copy: Path) -> float:
    """The seconds that a build takes once a sentence has another full stop."""
    brief = copy / "brief.qmd"
    text = brief.read_text(encoding="utf-8")
    brief.write_text(f"{text.rstrip()}.\n" if "Edited" in text else f"{text}\nEdited.\n", encoding="utf-8")
    return _timed(lambda: _make(copy, "brief"))


def _without_companions(folder: Path, copy: Path) -> Path:
    """The same brief that asks for no companions, as its tools alone make none."""
    shutil.copytree(copy, folder, symlinks=True)
    settings = folder / "_quarto.yml"
    lines = settings.read_text(encoding="utf-8").splitlines(keepends=True)
    settings.write_text("".join(each for each in lines if not each.startswith("companions:")), encoding="utf-8")
    return folder


def _pages_alone(plain: Path) -> float:
    command = [sys.executable, str(ROOT / "bench" / "floor.py"), str(plain), "--pages"]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def _nothing_changed(folder: Path, copy: Path) -> None:
    empty = folder / "empty"
    empty.mkdir()
    (empty / "Makefile").write_text("all:\n", encoding="utf-8")
    _make(copy, "brief")
    _print_ratio(
        "make when nothing has changed",
        lambda: _timed(lambda: _make(copy, "brief")),
        lambda: _timed(lambda: run(["make", "-q"], empty)),
        "make -q on an empty Makefile",
        1.5,
        runs=25,
    )


def _many_figures(folder: Path) -> None:
    briefs = {count: _brief_of(folder / f"of-{count}", count) for count in (10, 1_000)}

    def analyse(count: int) -> float:
        shutil.rmtree(briefs[count] / "_generated", ignore_errors=True)
        command = [sys.executable, "-m", "statbrief", "analyse", str(briefs[count])]
        return _timed(lambda: run(command, ROOT))

    label = "1,000 reported and 1,000 derived figures analysed"
    _print_ratio(label, lambda: analyse(1_000), lambda: analyse(10), "10 and 10", 2.5)


def _second_brief(copy: Path) -> None:
    """The brief in `examples/` against the first one: from nothing, and after what happens to each."""
    second = copy / "examples" / "employment"
    came = second / "source" / "us-employment.csv"
    months = came.read_text(encoding="utf-8").splitlines(keepends=True)
    values = itertools.cycle([("300000", "320000"), ("320000", "300000")])

    def from_nothing(brief: Path) -> float:
        _make(brief, "clean")
        return _timed(lambda: _make(brief, "brief"))

    def month_added() -> float:
        came.write_text("".join(months[:-1]), encoding="utf-8")
        _make(second, "brief")
        came.write_text("".join(months), encoding="utf-8")
        return _timed(lambda: _make(second, "brief"))

    def value_changed() -> float:
        _change_a_figure(copy, *next(values))
        return _timed(lambda: _make(copy, "brief"))

    label = "the second brief from nothing built"
    _print_ratio(label, lambda: from_nothing(second), lambda: from_nothing(copy), "the first", 1.5)
    label = "the second brief with a month added"
    _print_ratio(label, month_added, value_changed, "the first with a value changed", 1.2)


def _memory(copy: Path) -> None:
    _make(copy, "clean")
    process = subprocess.Popen(["make", "--silent", "brief"], cwd=copy, env=environment(), stdout=subprocess.DEVNULL)
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0  # wait4 has taken it; without this the object would wait again
    scale = 1 if sys.platform == "darwin" else 1024
    print(f"peak memory of the largest process: {used.ru_maxrss * scale / 1e6:.0f} MB (aim: 200 MB at most)")


def _proof(folder: Path, copy: Path) -> None:
    """What check, verify and diff take on the real brief, and how that grows with a brief ten times as large."""
    _make(copy, "brief")
    briefs = {count: proof.large_brief(folder / f"large-{count}", count) for count in proof.SIZES}
    taken: dict[str, dict[int, float]] = {}
    for count, brief in {0: copy, **briefs}.items():
        old = folder / f"old-{count}"
        shutil.copytree(_built(brief), old)
        _change_a_figure(brief)
        _built(brief)
        for name, command in proof.commands(old, brief, environment()).items():
            command()
            taken.setdefault(name, {})[count] = statistics.median(_timed(command) for _ in range(RUNS))
    few, many = proof.SIZES
    for name, times in taken.items():
        growth = times[many] / times[few]
        verdict = "met" if growth <= many / few else "missed"
        print(
            f"{name}: {times[0]:.3f} s; {times[many]:.2f} s for {many:,} figures and {many // 5} pages"
            f" = {growth:.1f} × {times[few]:.2f} s for a tenth of both (aim: {many // few} ×, {verdict})"
        )
    real = taken["check"][0]
    print(f"check of the real brief: {real:.2f} s (aim: {_CHECK} s, {'met' if real <= _CHECK else 'missed'})")


def _built(brief: Path) -> Path:
    """The brief's pages, made anew."""
    command = [sys.executable, "-m", "statbrief", "build", str(brief), "--renderer", "embedded"]
    run(command, ROOT)
    return brief / "_output"


def _change_a_figure(brief: Path, old: str = "300000", new: str = "320000") -> None:
    """Another value for one reported figure, as a correction would have it."""
    reported = brief / "data" / "reported.csv"
    text = reported.read_text(encoding="utf-8")
    reported.write_text(text.replace(f",{old},", f",{new},").replace(",100000,", ",100100,", 1), encoding="utf-8")


def _quarto(folder: Path, copy: Path) -> None:
    """The first brief by Quarto, and builds against the same brief as analysts write it there, with cells of Python.

    Quarto runs those with the Python that QUARTO_PYTHON names, which needs ipykernel, pandas, pint and matplotlib.
    """
    environment = {**os.environ, "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])}

    def rendered(brief: Path) -> float:
        command = ["quarto", "render", "brief.qmd"]
        return statistics.median(_timed(lambda: run(command, brief, environment)) for _ in range(RUNS))

    print(f"quarto render of the same brief, both formats: {rendered(copy):.2f} s")
    peer = folder / "peer"
    shutil.copytree(ROOT / "bench" / "peer", peer)
    for name in ("reported.csv", "mexican_may_arrests.csv", "sources.bib"):
        shutil.copy(copy / "data" / name, peer)
    try:
        theirs = rendered(peer)
    except subprocess.CalledProcessError:
        print("the same brief with cells of Python: not measured, for Quarto has no Python that runs them")
        return
    for label, ours, aim in (("from nothing", _built_anew, 8), ("after an edit of the prose", _edited, 20)):
        ours(copy)
        faster = theirs / statistics.median(ours(copy) for _ in range(RUNS))
        verdict = "met" if faster >= aim else "missed"
        print(f"{label}: {faster:.1f} × faster than the {theirs:.2f} s of cells of Python (aim: {aim} ×, {verdict})")


def _print_ratio(
    label: str, ours: Callable[[], float], other: Callable[[], float], against: str, aim: float, runs: int = RUNS
) -> None:
    """Measure the two in turn, after one run of each that does not count."""
    ours(), other()
    pairs = [(ours(), other()) for _ in range(runs)]
    mine, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = mine / theirs
    verdict = "met" if ratio <= aim else "missed"
    print(f"{label}: {mine:.3f} s = {ratio:.2f} × {theirs:.3f} s of {against} (aim: {aim:g} ×, {verdict})")


def _printenvironment() -> None:
    print(f"medians of {RUNS} runs or more on {os.cpu_count()} processors, Python {sys.version.split()[0]}")


def _timed(action: Callable[[], None]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _make(folder: Path, target: str) -> None:
    run(["make", "--silent", "RENDERER=embedded", target] if target != "brief" else ["make", "--silent"], folder)


def _brief_of(folder: Path, count: int) -> Path:
    """A brief with `count` reported figures and as many derived from two of them each, and no charts."""
    (folder / "data").mkdir(parents=True)
    (folder / "analysis").mkdir()
    head = "id,label,value,unit,rounded_to,bound,period,source,locator,note\n"
    rows = [f"a{n},Count {n},{1_000 + 40 * n},person,10,,2022-05,s,p. {n},\n" for n in range(count)]
    (folder / "data" / "reported.csv").write_text(head + "".join(rows), encoding="utf-8")
    (folder / "data" / "sources.bib").write_text("@misc{s, title = {Source}}\n", encoding="utf-8")
    (folder / "data" / "units.txt").write_text("person = [person]\n", encoding="utf-8")
    pairs = [(f"a{n}", f"a{(n + 1) % count}") for n in range(count)]
    formulas = [
        f'def d{n}({one}, {other}):\n    """Ratio {n}"""\n    return {one} / {other}\n'
        for n, (one, other) in enumerate(pairs)
    ]
    (folder / "analysis" / "derived.py").write_text("\n\n".join(formulas), encoding="utf-8")
    return folder


if __name__ == "__main__":
    main()
