"""A brief as pandoc alone can turn it into pages: what the floor is measured on."""

import re
import shutil
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
