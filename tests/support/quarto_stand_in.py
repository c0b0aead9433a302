"""What Quarto 1.10.18 was seen to do with a project, for tests on machines without it: a program called `quarto`.

It makes no pages of its own: it copies those in the folder that STAND_IN_PAGES names, or writes a word into each. What
it refuses, in which order it does things, what it tells a project's steps and what it prints are as a real Quarto did
and said it; `test_quarto_stand_in.py` holds the same things against a real one where there is one. Each call is noted
in `called.jsonl` in the folder that it was made in.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

INCLUDE = re.compile(r"\{\{<\s*include\s+(\S+)\s*>\}\}")
ENDINGS = {"html": "html", "typst": "pdf", "docx": "docx"}
NO_VERAPDF = (
    "WARN: PDF standard validation requested but verapdf is not installed.\n"
    "Install with: quarto install verapdf\nStandards requested: a-3a, ua-1"
)


REFUSED = {
    "formats": (("brief.qmd", "--to", "html,typst"), "ERROR: Unknown format html,typst"),
    "folder": (
        ("other.qmd", "--output-dir", "x"),
        "ERROR: The --output-dir flag can only be used when rendering projects.",
    ),
    "include": (("brief.qmd",), "ERROR: Include directive failed."),
}
"""What a real Quarto refuses, and its words: formats in a project that lists some; a folder for a document that the
project does not list; anything while a document that it lists includes a file that is not there."""


def say(text: str) -> None:
    """Print it as Quarto prints what it does."""
    sys.stderr.write(f"{text}\n")


def fail(said: str) -> None:
    """Say it as Quarto says errors, and leave."""
    say(f"\033[91mERROR: {said}\033[39m\n\nStack trace:\n    at renderProject (quarto.js)")
    sys.exit(1)


def read_yaml(text: str) -> Any:  # noqa: ANN401 -- YAML
    """What a text in YAML says."""
    import yaml  # which takes longer than to say a version

    return yaml.safe_load(text)


def option(arguments: list[str], name: str) -> str:
    """The value of an option that is given, taken out of the arguments; nothing when it is not."""
    if name not in arguments:
        return ""
    place = arguments.index(name)
    value = arguments[place + 1]
    del arguments[place : place + 2]
    return value


def metadata(arguments: list[str]) -> dict[str, Any]:
    """What `-M key:value` gives, its values read as YAML."""
    found = {}
    while given := option(arguments, "-M") or option(arguments, "--metadata"):
        key, _, value = given.partition(":")
        found[key] = read_yaml(value)
    return found


def steps(project: dict[str, Any], name: str, environment: dict[str, str]) -> None:
    """Run the project's own steps; one that fails stops everything."""
    commands = project.get(name) or []
    for command in [commands] if isinstance(commands, str) else commands:
        if subprocess.run(shlex.split(command), env={**os.environ, **environment}, check=False).returncode != 0:
            sys.exit(1)


def formats_of(document: str, config: dict[str, Any]) -> list[str]:
    """The formats that a document and its project list, html where they list none."""
    front = Path(document).read_text(encoding="utf-8").split("\n---", maxsplit=1)[0].removeprefix("---")
    listed = (read_yaml(front) or {}).get("format") or config.get("format") or "html"
    return [listed] if isinstance(listed, str) else list(listed)


def made(document: str, target: str, folder: Path, beside: Path) -> Path:
    """A page of a document in a format."""
    ending = ENDINGS[target]
    page = folder / f"{Path(document).stem}.{ending}"
    folder.mkdir(parents=True, exist_ok=True)
    pages = os.environ.get("STAND_IN_PAGES")
    if os.environ.get("STAND_IN_FORGETS") != ending:
        if pages:
            shutil.copy(Path(pages) / page.name, page)
        else:
            page.write_text("page\n" if ending == "html" else "print\n", encoding="utf-8")
    (beside / "_generated").mkdir(exist_ok=True)  # pictures are copied as well
    return page


def render(arguments: list[str]) -> None:
    """`quarto render [FILE] [--to FORMAT] [--output-dir DIR] [-M KEY:VALUE]`."""
    config = read_yaml(Path("_quarto.yml").read_text(encoding="utf-8")) or {}
    project = config.get("project") or {}
    target, output = option(arguments, "--to"), option(arguments, "--output-dir")
    note({"to": target, "output-dir": output, "metadata": metadata(arguments), "files": arguments})
    listed = project.get("render") or sorted(path.name for path in Path().glob("*.qmd"))
    documents = arguments or listed
    for document in filter(os.path.exists, listed):  # those that are not there are passed over
        for name in INCLUDE.findall(Path(document).read_text(encoding="utf-8")):
            if not Path(name).is_file():
                fail(f"Include directive failed.\n  in file {document}, \n  could not find file {name}.")
    if set(documents) <= set(listed):
        render_project(config, documents, target, Path(output or project.get("output-dir") or "."))
    elif output:
        fail("The --output-dir flag can only be used when rendering projects.")
    else:  # no document of the project: it is rendered alone, beside itself, without the project's steps
        for document in documents:
            made(document, target or formats_of(document, config)[0], Path(), Path())


def render_project(config: dict[str, Any], documents: list[str], target: str, folder: Path) -> None:
    """Render documents that the project lists, between its own steps."""
    project = config.get("project") or {}
    environment = {"QUARTO_PROJECT_OUTPUT_DIR": str(folder)}
    steps(project, "pre-render", {**environment, "QUARTO_PROJECT_INPUT_FILES": "\n".join(documents)})
    files = [page for document in documents for page in render_document(config, document, target, folder)]
    if edit := os.environ.get("STAND_IN_EDITS"):  # somebody saves a file meanwhile
        name, old, new = edit.split("|")
        Path(name).write_text(Path(name).read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    say(os.environ.get("STAND_IN_SAYS", "").encode().decode("unicode_escape"))
    steps(project, "post-render", {**environment, "QUARTO_PROJECT_OUTPUT_FILES": "\n".join(map(str, files))})
    say(f"Output created: {files[0]}")


def render_document(config: dict[str, Any], document: str, target: str, folder: Path) -> Iterator[Path]:
    """The pages of a document in the formats that are asked for."""
    if "," in target and config.get("format"):
        fail(f"Unknown format {target}")
    for name in formats_of(document, config) if target in {"", "all"} else target.split(","):
        say(f"pandoc \n  to: {name}\n  standalone: true\n")
        yield made(document, name, folder, folder)
        if name == "typst" and "pdf-standard" in Path("_quarto.yml").read_text(encoding="utf-8"):
            say(f"\033[33m{NO_VERAPDF}\033[39m")


def note(call: dict[str, Any]) -> None:
    """Add a call to what the tests look at."""
    names = ("PATH", "SOURCE_DATE_EPOCH", "STATBRIEF_SEALS")
    call["environment"] = {name: os.environ[name] for name in names if name in os.environ}
    with Path("called.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(call) + "\n")


if __name__ == "__main__":
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(os.environ.get("STAND_IN_VERSION", "1.10.18") + "\n")
    elif failing := os.environ.get("STAND_IN_FAILS"):
        for name in os.environ.get("STAND_IN_LEAVES", "").split():
            Path(name).touch()
        fail(failing)
    else:
        render(sys.argv[2:])
