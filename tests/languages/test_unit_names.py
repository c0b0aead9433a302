"""Units as people write them: in words, with labels, of many, and what only English has a name for."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from babel import Locale

from briefs import write_brief
from command_line import done, run
from statbrief.analysis.analysis import analyse
from statbrief.analysis.record import recorded
from statbrief.data.units import Registry, load_units, parse_unit
from statbrief.errors import ReadingError
from statbrief.languages.labels import parse_labels
from statbrief.languages.language import words_for
from statbrief.languages.unit_names import is_international, unit_of_head
from statbrief.verify.forms import problem_of

DEFINED = (
    "arrest = [arrest] = _ = arrests\nperson = [person] = _ = people = persons\ncase = [case]\ncity = [city]\n"
    "tonne_of_grain = [grain]\nUSD = [currency]\nbox = [box]\nper_100k = 1e-5\nper_1000 = 1e-3\nper_million = 1e-6\n"
    "detención = [custody] = _ = detenciones\n"
    "cases_per_100k = 1e-5 * case / person\nper_10k = 1e-4 * case / person\n"
)


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """pint's units and some of a brief's own."""
    path = tmp_path_factory.mktemp("units") / "units.txt"
    path.write_text(DEFINED, encoding="utf-8")
    return load_units(path)


@pytest.mark.parametrize(
    ("unit", "number", "english", "spanish"),
    [
        ("arrest / day", "2300", " arrests a day", " arrests al día"),
        ("arrest / hour", "2300", " arrests an hour", " arrests por hora"),
        ("day", "31", " days", " días"),
        ("day", "1", " day", " día"),
        ("degC", "20.5", "°C", " °C"),
        ("delta_degC", "1.2", "°C", " °C"),
        ("mm", "12", " mm", " mm"),
        ("m**3", "2", " m³", " m³"),
        ("m**3 / person", "90", " m³ a person", " m³ por person"),
        ("kg / m**3", "5", " kg/m³", " kg/m³"),
        ("person / km**2", "5", " people per km²", " people por km²"),
        ("USD / person", "5", " US dollars a person", " dólares estadounidenses por person"),
        ("person", "1", " person", " person"),
        ("case", "3", " cases", " cases"),
        ("city", "3", " cities", " cityes"),
        ("box", "3", " boxes", " box"),
        ("detención", "3", " detenciones", " detenciones"),
        ("detención", "1", " detención", " detención"),
        ("tonne_of_grain", "3", " tonnes of grain", " tonne of grain"),
        ("per_100k", "12", " per 100k", " por cada 100.000"),
        ("per_1000", "12", " per 1000", " por cada 1000"),
        ("per_million", "12", " per million", " por cada millón"),
        ("per_10k", "12", " per 10k", " por cada 10.000"),
        ("per_10k / year", "12", " per 10k a year", " por cada 10.000 al año"),
        ("kiloperson", "53.5", " thousand people", " mil people"),
        ("megaperson", "1.23", " million people", " millones de people"),
        ("megaperson", "1", " million people", " millón de people"),
        ("kiloarrest / day", "2.3", " thousand arrests a day", " mil arrests al día"),
        ("arrest / megaperson", "2.3", " arrests per million people", " arrests por millón de people"),
        ("megaUSD", "12.5", " million US dollars", " millones de dólares estadounidenses"),
        ("kilogram", "2", " kg", " kg"),
        ("1 / day", "7", " a day", " al día"),
        ("1 / hour", "7", " an hour", " por hora"),
        ("1 / year", "7", " a year", " al año"),
        ("1 / person", "7", " a person", " por person"),
        ("1 / km**2", "7", " per km²", " por km²"),
        ("1 / (person * day)", "7", " a person a day", " por person al día"),
        ("percent", "12", " %", " %"),
        ("1", "3", "", ""),
    ],
)
def test_a_unit_is_named_as_people_say_it(
    registry: Registry, unit: str, number: str, english: str, spanish: str
) -> None:
    """Singular, plural, a symbol; for each of something else."""
    known = parse_unit(registry, unit)
    assert words_for("en").beside(known, Decimal(number)) == english
    assert words_for("es").beside(known, Decimal(number)) == spanish


@pytest.mark.parametrize(
    ("unit", "english", "spanish"),
    [
        ("kiloarrest", "thousands of arrests", "miles de arrests"),
        ("megaUSD", "millions of US dollars", "millones de dólares estadounidenses"),
        ("gigaUSD", "billions of US dollars", "miles de millones de dólares estadounidenses"),
        ("kiloarrest / day", "thousand arrests a day", "mil arrests al día"),
        ("kilogram", "kg", "kg"),
    ],
)
def test_a_head_says_of_what_there_are_thousands(registry: Registry, unit: str, english: str, spanish: str) -> None:
    """No number is with it."""
    known = parse_unit(registry, unit)
    assert (unit_of_head(known, words_for("en")), unit_of_head(known, words_for("es"))) == (english, spanish)


def test_a_label_comes_before_all(registry: Registry) -> None:
    """One name, or one for one and one for several; of a compound too."""
    text = "kind,id,text\nunit,arrest,detención|detenciones\nunit,arrest / day,detenciones diarias\n"
    words = replace(words_for("es"), labels=parse_labels(text, "data/labels.es.csv"))
    arrest = parse_unit(registry, "arrest")
    assert [words.unit(arrest, Decimal(each)) for each in (1, 2)] == ["detención", "detenciones"]
    assert words.unit(parse_unit(registry, "arrest / day"), Decimal(5)) == "detenciones diarias"
    assert words.unit(parse_unit(registry, "arrest / hour"), Decimal(5)) == "detenciones por hora"


@pytest.mark.parametrize(
    ("unit", "is_it"),
    [("mm", True), ("kg / m**3", True), ("degC", True), ("day", False), ("arrest", False), ("kg / arrest", False)],
)
def test_symbols_need_no_label(registry: Registry, unit: str, is_it: bool) -> None:  # noqa: FBT001 -- a column of the table
    """What every language writes alike is called nothing else in an edition."""
    assert is_international(parse_unit(registry, unit)) is is_it


@pytest.mark.parametrize(
    ("number", "unit", "english", "spanish"),
    [
        ("1500000", "m**3", "1.5 million m³", "1,5 millones de m³"),
        ("1000000", "person", "1 million people", "1 millón de personas"),
        ("30000000000", "person / day", "30 billion people a day", "30 mil millones de personas al día"),
        ("2000000000000", "person", "2 trillion people", "2 billones de personas"),
        ("2500000000000000", "person", "2,500 trillion people", "2500 billones de personas"),
        ("12000000000000000", "person", "12,000 trillion people", "12.000 billones de personas"),
        ("12345000000", "person", "12,345,000,000 people", "12.345.000.000 de personas"),
        ("12345678", "person", "12,345,678 people", "12.345.678 personas"),
        ("999999", "person", "999,999 people", "999.999 personas"),
        ("3000", "person", "3,000 people", "3000 personas"),
        ("-2000000", "m**3", "−2 million m³", "−2 millones de m³"),
    ],
)
def test_millions_are_of_something(tmp_path: Path, number: str, unit: str, english: str, spanish: str) -> None:
    """CLDR tells with its plural category `many` where Spanish says «de»: 1 millón de días, and not 3 de días."""
    locale = Locale("es")
    is_many = "many" in {locale.plural_form(int(number)), "many" if "mill" in spanish or "bill" in spanish else ""}
    assert (" de " in spanish) == is_many
    names = {"person": "persona|personas", "person / day": "personas al día"}
    named = f"unit,{unit},{names[unit]}\n" if unit in names else ""
    labels = f"kind,id,text\nfigure,it,Ello\n{named}"
    brief = write_brief(tmp_path, figures=f"it,It,{number},{unit},1,,2024,agency,page 1,\n")
    (brief / "data/units.txt").write_text("person = [person] = _ = people\n", encoding="utf-8")
    assert analyse(brief, "en").figures["it"].forms["amount"] == english
    (brief / "data/labels.es.csv").write_text(labels, encoding="utf-8")
    analysis = analyse(brief, "es")
    made = analysis.figures["it"]
    assert made.forms["amount"] == spanish
    said = recorded(made, analysis.words)
    assert not problem_of(said, "amount", spanish, "es")
    other = spanish.replace(" de ", " ") if " de " in spanish else spanish.replace(" ", " de ", 1)
    assert problem_of(said, "amount", other, "es") == "has words that its language does not use for that"


OWN = "persona = [persona] = _ = personas\npor_100_mil = 1e-5\nper_100k = 1e-5\n"


def in_spanish(folder: Path, unit: str, labels: str = "") -> Path:
    """A brief whose data are in Spanish, and whose only figure is in that unit."""
    brief = write_brief(folder, figures=f"ello,Ello,1500000,{unit},1,,2024,agency,página 1,\n")
    (brief / "_quarto.yml").write_text("lang: es\n", encoding="utf-8")
    (brief / "data/units.txt").write_text(OWN, encoding="utf-8")
    if labels:
        (brief / "data/labels.es.csv").write_text(f"kind,id,text\n{labels}", encoding="utf-8")
    return brief


@pytest.mark.parametrize(
    ("unit", "labels", "amount"),
    [
        ("persona", "", "1,5 millones de personas"),
        ("m**3 / persona", "", "1,5 millones de m³ por persona"),
        ("fortnight", "unit,fortnight,quincena|quincenas\n", "1,5 millones de quincenas"),
        ("persona / fortnight", "unit,fortnight,quincena\n", "1,5 millones de personas por quincena"),
        (
            "persona / fortnight",
            "unit,persona / fortnight,personas cada dos semanas\n",
            "1,5 millones de personas cada dos semanas",
        ),
        ("persona", "unit,persona,habitante|habitantes\n", "1,5 millones de habitantes"),
    ],
)
def test_units_of_data_in_spanish_are_what_their_author_calls_them(
    tmp_path: Path, unit: str, labels: str, amount: str
) -> None:
    """And what pint calls something in English has a label."""
    assert analyse(in_spanish(tmp_path, unit, labels), "es").figures["ello"].forms["amount"] == amount


@pytest.mark.parametrize(
    ("unit", "labels", "fault"),
    [
        (
            "persona / fortnight",
            "",
            (
                "data/labels.es.csv: unit fortnight: has no name in es; "
                "write its name there, or that of one and of several: unit,fortnight,one|several"
            ),
        ),
        (
            "persona",
            "unit,persone,habitantes\n",
            "data/labels.es.csv:2: id: there is no unit 'persone'; did you mean persona?",
        ),
        (
            "persona",
            "figure,ello,Eso\n",
            (
                "data/labels.es.csv:2: figure ello: is called something else in the data, in the same language; "
                "change it there"
            ),
        ),
    ],
)
def test_a_unit_that_has_only_an_english_name_is_a_fault(tmp_path: Path, unit: str, labels: str, fault: str) -> None:
    """With the label to write; labels of the data's own language name units and nothing else."""
    with pytest.raises(ReadingError) as raised:
        analyse(in_spanish(tmp_path, unit, labels), "es")
    assert str(raised.value) == fault


@pytest.mark.parametrize(
    ("label", "said"),
    [
        pytest.param("", "12,3 por cada 100.000", marks=pytest.mark.thorough),
        pytest.param("unit,per_100k,por cada 100 mil\n", "12,3 por cada 100 mil", marks=pytest.mark.thorough),
        ("unit,per_100k,por cada cien mil\n", "12,3 por cada cien mil"),
    ],
)
def test_a_brief_in_spanish_with_names_for_units_holds(tmp_path: Path, label: str, said: str) -> None:
    """Built, and verified with its labels inside."""
    brief = in_spanish(tmp_path, "persona / fortnight", f"unit,fortnight,quincena\n{label}")
    rows = "tasa,Tasa,12.3,per_100k,0.1,,2024,agency,página 1,\n"
    with (brief / "data/reported.csv").open("a", encoding="utf-8") as file:
        file.write(rows)
    look = "format: {html: {theme: none, minimal: true, embed-resources: true}}"
    (brief / "_quarto.yml").write_text(f"lang: es\nbibliography: data/sources.bib\n{look}\n", encoding="utf-8")
    prose = "Hubo {{< var ello.amount >}}, y {{< var tasa.value >}}.\n\n{{< figures >}}\n\n::: {#refs}\n:::\n"
    (brief / "brief.qmd").write_text(f"---\ntitle: Prueba\ndate: 2024-12-31\n---\n\n{prose}", encoding="utf-8")
    done("build", brief, "--renderer", "embedded")
    page = (brief / "_output/brief.html").read_text(encoding="utf-8")
    shown = re.sub(r"<[^>]*>", "", page)
    assert "Hubo 1,5 millones de personas por quincena" in shown
    assert said in shown
    done("verify", brief / "_output/brief.html")


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        pytest.param("en", ("7 a day", "2 million a day", "35.0 per 10k", "53.5 thousand people", "1.23 million people",
                "$12.5 million", "$1,234.50"), marks=pytest.mark.thorough),
        ("es", ("7 al día", "2 millones al día", "35,0 por cada 10.000", "53,5 mil personas",
                "1,23 millones de personas", "12,5 millones de dólares estadounidenses",
                "1234,50 dólares estadounidenses")),
    ],
)  # fmt: skip
def test_units_that_are_said_in_words_verify(tmp_path: Path, lang: str, shown: tuple[str, ...]) -> None:
    """What the prose, the table and the record call a unit is one name, which who verifies reads back."""
    rows = {
        "calls": "7,1 / day,1", "many": "2000000,1 / day,exact", "rate": "35.0,per_10k,0.1",
        "town": "53.5,kiloperson,0.1", "land": "1.23,megaperson,0.01", "cost": "12.5,megaUSD,0.1",
        "paid": "1234.5,USD,0.5",
    }  # fmt: skip
    stated = "".join(f"{name},{name.title()},{row},,2024,agency,p. 1,\n" for name, row in rows.items())
    brief = write_brief(tmp_path, figures=stated)
    units = "person = [person] = _ = " + ("people" if lang == "en" else "personas")
    units += "\ncase = [case]\nUSD = [currency]\nper_10k = 1e-4 * case / person\n"
    (brief / "data/units.txt").write_text(units, encoding="utf-8")
    look = "format: {html: {theme: none, minimal: true, embed-resources: true}}"
    (brief / "_quarto.yml").write_text(f"lang: {lang}\nbibliography: data/sources.bib\n{look}\n", encoding="utf-8")
    said = ", ".join("{{< var " + f"{name}.{'value' if name == 'paid' else 'amount'}" + " >}}" for name in rows)
    prose = f"---\ntitle: T\ndate: 2024-12-31\n---\n\nX: {said}.\n\n{{{{< figures >}}}}\n\n::: {{#refs}}\n:::\n"
    (brief / "brief.qmd").write_text(prose, encoding="utf-8")
    done("build", brief, "--renderer", "embedded", "--to", "html")
    page = re.sub(r"<[^>]*>", "", (brief / "_output/brief.html").read_text(encoding="utf-8"))
    assert f"X: {', '.join(shown)}." in re.sub(r"\s+", " ", page)
    done("verify", brief / "_output/brief.html")


JOBS = "a,Jobs,142.6,kilojob,0.1,,2024,agency,p. 1,\nb,More,2.5,megajob,0.1,,2024,agency,p. 1,\n"
OF_JOBS = "kind,id,text\nfigure,a,Empleos\nfigure,b,Más\n"


def of_jobs(folder: Path, labels: str, figures: str = JOBS) -> tuple[str, list[str]]:
    """What the Spanish edition of an English brief says of two numbers of jobs, and what is wrong with it."""
    brief = write_brief(folder, figures=figures)
    (brief / "data/units.txt").write_text("job = [job] = _ = jobs\n", encoding="utf-8")
    (brief / "data/labels.es.csv").write_text(f"{OF_JOBS}{labels}", encoding="utf-8")
    for name, lang in (("brief.qmd", "en"), ("brief.es.qmd", "es-MX")):
        text = "{{< var a.plain.amount >}}; {{< var b.plain.amount >}}"
        (brief / name).write_text(f"---\ntitle: T\nlang: {lang}\n---\n\n{text}\n", encoding="utf-8")
    result = run("check", brief, "--edition", "es")
    made = brief / "_generated/editions/es/variables.yml"
    forms = yaml.safe_load(made.read_text(encoding="utf-8")) if result.exit_code == 0 else {}
    return "; ".join(forms[each]["plain"]["amount"] for each in forms), result.stderr.splitlines()


def test_thousands_of_what_has_a_label_need_none_of_their_own(tmp_path: Path) -> None:
    """The language has the words: one label of the thing makes mil empleos, and millones de empleos."""
    assert of_jobs(tmp_path, "unit,job,empleo|empleos\n") == ("142.6 mil empleos; 2.5 millones de empleos", [])
    assert of_jobs(tmp_path, "unit,job,empleo|empleos\nunit,kilojob,miles de plazas\n")[0].startswith(
        "142.6 miles de plazas;"
    )


def test_what_has_no_label_is_told_once(tmp_path: Path) -> None:
    """It is the thing that has none, not its thousands and its millions."""
    assert of_jobs(tmp_path, "") == ("", ["data/labels.es.csv: unit job: has no row; write its name"])


def test_thousands_that_have_a_label_do_without_one_of_the_thing(tmp_path: Path) -> None:
    """As older briefs have it."""
    only = JOBS.split("\n", maxsplit=1)[0] + "\n"
    again = only.replace("a,Jobs", "b,More")
    assert of_jobs(tmp_path, "unit,kilojob,mil plazas\n", only + again) == ("142.6 mil plazas; 142.6 mil plazas", [])


def test_a_rate_is_not_called_another(tmp_path: Path) -> None:
    """A label with the wrong number would say ten times as much: such pages are not published."""
    brief = in_spanish(tmp_path, "per_100k", "unit,per_100k,por cada 10 mil\n")
    (brief / "brief.qmd").write_text(
        "---\ntitle: Prueba\nbibliography: data/sources.bib\n---\n\n{{< figures >}}\n", encoding="utf-8"
    )
    result = run("build", brief, "--renderer", "embedded", "--to", "html")
    assert result.exit_code == 1
    assert "figure ello: its row says" in result.output


@pytest.mark.parametrize(
    ("noun", "said"),
    [
        *(("euro", "a euro"), ("union", "a union"), ("university", "a university"), ("honour", "an honour")),
        *(("x ray", "an x ray"), ("x-ray", "an x-ray"), ("one pot", "a one pot"), ("use", "a use"), ("user", "a user")),
        *(("hour", "an hour"), ("heir", "an heir"), ("house", "a house"), ("unit", "a unit"), ("utility", "a utility")),
        *(("usher", "an usher"), ("umbrella", "an umbrella"), ("uninsured person", "an uninsured person")),
        *(("arrest", "an arrest"), ("person", "a person"), ("ewe", "a ewe"), ("onion", "an onion"), ("MP", "an MP")),
        *(("UN body", "a UN body"), ("NGO", "an NGO"), ("student", "a student"), ("ounce", "an ounce")),
    ],
)
def test_an_article_goes_by_what_is_heard(noun: str, said: str) -> None:
    """A euro, a union, an hour: not by the letter."""
    assert words_for("en").vocabulary.units.each(noun) == said


@pytest.mark.parametrize(
    ("following", "spanish"),
    [
        ("[el cuarto trimestre de 2023](#n-q){.number}", "a partir d[el cuarto trimestre de 2023](#n-q){.number}"),
        ("[2 de marzo de 2024](#n-d){.number}", "a partir del [2 de marzo de 2024](#n-d){.number}"),
        ("el año fiscal 2023 y [7](#n-a){.number}", "a partir del año fiscal 2023 y [7](#n-a){.number}"),
        ("[2](#n-a){.number} y el cuarto trimestre", "a partir de [2](#n-a){.number} y el cuarto trimestre"),
        ("[marzo de 2024](#n-m){.number}", "a partir de [marzo de 2024](#n-m){.number}"),
        ("Elche", "a partir de Elche"),
    ],
)
def test_de_and_el_run_together(following: str, spanish: str) -> None:
    """Real Academia Española: del, but for names; a day has its article after a preposition."""
    assert words_for("es").joined("a partir de", following) == spanish
    assert words_for("en").joined("from", following) == f"from {following}"


@pytest.mark.parametrize(
    ("following", "spanish"),
    [
        ("el cuarto trimestre de 2023", "de enero de 2023 al cuarto trimestre de 2023"),
        ("2 de marzo de 2024", "de enero de 2023 al 2 de marzo de 2024"),
        ("marzo de 2024", "de enero de 2023 a marzo de 2024"),
        ("El Salvador, de el todo", "de enero de 2023 a El Salvador, de el todo"),
    ],
)
def test_a_and_el_run_together(following: str, spanish: str) -> None:
    """With the last word that is written, and nothing before or after it."""
    assert words_for("es").following("de enero de 2023 a ", following) == spanish
    assert words_for("en").following("from a ", following) == f"from a {following}"
    assert words_for("es").following("(de el todo) a", following) == f"(de el todo) a{following}"
