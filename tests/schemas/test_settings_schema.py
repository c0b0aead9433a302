"""Editors are told of `_quarto.yml` what the program says of its own keys: each refuses what the other does."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest
import yaml

from said_by_schemas import Json, Said, disagreements, said_by
from statbrief.companions.asked import faults_of_companions
from statbrief.each.settings import EACH, NEEDED_OF_EACH, read_each
from statbrief.each.settings import SETTINGS as OF_EACH
from statbrief.engine.address import address_of
from statbrief.errors import Fault, ProjectError
from statbrief.project.accent import faults_of_accent
from statbrief.project.address import faults_of_address
from statbrief.project.brand import BRAND
from statbrief.project.data_inside import faults_of_data_inside
from statbrief.project.project import read_project
from statbrief.project.release_fields import NEEDED, OF_PUBLISHER, OPTIONAL, faults_of_release
from statbrief.renderers.embedded.options import OF_THE_BRIEF, faults_of_settings
from statbrief.renderers.print_settings import SIDES, faults_of_print
from statbrief.schemas.editors import SETTINGS

Way = tuple[str, ...]
POOL: tuple[object, ...] = (
    *(
        None,
        True,
        0,
        12,
        "x",
        "",
        [],
        ["x"],
        [["x"]],
        {},
        {"x": 1},
        "a *b*",
        "#8a1c2b",
        "#fff",
        "8.6pt",
        "auto",
        "4 MB",
    ),
    *(
        "xlsx",
        ["xlsx", "csv"],
        "https://example.org/",
        "example.org",
        {"name": "Office"},
        {"name": "A", "logo": "a.svg"},
    ),
    *({"name": "A", "logo": "a.gif"}, {"logo": "a.svg"}, "postgres://host/db", {"x": {"column": "y", "also": ["US"]}}),
    *({"x": {"colum": "y"}}, {"x": ""}),
)
"""What stands nowhere, or somewhere: tried in each place."""
RELEASE = {name: ["said"] for name in NEEDED} | {"publisher": {"name": "A", "logo": "a.svg"}}
EACH_OF = dict.fromkeys(NEEDED_OF_EACH, "x")
LEVELS: Mapping[str, tuple[Way, tuple[str, ...], Json]] = {
    "top": (
        (),
        (
            "masthead",
            "data-inside",
            "data-engine",
            "address",
            "edition-of",
            "project",
            *(each for each in OF_THE_BRIEF if each != BRAND),
        ),
        {},
    ),
    "release": (("release",), (*NEEDED, *OPTIONAL, "x"), {"release": RELEASE}),
    "publisher": (("publisher",), (*OF_PUBLISHER, "x"), {"publisher": {"name": "A"}}),
    "each": (("each",), (*OF_EACH, "x"), {"each": EACH_OF}),
    "html": (("format", "html"), OF_THE_BRIEF, {"format": {"html": {}}}),
    "typst": (("format", "typst"), (*OF_THE_BRIEF, "fontsize", "margin"), {"format": {"typst": {}}}),
    "margin": (("format", "typst", "margin"), (*SIDES, "x"), {"format": {"typst": {"margin": {}}}}),
}
UNSEEN = (
    "has no publisher",  # a brand may have one
    "does not exist",  # a file
    "contrast",
    "is more than verify reads",
)
"""Parts of what the program says of what a schema cannot know."""


@pytest.fixture(scope="module")
def told() -> Said:
    """What an editor says by the schema that comes along."""
    return said_by(SETTINGS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A brief's folder, with a picture."""
    made = tmp_path_factory.mktemp("brief")
    (made / "a.svg").write_text("<svg/>", encoding="utf-8")
    (made / "brief.qmd").write_text("Text.\n", encoding="utf-8")
    return made


def complaints(settings: Json, folder: Path) -> list[str]:
    """What the program says of such settings, whichever renderer makes the pages."""
    (folder / "_quarto.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    try:
        project = read_project(folder)
        address_of(folder)
    except ProjectError as error:
        return [*map(str, error.faults)]
    faults: list[Fault] = [*faults_of_accent(project), *faults_of_address(project), *faults_of_release(project)]
    faults += [*faults_of_data_inside(project), *faults_of_print(project)]
    faults += faults_of_companions(project, analysed=True)
    faults += [each for each in faults_of_settings(project) if "is no option of" in each.found]
    if settings.get(EACH) is not None or "edition-of" in settings:
        try:
            read_each(project)
        except ProjectError as error:
            faults += error.faults
    return [*map(str, faults)]


def cases(level: str) -> Iterator[tuple[str, Json]]:
    """Each key of a level with each value of the pool."""
    way, names, base = LEVELS[level]
    for name in names:
        for value in POOL:
            settings = json.loads(json.dumps(base))
            place = settings
            for step in way:
                place = place[step]
            place[name] = value
            yield f"{level}: {name}: {value!r}", settings


@pytest.mark.thorough
@pytest.mark.parametrize("level", LEVELS)
def test_each_refuses_what_the_other_refuses(
    told: Said, folder: Path, monkeypatch: pytest.MonkeyPatch, level: str
) -> None:
    """Of each key at its level, whatever stands there."""
    monkeypatch.delenv("STATBRIEF_DATA_ENGINE", raising=False)
    assert disagreements(cases(level), partial(complaints, folder=folder), told, UNSEEN) == []


def test_every_setting_of_our_own_is_in_the_schema(root: Path) -> None:
    """Those of the page of reference, which another test holds to the code, and those that its text tells of."""
    page = (root / "docs/files.md").read_text(encoding="utf-8")
    table = page.split("| of its own | says |")[1].split("\n\n", maxsplit=1)[0]
    named = set(re.findall(r"^\| `([^`]+)`", table, re.MULTILINE))
    known = json.loads(SETTINGS.read_text(encoding="utf-8"))["properties"].keys()
    assert known == named | {"companions", "data-inside", "data-engine", "edition-of", "project", "format"}


def test_the_settings_of_both_briefs_and_their_front_matter_are_taken(root: Path, told: Said) -> None:
    """As editors see them."""
    for folder in (root, root / "examples/employment"):
        assert told(yaml.safe_load((folder / "_quarto.yml").read_text(encoding="utf-8"))) == ""
        for document in folder.glob("brief*.qmd"):
            front = yaml.load(document.read_text(encoding="utf-8").split("---\n")[1], yaml.BaseLoader)  # noqa: S506 -- texts
            assert told(front) == ""


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            {"each": EACH_OF | {"slug": ["x"]}},
            "_quarto.yml:5:3: each: slug: not a text; its column with the names of their folders: slug: slug",
        ),
        (
            {"format": {"typst": {"fontsize": ["8pt"]}}},
            (
                "_quarto.yml:3:5: fontsize: '['8pt']' is not a length; write a number and its unit, such as 0.5in, "
                "12mm or 30pt"
            ),
        ),
        ({"address": []}, "_quarto.yml:1:1: address: not a text; write it as https://example.org/brief"),
    ],
    ids=["each", "fontsize", "address"],
)
def test_what_is_of_another_shape_is_told(folder: Path, settings: Json, said: str) -> None:
    """A list where a text stands, too."""
    assert complaints(settings, folder) == [said]
