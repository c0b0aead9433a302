"""`statbrief diff`: which sentences a reviewer must read again, and which are told of elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compared_records import HASH, MORE_MEXICANS, MORE_VISAS, OFFER, OTHER_HASH, SPLIT, data, record, with_text
from statbrief.diff.difference import difference
from statbrief.diff.report import as_text
from statbrief.diff.sentences import changes, of_pages, split


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. Border Patrol counts.|It counts in May.",
        "See No. 7 and Fig. 3 of p. 12.|Then stop.",
        "Is that so?|“Yes.”|(No!)|He said it was 1.5 million.|70,000 is about right.",
        "Mr. Smith and Dr. Jones vs. J. Doe agree.|Nobody else does.",
        "EE. UU. ofrece 300.000 visas, según el Sr. Ebrard (pág. 6).|¿Por qué?|¡Nadie lo sabe!",
        "La n.º 3 fue en feb. 2022.|Las demás, no.",
        "It rose… and fell.|Then nothing.",
        "The answer is no.|We go on.",
        "1. First of a list.",
        "no sentence at all",
    ],
)
def test_a_text_falls_into_its_sentences(text: str) -> None:
    """Neither abbreviations nor decimal points nor initials end a sentence, in English or Spanish."""
    assert split(text.replace("|", " ")) == text.split("|")


@pytest.mark.thorough
@given(st.text())
def test_no_word_is_lost_in_splitting(text: str) -> None:
    """The sentences of any text are the text, but for white space."""
    assert " ".join(split(text)).split() == text.split()


def test_a_block_ends_a_sentence() -> None:
    """A heading has no full stop, and is no part of the paragraph below it."""
    changed = difference(
        with_text("Arrests rose", "The patrol counts."), with_text("Arrests fell", "The patrol counts.")
    )
    assert [each.change.new for each in changed.sentences] == ["Arrests fell"]


def test_a_printed_sentence_runs_over_lines_and_pages() -> None:
    """Lines, hyphens at their ends, and what stands with the page's number at the foot are of the print alone."""
    pages = [
        "It began.\nThe mi-\ngrants went on\nBrief, May 3 Page 1 of 2",
        "to the next page.\nBrief, May 3 Page 2 of 2",
    ]
    assert of_pages(pages) == ["It began.", "The migrants went on to the next page."]


def test_a_number_at_the_end_of_a_page_is_kept() -> None:
    """Pages may end with numbers; only what stands there with each page's own number is its foot."""
    assert of_pages(["There were 70", "and then 80"]) == ["There were 70 and then 80"]


def test_a_sentence_that_changed_stands_beside_the_old_one() -> None:
    """With the words that differ marked, also when they only follow a figure."""
    new = with_text("Migration", f"{OFFER.replace('300,000', '320,000')} {SPLIT}", "Nothing else.")
    text = as_text(difference(record(), new))
    assert "  - The United States offers [-300,000-] work visas.\n" in text
    assert "  + The United States offers {+320,000+} work visas.\n" in text
    assert "Mexicans" not in text


def test_sentences_come_and_go() -> None:
    """One that is gone and one that is new have nothing in common, and are told apart."""
    new = with_text("Migration", f"{OFFER} Ten presidents will meet tomorrow.", "Nothing else.")
    told = [(each.change.old, each.change.new) for each in difference(record(), new).sentences]
    assert told == [(SPLIT, ""), ("", "Ten presidents will meet tomorrow.")]


def test_a_new_sentence_does_not_make_the_rest_differ() -> None:
    """What comes in between is told alone."""
    new = with_text("Migration", f"{OFFER} Really. {SPLIT}", "Nothing else.")
    assert [each.change.new for each in difference(record(), new).sentences] == ["Really."]


@given(st.lists(st.sampled_from("abcdefg"), max_size=40), st.lists(st.sampled_from("abcdefg"), max_size=40))
def test_changes_lead_from_the_old_text_to_the_new(old: list[str], new: list[str]) -> None:
    """With each change made, in order, the old sentences are the new ones."""
    found = list(changes(old, new))
    kept_old, kept_new = list(old), list(new)
    for each in found:
        if each.old:
            kept_old.remove(each.old)
        if each.new:
            kept_new.remove(each.new)
    assert sorted(kept_old) == sorted(kept_new)
    assert bool(found) == (old != new)


@given(st.text("ab 1,.", max_size=30), st.text("ab 1,.", max_size=30))
def test_the_marked_words_are_the_sentences(old: str, new: str) -> None:
    """The stretches of a change, put together, are the two sentences."""
    for each in changes([old], [new]):
        assert "".join(part[0] for part in each.parts) == each.old
        assert "".join(part[1] for part in each.parts) == each.new


def test_a_thousand_numbers_that_follow_are_paired_one_by_one() -> None:
    """Where every sentence changed by its number alone, each stands beside its own successor."""
    old = [f"District {name} has {place} inhabitants." for place, name in enumerate(map(hex, range(1000)))]
    new = ["A new start.", *(sentence.replace(" inhabitants", "5 inhabitants") for sentence in old)]
    found = list(changes(old, new))
    assert found[0].new == "A new start."
    assert all(each.new == each.old.replace(" inhabitants", "5 inhabitants") for each in found[1:])


def test_a_row_of_a_generated_table_is_not_told_again() -> None:
    """Figures, checks and charts' data that are listed already are no sentences; a row of another table is one."""
    old, new = record(), record()
    new["figures"]["mexicans"] |= MORE_MEXICANS
    new["checks"]["add_up"]["holds"] = False
    for brief in (old, new):
        brief["figures"]["share"] |= {"agrees": ["mexicans"], "texts": {"percent": "about 50%"}}
        brief["checks"]["half"] = brief["checks"]["add_up"] | {"title": "Half is half", "holds": True}
    new["charts"]["split"]["data"] = data([["Visas for Mexicans", "about 160,000"], ["Visas for others", "150,000"]])
    rows = (
        "Visas for Mexicans | about {} | 1 to 2 | {} × 0.5",
        "Share for Mexicans | about 50% | 45% to 55% | Reuters; agrees with {}",
        "Both parts add up | {} + 1 | holds",
        "Half is half | about {} | holds",
        "Visas for Mexicans | about {}",
        "[data-origin] Visas for Mexicans: about {}; 1 to 2; {} × 0.5",
        "Mexicans | about {} | of all",
    )
    old["pages"]["html"]["text"] = [row.format("150,000", "300,000") for row in rows]
    new["pages"]["html"]["text"] = [row.format("160,000", "320,000") for row in rows]
    told = [(each.change.old, each.change.new) for each in difference(old, new).sentences]
    assert told == [("Mexicans | about 150,000 | of all", "Mexicans | about 160,000 | of all")]


def test_typographic_signs_do_not_hide_a_row() -> None:
    """A page has curly quotes where the label has straight ones."""
    old, new = record(), record()
    for brief in (old, new):
        brief["figures"]["visas"]["label"] = "Congress's visas"
    new["figures"]["visas"] |= MORE_VISAS
    old["pages"]["html"]["text"] = ["Congress’s visas | 300,000 | exact | Reuters"]
    new["pages"]["html"]["text"] = ["Congress’s visas | 320,000 | exact | Reuters"]
    assert not difference(old, new).sentences


def test_the_texts_of_a_drawing_that_changed_are_not_sentences() -> None:
    """The chart is listed; what stands in its picture, and what it is drawn from, are not told again."""
    old, new = record(), record()
    new["charts"]["split"] |= {"sha256": OTHER_HASH}
    for brief, number in ((old, "150,000"), (new, "160,000")):
        brief["pages"]["html"]["text"] = [
            "Before.",
            "[title] The visas.",
            "[desc] Two bars: 150,000 and 150,000.",
            number,
            f"others: {number}",
            f"Chart 1. The visas. Source: {number}.",
            f"After {number}.",
        ]
    assert [each.change.new for each in difference(old, new).sentences] == ["After 160,000."]


def test_the_size_of_a_download_is_not_a_sentence() -> None:
    """A file that travels inside the page may grow; another number in brackets is text."""
    old, new = record(), record()
    for brief, size in ((old, "1 KB"), (new, "2 KB")):
        brief["attached"] = {"arrests.csv": {"file": "data/arrests.csv", "sha256": HASH, "type": "text/csv"}}
        brief["pages"]["html"]["text"] = [f"data/arrests.csv ({size})", f"A book ({size})"]
    assert [each.change.new for each in difference(old, new).sentences] == ["A book (2 KB)"]


def test_the_texts_of_a_drawing_that_is_not_listed_are_read() -> None:
    """Where a chart is the same by its record, another text in the page's drawing is a finding."""
    texts = [["[alt] Two bars: 150,000 and 150,000.", number, "Chart 1. The visas."] for number in ("1", "2")]
    assert [each.change.new for each in difference(with_text(*texts[0]), with_text(*texts[1])).sentences] == ["2"]


def test_a_generated_row_about_what_is_not_listed_is_told() -> None:
    """A figure that did not change, whose row reads otherwise, is a finding: nothing else says so."""
    old, new = (
        with_text("Visas on offer | 300,000 | exact | Reuters"),
        with_text("Visas on offer | 300,000 | exact | AP"),
    )
    assert len(difference(old, new).sentences) == 1


def test_the_print_is_read_where_there_is_no_page() -> None:
    """With PDFs alone, their sentences are compared, however the lines are broken."""
    old, new = record(), record()
    old["pages"] = {"pdf": {"looks": HASH, "text": ["The visas are\nthree hundred. More\nbelow."]}}
    new["pages"] = {"pdf": {"looks": HASH, "text": ["The visas\nare three hundred. Less\nbelow."]}}
    told = [(each.place, each.change.old, each.change.new) for each in difference(old, new).sentences]
    assert told == [("pdf", "More below.", "Less below.")]


def test_what_is_said_beside_printed_pages_is_no_part_of_them() -> None:
    """Bookmarks and notes of links repeat the pages; another author does not."""
    old, new = record(), record()
    beside = ("[title] Arrests rose", "[note] page 2", "[alt] Two bars: 150,000 and 150,000.", "[author] A desk")
    old["pages"] = {"pdf": {"looks": HASH, "text": ["Text here.", *beside]}}
    new["pages"] = {"pdf": {"looks": HASH, "text": ["Text here.", "[note] page 3", "[author] Another desk"]}}
    assert [each.change.new for each in difference(old, new).sentences] == ["[author] Another desk"]


def test_the_print_is_read_where_the_page_is_the_same() -> None:
    """What only the print says is read too."""
    old, new = record(), record()
    old["pages"]["pdf"] = {"looks": HASH, "text": ["Printed in May."]}
    new["pages"]["pdf"] = {"looks": HASH, "text": ["Printed in June."]}
    assert [each.place for each in difference(old, new).sentences] == ["pdf"]


def test_the_print_is_read_where_the_page_differs_too() -> None:
    """What changed in both is told once, where the page says it; what changed in the print alone is told as well."""
    old, new = record(), record()
    old["pages"]["html"]["text"] = ["The visas are three hundred.", "The record of this build (0a1b2c3d)"]
    new["pages"]["html"]["text"] = ["The visas are four hundred.", "The record of this build (4e5f6a7b)"]
    old["pages"]["pdf"] = {"looks": HASH, "text": ["The visas are three hundred. Doors are closed. 0a1b2c3d"]}
    new["pages"]["pdf"] = {"looks": HASH, "text": ["The visas are four hundred. Doors are open. 4e5f6a7b"]}
    old["build"], new["build"] = "0a1b2c3d", "4e5f6a7b"
    told = [(each.place, each.change.old, each.change.new) for each in difference(old, new).sentences]
    assert told == [
        ("html", "The visas are three hundred.", "The visas are four hundred."),
        ("pdf", "Doors are closed.", "Doors are open."),
    ]


def test_texts_that_cannot_be_compared_are_a_note() -> None:
    """A page and a print are different texts: that they were not compared is said."""
    new = record()
    new["pages"] = {"pdf": new["pages"]["html"]}
    told = difference(record(), new)
    assert told.notes == ("texts were not compared: the old record has html, the new one pdf",)
