"""A brief that says it is a release says all that a release says, or is told what it lacks."""

from pathlib import Path

import pytest

from briefs import write_brief
from checked_prose import check_prose
from statbrief.analysis.write import write_analysis
from statbrief.errors import ProjectError, ProseError
from statbrief.project.address import address_of, faults_of_address
from statbrief.project.project import read_project
from statbrief.project.release_fields import NEEDED, faults_of_release, publisher_of

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>\n'
FIELDS = {
    "main-points": '["{{< var arrests_2022.about >}} arrests."]',
    "publisher": "{name: Example Statistics Office, logo: logo.svg}",
    "contact": "press@example.org",
    "next": '"{{< var arrests_2022.period >}}"',
    "licence": "Free to use",
    "quality": "Rounded by the agency",
    "notes": "An arrest is an event.",
}


def released(folder: Path, fields: dict[str, str], *others: str, config: str = "lang: en\n") -> Path:
    """A brief that is a release with these fields, from line 5 on, and further lines of front matter above them."""
    write_brief(folder)
    (folder / "logo.svg").write_text(LOGO, encoding="utf-8")
    (folder / "_quarto.yml").write_text(config, encoding="utf-8")
    front = ["---", "title: A", "date: 2022-07-12", *others, "release:"]
    front += [f"  {key}: {value}" for key, value in fields.items()]
    rows = "{{< var arrests_2022.about >}}\n\n{{< figures >}}\n"
    (folder / "brief.qmd").write_text("\n".join([*front, "---", "", rows]), encoding="utf-8")
    return folder


def told(folder: Path) -> list[str]:
    """What is wrong with the fields of the brief in a folder."""
    project = read_project(folder)
    return [str(each) for each in (*faults_of_release(project), *faults_of_address(project))]


def test_a_release_that_says_everything_lacks_nothing(tmp_path: Path) -> None:
    """How to cite it and its address may be left out."""
    assert told(released(tmp_path, FIELDS)) == []


def test_a_brief_that_is_none_needs_nothing(tmp_path: Path) -> None:
    """Without `release:` no field is asked for."""
    folder = write_brief(tmp_path)
    (folder / "brief.qmd").write_text("---\ntitle: A\n---\n", encoding="utf-8")
    assert told(folder) == []


def test_all_that_a_release_lacks_is_told_at_once(tmp_path: Path) -> None:
    """At its line, each with an example of what to write."""
    wanted = [f"brief.qmd:4:1: release: has no {key}; write {key}: {example}" for key, example in NEEDED.items()]
    assert sorted(told(released(tmp_path, {}))) == sorted(wanted)
    assert len(wanted) == len(FIELDS)


@pytest.mark.parametrize("key", FIELDS)
def test_each_field_is_missed(tmp_path: Path, key: str) -> None:
    """Where it is not there, and where it says nothing."""
    for value in ({}, {key: ""}):
        fields = {each: text for each, text in FIELDS.items() if each != key} | value
        assert told(released(tmp_path, fields)) == [f"brief.qmd:4:1: release: has no {key}; write {key}: {NEEDED[key]}"]


IN_FULL = "write it as https://example.org/brief"
QUALITY = NEEDED["quality"]
WANTED_PUBLISHER = f"write publisher: {NEEDED['publisher']}"


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"licens": "Free"}, "12:3: release: licens is no field of a release; did you mean licence?"),
        (
            {"colophon": "Set in Fira"},
            f"12:3: release: colophon is no field of a release; they are {', '.join([*NEEDED, 'cite', 'address'])}",
        ),
        (
            {"quality": "{provisional: yes}"},
            f"10:3: quality: '{{'provisional': 'yes'}}' is not a text or a list of texts; write quality: {QUALITY}",
        ),
        ({"notes": "true"}, f"11:3: notes: 'True' is not a text or a list of texts; write notes: {NEEDED['notes']}"),
        (
            {"address": "example.org/bulletin"},
            f"12:3: address: 'example.org/bulletin' is not the address of a page; {IN_FULL}",
        ),
        ({"publisher": "Example Office"}, f"4:1: release: its publisher has no logo; {WANTED_PUBLISHER}"),
        ({"publisher": "{logo: logo.svg}"}, f"4:1: release: its publisher has no name; {WANTED_PUBLISHER}"),
        (
            {"publisher": "{logo: logo.svg}"},
            "6:15: logo: has no text alternative; write the publisher's name beside it: name: …",
        ),
        (
            {"publisher": "{name: A, logo: none.svg}"},
            "6:24: logo: none.svg does not exist; paths are relative to the brief's folder",
        ),
        (
            {"publisher": "{name: A, logo: ../logo.svg}"},
            "6:24: logo: ../logo.svg leads out of the brief's folder; copy the file into the brief's folder",
        ),
        (
            {"publisher": "{name: A, logo: brief.qmd}"},
            "6:24: logo: brief.qmd is neither SVG nor PNG; save it as one of them, such as theme/logo.svg",
        ),
        (
            {"publisher": "{name: A, logo: logo.svg, logos: b.svg}"},
            "6:40: publisher: logos says nothing of it; did you mean logo?",
        ),
        (
            {"publisher": '{name: "*A*", logo: logo.svg}'},
            "6:15: publisher: '*A*' is not a plain text; write its name alone: Example Statistics Office",
        ),
    ],
)  # fmt: skip
def test_what_a_field_may_not_be_is_told_at_its_place(tmp_path: Path, changed: dict[str, str], fault: str) -> None:
    """With what it should be, or which field was probably meant."""
    assert f"brief.qmd:{fault}" in told(released(tmp_path, FIELDS | changed))


def test_a_release_that_is_no_mapping_is_told(tmp_path: Path) -> None:
    """`release: true` says what it is, and nothing of it."""
    folder = released(tmp_path, {})
    text = (folder / "brief.qmd").read_text(encoding="utf-8").replace("release:", "release: true")
    (folder / "brief.qmd").write_text(text, encoding="utf-8")
    assert told(folder) == ["brief.qmd:4:1: release: 'True' is not a mapping; write its fields below it, indented"]


def test_a_publisher_may_stand_beside_the_release(tmp_path: Path) -> None:
    """In the project's settings, for all editions; that of the release goes before it. So it is with the address."""
    config = "lang: en\npublisher: {name: Of all, logo: logo.svg}\naddress: https://example.org/all\n"
    fields = {key: value for key, value in FIELDS.items() if key != "publisher"}
    folder = released(tmp_path, fields, config=config)
    assert told(folder) == []
    settings = read_project(folder).metadata
    assert (publisher_of(settings), address_of(settings)) == (("Of all", "logo.svg"), "https://example.org/all")
    own = read_project(released(tmp_path, FIELDS | {"address": "https://example.org/own"}, config=config)).metadata
    assert (publisher_of(own).name, address_of(own)) == ("Example Statistics Office", "https://example.org/own")


def test_a_publisher_of_a_brief_that_is_no_release_is_looked_at_too(tmp_path: Path) -> None:
    """Its logo must be there, at its line of the project's settings."""
    folder = write_brief(tmp_path)
    (folder / "_quarto.yml").write_text("lang: en\npublisher:\n  name: A\n  logo: a.png\n", encoding="utf-8")
    (folder / "brief.qmd").write_text("---\ntitle: A\n---\n", encoding="utf-8")
    assert told(folder) == ["_quarto.yml:4:3: logo: a.png does not exist; paths are relative to the brief's folder"]


# -- fields are prose --------------------------------------------------------------------------------------------------


@pytest.fixture
def analysed_release(tmp_path: Path) -> Path:
    """A release whose figures were derived."""
    folder = released(tmp_path, FIELDS)
    write_analysis(folder, "en")
    return folder


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("notes", '"There were 70,000 arrests."', '11:22: number: "70,000" is typed by hand'),
        ("quality", '"Of May 2022."', '10:16: period: "May 2022" is typed by hand'),
        ("next", '"{{< var arrests_2020.period >}}"', "8:10: var: no variable is called arrests_2020.period"),
        ("notes", '"{{< var arrests_2022.plain >}}"', "11:11: var: arrests_2022.plain"),
        ("main-points", '["{{arrests_2022.about}} arrests"]', "variable: {{arrests_2022.about}} is not filled in"),
        ("notes", '"A note[^1]."', "11: note: [^1] has no text"),
        ("notes", '"See @fig-none."', "11: reference: @fig-none refers to nothing"),
        ("notes", '"<blink>No</blink>"', "11: raw HTML: <blink> has no place in the PDF"),
        ("quality", '"Half\\\\footnote{x} of it"', "10: LaTeX: \\footnote is in neither the page nor the PDF"),
        ("notes", '"![A](http://example.org/a.png)"', "http://example.org/a.png loads from elsewhere"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_prose_is_wrong_with_a_field(
    analysed_release: Path, key: str, value: str, fault: str
) -> None:
    """Numbers and periods typed by hand, variables that are none, markup that comes to nothing: by line."""
    released(analysed_release, FIELDS | {key: value})
    with pytest.raises((ProseError, ProjectError)) as error:
        check_prose(analysed_release)
    assert fault in str(error.value)


def test_a_source_that_a_field_cites_must_be_there(analysed_release: Path) -> None:
    """As one that the text cites."""
    released(analysed_release, FIELDS | {"notes": '"So says the agency [@agensy]."'}, "bibliography: data/sources.bib")
    fault = r"^brief.qmd:12:\d+: citation: @agensy is not in data/sources.bib; did you mean agency\?$"
    with pytest.raises(ProseError, match=fault):
        check_prose(analysed_release)


def test_a_field_may_use_what_prose_may(analysed_release: Path) -> None:
    """Marked numbers, citations, links, code and lists."""
    notes = '["[42]{.literal} `a_name` [@agency]", "[a page](https://example.org/4.2)"]'
    released(analysed_release, FIELDS | {"notes": notes}, "bibliography: data/sources.bib")
    _, marked = check_prose(analysed_release)
    assert marked == 1
