"""A brief as pandoc and Typst alone can turn it into pages: what the floor is measured on."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from statbrief.files.paths import OWN, SHORTCODES


def plain_brief(folder: Path, copy: Path) -> Path:
    """The brief as plain Markdown that pandoc alone can turn into pages: what the floor is measured on."""
    plain = folder / "plain"
    (plain / "charts").mkdir(parents=True)
    variables = yaml.safe_load((copy / "_variables.yml").read_text(encoding="utf-8"))
    text = (copy / "brief.qmd").read_text(encoding="utf-8")
    text = re.sub(
        rf"\{{\{{< ({'|'.join(SHORTCODES)})\b ?(\w*) >\}}\}}",
        lambda each: (copy / OWN.shown(each[1], each[2])).read_text(encoding="utf-8"),
        text,
    )

    def value(each: re.Match[str]) -> str:
        found = variables
        for key in each[1].split("."):
            found = found[key]
        return str(found)

    text = re.sub(r"\{\{< var (\S+) >\}\}", value, text).replace("_generated/charts/", "charts/")
    text = re.sub(r"(?<!\S)\(?@(fig|tbl)-[\w-]+\)?", "", text)  # cross-references are the generator's work
    (plain / "plain.md").write_text(text, encoding="utf-8")
    for picture in (copy / "_generated" / "charts").glob("*.svg"):
        shutil.copy(picture, plain / "charts")
    shutil.copy(copy / "data" / "sources.bib", plain)
    return plain


def add_own_print(plain: Path, copy: Path) -> None:
    """Add the print of the brief in `copy` as Typst source in the brief's own theme, and a link to what that names.

    The floor then compiles this, and not what pandoc would write without a theme.
    """
    settings = copy / "_quarto.yml"
    own = settings.read_text(encoding="utf-8")
    settings.write_text(own.replace("  typst:\n", "  typst:\n    keep-typ: true\n", 1), encoding="utf-8")
    command = [sys.executable, "-m", "statbrief", "render", str(copy), "--to", "pdf", "--renderer", "embedded"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    settings.write_text(own, encoding="utf-8")
    shutil.move(copy / "_output" / "brief.typ", plain / "own.typ")
    (plain / "own").symlink_to(copy, target_is_directory=True)
