"""Tables of a page: what their parts are to who listens, and which column a cell is of where a row is a card."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from statbrief.pages.seal.cards import with_cards

HEAD = "<thead><tr><th>What</th><th>Value &amp; <em>unit</em></th><th></th></tr></thead>"
ROW = "<tr><td>Jobs</td><td>7</td><td>BLS</td></tr>"


def table(body: str, attributes: str = "", lang: str = "en") -> LexborHTMLParser:
    """The page with a table, once it was gone over."""
    return LexborHTMLParser(with_cards(f"<body><table{attributes}>{body}</table></body>", "brief.html", lang))


def labels(page: LexborHTMLParser) -> list[str | None]:
    """What the cells say of their columns."""
    return [each.attributes.get("data-label") for each in page.css("tbody td")]


def is_card(page: LexborHTMLParser) -> bool:
    """Whether rows may be cards."""
    return bool(page.css("table.cards"))


def test_a_cell_says_its_column_but_for_the_first_which_names_the_card() -> None:
    """In the words of the head, without markup; a column without a name has none."""
    page = table(f"{HEAD}<tbody>{ROW}</tbody>")
    assert is_card(page)
    assert labels(page) == [None, "Value & unit", None]


def test_parts_of_a_table_are_named_to_who_listens() -> None:
    """A style that shows them otherwise would take their meaning away."""
    page = table(f'{HEAD}<tbody><tr><th scope="row">Jobs</th><td>7</td><td role="note">BLS</td></tr></tbody>')
    roles = [(each.tag, each.attributes["role"]) for each in page.css("table, table *") if "role" in each.attributes]
    assert roles == [
        ("table", "table"),
        ("thead", "rowgroup"), ("tr", "row"), *[("th", "columnheader")] * 3,
        ("tbody", "rowgroup"), ("tr", "row"), ("th", "rowheader"), ("td", "cell"), ("td", "note"),
    ]  # fmt: skip


def test_a_class_stays() -> None:
    """And becomes one of two."""
    page = table(f"{HEAD}<tbody>{ROW}</tbody>", ' class="plain" id="t"')
    assert page.css_first("table").attributes == {"role": "table", "class": "cards plain", "id": "t"}  # type: ignore[union-attr]


def test_what_a_card_cannot_show_stays_a_table() -> None:
    """Two columns, which find room; cells over several rows; heads of several rows, and none."""
    two = "<thead><tr><th>Year</th><th>Jobs</th></tr></thead><tbody><tr><td>2022</td><td>7</td></tr></tbody>"
    down = f'{HEAD}<tbody>{ROW}<tr><td rowspan="2">Jobs</td><td>7</td><td>BLS</td></tr></tbody>'
    twice = HEAD.replace("<thead>", "<thead><tr><th>A</th><th>B</th><th>C</th></tr>")
    for body in (two, down, f"{twice}<tbody>{ROW}</tbody>", f"<tbody>{ROW}</tbody>"):
        page = table(body)
        assert not is_card(page)
        assert set(labels(page)) == {None}
        assert len(page.css("[role=cell]")) == len(page.css("tbody td"))


def test_a_cell_over_columns_is_called_by_the_first_and_the_last_of_them() -> None:
    """And one over all of them, which heads the rows beneath it, by none."""
    across = '<tr><td>Jobs</td><td colspan="2">none</td></tr><tr><th colspan="3" scope="rowgroup">All</th></tr>'
    page = table(f"{HEAD.replace('<th></th>', '<th>By</th>')}<tbody>{ROW}{across}</tbody>")
    assert is_card(page)
    assert labels(page) == [None, "Value & unit", "By", None, "Value & unit–By"]
    assert "data-label" not in page.css_first("[scope=rowgroup]").attributes  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("lang", "ends", "called"),
    [
        ("en", ("Low", "High"), "Range"),
        ("es-MX", ("Mínimo", "Máximo"), "Intervalo"),
        ("en", ("Mínimo", "Máximo"), "Mínimo–Máximo"),
        ("de", ("Low", "High"), "Low–High"),
    ],
)
def test_a_cell_in_the_place_of_both_ends_is_called_a_range(lang: str, ends: tuple[str, str], called: str) -> None:
    """In the language of the page; where no range has its ends there, it is called as any other."""
    heads = "".join(f"<th>{each}</th>" for each in ("Figure", "Value", *ends, "Where from"))
    row = '<tr><td>Dead</td><td>53</td><td colspan="2">exact</td><td>Reuters</td></tr>'
    page = table(f"<thead><tr>{heads}</tr></thead><tbody>{row}</tbody>", lang=lang)
    assert labels(page) == [None, "Value", called, "Where from"]


def test_a_table_in_a_table_is_left_alone() -> None:
    """Whoever lays a page out with tables has another meaning."""
    inner = f"<table>{HEAD}<tbody>{ROW}</tbody></table>"
    page = table(f"<tbody><tr><td>{inner}</td></tr></tbody>")
    assert not is_card(page)
    assert not page.css("[role]")
