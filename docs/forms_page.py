"""`docs/forms.md`: every form of every kind of figure, as it reads in English and Spanish, made by `make reference`.

A small brief has a figure of each kind, and what else can be asked for a form; it is analysed in both languages, and
the page shows what came out. What a kind has not, the program's own reasons say.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from forms_brief import FILES
from statbrief.analysis.analysis import Analysis, analyse
from statbrief.arithmetic import kinds
from statbrief.arithmetic.asked_digits import CLAUSES, FORMS, MOST
from statbrief.figures.forms import hides_bound
from statbrief.languages.language import words_for
from statbrief.table_schema.periods import EXAMPLES

LANGUAGES = {"en": "English", "es": "Spanish"}
DIGITS = ("_2", "_to_1", "_full")
"""Endings that ask for digits, as examples."""
FIRST = ("jobs", "permits_ratio", "granted", "points", "more_jobs")
"""Figures that show a form before others do."""
SHARES = ("percent", "percent_range", "percent_between", "fraction", "than_fraction")
"""Forms that a share shows best."""
FEW = 4
"""Kinds that are named where they have no such form."""
NO_FORMS = ("label", "unit", "kind", "plain")
"""What else a figure is asked for: not how much, when or which way."""
SPANS = (*EXAMPLES.values(), "2022-01/2022-06", "2019-05/2022-05")
_ABOUT = "about_"

Analyses = Mapping[str, Analysis]


def forms_page(note: str) -> str:
    """The whole page, with the note on who made it first."""
    with tempfile.TemporaryDirectory() as name:
        analyses = {lang: analyse(_brief(Path(name)), lang) for lang in LANGUAGES}
    parts = [note, ABOUT, *_of_figures(analyses), *_absent(analyses), *_digits(analyses), *_of_names(analyses)]
    return "\n\n".join([*parts, *_periods(), *_tables(analyses)]) + "\n"


def _brief(folder: Path) -> Path:
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *([each.replace("|", "\\|") for each in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |".replace("|  |", "| |") for line in lines)


def _figures(analysis: Analysis) -> dict[str, str]:
    """The examples, by their ids, with the kind of each; those come first that forms are shown of."""
    names = dict.fromkeys((*FIRST, *(name for name in analysis.figures if "." not in name)))
    return {name: analysis.forms[name]["kind"].plain for name in names}


def _names(analysis: Analysis) -> list[str]:
    """The forms that some figure has of itself, in the order in which figures make them; no digits, no periods."""
    found = dict.fromkeys(form for name in _figures(analysis) for form in analysis.forms[name])
    left_out = {*NO_FORMS, *kinds.PERIODS}
    return [each for each in found if each not in left_out and not each[-1].isdigit()]


def _of_figures(analyses: Analyses) -> Iterator[str]:
    """Each form, what it reads in both languages, and the kinds that have it."""
    english = analyses["en"]
    kind_of, rows = _figures(english), []
    for form in _names(english):
        if form.startswith(_ABOUT) and form.removeprefix(_ABOUT) in _names(english):
            continue  # beside the form without it
        have = [name for name in kind_of if form in english.forms[name]]
        example = "granted" if form in SHARES else have[0]
        about = f"{_ABOUT}{form}"
        names = f"`{form}`, `{about}`" if about in english.forms[example] else f"`{form}`"
        read = [_read(analyses[lang], example, form, about) for lang in LANGUAGES]
        of = ", ".join(dict.fromkeys(kind_of[name] for name in have))
        rows.append([names, *read, f"`{example}`", of])
    yield "## Of figures"
    yield OF_FIGURES
    yield _table(["form", *LANGUAGES.values(), "here of", "kinds that have it"], rows)
    yield OF_EXAMPLES
    rows = []
    for name, kind in kind_of.items():
        hedged = [_hedged(analyses[lang], name) for lang in LANGUAGES]
        rows.append([f"`{name}`", english.figures[name].label, f"{kind}: {kinds.MEANINGS[kind]}", *hedged])
    yield _table(["figure", "label", "kind", *(f"`about` in {called}" for called in LANGUAGES.values())], rows)


def _hedged(analysis: Analysis, name: str) -> str:
    """A figure with its unit, as far as it has one, and the word that its range demands."""
    made = analysis.forms[name]
    return made["about_amount" if "about_amount" in made else "about"].plain


def _read(analysis: Analysis, figure: str, form: str, about: str) -> str:
    """What a form reads, and with the word for about where that is another form."""
    made = analysis.forms[figure]
    said = made[form].plain
    return f"{said}; {made[about].plain}" if about in made and made[about].plain != said else said


def _absent(analyses: Analyses) -> Iterator[str]:
    """What each kind has not, by the reason that a fault gives."""
    english = analyses["en"]
    kind_of = _figures(english)
    without: dict[tuple[str, str], list[str]] = {}
    for name, kind in kind_of.items():
        reasons: dict[str, list[str]] = {}
        for form in _names(english):
            if reason := _why(english, name, kind, form):
                reasons.setdefault(reason, []).append(form)
        for reason, forms in reasons.items():
            of = _SAID_OF.get(name, kind)
            without.setdefault((_listed(forms), reason), []).append(of)
    kinds_of = {key: list(dict.fromkeys(of)) for key, of in without.items()}
    rows = [[", ".join(of) if len(of) <= FEW else "others", *key] for key, of in kinds_of.items()]
    yield "## What is not there, and what to write"
    yield ABSENT
    yield _table(["of", "there is no", "for it"], sorted(rows))


def _why(analysis: Analysis, name: str, kind: str, form: str) -> str:
    """The reason why a figure has no such form; nothing where it has, or where another form tells the same."""
    made = analysis.forms[name]
    if form in made and hides_bound(made, form):
        return kinds.why_not_bare(form)
    if form in made or form.startswith(_ABOUT) or form.removeprefix(_ABOUT) not in _names(analysis):
        return ""
    figure = analysis.figures[name]
    return kinds.why_not(kind, form, is_as_stated="as_stated" in made, is_backward=figure.is_backward)


def _listed(forms: Iterable[str]) -> str:
    return ", ".join(f"`{each}`" for each in forms)


def _digits(analyses: Analyses) -> Iterator[str]:
    english = analyses["en"]
    kind_of, rows = _figures(english), []
    for form in (*FORMS, *CLAUSES):
        have = [name for name in kind_of if form in english.forms[name]]
        asked = next((name for name in have if all(f"{form}{each}" in english.forms[name] for each in DIGITS)), "")
        if not asked:
            continue
        for lang, called in LANGUAGES.items():
            read = [analyses[lang].forms[asked][f"{form}{each}"].plain for each in DIGITS]
            rows.append([f"`{form}` of `{asked}`" if lang == "en" else "", called, *read])
    yield "## Digits that the name asks for"
    yield AS_ASKED.format(most=MOST)
    yield _table(["form", "in", *(f"`{each}`" for each in DIGITS)], rows)


def _of_names(analyses: Analyses) -> Iterator[str]:
    """The forms of names and of periods that functions return, but for those of the periods themselves."""
    english, left_out = analyses["en"], {*NO_FORMS, *kinds.PERIODS} - set(kinds.USUAL_PERIODS)
    asked = [(name, form) for name in english.answers if "." not in name for form in english.forms[name]]
    rows = [
        [f"`{name}.{form}`", *(analyses[lang].forms[name][form].plain for lang in LANGUAGES)]
        for name, form in asked
        if form not in left_out
    ]
    yield "## Of names and periods"
    yield OF_NAMES
    yield _table(["form", *LANGUAGES.values()], rows)


def _periods() -> Iterator[str]:
    """Each form of a period, of each length; of what has none, a dash."""
    yield "## When"
    yield OF_PERIODS
    for lang, called in LANGUAGES.items():
        words = words_for(lang)
        said = {text: words.period(text) for text in SPANS}
        rows = [[f"`{form}`", *(said[text].get(form, "–") for text in SPANS)] for form in kinds.PERIODS]
        yield f"In {called}:"
        yield _table(["form", *(f"`{text}`" for text in SPANS)], rows)


def _tables(analyses: Analyses) -> Iterator[str]:
    """How prose asks a table for what it holds."""
    rows = []
    for asked, name, form in OF_TABLES:
        rows.append([f"`{asked}`", *(analyses[lang].forms[name][form].plain for lang in LANGUAGES)])
    yield "## Of tables"
    yield TABLES
    yield _table(["in prose", *LANGUAGES.values()], rows)


ABOUT = """\
# All forms

What prose, tables and charts may write of a figure, a name or a period: `{{< var jobs.about >}}` in prose,
`{jobs:about}` in captions, titles and labels. What is shown is what a small brief of its own wrote in English and in
Spanish. `statbrief forms jobs` lists those of a figure of your brief, as they read now; the
[manual](manual/prose.md) says what they are for."""
OF_FIGURES = """\
Which forms a figure has follows from its kind, its unit and what is known of it. `about_…` says the word that the range
demands, and none where the number is exact. Every one is there as `plain.…` as well, without its link, for titles."""
_SAID_OF = {"disputed": "what has a bound", "told": "what is as stated", "visitors_a_room": "what is as stated"}
OF_EXAMPLES = "The figures of this page:"
ABSENT = """\
A form that would have to guess does not exist. Whoever writes it is told what to write instead, in these words."""
AS_ASKED = """\
`_4` asks for four significant digits, `_to_1` for one decimal, `_full` for all that are known; {most} digits at most.
They are made when the prose asks for them. `about_` goes before those that are a number alone."""
OF_NAMES = """\
A function may say which or when. What it returns has the forms of the period that it rests on, too, and a period those
of itself."""
OF_PERIODS = """\
Every figure that rests on a period has these of it; they lead nowhere, so that they may stand anywhere."""
TABLES = """\
A cell is a figure, a name or a period, with all forms of its kind: by the name of its row, or by `rank.1`, `rank.2` …
A row by itself is what it is called by."""
OF_TABLES = (
    ("by_region.north.jobs.about", "by_region.north.jobs", "about"),
    ("by_region.south.change.rose_by", "by_region.south.change", "rose_by"),
    ("by_region.rank.1.name", "by_region.south", "name"),
    ("by_region.rank.1.jobs.value", "by_region.south.jobs", "value"),
    ("by_region.north.share.about_percent", "by_region.north.share", "about_percent"),
)
