"""The pages of reference say what the code does: what is made from it is up to date, and what is not names all."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

import documents
import reference
from statbrief import drawing, periods
from statbrief.arithmetic import kinds
from statbrief.arithmetic.asked_digits import CLAUSES, FORMS
from statbrief.arithmetic.bounds import BOUNDS
from statbrief.companions.registry import COMPANIONS
from statbrief.data.package import PACKAGE_PROPERTIES, RESOURCE_PROPERTIES, SCHEMA_PROPERTIES
from statbrief.each.settings import EACH, SETTINGS
from statbrief.figures import checks
from statbrief.languages import labels
from statbrief.project.address import ADDRESS
from statbrief.project.brand import ACCENT, BRAND
from statbrief.project.release_fields import NEEDED, OPTIONAL, PUBLISHER, RELEASE
from statbrief.renderers.embedded import options
from statbrief.renderers.print_settings import LARGE
from statbrief.table_schema.columns import REPORTED_COLUMNS
from statbrief.table_schema.fields import PROPERTIES
from statbrief.typed_by_hand.titles import MASTHEAD


@pytest.fixture(scope="module")
def files(root: Path) -> str:
    """What is said of a brief's files."""
    return (root / "docs/files.md").read_text(encoding="utf-8")


def rows(text: str, head: str) -> dict[str, list[str]]:
    """The rows of the table whose first column is called `head`, by each name in their first cell."""
    start = text.index(f"| {head} |")
    lines = text[start:].split("\n\n", maxsplit=1)[0].splitlines()[2:]
    cells = [re.split(r"(?<!\\) \| ", line.strip("| ")) for line in lines]
    return {name: rest for first, *rest in cells for name in re.findall(r"`([^`]+)`", first)}


def section(text: str, title: str) -> str:
    """The part of the page under a heading."""
    return text.split(f"## {title}\n", maxsplit=1)[1].split("\n## ", maxsplit=1)[0]


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["analysis.md", "forms.md", "headlines.md", "record.md"])
def test_what_is_made_from_the_code_is_up_to_date(root: Path, name: str) -> None:
    """`make reference` would write just what is there."""
    assert reference.pages()[name] == (root / "docs" / name).read_text(encoding="utf-8"), "run make reference"


def test_the_schemas_for_editors_are_up_to_date() -> None:
    """`make reference` would write just what comes along."""
    for file, text in reference.schemas().items():
        assert text == file.read_text(encoding="utf-8"), "run make reference"


def test_all_that_a_brief_may_import_is_there(root: Path) -> None:
    """Every public name that a module for briefs makes itself, and what the first brief imports, has its place."""
    page = (root / "docs/analysis.md").read_text(encoding="utf-8")
    own = {name for name, each in vars(drawing).items() if getattr(each, "__module__", "") == drawing.__name__}
    assert {name for name in own if not name.startswith("_")} <= set(drawing.__all__)
    code = "".join(path.read_text(encoding="utf-8") for path in (root / "analysis").glob("*.py"))
    imported = re.findall(r"^from statbrief\.(?:drawing|checking|periods) import (.+)$", code, re.MULTILINE)
    names = {name.strip() for line in imported for name in line.split(",")}
    assert names > {"agree", "headed"}
    for name in {*names, *drawing.__all__, *checks.__all__, *periods.__all__}:
        assert f"### `{name}`" in page


def test_the_page_of_forms_has_all_kinds_and_all_forms(root: Path) -> None:
    """Those of the manual's table among them, in both languages; each kind has an example."""
    page = (root / "docs/forms.md").read_text(encoding="utf-8")
    examples = page.split("| figure | label |")[1].split("\n\n", maxsplit=1)[0]
    assert {row.split(" | ")[2].split(":")[0] for row in examples.splitlines()[2:]} == kinds.MEANINGS.keys()
    table = documents.page("prose").split("| `{{< var … >}}` | writes |")[1].split("\n\n", maxsplit=1)[0]
    named = {each for row in table.splitlines() for each in re.findall(r"`\w+\.(\w+)`", row)}
    of_digits = {each for each in named if each[-1].isdigit() or each.endswith("_full")}
    assert len(named) > 20
    for name in {*kinds.PERIODS, *FORMS, *CLAUSES, *named} - of_digits:
        assert f"`{name}`" in page, name


def test_every_companion_is_named_with_its_files(files: str) -> None:
    """Those that there are, and no other."""
    assert rows(files, "companion").keys() == COMPANIONS.keys()


def test_the_columns_of_tables_are_named(files: str) -> None:
    """Those of the reported figures, with each bound, and those of labels, with each kind."""
    reported = rows(section(files, "data/reported.csv"), "column")
    assert tuple(reported) == REPORTED_COLUMNS
    assert re.findall(r"`([^`]+)`", reported["bound"][0]) == [each for each in BOUNDS if each]
    said = rows(section(files, "data/labels.es.csv"), "column")
    assert tuple(said) == labels.COLUMNS
    assert re.findall(r"`([^`]+)`", said["kind"][0]) == list(labels.KINDS)


def test_all_that_a_package_may_declare_is_named(files: str) -> None:
    """Properties of a package, a resource, a schema and a field, and no other."""
    said = section(files, "data/datapackage.json")
    package = said.split("Of the package: ")[1].split("\n\n", maxsplit=1)[0]
    assert set(re.findall(r"`([^`]+)`", package)) == set(PACKAGE_PROPERTIES)
    assert rows(said, "of a resource").keys() == set(RESOURCE_PROPERTIES)
    assert rows(said, "of a schema").keys() == set(SCHEMA_PROPERTIES)
    assert rows(said, "of a field").keys() == set(PROPERTIES)


def as_said(known: Mapping[str, options.Kind]) -> dict[str, str]:
    """What each setting is, in the page's words."""
    phrases = {options.TEXT: "a text", options.TEXTS: "a text or a list of texts", options.MAP: "a mapping"}
    return {
        name: ", ".join(each for each in kind if each != options.FLAG)
        if isinstance(kind, tuple)
        else phrases.get(kind, kind)
        for name, kind in known.items()
    }


def first(cells: Iterable[tuple[str, list[str]]]) -> dict[str, str]:
    """The second column of a table."""
    return {name: rest[0] for name, rest in cells}


def test_all_settings_that_are_obeyed_are_named(files: str) -> None:
    """Of both formats and of each, with what they may be; and the words of cross-references."""
    said = section(files, "_quarto.yml and the front matter")
    both = rows(said, "in both formats")
    assert first(both.items()) == as_said(options.IN_BOTH)
    for name, own in options.IN_ONE.items():
        assert first(rows(said, f"under `{name}`").items()) == as_said(own)
    assert set(re.findall(r"`([^`]+)`", both["crossref"][1])) == options.CROSSREF


def test_the_fields_of_a_release_are_named(files: str) -> None:
    """Each that it must have or may have, and what statbrief reads beside them."""
    said = section(files, "_quarto.yml and the front matter")
    assert set(rows(said, "of a release")) == {*NEEDED, *OPTIONAL}
    assert set(rows(said, "of its own")) == {MASTHEAD, RELEASE, PUBLISHER, ADDRESS, ACCENT, BRAND, LARGE, EACH}
    assert set(rows(said, "of `each`")) == {*SETTINGS}


def test_the_kinds_of_figures_stand_in_the_manual() -> None:
    """The table of forms, to which the pages of reference lead, has every kind."""
    table = documents.page("kinds").split("| kind | told by |")[1].split("\n\n", maxsplit=1)[0]
    named = {each.strip() for row in table.splitlines()[2:] for each in row.split("|")[1].split(", ")}
    assert named == set(kinds.MEANINGS)
