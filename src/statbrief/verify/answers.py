"""Names and periods of a record: that they fit together, that their texts say them, and that they stand in the data.

Who found them is a function, which is not run: a name is held against the cell that it is said to stand in, a period
against how it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from statbrief.arithmetic.kinds import ANSWERS, BY_ITSELF, NAME, PERIOD, PERIODS
from statbrief.languages.period_words import capital
from statbrief.record.figure_types import CellRecord, PublishedAnswer
from statbrief.record.record_types import PublishedRecord
from statbrief.table_schema.spans import join_periods, parse_span
from statbrief.verify.number_signs import UnknownLanguageError, speech
from statbrief.verify.readable import Wrong, short

_WORDS = re.compile(r"\w+")
_LONGEST = 2_000
"""Characters of a period."""
_MOST_ANSWERS, _MOST_NAMES = 20_000, 500
"""No brief has as many, and no sentence."""


def answers_of(record: PublishedRecord) -> Mapping[str, PublishedAnswer]:
    """The names and periods of a record; none of one that was made before there were any."""
    return record.get("answers", {})


def ill_fitting(record: PublishedRecord) -> Iterator[Wrong]:
    """Where names and periods do not fit the rest of the record, or say something else than what they are."""
    answers, figures = answers_of(record), record["figures"]
    if len(answers) > _MOST_ANSWERS:
        yield "record", f"has {len(answers)} names and periods", f"{_MOST_ANSWERS} at most"
        return
    known = figures.keys() | record["datasets"].keys() | answers.keys()
    for name, answer in answers.items():
        what = f"answer {name}"
        if name in figures:
            yield what, "is a figure of the record too", ""
        for each in dict.fromkeys(answer["inputs"]):
            if each not in known:
                yield what, f"its input {short(each)} is nothing of the record", ""
        yield from ((what, found, wanted) for found, wanted in _misshapen(record, answer))
    yield from _untrue(record)


def _misshapen(record: PublishedRecord, answer: PublishedAnswer) -> Iterator[tuple[str, str]]:
    value, cells = answer["value"], answer["cells"]
    if len(value) > _MOST_NAMES:
        yield f"has {len(value)} names", f"{_MOST_NAMES} at most"
    if answer["kind"] == PERIOD:
        is_none = not value and not answer["period"]
        if "called" in answer or not (is_none or _are_periods(value, answer["period"])):
            yield f"is {short(', '.join(value))}, which is no period", ""
    elif len(answer.get("called", value)) != len(value):
        yield "has not as many names in its language as in the data", ""
    if len(cells) != len(value) and (cells or answer["kind"] == NAME):
        yield f"stands in {len(cells)} cells", f"{len(value)} are wanted"
    for dataset in sorted({cell["dataset"] for cell in cells} - record["datasets"].keys()):
        yield f"stands in {short(dataset)}, which is no dataset of the record", ""
    if len({(cell["dataset"], cell["column"]) for cell in cells}) > 1:
        yield "stands in more than one column", ""


def _are_periods(texts: Sequence[str], whole: str) -> bool:
    """Whether these are periods of one length, none twice, and `whole` the time that they span."""
    try:
        spans = [parse_span(text) for text in texts]
        is_of_one_length = len({each.first.frequency for each in spans}) == 1 and all(each.is_single for each in spans)
        return is_of_one_length and len(set(texts)) == len(texts) and join_periods(texts) == whole
    except ValueError:
        return False


def _untrue(record: PublishedRecord) -> Iterator[Wrong]:
    """Where a text says something else than the name or the period."""
    for name, answer in answers_of(record).items():
        try:
            own = _written(answer, record["lang"])
        except UnknownLanguageError as error:
            yield "record", f"its texts cannot be read: {error}", ""
            return
        for form, text in answer["texts"].items():
            if form not in own:
                yield f"answer {name}", f"has no form {short(form)}", ""
            elif text != own[form]:
                yield f"answer {name}", f"its {form}, {short(text)}, is not how it is written", short(own[form])


def _written(answer: PublishedAnswer, lang: str) -> dict[str, str]:
    """How a name or a period is written, by form. Raises `UnknownLanguageError`."""
    words = speech(lang).words
    own = {"label": answer["label"], "kind": answer["kind"]}
    try:
        own |= words.periods(_listed(answer), answer["period"]) if len(answer["period"]) <= _LONGEST else {}
    except ValueError:
        own |= dict.fromkeys(PERIODS, "no period")
    if answer["kind"] == NAME and len(answer["value"]) <= _MOST_NAMES >= len(answer.get("called", ())):
        own["name"] = words.listed(answer.get("called", answer["value"]))
        own["name_capital"] = capital(own["name"])
    return own


def _listed(answer: PublishedAnswer) -> Sequence[str]:
    """The periods that are said one after the other."""
    is_several = answer["kind"] == PERIOD and len(answer["value"]) <= _MOST_NAMES
    return [each for each in answer["value"] if len(each) <= _LONGEST] if is_several else [answer["period"]]


def is_same(one: str, other: str) -> bool:
    """Whether two texts have the same words: renderers set other quotes and blanks than were typed."""
    return words_of(one) == words_of(other)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, its numbers among them, without all between them."""
    return tuple(_WORDS.findall(text))


def said_alone(answer: PublishedAnswer) -> list[str]:
    """How a cell may say a name or a period: as it is called by itself; once periods had the words of a sentence."""
    forms, texts = (BY_ITSELF[answer["kind"]], answer["kind"]), answer["texts"]
    return [texts[each] for each in forms if each in texts] or [""]


def wrong_row(answer: PublishedAnswer, cells: tuple[str, str, str], lang: str) -> Iterator[tuple[str, str]]:
    """Where the row of origins of a name or a period says something else; `cells` are its label, value and range."""
    label, value, reach = cells
    said = said_alone(answer)
    if not is_same(label, answer["label"]):
        yield f"its row is called {short(label)}", f"the record has {short(answer['label'])}"
    if not any(is_same(value, each) for each in said):
        yield f"its row says {short(value)}", f"the record has {short(said[0])}"
    as_stated = speech(lang).words.phrases.as_stated[1] if answer["is_as_stated"] else ""
    if reach != as_stated:
        yield f"its row has the range {short(reach)}", f"the record has {short(as_stated)}"


def standing(record: PublishedRecord) -> dict[str, list[tuple[str, CellRecord, str]]]:
    """By dataset, the names and periods that stand in it, each by what it is called, with its cell and its text."""
    found: dict[str, list[tuple[str, CellRecord, str]]] = {}
    for name, answer in answers_of(record).items():
        for cell, text in zip(answer["cells"], answer["value"], strict=False):
            found.setdefault(cell["dataset"], []).append((f"answer {name}", cell, text))
    return found


def said_of(answer: PublishedAnswer) -> str:
    """What it is, in a few words: a name, of numbers as stated."""
    kind = answer["kind"] if answer["kind"] in ANSWERS else ""
    return f"{kind}, as stated" if answer["is_as_stated"] else kind


def proof_of(record: PublishedRecord, answer: PublishedAnswer) -> tuple[str, list[str]]:
    """Where a name or a period stands, for a reader, and the files that say so; none of one that is computed."""
    datasets = record["datasets"]
    known = [cell for cell in answer["cells"] if cell["dataset"] in datasets]
    if not known:
        return f"computed by {answer['file']}:{answer['line']}, not evaluated here", []
    files = [datasets[cell["dataset"]]["file"] for cell in known]
    rows = ", ".join(dict.fromkeys(cell["row"] for cell in known))
    return f"{known[0]['column']} of {rows} in {files[0].rpartition('/')[2]}", files
