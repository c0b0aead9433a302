"""Numbers in thousands and millions: a sentence that writes the number alone has to say what it counts in."""

from __future__ import annotations

from pathlib import Path

import pytest

import checked_prose
from briefs import write_brief
from statbrief.analysis.write import write_analysis

ROWS = (
    "flown,Passengers,1.25,megapassenger,0.01,,2022,agency,,\n"
    "before,Passengers before,1.1,megapassenger,0.01,,2021,agency,,\n"
    "earned,Revenue,2.5,MUSD,0.1,,2022,agency,,\n"
    "died,Deaths,25,death,1,,2022,agency,,\n"
)
UNITS = "passenger = [passenger]\nUSD = [currency]\ndeath = [death]\n"
DERIVED = (
    'def more(flown, before):\n    """More"""\n    return flown - before\n\n\n'
    'def each(earned, flown):\n    """Each"""\n    return earned / flown\n'
)
SPANISH = {"passenger": "pasajero", "death": "muerte", "[pasajero]": "[pasajero] = _ = pasajeros"}


def faults(folder: Path, body: str, lang: str = "en") -> list[str]:
    """What is wrong with such prose."""
    figures, units = ROWS, UNITS
    for english, spanish in SPANISH.items() if lang == "es" else ():
        figures, units = figures.replace(english, spanish), units.replace(english, spanish)
    write_brief(folder, figures=figures, units=units, derived=DERIVED)
    (folder / "_quarto.yml").write_text(f"lang: {lang}\n", encoding="utf-8")
    (folder / "brief.qmd").write_text(
        f"---\ntitle: It\nlang: {lang}\n---\n\n{body}\n\n{{{{< figures >}}}}\n", encoding="utf-8"
    )
    write_analysis(folder, lang)
    return checked_prose.faults(folder)


@pytest.mark.parametrize(
    ("written", "lang", "wanted"),
    [
        ("flown.value", "en", "write {{< var flown.amount >}}, or its unit behind it: {{< var flown.unit >}}"),
        ("flown.about", "en", "write {{< var flown.about_amount >}}, or its unit behind it: {{< var flown.unit >}}"),
        ("flown.value_2", "en", "write {{< var flown.amount >}}, or its unit behind it: {{< var flown.unit >}}"),
        ("flown.range", "en", "write its unit behind it: {{< var flown.unit >}}"),
        ("more.by", "en", "write {{< var more.amount >}}, or its unit behind it: {{< var more.unit >}}"),
        ("flown.value", "es", "write {{< var flown.amount >}}, or its unit behind it: {{< var flown.unit >}}"),
    ],
)
def test_a_number_of_millions_alone_is_a_fault(tmp_path: Path, written: str, lang: str, wanted: str) -> None:
    """It would read as one and a quarter; that another sentence, or another number, speaks of millions is no help."""
    unit = "millones de pasajeros" if lang == "es" else "million passengers"
    body = f"Up {{{{< var {written} >}}}} {{{{< var died.unit >}}}} now. But {{{{< var earned.value >}}}} came."
    assert faults(tmp_path, body, lang) == [
        f"brief.qmd:6:4: var: {written} is in {unit}, which its sentence does not say; {wanted}"
    ]


@pytest.mark.parametrize(
    "body",
    [
        "Up {{< var flown.value >}} {{< var flown.unit >}} now.",
        "Up {{< var flown.amount >}} ({{< var flown.range >}}) now.",
        "Up {{< var earned.value >}}, {{< var earned.range >}}, and {{< var died.value >}} died.",
        "| [Millions]{.literal} | Died |\n|---|---|\n| {{< var flown.value >}} | {{< var died.value >}} |",
        "It is {{< var each.value >}} each.",
        "They {{< var more.rose >}} in {{< var flown.period >}}.",
    ],
)
def test_what_says_its_size_is_none(tmp_path: Path, body: str) -> None:
    """Beside it, in a table's head, by its own currency; or one million by another, which are as many as one by one."""
    assert faults(tmp_path, body) == []
