"""Numbers of thousands or millions that a sentence writes without saying so: 1.25 of a million passengers.

A figure's `value` is its number alone, in its unit. Of a currency it says millions by itself; of all else the sentence
has to, or write the `amount`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from statbrief.arithmetic.asked_digits import digits_of
from statbrief.errors import Fault, Place
from statbrief.files.prose_lines import Passage
from statbrief.languages.pairing import SHORTCODE, in_a_row, sentence_around
from statbrief.languages.registry import vocabulary
from statbrief.prose.variables import look_up

_ALONE = {"value": "amount", "about": "about_amount", "by": "amount", "range": "", "between": "", "about_by": ""}
"""Forms that write numbers without their unit, and those that write it with one."""

_THOUSAND = 1000


def faults(passages: Iterable[Passage], variables: Mapping[str, Any], lang: str) -> Iterator[Fault]:
    """The numbers in prose whose sentence, or whose table, does not say that they are thousands or millions."""
    spoken = vocabulary(lang)
    if spoken is None:
        return
    scales = {word: scale for word, scale in spoken.number_words.scales.items() if scale >= _THOUSAND}
    for run in in_a_row(passages):
        text = "\n".join(each.text for each in run)
        for code in SHORTCODE.finditer(text):
            asked, unit = digits_of(code["form"]), str(look_up(variables, f"{code['figure']}.unit") or "")
            form, (size, *of) = asked.form if asked else code["form"], unit.split(" ")
            if form not in _ALONE or size not in scales or size in of:  # as of millions each million
                continue
            words = [word for word, scale in scales.items() if scale == scales[size]]
            if _is_said(words, code, text, variables):
                continue
            line = text.count("\n", 0, code.start())
            column = code.start() - text.rfind("\n", 0, code.start())
            name = code["figure"]
            wanted = f"write {{{{< var {name}.{_ALONE[form]} >}}}}, or " if _ALONE[form] else "write "
            yield Place(run[line].file, run[line].line, column).fault(
                "var",
                f"{name}.{code['form']} is in {unit}, which its sentence does not say",
                f"{wanted}its unit behind it: {{{{< var {name}.unit >}}}}",
            )


def _is_said(words: Iterable[str], code: re.Match[str], text: str, variables: Mapping[str, Any]) -> bool:
    """Whether a sentence, or a table, says such a size: itself, or by what it writes of figures."""
    word = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})(?:s|es)?\b", re.IGNORECASE)
    around = sentence_around(text, code.start())
    written = [str(look_up(variables, f"{each['figure']}.{each['form']}")) for each in SHORTCODE.finditer(around)]
    return any(word.search(each) for each in (SHORTCODE.sub("", around), *written))
