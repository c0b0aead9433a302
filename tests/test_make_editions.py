"""The Makefile and the editions of a brief: each is built from its own prose and from the data of all."""

import pytest

from stand_in_make import PAGES, RENDER, Brief

SPANISH = [f"_output/brief.es.{ending}" for ending in ("html", "pdf", "json")]
RENDER_ES = "-m statbrief render --edition es --to html --to pdf --renderer auto"


@pytest.fixture
def both(brief_made: Brief) -> Brief:
    """A brief that is built in both of its languages, one after the other."""
    assert brief_made.asked("EDITION=es") == [RENDER_ES]
    brief_made.age()
    return brief_made


@pytest.mark.thorough
def test_an_edition_makes_no_other_stale(both: Brief) -> None:
    """Built in turn, each has its pages, and neither has anything more to do."""
    assert all((both.folder / page).exists() for page in [*PAGES, *SPANISH])
    assert both.asked() == []
    assert both.asked("EDITION=es") == []


@pytest.mark.thorough
def test_new_data_are_for_every_edition(both: Brief) -> None:
    """Each is made anew, once, when its turn comes."""
    both.touch("data/reported.csv")
    assert both.asked() == [RENDER]
    assert both.asked("EDITION=es") == [RENDER_ES]
    both.age()
    assert [*both.asked(), *both.asked("EDITION=es")] == []


@pytest.mark.thorough
def test_an_editions_prose_is_its_own(both: Brief) -> None:
    """An edit of one language's document, or of what only it includes, renders that one."""
    both.touch("brief.es.qmd")
    assert both.asked() == []
    assert both.asked("EDITION=es") == [RENDER_ES]
    both.age()
    both.touch("nota.md")
    rule = f"{' '.join(SPANISH)}: nota.md\n\nnota.md:\n"
    (both.folder / "_generated/brief.es.d").write_text(rule, encoding="utf-8")
    assert both.asked() == []
    assert both.asked("EDITION=es") == [RENDER_ES]


@pytest.mark.thorough
def test_one_format_of_an_edition(fresh_brief: Brief) -> None:
    """`make html EDITION=es` writes the page in Spanish alone."""
    html = "-m statbrief render --edition es --to html --renderer auto"
    assert fresh_brief.asked("html", "EDITION=es") == [html]
    assert fresh_brief.asked("check", "EDITION=es") == ["-m statbrief check --edition es"]


@pytest.mark.thorough
def test_an_edition_may_still_be_named_as_it_was(fresh_brief: Brief) -> None:
    """LANG_BRIEF=es is what EDITION=es was called; where both are given, the new name counts."""
    assert fresh_brief.asked("check", "LANG_BRIEF=es") == ["-m statbrief check --edition es"]
    assert fresh_brief.asked("check", "LANG_BRIEF=fr", "EDITION=es") == ["-m statbrief check --edition es"]
    both = [RENDER_ES, RENDER, "-m statbrief editions"]
    assert fresh_brief.asked("editions", "LANG_BRIEF=es") == both


@pytest.mark.thorough
def test_all_editions_are_built_and_compared(fresh_brief: Brief) -> None:
    """`make editions` builds what is stale, in turn, even when asked to work side by side, and then compares."""
    compare = "-m statbrief editions"
    assert fresh_brief.asked("-j4", "editions") == [RENDER_ES, RENDER, compare]
    fresh_brief.age()
    assert fresh_brief.asked("editions") == [compare]
    assert fresh_brief.asked("-n", "editions") == []


def test_an_edition_that_is_not_there_is_named(fresh_brief: Brief) -> None:
    """Without its document there is nothing to make it from."""
    result = fresh_brief.make("EDITION=fr")
    assert result.returncode == 2
    assert "No rule to make target" in result.stderr
    assert "brief.fr" in result.stderr


def test_editions_of_areas_are_asked_for_each_time(both: Brief) -> None:
    """The program itself finds out which have changed; an area, a language, processes, a renderer go with it."""
    assert both.asked("each") == ["-m statbrief build --each"]
    words = ["AREA=north west", "WORKERS=2", "EDITION=es", "RENDERER=quarto", "STRICT=1"]
    asked = "--area north --area west --workers 2 --edition es --renderer quarto --strict"
    assert both.asked("each", *words) == [f"-m statbrief build --each {asked}"]
