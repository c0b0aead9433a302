"""A difference as a reviewer reads it: as text, as Markdown for a pull request, as JSON for a machine.

The records may come from files that somebody else made: what would steer a terminal is not written, and what would be
markup is escaped.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict

from statbrief.characters import STEERING, printable_lines
from statbrief.diff import editions
from statbrief.diff.causes import Cause
from statbrief.diff.charts_and_checks import CAME, CHANGED, WENT, PartChange
from statbrief.diff.findings import Difference, FigureChange, SentenceChange, State
from statbrief.diff.numbers import beside, same

NOTHING = "Nothing changed."
NOTHING_ELSE = "Nothing was revised, and nothing else is to be read."
_WIDTH = 100
_HEADS = {"Names and periods": "Name or period"}
_SEVERAL = {"name or period": "names and periods"}
_MANY = 12  # entries of a list that is folded in Markdown
_MARKUP = re.compile(r"([\\`*{}\[\]<>|~$&!]|(?<!\w)_|_(?!\w))")
_LIST = re.compile(r"^(\d*)([-+.)])(?=\s|$)")
_MENTION = re.compile(r"[@#](?=\w)")


def as_text(difference: Difference) -> str:
    """The difference in lines of a terminal's width, plain."""
    lines = [line for line in (editions.reach(difference), _headline(difference)) if line]
    for title, blocks in sections(difference):
        lines += _section(title, itertools.chain(*blocks))
    lines += [""] if difference and _notes(difference) else []
    lines += [line for note in _notes(difference) for line in _wrapped(f"note: {note}", 0, 6)]
    return printable_lines("\n".join(lines)) + "\n"


def sections(difference: Difference) -> Iterator[tuple[str, list[list[str]]]]:
    """What is told under each heading: of each finding its lines, of a terminal's width."""
    yield "Revised", [[*_group_lines(*group)] for group in editions.groups(difference)]
    yield "Brief", [[*_detail(each.what, each.old, each.new)] for each in difference.brief]
    yield "Figures", [[*_figure_lines(each)] for each in difference.figures]
    for title, parts in _parts_by_title(difference):
        lines = _chart_lines if title == "Charts" else _part_lines
        yield title, [[*lines(each)] for each in parts]
    for title, sentences in _sentences_by_title(difference):
        yield title, [[*_sentence_lines(each)] for each in sentences]


def as_markdown(difference: Difference) -> str:
    """The difference for a pull request or a job's summary: tables, with long lists folded."""
    blocks = [f"### {' '.join(filter(None, (editions.reach(difference), _headline(difference))))}"]
    for name, told in editions.groups(difference):
        block = "\n".join([f"**Revised: {escaped(name)}**", "", *(f"- {escaped(line)}" for line in told)])
        blocks.append(_folded(f"Revised: {name}", block, len(told)))
    if difference.brief:
        rows = [(each.what, escaped(each.old), escaped(each.new)) for each in difference.brief]
        blocks.append(_table(("Brief", "Old", "New"), rows))
    if difference.figures:
        table = _table(("Figure", "Old", "New", "Why"), [_figure_row(each) for each in difference.figures])
        blocks.append(_folded("Figures", table, len(difference.figures)))
    for title, parts in _parts_by_title(difference):
        if parts:
            row = _chart_row if title == "Charts" else _part_row
            table = _table((_HEADS.get(title, title[:-1]), "What changed"), map(row, parts))
            blocks.append(_folded(title, table, len(parts)))
    for title, sentences in _sentences_by_title(difference):
        if sentences:
            marked = [f"- {_marked(each)}" for each in sentences]
            blocks.append(_folded(title, "\n".join([f"**{title}**", "", *marked]), len(marked)))
    if notes := _notes(difference):
        blocks.append("\n".join(f"- {escaped(note)}" for note in notes))
    return printable_lines("\n\n".join(blocks)) + "\n"


def as_json(difference: Difference) -> str:
    """The difference as one JSON object, its names sorted.

    ``moved`` says which data reach another period: ``name``, ``old`` and ``new``; ``moved_on`` names by kind what is
    otherwise as before, and no finding. ``revised`` are cells of datasets, and reported figures (whose ``dataset`` is
    empty), of the same period: ``dataset``, ``row``, ``column``, ``period``, ``unit``, ``old``, ``new``, and the
    ``difference`` of numbers as a text; ``rows_came`` and ``rows_went`` are rows of periods that both tell of;
    ``not_compared`` says of which ``dataset`` cells were not, and ``why``. ``changed`` is whether there is a finding.
    ``brief``, ``figures``, ``answers`` (names and periods), ``tables``, ``checks``, ``charts``, ``datasets`` and
    ``sentences`` are lists of findings, ``notes`` of texts. A figure has ``name``, ``label``, ``happened`` (changed,
    came or went), ``old`` and ``new`` (``text``, ``reach``, ``value``, ``unit``, ``range``; null where there is none),
    ``aspects``, ``forms`` ({form: [old, new]}), ``causes`` and ``more``. A cause has ``of``, ``what``, ``old`` and
    ``new``. An answer, table, check, chart or dataset has ``name``, ``title``, ``happened`` and ``details`` (``what``,
    ``old``, ``new``), the brief itself such details alone. A sentence has ``place``, ``old``, ``new`` and ``parts``,
    the two side by side in stretches that are the same or differ.
    """
    told = {
        "changed": bool(difference),
        "brief": [asdict(each) for each in difference.brief],
        "figures": [_figure_object(each) for each in difference.figures],
        "answers": [asdict(each) for each in difference.answers],
        "tables": [asdict(each) for each in difference.tables],
        "checks": [asdict(each) for each in difference.checks],
        "charts": [asdict(each) for each in difference.charts],
        "datasets": [asdict(each) for each in difference.datasets],
        "sentences": [{"place": each.place} | asdict(each.change) for each in difference.sentences],
        "notes": list(difference.notes),
        **editions.as_objects(difference),
    }
    return steerless(json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False))


def steerless(text: str) -> str:
    """JSON as a file, in which what would steer a terminal is written by its number."""
    lines = (STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", line) for line in text.split("\n"))
    return "\n".join(lines) + "\n"


FORMATS: Mapping[str, Callable[[Difference], str]] = {"text": as_text, "markdown": as_markdown, "json": as_json}


def _headline(difference: Difference) -> str:
    """How many of each changed, came and went, in one line."""
    counts = editions.counted(difference.revised)
    kinds: tuple[tuple[str, Sequence[FigureChange | PartChange]], ...] = (
        ("figure", difference.figures),
        ("name or period", difference.answers),
        ("table", difference.tables),
        ("check", difference.checks),
        ("chart", difference.charts),
        ("dataset", difference.datasets),
    )
    for noun, changes in kinds:
        numbers = {happened: sum(each.happened == happened for each in changes) for happened in (CHANGED, CAME, WENT)}
        counts += [f"{_count(number, noun)} {happened}" for happened, number in numbers.items() if number]
    if difference.sentences:
        counts.append(f"{_count(len(difference.sentences), 'sentence')} to read again")
    if difference.brief:
        counts.append(f"the brief's {' and '.join(each.what for each in difference.brief)} changed")
    if not counts and difference.moved:
        return NOTHING_ELSE
    return f"{', '.join(counts)}." if counts else NOTHING


def _notes(difference: Difference) -> list[str]:
    return [*editions.notes(difference), *difference.notes]


def _group_lines(name: str, lines: Sequence[str]) -> Iterator[str]:
    """What was revised of one column."""
    yield from _wrapped(name, 2, 6)
    for line in lines:
        yield from _wrapped(line, 4, 8)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {_SEVERAL.get(noun, f'{noun}s')}"


def _section(title: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return ["", title, *found] if found else []


def _wrapped(text: str, indent: int, hanging: int) -> list[str]:
    """The text in lines of the terminal's width, the ones after the first further in; long words stay whole."""
    lines, line = [], " " * indent
    for word in text.split():
        if line.strip() and len(line) + 1 + len(word) > _WIDTH:
            lines.append(line)
            line = " " * hanging
        line = f"{line} {word}" if line.strip() else f"{line}{word}"
    return [*lines, line]


def _figure_lines(change: FigureChange) -> Iterator[str]:
    sign = {CHANGED: "", CAME: " (came)", WENT: " (went)"}[change.happened]
    yield from _wrapped(f"{change.name}{sign}: {change.label}", 2, 6)
    yield from _wrapped(_figure_said(change), 4, 8)
    for cause in change.causes:
        yield from _wrapped(f"why: {_cause(cause, change.name)}", 4, 8)
    if change.more:
        yield "    why: and more"


def _figure_said(change: FigureChange) -> str:
    """The figure before and now, with its number where the text does not tell the two apart, and its range."""
    old, new = change.old, change.new
    if old is None or new is None:
        state = old or new
        return _said(state, state.text) if state else ""
    first = old.text if old.unit == new.unit else _with_unit(old.text, old)
    said = _with_unit(new.text if first == new.text else f"{first} → {new.text}", new)
    if first == new.text and not same(old.value, new.value):
        said += f" ({' → '.join(beside(old.value, new.value))})"
    if "range" in change.aspects and (old.reach or new.reach):
        said += f", range {_reaches(old, new)}"
    return said


def _said(state: State, text: str) -> str:
    return _with_unit(text, state) + (f", range {state.reach}" if state.reach else "")


def _reaches(old: State, new: State) -> str:
    one, other = old.reach or "exact", new.reach or "exact"
    return f"{one} → {other}" if one != other else f"{one} (its ends moved)"


def _with_unit(text: str, state: State) -> str:
    return text if state.unit in {"1", "percent"} else f"{text} [{state.unit}]"


def _cause(cause: Cause, figure: str) -> str:
    what = cause.what if cause.of == figure else f"{cause.of}: {cause.what}"
    return f"{what} {cause.old or 'none'} → {cause.new or 'none'}" if cause.old or cause.new else what


def _part_lines(part: PartChange) -> Iterator[str]:
    sign = {CHANGED: "", CAME: " (came)", WENT: " (went)"}[part.happened]
    yield from _wrapped(f"{part.name}{sign}: {part.title}", 2, 6)
    for each in part.details:
        yield from _detail(each.what, each.old, each.new)


def _chart_lines(part: PartChange) -> Iterator[str]:
    yield from _wrapped(f"{part.name}: {_chart_said(part)}", 2, 6)


def _chart_said(part: PartChange) -> str:
    return ", ".join(each.what for each in part.details) if part.happened == CHANGED else part.happened


def _detail(what: str, old: str, new: str) -> Iterator[str]:
    yield from _wrapped(f"{what}: {_arrow(old, new)}" if old or new else what, 4, 8)


def _arrow(old: str, new: str) -> str:
    return f"{old} → {new}" if old else new


def _sentence_lines(sentence: SentenceChange) -> Iterator[str]:
    change = sentence.change
    for sign, text, place in (("-", change.old, 0), ("+", change.new, 1)):
        if text:
            words = "".join(_bracketed(part[place], sign, is_same=part[0] == part[1]) for part in change.parts)
            yield from _wrapped(f"{sign} {words}", 2, 4)


def _bracketed(text: str, sign: str, *, is_same: bool) -> str:
    """Changed words between signs, as in ``[-old-]`` and ``{+new+}``."""
    if is_same or not text.strip():
        return text
    opening, closing = ("[-", "-]") if sign == "-" else ("{+", "+}")
    return _around(text, opening, closing)


def _around(text: str, opening: str, closing: str) -> str:
    """The text between two signs, with the space around it outside."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    return f"{text[:start]}{opening}{text[start:end]}{closing}{text[end:]}"


def escaped(text: str) -> str:
    """The text as Markdown that shows just that, in one line, and calls nobody."""
    text = _MARKUP.sub(r"\\\1", " ".join(text.split()))
    return _MENTION.sub(r"\g<0><!-- -->", text)


def _name(name: str) -> str:
    return f"`{name}`" if name.isidentifier() else escaped(name)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _folded(title: str, block: str, number: int) -> str:
    if number <= _MANY:
        return block
    return f"<details><summary>{title}: {number}</summary>\n\n{block}\n\n</details>"


def _parts_by_title(difference: Difference) -> Iterator[tuple[str, Sequence[PartChange]]]:
    yield "Names and periods", difference.answers
    yield "Tables", difference.tables
    yield "Checks", difference.checks
    yield "Charts", difference.charts
    yield "Datasets", difference.datasets


def _sentences_by_title(difference: Difference) -> Iterator[tuple[str, Sequence[SentenceChange]]]:
    """Those that the pages show, then those that stand for charts."""
    yield "Sentences", [each for each in difference.sentences if each.place in {"html", "pdf"}]
    yield "Text alternatives of charts", [each for each in difference.sentences if each.place not in {"html", "pdf"}]


def _figure_row(change: FigureChange) -> tuple[str, str, str, str]:
    name = f"{escaped(change.label)}<br>{_name(change.name)}"
    if change.old is None or change.new is None:
        old, new = (escaped(_said(each, each.text)) if each else "" for each in (change.old, change.new))
        return name, old, new, change.happened
    causes = [escaped(_cause(cause, change.name)) for cause in change.causes]
    return (
        name,
        *_states(change, change.old, change.new),
        "<br>".join([*causes, *(["and more"] if change.more else [])]),
    )


def _states(change: FigureChange, old: State, new: State) -> tuple[str, str]:
    """The two states in table cells, with their numbers where their texts are alike."""
    cells = [_with_unit(each.text, each) for each in (old, new)]
    if cells[0] == cells[1] and not same(old.value, new.value):
        cells = [f"{cell} ({number})" for cell, number in zip(cells, beside(old.value, new.value), strict=True)]
    reaches = ["", ""]
    if "range" in change.aspects and (old.reach or new.reach):
        reaches = [f"<br>{escaped(each.reach or 'exact')}" for each in (old, new)]
    return escaped(cells[0]) + reaches[0], f"**{escaped(cells[1])}**{reaches[1]}"


def _part_row(part: PartChange) -> tuple[str, str]:
    details = [
        escaped(f"{each.what}: {_arrow(each.old, each.new)}" if each.old or each.new else each.what)
        for each in part.details
    ]
    if part.happened != CHANGED:
        details.insert(0, part.happened)
    return f"{escaped(part.title)}<br>{_name(part.name)}", "<br>".join(details)


def _chart_row(part: PartChange) -> tuple[str, str]:
    """A chart's row is short: its words are told as sentences."""
    return f"{escaped(part.title)}<br>{_name(part.name)}", escaped(_chart_said(part))


def _marked(sentence: SentenceChange) -> str:
    """The old and the new sentence in one, with what went struck out and what came underlined."""
    words = []
    for old, new in sentence.change.parts:
        if old == new:
            words.append(_spaced(old))
        else:
            words += [_around(_spaced(old), "<del>", "</del>")] if old.strip() else []
            words += [" "] if old.strip() and new.strip() else []
            words += [_around(_spaced(new), "<ins>", "</ins>")] if new.strip() else []
    return _LIST.sub(r"\1\\\2", "".join(words).lstrip())


def _spaced(text: str) -> str:
    """The text escaped, with a space at either end where it had one."""
    start, end = text[:1].isspace(), text[-1:].isspace()
    return f"{' ' * start}{escaped(text)}{' ' * (end and bool(text.strip()))}"


def _figure_object(change: FigureChange) -> dict[str, object]:
    told = asdict(change)
    told["causes"] = [
        {"of": cause.of, "what": cause.what, "old": cause.old, "new": cause.new} for cause in change.causes
    ]
    return told
