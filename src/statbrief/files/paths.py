"""Where the analysis of an edition writes what its prose uses, and how the prose asks for it.

The brief's own edition has `_generated/`, and its variables where Quarto looks for them. Every other edition has a
folder of its own in there, so that the analyses of all of them stand side by side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

GENERATED = "_generated"
EDITIONS = f"{GENERATED}/editions"
VARIABLES = "_variables.yml"
WRITTEN = (f"{GENERATED}/", VARIABLES)
"""How the paths of all that an analysis writes begin."""

EXTENSION = "statbrief"
"""The Quarto extension that speaks the shortcodes below."""
SHORTCODES: Mapping[str, int] = {
    "chart": 1,
    "table": 1,
    "caption": 1,
    "figures": 0,
    "checks": 0,
    "revisions": 0,
}
"""The shortcodes that stand for something generated, and how many arguments each has."""


@dataclass(frozen=True)
class Generated:
    """The places of one edition's analysis, as paths relative to the brief's folder; `edition` is its tag, if any."""

    edition: str = ""

    @property
    def document(self) -> str:
        """The prose of the edition."""
        return f"brief.{self.edition}.qmd" if self.edition else DOCUMENT

    @property
    def folder(self) -> str:
        """Where all of it stands but, for the brief's own edition, the variables."""
        return f"{EDITIONS}/{self.edition}" if self.edition else GENERATED

    @property
    def variables(self) -> str:
        """The figures in all their forms."""
        return f"{self.folder}/variables.yml" if self.edition else VARIABLES

    @property
    def record(self) -> str:
        """All that is known of the analysis."""
        return f"{self.folder}/record.json"

    @property
    def build(self) -> str:
        """What pages say of their build: its mark, and the brief's date."""
        return f"{self.folder}/build.yml"

    @property
    def release(self) -> str:
        """What pages say of a release and its publisher, for Quarto's extension."""
        return f"{self.folder}/release.json"

    @property
    def address(self) -> str:
        """What print says of the brief's address."""
        return f"{self.folder}/address.typ"

    @property
    def charts(self) -> str:
        """The folder of the charts."""
        return f"{self.folder}/charts"

    def shown(self, name: str, argument: str = "") -> str:
        """The Markdown that a shortcode of `SHORTCODES` stands for.

        >>> Generated().shown("figures"), Generated("es").shown("caption", "rain")
        ('_generated/figures.md', '_generated/editions/es/charts/rain.caption.md')
        """
        return f"{self.charts}/{argument}.{name}.md" if SHORTCODES[name] else f"{self.folder}/{name}.md"

    def own(self, path: str) -> str:
        """The edition's own file where the prose names the one of the brief's own edition.

        >>> Generated("es").own("_generated/figures.md"), Generated("es").own("parts/method.md")
        ('_generated/editions/es/figures.md', 'parts/method.md')
        """
        inside = path.startswith(f"{GENERATED}/") and not path.startswith(f"{GENERATED}/editions/")
        return f"{self.folder}/{path.removeprefix(f'{GENERATED}/')}" if inside else path


EACH = f"{GENERATED}/each"
"""Where the editions of areas are made, each in a folder of its own."""
PREVIEW = f"{GENERATED}/preview"
"""Where a preview makes what it shows, in a folder for each that runs."""

INDEX = "index.html"
"""Leads to the editions of areas, beside their folders."""
EDITIONS_FILE = "editions.json"
"""Lists the editions of areas, beside their folders."""

OWN = Generated()
"""The places of the brief's own edition."""

PROJECT_FILE = "_quarto.yml"
DOCUMENT = "brief.qmd"
"""The prose of the brief's own edition."""
DOCUMENTS = "brief*.qmd"
"""The pattern of its name and those of other editions."""
OUTPUT_DIR = "_output"
"""Where pages go, unless the project's settings name another folder."""
PUBLISHED = "brief.json"
"""The published record's name inside pages; there, it is always the same."""

KEPT = "published"
"""The folder of the records of what was released."""

REPORTED = "data/reported.csv"
PACKAGE = "data/datapackage.json"
DEFINITIONS = "data/units.txt"
BIBLIOGRAPHY = ".bib"
"""The ending of bibliographies."""
SOURCES = f"data/sources{BIBLIOGRAPHY}"
LABELS = "data/labels.{}.csv"
"""The labels of the brief in a language."""

SOURCE = "source"
"""The folder of the files that data are prepared from, as their publishers made them."""
PREPARE = "analysis/prepare.py"
DERIVED = "analysis/derived.py"
CHECKS = "analysis/checks.py"
EACH_CHECKS = "analysis/each.py"
"""Checks that hold the editions of all areas together."""
CHARTS = "analysis/charts.py"
TABLES = "analysis/tables.py"
THEME = "theme"
STYLE = f"{THEME}/brief.mplstyle"
EXTENSIONS = "_extensions"
"""The folder of Quarto's extensions."""
PARTS = ("data", "analysis", THEME, EXTENSIONS)
"""The folders of which all files make the brief what it is: they are attached, or their hashes are."""

FONTS = f"{GENERATED}/fonts"
STYLES = f"{GENERATED}/styles"
"""Where what was made of pandoc's own style of citations is kept."""
FILTERS = f"{GENERATED}/filters"
"""Where Quarto's extension finds the filters that it shares with the embedded renderer."""
LAID_THEME = f"{GENERATED}/{THEME}"
"""Where settings name files of the theme that is in force, so that Quarto finds them, too."""
QUARTO_LOG = f"{GENERATED}/quarto.log"
