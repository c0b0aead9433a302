"""A number that is withheld, or was, stands in the table of revisions as its mark, which says why it is no number."""

import json
from pathlib import Path

import pytest

from command_line import run
from revised_bulletins import LABELS, build, bulletin, count, released
from statbrief.copies.read import read_copy
from statbrief.figures.revisions_table import NO_VALUE


def put(folder: Path, month: str, text: str) -> None:
    """The data of the bulletin up to a month, where in January a text stands for the southern line."""
    count(folder, month)
    path = folder / "data/ferry.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2024-01,South,610", f"2024-01,South,{text}"), "utf-8")


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("was", "now", "wanted"),
    [
        ("610", "c", ["610", "c"]),
        ("c", "610", ["c", "610"]),
        ("610", "", ["610", NO_VALUE]),
        ("-9", "610", [NO_VALUE, "610"]),
    ],
    ids=["withheld now", "withheld before", "nothing", "a mark that reads as a number"],
)
def test_a_withheld_number_has_its_mark(tmp_path: Path, was: str, now: str, wanted: list[str]) -> None:
    """In both languages, with what it stands for beneath; a cell that is empty has none, and both copies verify."""
    reasons = {"c": ("confidential", "confidencial"), "-9": ("lost", "perdido")}
    labels = LABELS + "".join(f"missing,{english},{spanish}\n" for english, spanish in reasons.values())
    folder = bulletin(tmp_path, LABELS=labels)
    package = json.loads((folder / "data/datapackage.json").read_text(encoding="utf-8"))
    package["resources"][0]["schema"]["fields"][-1]["missingValues"] = [
        {"value": "", "label": ""}, *({"value": text, "label": said} for text, (said, _) in reasons.items()),
    ]  # fmt: skip
    (folder / "data/datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    put(folder, "2024-03", was)
    released(folder)
    put(folder, "2024-04", now)
    build(folder)
    for place, stem in enumerate(("brief", "brief.es")):
        told = json.loads((folder / f"_output/{stem}.json").read_bytes())["revisions"]["cells"]
        assert [each["texts"][2:4] for each in told] == [wanted]
        text = read_copy(folder / f"_output/{stem}.html").text
        notes = [f"c {said[place]}" for said in [reasons["c"]] if "c" in {was, now}]
        assert [each for each in text if each.startswith("c ")] == notes
        made = run("verify", "--quiet", *(str(folder / f"_output/{stem}.{each}") for each in ("html", "pdf", "json")))
        assert made.exit_code == 0, made.output
