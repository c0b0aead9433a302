"""The brief's colours, computed from where they are written: seen by everybody, on paper and on any screen."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pytest
from coloraide import Color

from pages import Opening

TEXT, GRAPHICS = 4.5, 3.0
"""The least contrast of WCAG 2.2 AA: criteria 1.4.3 and 1.4.11."""
APART, APART_IN_GREY = 15, 6.5
"""The least distance (CIEDE2000) of two of the charts' colours; where 1 is just seen side by side, 10 at a glance."""
SCHEMES = ("light", "dark")

# Each text of the charts, with its colour and that of what is beneath its middle; then each shape's colours.
CHART_COLOURS = """() => {
  const texts = [], shapes = [], none = ["none", "rgba(0, 0, 0, 0)"];
  const paper = getComputedStyle(document.body).backgroundColor;
  for (const text of document.querySelectorAll("svg.chart text")) {
    text.scrollIntoView({block: "center"});
    const box = text.getBoundingClientRect();
    const beneath = document.elementsFromPoint(box.x + box.width / 2, box.y + box.height / 2)
      .filter(each => each.closest("svg") && !each.closest("text") && !none.includes(getComputedStyle(each).fill)
        && each.matches("path, rect, circle, polygon, use"));
    texts.push([text.textContent, getComputedStyle(text).fill,
      beneath.length ? getComputedStyle(beneath[0]).fill : paper]);
  }
  for (const shape of document.querySelectorAll("svg.chart :is(path, rect, circle, polygon, use):not(defs *)")) {
    const style = getComputedStyle(shape);
    for (const kind of ["fill", "stroke"])
      if (!none.includes(style[kind]) && style.opacity == 1 && style[kind + "Opacity"] == 1) shapes.push(style[kind]);
  }
  return {texts, shapes: [...new Set(shapes)], paper};
}"""


@dataclass(frozen=True)
class Rule:
    """One rule of a style sheet: the condition that it stands in, what it is for, and what it declares."""

    condition: str
    selector: str
    declares: Mapping[str, str]


@pytest.fixture(scope="module")
def rules(root: Path) -> list[Rule]:
    """The style sheet's rules."""
    sheet = (root / "theme/brief.css").read_text(encoding="utf-8")
    return list(_rules(re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)))


@pytest.fixture(scope="module")
def palette(root: Path) -> list[Color]:
    """The colours that charts use for their series, from the charts' style."""
    style = (root / "theme/brief.mplstyle").read_text(encoding="utf-8")
    (cycle,) = re.findall(r"^axes\.prop_cycle:(.*)$", style, flags=re.MULTILINE)
    return [Color(f"#{colour}") for colour in re.findall(r"[\"']#?([0-9a-f]{6})[\"']", cycle)]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_all_text_is_seen_on_every_ground(rules: list[Rule], scheme: str) -> None:
    """Every colour of text in the style sheet has a contrast of 4.5 to every colour of ground, in light and dark."""
    holding = [rule for rule in rules if scheme == "dark" or "dark" not in rule.condition]
    variables = _variables(holding)
    texts = {rule.declares["color"] for rule in holding if rule.declares.get("color", "inherit") != "inherit"}
    grounds = {value for rule in holding for value in _grounds(rule)} | {"var(--paper)"}
    assert {"var(--ink)", "var(--accent)", "var(--quiet)"} <= texts
    assert len(grounds) >= 3
    for text in texts:
        for ground in grounds:
            assert _contrast(_colour(text, variables), _colour(ground, variables)) >= TEXT, (text, ground)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_focus_is_seen_on_every_ground(rules: list[Rule], scheme: str) -> None:
    """The outline of what has the focus has a contrast of 3 to what is around it."""
    holding = [rule for rule in rules if scheme == "dark" or "dark" not in rule.condition]
    variables = _variables(holding)
    outlines = [rule.declares["outline"] for rule in holding if "outline" in rule.declares]
    grounds = {value for rule in holding for value in _grounds(rule)} | {"var(--paper)"}
    assert outlines
    for outline in outlines:
        for ground in grounds:
            colour = _colour(outline.split(maxsplit=2)[2], variables)
            assert _contrast(colour, _colour(ground, variables)) >= GRAPHICS, (outline, ground)


def test_all_printed_text_is_seen_on_every_ground(root: Path) -> None:
    """Every colour of text in the print's template has a contrast of 4.5 to the paper and to every colour of ground."""
    template = (root / "theme/typst-template.typ").read_text(encoding="utf-8")
    colours = {name: Color(value) for name, value in re.findall(r"#let (\w+) = rgb\(\"(#\w{6})\"\)", template)}
    fills = {(holder, name) for holder, name in _fills(template) if name in colours}
    texts = {name for holder, name in fills if holder == "text"}
    grounds = [Color("white"), *(colours[name] for holder, name in fills if holder != "text")]
    assert {"ink", "accent", "quiet"} <= texts
    assert len(grounds) >= 2
    for text in texts:
        for ground in grounds:
            assert _contrast(colours[text], ground) >= TEXT, (text, ground)


def test_print_and_screen_have_the_same_colours(root: Path, rules: list[Rule]) -> None:
    """What has one name in the style sheet and in the print's template has one colour."""
    template = (root / "theme/typst-template.typ").read_text(encoding="utf-8")
    printed = dict(re.findall(r"#let (\w+) = rgb\(\"(#\w{6})\"\)", template))
    shown = _variables([rule for rule in rules if "dark" not in rule.condition])
    shared = printed.keys() & {name.removeprefix("--") for name in shown}
    assert shared >= {"ink", "accent", "quiet", "shade"}
    assert {name: shown[f"--{name}"] for name in shared} == {name: printed[name] for name in shared}


@pytest.mark.parametrize("sight", ["normal", "protan", "deutan", "tritan"])
def test_the_charts_colours_are_told_apart_by_all_eyes(palette: list[Color], sight: str) -> None:
    """With each of the three common deficiencies of colour vision at their worst, any two stay well apart."""
    seen = palette if sight == "normal" else [colour.filter(sight) for colour in palette]
    assert len(seen) >= 3
    for one, other in combinations(seen, 2):
        assert one.delta_e(other, method="2000") >= APART, (one, other)


def test_the_charts_colours_are_told_apart_in_grey(palette: list[Color]) -> None:
    """A printer without colours prints them as different greys."""
    for one, other in combinations([colour.filter("grayscale") for colour in palette], 2):
        assert one.delta_e(other, method="2000") >= APART_IN_GREY, (one, other)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_charts_colours_are_seen_on_the_page(rules: list[Rule], palette: list[Color], scheme: str) -> None:
    """Each has a contrast of 3 to the page, light or dark: a chart that is saved and opened elsewhere is seen too."""
    variables = _variables([rule for rule in rules if scheme == "dark" or "dark" not in rule.condition])
    for colour in palette:
        assert _contrast(colour, Color(variables["--paper"])) >= GRAPHICS, colour


@pytest.mark.browser
@pytest.mark.parametrize("scheme", SCHEMES)
def test_charts_are_seen_on_the_page(looked_at: Opening, rules: list[Rule], scheme: str) -> None:
    """As shown, every word of a chart has a contrast of 4.5 to what is beneath it, every mark one of 3 to the page.

    What separates marks has the page's colour, and the lines of the grid are faint, as they carry no meaning.
    """
    page = looked_at(scheme=scheme, unfolded=True)
    found = page.evaluate(CHART_COLOURS)
    paper = Color(found["paper"])
    variables = _variables([rule for rule in rules if scheme == "dark" or "dark" not in rule.condition])
    exempt = [paper, Color(variables["--line"])]
    assert len(found["texts"]) > 10
    for words, colour, ground in found["texts"]:
        assert _contrast(Color(colour), Color(ground)) >= TEXT, (words, colour, ground)
    marks = [colour for colour in map(Color, found["shapes"]) if not any(_same(colour, each) for each in exempt)]
    assert len(marks) >= 3
    for mark in marks:
        assert _contrast(mark, paper) >= GRAPHICS, mark


def _rules(sheet: str, condition: str = "") -> Iterator[Rule]:
    """The rules of a style sheet without comments, those inside conditions as well."""
    place = 0
    while (start := sheet.find("{", place)) >= 0:
        selector, depth, end = sheet[place:start].strip(), 1, start + 1
        while depth:
            depth += {"{": 1, "}": -1}.get(sheet[end], 0)
            end += 1
        inside, place = sheet[start + 1 : end - 1], end
        if selector.startswith("@media"):
            yield from _rules(inside, f"{condition} {selector}")
        elif not selector.startswith("@"):
            declared = (each.partition(":") for each in inside.split(";") if ":" in each)
            yield Rule(condition, selector, {name.strip(): value.strip() for name, _, value in declared})


def _variables(rules: list[Rule]) -> dict[str, str]:
    """What the custom properties of the root are; later rules win."""
    return {
        name: value
        for rule in rules
        if rule.selector == ":root"
        for name, value in rule.declares.items()
        if name.startswith("--")
    }


def _grounds(rule: Rule) -> Iterator[str]:
    """What a rule paints behind text; behind a picture there is none."""
    if not all(each.strip().endswith("img") for each in rule.selector.split(",")):
        for name in ("background", "background-color"):
            if rule.declares.get(name, "none") not in {"none", "transparent", "inherit"}:
                value = rule.declares[name]
                yield from re.findall(r"gradient\(to \w+, (var\([\w-]+\))", value) or [value]


def _colour(value: str, variables: Mapping[str, str]) -> Color:
    """The colour that a declaration means, what it lets through being the page."""
    if mixed := re.fullmatch(r"color-mix\(in srgb, (.+) (\d+)%, transparent\)", value):
        over = _colour(mixed[1], variables).set("alpha", int(mixed[2]) / 100)
        return Color.layer([over, _colour("var(--paper)", variables)], space="srgb")
    if named := re.fullmatch(r"var\((--[\w-]+)\)", value):
        return _colour(variables[named[1]], variables)
    return Color(value)


def _contrast(one: Color, other: Color) -> float:
    return one.contrast(other, method="wcag21")


def _same(one: Color, other: Color) -> bool:
    return one.delta_e(other, method="2000") < 1


def _fills(template: str) -> Iterator[tuple[str, str]]:
    """Each `fill:` of a Typst template that is a name, with the function that it is an argument of."""
    for match in re.finditer(r"\bfill: (\w+)", template):
        depth, place = 0, match.start()
        while depth <= 0:
            place -= 1
            depth += {"(": 1, ")": -1}.get(template[place], 0)
        holder = re.search(r"([\w.]+)$", template[:place])
        yield (holder[1] if holder else "", match[1])
