"""What is wrong with `data/datapackage.json` is told with the line that it stands in."""

import json
from pathlib import Path

import pytest

from briefs import analysed, write_brief
from statbrief.errors import StatbriefError

PACKAGE = """{
\t"resources": [
  {"name": "rain", "path": "rain.csv", "title": "Rain, {period}",
   "source": "agency",
   "period": "2024",
   "schema": {
     "primaryKey": ["year"],
     "fields": [
       {"name": "year", "type": "year"},
       {"name": "fall", "type": "number",
        "unit": "mm",
        "rounded_to": 1}
     ]}
  }
 ]
}
"""
ROWS = "year,fall\n2023,120\n2024,150\n"


def faults(folder: Path, package: str) -> list[str]:
    """What is wrong with the package of such a brief."""
    write_brief(folder, package=package)
    (folder / "data/rain.csv").write_text(ROWS, encoding="utf-8")
    with pytest.raises(StatbriefError) as raised:
        analysed(folder, package=package)
    return [str(each).partition("; ")[0] for each in raised.value.faults]


def test_it_is_right_as_it_is(tmp_path: Path) -> None:
    """JSON with tabs between its signs, which YAML alone would refuse."""
    write_brief(tmp_path, package=PACKAGE)
    (tmp_path / "data/rain.csv").write_text(ROWS, encoding="utf-8")
    assert json.loads(PACKAGE)
    assert set(analysed(tmp_path, package=PACKAGE).datasets) == {"rain"}


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ('"source": "agency"', '"source": "agencia"', ["4: rain: source: 'agencia' is not a key of data/sources.bib"]),
        ('"source": "agency",', "", ["3: rain: source: there is none"]),
        ('"period": "2024"', '"period": 2024', ["5: rain: period: 2024"]),
        ('["year"]', '["yaer"]', ["7: rain: primaryKey: 'yaer' is not a field"]),
        ('"unit": "mm"', '"unit": "mmm"', ["11: rain: field fall: unit 'mmm' is not a unit"]),
        ('"unit": "mm"', '"uniit": "mm"', ["11: rain: field fall: 'uniit' is not read here"]),
        ('"type": "year"', '"type": "yaer"', ['9: rain: field year: type "yaer" is not one of Table Schema\'s']),
        ('"rounded_to": 1', '"rounded_to": "x"', ['12: rain: field fall: rounded_to "x" is not a plain number']),
        ('"source": "agency",', '"source": "agency", "sauce": 1,', ["4: rain: resource: 'sauce' is not read here"]),
        ('\t"resources"', '\t"resuorces"', ["resources: there is no list of them"]),
        ('\t"resources"', '"nmae": 1,\n\t"resources"', ["2: package: 'nmae' is not read here"]),
        ('"period": "2024",', '"period": "2024", "gaps": 5,', ["5: rain: gaps: 5"]),
        ('"period": "2024",', '"bytes": 5, "period": "2024",', ["5: rain: bytes: 5 are declared"]),
        ('"period": "2024",', '"hash": "12",\n"period": "2024",', ["5: rain: hash: data/rain.csv has another"]),
        ('"2024",', '"2024",\n"period": "2025",', ['6: JSON: an object has the name "period" twice']),
        ("{period}", "{when}", ["3: rain: {when} is no form of its period"]),
        ('"type": "year"},', '"type": "year"},\n7,', ["10: rain: field 2: is not described"]),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line(tmp_path: Path, old: str, new: str, wrong: list[str]) -> None:
    """That of the property that is wrong, of what lacks one, or of the second of two."""
    assert old in PACKAGE
    dotted = [f"data/datapackage.json:{' ' if not each[0].isdigit() else ''}{each}" for each in wrong]
    assert faults(tmp_path, PACKAGE.replace(old, new, 1)) == dotted


def test_of_what_yaml_cannot_read_the_fault_is_told_all_the_same(tmp_path: Path) -> None:
    """A name longer than its keys may be has no line."""
    long = "x" * 2000
    [fault] = faults(tmp_path, PACKAGE.replace('"source": "agency"', f'"source": "agencia", "_{long}": 1'))
    assert fault.startswith("data/datapackage.json")
    assert "'agencia' is not a key" in fault
