"""The colour that a brief chooses: of its own settings or of a brand's, and dark enough to be read on paper."""

from pathlib import Path

import pytest
from coloraide import Color

from checked_prose import check_prose
from small_briefs import PICTURE, brief
from statbrief.errors import ProjectError
from statbrief.project.accent import DARK, LEAST, accent_of, accent_on_dark, contrast, faults_of_accent
from statbrief.project.project import read_project
from statbrief.project.release_fields import publisher_of

COLOURS = ("#000000", "#8a1c2b", "#1f4e79", "#767676", "#777777", "#f0c24b", "#ffffff", "#00ff00", "#0a0b0c")


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("ground", ["#ffffff", DARK])
def test_contrast_is_that_of_the_guidelines(colour: str, ground: str) -> None:
    """As another program computes it, with more digits of what the guidelines have rounded."""
    assert contrast(colour, ground) == pytest.approx(Color(colour).contrast(ground, method="wcag21"), rel=1e-3)


@pytest.mark.parametrize("colour", COLOURS)
def test_on_a_dark_page_the_colour_is_as_light_as_it_must_be(colour: str) -> None:
    """Itself where that can be read, else with as little white as will do."""
    found = accent_on_dark(colour)
    assert contrast(found, DARK) >= LEAST
    if contrast(colour, DARK) >= LEAST:
        assert found == colour
    else:
        assert contrast(found, DARK) < LEAST + 0.4


def told(folder: Path, config: str) -> list[str]:
    """What is wrong with the colour of a brief with these settings."""
    return [str(each) for each in faults_of_accent(read_project(brief(folder, "Text.", config=config)))]


@pytest.mark.parametrize(
    ("setting", "fault"),
    [
        ('"#f0c24b"', "#f0c24b has a contrast of 1.6:1 on white; choose a darker one: 4.5:1 or more"),
        ('"#777777"', "#777777 has a contrast of 4.4:1 on white; choose a darker one: 4.5:1 or more"),
        ("'#777'", "#777 has a contrast of 4.4:1 on white; choose a darker one: 4.5:1 or more"),
        ("darkred", "'darkred' is not a colour; write its red, green and blue: \"#8a1c2b\""),
        ("8", "'8' is not a colour; write its red, green and blue: \"#8a1c2b\""),
        ("#8a1c2b", 'says nothing: # begins a note in YAML; write it in quotation marks: "#8a1c2b"'),
    ],
)
def test_a_colour_that_cannot_be_is_told_with_its_contrast(tmp_path: Path, setting: str, fault: str) -> None:
    """By the line of the setting; and a check of the brief tells it."""
    assert told(tmp_path, f"lang: en\naccent: {setting}\n") == [f"_quarto.yml:2:1: accent: {fault}"]
    with pytest.raises(ProjectError, match=r"^_quarto.yml:2:1: accent: "):
        check_prose(tmp_path, "embedded")


@pytest.mark.parametrize("setting", ["lang: en\n", 'accent: "#767676"\n', 'accent: "#813"\n'])
def test_a_colour_that_can_be_read_is_no_fault(tmp_path: Path, setting: str) -> None:
    """Nor is none at all."""
    assert told(tmp_path, setting) == []


# -- a brand -----------------------------------------------------------------------------------------------------------

PALE = "color: {primary: '#f0c24b'}\n"
BRANDS = {
    "plain": "color: {primary: '#8a1c2b'}\nlogo: chart.svg\nmeta: {name: Example Office}\n",
    "by its palette": (
        "color: {palette: {wine: '#8a1c2b', main: wine}, primary: main}\n"
        "logo: {images: {sign: {path: chart.svg, alt: A sign}}, small: sign, large: none.png}\n"
        "meta: {name: {short: Office, full: Example Office}}\n"
    ),
    "of two modes": (
        "color: {primary: {light: '#8a1c2b', dark: '#ffffff'}}\n"
        "logo: {medium: {light: chart.svg, dark: none.svg}}\nmeta: {name: Example Office}\n"
    ),
}


@pytest.mark.parametrize("brand", BRANDS.values(), ids=BRANDS)
@pytest.mark.parametrize("where", ["_brand.yml", "house/brand.yml", "in the settings"])
def test_a_brand_gives_colour_logo_and_name(tmp_path: Path, brand: str, where: str) -> None:
    """Whether it stands in a file of Quarto's name, in one that is named, or among the settings."""
    made = small(tmp_path, brand, where)
    settings = read_project(made).metadata
    assert accent_of(settings) == "#8a1c2b"
    assert publisher_of(settings) == ("Example Office", "chart.svg")
    check_prose(made, "embedded")


def small(folder: Path, brand: str, where: str, own: str = "") -> Path:
    """A brief with a brand."""
    config = {"_brand.yml": "", "house/brand.yml": "brand: house/brand.yml\n"}
    indented = "".join(f"  {line}\n" for line in brand.splitlines())
    made = _with_picture(folder, config.get(where, f"brand:\n{indented}") + own)
    if where in config:
        (folder / where).parent.mkdir(exist_ok=True)
        (folder / where).write_text(brand, encoding="utf-8")
    return made


def _with_picture(folder: Path, config: str) -> Path:
    made = brief(folder, "Text.", config=config)
    (made / "chart.svg").write_text(PICTURE, encoding="utf-8")
    return made


def test_what_the_brief_says_itself_goes_before_its_brand(tmp_path: Path) -> None:
    """Part by part: its own name, and the brand's logo."""
    own = 'accent: "#1f4e79"\npublisher: Our desk\n'
    settings = read_project(small(tmp_path, BRANDS["plain"], "_brand.yml", own)).metadata
    assert accent_of(settings) == "#1f4e79"
    assert publisher_of(settings) == ("Our desk", "chart.svg")


@pytest.mark.parametrize(
    "brand", ["color: {primary: '#f0c24b'}\n", "color:\n  palette: {sun: '#f0c24b'}\n  primary: sun\n"]
)
def test_what_is_wrong_with_a_brand_is_told_where_it_stands(tmp_path: Path, brand: str) -> None:
    """In its own file."""
    made = small(tmp_path, brand, "_brand.yml")
    place = {1: "1:9", 3: "2:13"}[brand.count("\n")]
    (fault,) = faults_of_accent(read_project(made))
    assert str(fault).startswith(f"_brand.yml:{place}: accent: #f0c24b has a contrast of 1.6:1 on white")


def test_a_brand_that_is_switched_off_says_nothing(tmp_path: Path) -> None:
    """`brand: false`, as Quarto has it."""
    settings = read_project(small(tmp_path, BRANDS["plain"], "_brand.yml", "brand: false\n")).metadata
    assert (accent_of(settings), publisher_of(settings)) == ("", ("", ""))


def test_a_brand_that_is_no_yaml_is_told(tmp_path: Path) -> None:
    """By its file and line."""
    made = small(tmp_path, "color: [\n", "_brand.yml")
    with pytest.raises(ProjectError, match=r"^_brand.yml:\d+:\d+: YAML: "):
        read_project(made)
