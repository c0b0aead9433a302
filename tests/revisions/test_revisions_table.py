"""The table of what was revised since the last edition, in two languages, from the data to the pages."""

import hashlib
import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from babel.dates import format_skeleton
from babel.numbers import format_currency, format_decimal

from briefs import analysed
from command_line import done, run
from revised_bulletins import LABELS, PROSE, build, bulletin, count, released
from statbrief.copies.read import read_copy
from statbrief.figures.revisions_table import Revisions
from statbrief.languages.language import words_for
from statbrief.record.released import kept_in
from statbrief.revisions.compare import Compared, Revision

pytestmark = pytest.mark.usefixtures("derived_once")

CORRECTED = {("2024-02", "South"): 588}
WORDS = {
    "en": ("Trips by line: South", "Last edition (March 2024)", "This edition", "Fare for one"),
    "es": ("Viajes por línea: Sur", "Edición anterior (marzo de 2024)", "Esta edición", "Tarifa de un viaje"),
}
FARES = {
    "en": [format_currency(1.95, "USD", locale="en"), format_currency(2.05, "USD", locale="en"), "+$0.10"],
    "es": ["1,95 dólares estadounidenses", "2,05 dólares estadounidenses", "+0,10 dólares estadounidenses"],
}


@pytest.fixture(scope="module")
def rolled(march_released: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, pd.DataFrame, pd.DataFrame]:
    """The bulletin of March released, then April built with two numbers of before corrected; both tables."""
    folder = Path(shutil.copytree(march_released, tmp_path_factory.mktemp("bulletin"), dirs_exist_ok=True))
    march = count(folder, "2024-03")
    april = count(folder, "2024-04", CORRECTED)
    path = folder / "data/reported.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("1.95", "2.05"), encoding="utf-8")
    build(folder)
    return folder, march, april


def rows_of(folder: Path, lang: str) -> list[list[str]]:
    """The rows of the table, cell by cell, as a page shows them."""
    text = read_copy(folder / f"_output/brief{'' if lang == 'en' else f'.{lang}'}.html").text
    start = next(place for place, piece in enumerate(text) if f"({'March' if lang == 'en' else 'marzo'}" in piece)
    rows = [piece.split(" | ") for piece in text[start:]]
    return rows[: next(place for place, row in enumerate(rows) if len(row) != len(rows[0]))]


def month(text: pd.Timestamp, lang: str) -> str:
    """A month with its year as CLDR has it, as a cell begins with it."""
    said = str(format_skeleton("yMMMM", text, locale=lang))
    return said[0].upper() + said[1:]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_each_number_that_is_another_is_told_as_it_was_and_as_it_is(
    rolled: tuple[Path, pd.DataFrame, pd.DataFrame], lang: str
) -> None:
    """What pandas finds to differ in the rows that both tables have, in the words and digits of the language."""
    folder, march, april = rolled
    line, before, now, fare = WORDS[lang]
    both = march.merge(april, left_index=True, right_index=True, suffixes=("_old", "_new"))
    both = both.query("trips_old != trips_new")
    head, *rows = rows_of(folder, lang)
    assert head[2:4] == [before, now]
    (found,) = both.reset_index().to_dict("records")
    assert len(rows) == len(both) + 1
    assert rows[0][:2] == [line, month(pd.Timestamp(found["month"]), lang)]
    old, new = (format_decimal(each, locale=lang) for each in (found["trips_old"], found["trips_new"]))
    assert rows[0][2:5] == [old, new, f"−{found['trips_old'] - found['trips_new']}"]
    assert rows[1][:2] == [fare, "2023"]
    assert rows[1][2:5] == FARES[lang]


@pytest.mark.parametrize(
    ("period", "english", "spanish"),
    [
        ("2022-Q2", "Second quarter of 2022", "Segundo trimestre de 2022"),
        ("2022-W05", "Week 5 of 2022", "Semana 5 de 2022"),
        ("2021-10/FY2022", "Fiscal year 2022", "Año fiscal 2022"),
        ("2022-05-12", "May 12, 2022", "12 de mayo de 2022"),
    ],
)
def test_a_period_stands_in_its_cell_by_itself(tmp_path: Path, period: str, english: str, spanish: str) -> None:
    """Without the article of a sentence, as in any table."""
    figures = analysed(tmp_path).figures
    found = Revision(
        dataset="", row="arrests_2022", column="value", period=period, old="70000", new="71000", unit="arrest"
    )
    for lang, said in (("en", english), ("es", spanish)):
        told = Revisions(Compared(revised=(found,)), period, figures, {}, words_for(lang)).table()
        assert told.texts[found][1] == said


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_print_has_the_table_too(rolled: tuple[Path, pd.DataFrame, pd.DataFrame], lang: str) -> None:
    """And both copies verify."""
    folder, *_ = rolled
    stem = "brief" if lang == "en" else "brief.es"
    text = " ".join(" ".join(read_copy(folder / f"_output/{stem}.pdf").text).split())
    assert WORDS[lang][0] in text
    made = run("verify", "--quiet", *(str(folder / f"_output/{stem}.{each}") for each in ("html", "pdf", "json")))
    assert made.exit_code == 0, made.output


def test_the_record_names_the_edition_that_it_is_held_against(
    rolled: tuple[Path, pd.DataFrame, pd.DataFrame],
) -> None:
    """By file, period and SHA-256, and each cell as the data write it."""
    folder, *_ = rolled
    told = json.loads((folder / "_output/brief.json").read_bytes())["revisions"]
    kept = read_copy(folder / "published/2024-03.json")
    sha256 = hashlib.sha256(kept.record).hexdigest()
    assert told["since"] == {"file": "published/2024-03.json", "period": "2024-03", "sha256": sha256}
    assert [(each["dataset"], each["row"], each["old"], each["new"]) for each in told["cells"]] == [
        ("ferry", "2024-02 South", "630", "588"),
        ("", "fare", "1.95", "2.05"),
    ]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "There is no earlier edition on record to compare this one with."),
        ("es", "No consta ninguna edición anterior con la que comparar esta."),
    ],
)
def test_the_first_edition_says_that_it_is_the_first(march_released: Path, lang: str, said: str) -> None:
    """In a sentence."""
    assert said in read_copy(march_released / f"_output/brief{'' if lang == 'en' else '.es'}.html").text


@pytest.mark.thorough
def test_what_was_not_revised_is_said_in_a_sentence(march_released: Path, tmp_path: Path) -> None:
    """In both languages, with the edition that it is said of."""
    folder = Path(shutil.copytree(march_released, tmp_path, dirs_exist_ok=True))
    count(folder, "2024-04")
    build(folder, "html")
    said = (
        ("brief", "No number that the last edition (March 2024) told has been revised."),
        ("brief.es", "No se ha revisado ninguna cifra de la edición anterior (marzo de 2024)."),
    )
    for stem, sentence in said:
        assert sentence in read_copy(folder / f"_output/{stem}.html").text


@pytest.mark.thorough
def test_built_again_after_its_release_an_edition_is_the_same(march_in_english: Path, tmp_path: Path) -> None:
    """Its own record is no earlier edition: the pages have the same bytes, and what it is held against stays."""
    folder = Path(shutil.copytree(march_in_english, tmp_path, dirs_exist_ok=True))
    count(folder, "2024-04", CORRECTED)
    released(folder)
    pages = {path: path.read_bytes() for path in (folder / "_output").iterdir()}
    build(folder)
    assert {path: path.read_bytes() for path in (folder / "_output").iterdir()} == pages
    assert "588" in (folder / "_generated/revisions.md").read_text(encoding="utf-8")
    assert next(each.name for each in kept_in(folder)) == "published/2024-03.json"


@pytest.mark.thorough
def test_an_edition_that_is_released_makes_the_next_ones_stale(tmp_path: Path) -> None:
    """What is the last edition is an input: where it is another, the table is made anew; else nothing is."""
    folder = bulletin(tmp_path, in_spanish=False)
    count(folder, "2024-02")
    released(folder)
    count(folder, "2024-04", CORRECTED)
    build(folder, "html")
    assert "nothing has changed" in run("analyse", str(folder)).output
    early = {path.name: path.read_bytes() for path in (folder / "published").glob("*.json")}
    for name, content in early.items():
        (folder / "published" / name.replace("2024-02", "2024-03")).write_bytes(content)
    found = run("analyse", str(folder))
    assert found.exit_code == 1
    assert found.stderr.splitlines() == [
        "published/2024-03.json: name: its data reach 2024-02; call it published/2024-02.json"
    ]


@pytest.mark.thorough
def test_a_brief_that_does_not_ask_is_not_made_anew_by_a_release(tmp_path: Path) -> None:
    """What is in published/ is none of its inputs, not even what is wrong there."""
    without = re.sub(r"\{\{< revisions >\}\}", "None.", PROSE)
    folder = bulletin(tmp_path, PROSE=without, SPANISH=without)
    (folder / "data/labels.es.csv").unlink()
    (folder / "brief.es.qmd").unlink()
    count(folder, "2024-03")
    done("build", "--renderer", "embedded", str(folder))
    (folder / "published").mkdir()
    (folder / "published/march.json").write_text("{}", encoding="utf-8")
    assert "nothing has changed" in run("analyse", str(folder)).output
    assert "revisions" not in json.loads((folder / "_output/brief.json").read_bytes())


@pytest.mark.thorough
def test_a_benchmark_revision_has_the_newest_one_by_one_and_one_row_for_the_rest(tmp_path: Path) -> None:
    """How many others there are, of when, and from which difference to which."""
    folder = bulletin(tmp_path, in_spanish=False)
    months = [f"{year}-{month:02d}" for year in (2020, 2021, 2022, 2023) for month in range(1, 13)]
    counted = {month: 100 + place for place, month in enumerate([*months, *("2024-01", "2024-02", "2024-03")])}

    def written(by: int) -> str:
        rows = [
            f"{month},North,{number + by * (place % 5)}\n{month},South,1\n"
            for place, (month, number) in enumerate(counted.items())
        ]
        return "month,line,trips\n" + "".join(rows)

    (folder / "data/ferry.csv").write_text(written(0), encoding="utf-8")
    released(folder)
    (folder / "data/ferry.csv").write_text(written(1) + "2024-04,North,70\n2024-04,South,1\n", encoding="utf-8")
    build(folder, "html")
    told = json.loads((folder / "_output/brief.json").read_bytes())["revisions"]["cells"]
    differ = [month for place, month in enumerate(counted) if place % 5]
    assert [each["period"] for each in told] == differ
    _, *rows = rows_of(folder, "en")
    assert [row[1] for row in rows[:24]] == [month(pd.Timestamp(each), "en") for each in differ[::-1][:24]]
    (rest,) = rows[24:]
    assert rest[0] == f"Trips by line: others, {len(differ) - 24} in number"
    assert rest[1] == f"{month(pd.Timestamp(differ[0]), 'en')} to {month(pd.Timestamp(differ[::-1][24]), 'en')}"
    assert rest[4] == "+1 to +4"
    done("verify", "--quiet", str(folder / "_output/brief.html"))


@pytest.mark.thorough
def test_rows_that_came_or_went_for_earlier_months_are_said_beneath(tmp_path: Path) -> None:
    """Each with its dataset and key."""
    folder = bulletin(tmp_path, in_spanish=False)
    package = json.loads((folder / "data/datapackage.json").read_text(encoding="utf-8"))
    package["resources"][0]["gaps"] = True
    (folder / "data/datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    count(folder, "2024-03")
    released(folder)
    table = count(folder, "2024-04")
    west = pd.DataFrame({"trips": [5, 6, 7]}, index=[("2024-01", "West"), ("2024-02", "West"), ("2024-04", "West")])
    changed = pd.concat([table.drop(index=("2024-01", "South")), west]).sort_index()
    changed.rename_axis(["month", "line"]).to_csv(folder / "data/ferry.csv")
    build(folder, "html")
    text = " ".join(read_copy(folder / "_output/brief.html").text)
    assert "of which the last edition told: Trips by line, 2 (2024-01 West, 2024-02 West)." in text
    assert "Taken out, though the last edition had it: Trips by line, 1 (2024-01 South)." in text


def test_names_that_may_have_to_be_told_one_day_need_a_translation_now(tmp_path: Path) -> None:
    """Whether they are revised or not, all at once."""
    folder = bulletin(tmp_path, LABELS=LABELS.replace("name,North,Norte\n", "").replace("name,South,Sur\n", ""))
    derived = folder / "analysis/derived.py"
    derived.write_text(derived.read_text(encoding="utf-8").partition("def busiest")[0], encoding="utf-8")
    labels = folder / "data/labels.es.csv"
    labels.write_text(re.sub(r"figure,busiest.*\n", "", labels.read_text(encoding="utf-8")), encoding="utf-8")
    for name in ("brief.qmd", "brief.es.qmd"):
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8").replace("{{< var busiest.name >}}", "it"), encoding="utf-8")
    count(folder, "2024-03")
    done("check", str(folder))
    assert run("check", "--edition", "es", str(folder)).stderr.splitlines() == [
        "data/labels.es.csv: name North: has no row; write its translation",
        "data/labels.es.csv: name South: has no row; write its translation",
    ]


def test_a_row_is_called_as_the_language_calls_it_also_when_it_is_gone(tmp_path: Path) -> None:
    """A line under another name: the Spanish edition says none of them as the data do, and asks for the old one's."""
    labels = LABELS + "name,Northern,Línea del norte\n"
    folder = bulletin(tmp_path, LABELS=labels.replace("name,North,Norte\n", "name,North,El norte\n"))
    derived = folder / "analysis/derived.py"
    count(folder, "2024-03")
    released(folder)
    count(folder, "2024-04", CORRECTED)
    for path in (folder / "data/ferry.csv", derived):
        path.write_text(path.read_text(encoding="utf-8").replace("North", "Northern"), encoding="utf-8")
    build(folder, "html")
    text = " ".join(read_copy(folder / "_output/brief.es.html").text)
    assert "2024-01 Línea del norte, 2024-02 Línea del norte, 2024-03 Línea del norte)" in text
    assert "2024-01 El norte, 2024-02 El norte, 2024-03 El norte)" in text
    assert "2024-02 Sur" in text
    assert not re.search(r"\b(North|South)", text.partition("Lo que se ha revisado")[2].partition("De dónde")[0])
    (folder / "data/labels.es.csv").write_text(labels.replace("name,North,Norte\n", ""), encoding="utf-8")
    assert run("check", "--edition", "es", str(folder)).stderr.splitlines() == [
        "data/labels.es.csv: name North: has no row; write its translation"
    ]
