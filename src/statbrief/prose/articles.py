"""Periods and numbers that do not go with the word before them: “de” and “el segundo trimestre” make “del”.

Nor does anybody say “el cerca de 62 %”.

Where this program writes a text, as a label or a caption, it runs them together. In prose a renderer puts in what a
variable says, so there it is a fault, which names what to write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from statbrief.arithmetic.kinds import PERIODS
from statbrief.errors import Fault, Place
from statbrief.files.prose_lines import Passage
from statbrief.languages.contractions import run_together
from statbrief.languages.pairing import SHORTCODE, in_a_row
from statbrief.languages.registry import vocabulary
from statbrief.languages.vocabulary import Vocabulary
from statbrief.prose.variables import look_up

Contractions = Sequence[tuple[str, str]]
_WORD = re.compile(r"(\w+)[ \t]*\n?[ \t]*\Z")
_ABOUT = "about"
_REACH = 30  # characters before a variable that its word may have


def faults(passages: Iterable[Passage], variables: Mapping[str, Any], lang: str) -> Iterator[Fault]:
    """The periods and numbers in prose that do not go with the word before them, each where its variable stands."""
    spoken = vocabulary(lang)
    if spoken is None or not (spoken.contractions or spoken.before_about):
        return
    for run in in_a_row(passages):
        text = "\n".join(each.text for each in run)
        for code in SHORTCODE.finditer(text) if "period" in text or _ABOUT in text else ():
            before = _WORD.search(text, max(0, code.start() - _REACH), code.start())
            if before and (problem := _problem_of(before[1], code, variables, spoken)):
                line = text.count("\n", 0, code.start())
                column = code.start() - text.rfind("\n", 0, code.start())
                yield Place(run[line].file, run[line].line, column).fault("var", *problem)


def _problem_of(
    word: str, code: re.Match[str], variables: Mapping[str, Any], spoken: Vocabulary
) -> tuple[str, str] | None:
    """What was found and wanted of a variable after a word: of a period, or of a number that says *about*."""
    form = code["form"]
    if form in PERIODS:
        said = look_up(variables, f"{code['figure']}.{form}")
        return _problem(word, code, said, spoken.contractions) if isinstance(said, str) else None
    if not form.startswith(_ABOUT) or word.casefold() not in spoken.before_about:
        return None
    instead = spoken.before_about[word.casefold()]
    wanted = f"write {instead} {code[0]}" if instead else f"leave the “{word}” out"
    return f"{code['figure']}.{form} does not go with the “{word}” before it", wanted


def _problem(word: str, code: re.Match[str], said: str, contractions: Contractions) -> tuple[str, str] | None:
    """What was found and wanted where a word and a period run together."""
    together = run_together(word, said, contractions)
    if together == f"{word} {said}":
        return None
    form = form_after(word, code["form"], said, contractions)
    if form != code["form"]:
        said = said.partition(" ")[2]
    name = f"{code['figure']}.{code['plain'] or ''}{form}"
    instead = f"{together.removesuffix(said).strip()} {{{{< var {name} >}}}}"
    return f"{code['figure']}.{code['form']} does not go with the “{word}” before it", f"write {instead}"


def form_after(word: str, form: str, said: str, contractions: Contractions) -> str:
    """The form that says a period after a word: without its own article where the word is one, or brings one."""
    together = run_together(word, said, contractions)
    if together == f"{word} {said}" or together.endswith(f" {said}"):
        return form
    form = form.replace("_capital", "").replace("period", "period_name")
    for end in ("first", "last"):
        form = form.replace(f"period_name_{end}", f"period_{end}_name")
    return form
