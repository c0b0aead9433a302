"""What must hold of the editions of all areas together, before any of them is published."""

from pathlib import Path

import pytest

from area_briefs import AREAS, KINDS, YEARS, entries_of, pupils_of, rewrite
from statbrief.each.build import Built, build_each
from statbrief.each.making import Wanted

PAGE = Wanted(("html",))


def across(folder: Path, code: str) -> Built:
    """What comes of all editions with other checks of all areas."""
    (folder / "analysis/each.py").write_text(
        f"from statbrief.checking import add_up, agree\n\n\n{code}", encoding="utf-8"
    )
    return build_each(folder, "", PAGE)


@pytest.mark.thorough
def test_areas_that_do_not_add_up_are_not_published(areas_again: Path) -> None:
    """All pages stay as they were, and both numbers are told."""
    folder = areas_again
    rewrite(folder / "brief.qmd", "of the ", "out of the ")
    number = entries_of(folder)["north"]["files"]["brief.html"]
    path = folder / "data/reported.csv"
    text = path.read_text(encoding="utf-8")
    total = int(text.splitlines()[1].split(",")[2])
    path.write_text(text.replace(str(total), str(total + 1)), encoding="utf-8")
    built = build_each(folder, "", PAGE)
    assert [str(each) for each in built.together] == [
        (
            'analysis/each.py:6: whole: "The areas add up to the nation" does not hold of the 5 areas: they come to '
            f"{total:,}, and nation is {total + 1:,} pupil; correct the data or the check"
        )
    ]
    assert (entries_of(folder)["north"]["files"]["brief.html"], built.failed) == (number, {})
    assert "out of the" not in (folder / "_output/north/brief.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ('def a(nwo):\n    """A"""\n    return True\n', "4: a: 'nwo' is nothing of any edition; did you mean now?"),
        ("def a(now):\n    return True\n", "4: a: has no docstring; its first line says what must hold"),
        (
            'def a():\n    """A"""\n    return True\n',
            "4: a: has no inputs; name figures: each comes of every area, by code",
        ),
        ('def a(now):\n    """A"""\n', "4: a: returns nothing; return agree(…), add_up(…), True or False"),
        (
            'def a(now):\n    """A"""\n    return now.one\n',
            "6: a: raises ValueError: differs from area to area, and one of them is asked for",
        ),
        ('def a(now):\n    """All are many"""\n    return all(each > 10**9 * each for each in now.values())\n', ""),
        ("def a(now:\n", "4: syntax: '(' was never closed"),
    ],
    ids=["unknown", "unlabelled", "of nothing", "nothing", "not one", "dimensions", "syntax"],
)
def test_checks_of_all_areas_that_cannot_be_made(areas_again: Path, code: str, told: str) -> None:
    """Are told as those of one edition are."""
    built = across(areas_again, code)
    assert built.together
    assert f"analysis/each.py:{told}" in str(built.together[0])


def test_figures_of_all_areas_are_compared_with_their_ranges(areas_again: Path) -> None:
    """A comparison that the rounding leaves open is refused, one that it does not is made; names come as texts."""
    folder = areas_again
    names = {code: name for code, name, *_ in AREAS}
    held = across(
        folder,
        (
            f'def a(now, area):\n    """In order"""\n    assert dict(area) == {names!r}\n'
            '    return now["01"] < now["02"] < now["05"]\n'
        ),
    )
    assert [*held.together] == []
    open_ = across(folder, 'def a(now):\n    """In order"""\n    return now["01"] < now["01"]\n')
    now = sum(pupils_of("01", YEARS[-1], kind) for kind in KINDS)
    number = f"now['01'] {now:,} ({now - 100:,} to {now + 100:,})"
    assert f"whether {number} < {number} cannot be told within the rounding" in str(open_.together[0])


@pytest.mark.thorough
def test_two_areas_with_one_title_are_not_published(areas_again: Path) -> None:
    """No reader could tell them apart."""
    folder = areas_again
    rewrite(folder / "brief.qmd", "Pupils in {{< var area.name >}} {{<", "Pupils {{<")
    built = build_each(folder, "", PAGE)
    assert [str(each) for each in built.together] == [
        (
            "brief.qmd: title: that of North, Bay & \"Cape\" <East>, Côte-d'Or and West is the same, 'pupils rose'; "
            "write {{< var area.name >}} in it"
        )
    ]
