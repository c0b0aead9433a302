"""What a page says of itself to programs: search, a tab, and whoever is sent its address."""

import base64

from selectolax.lexbor import LexborHTMLParser

from statbrief.pages.seal.head import with_head

ADDRESS = "https://example.org/briefs/rain?of=may&in=es"
STANDFIRST = '<p class="subtitle lead">Rain &amp; <em>snow</em>\nin "May"</p>'


def page(head: str = "", body: str = STANDFIRST) -> str:
    """A page, before anything is added to it."""
    return f"<html><head><title>Rain &amp; snow</title>{head}</head><body>{body}</body></html>"


def said(made: str) -> dict[str, list[str]]:
    """What each kind of line in the head says: by its name, or by what a link is to the page."""
    found: dict[str, list[str]] = {}
    for each in LexborHTMLParser(made).css("head > meta, head > link"):
        name = each.attributes.get("name") or each.attributes.get("property") or each.attributes["rel"]
        found.setdefault(str(name), []).append(str(each.attributes.get("content") or each.attributes.get("href")))
    return found


def test_a_page_with_an_address_says_it_and_what_it_is_about() -> None:
    """In the words beneath the title, and as sites that show links want it."""
    found = said(with_head(page(), "es-MX", ADDRESS))
    (icon,) = found.pop("icon")
    assert found == {
        "description": ['Rain & snow in "May"'],
        "canonical": [ADDRESS],
        "og:type": ["article"],
        "og:title": ["Rain & snow"],
        "og:description": ['Rain & snow in "May"'],
        "og:url": [ADDRESS],
        "og:locale": ["es_MX"],
    }
    assert icon.startswith("data:image/svg+xml;base64,")


def test_a_page_without_an_address_makes_none_up() -> None:
    """It says what it is about, and has its picture."""
    assert set(said(with_head(page(), "en"))) == {"description", "icon"}


def test_the_picture_for_sharing_has_a_whole_address() -> None:
    """It lies beside the page or somewhere else; without the page's address none is named."""
    found = [said(with_head(page(), "en", ADDRESS, each)) for each in ("card.png", "https://example.org/c.png", "")]
    assert [each.get("og:image") for each in found] == [
        ["https://example.org/briefs/card.png"], ["https://example.org/c.png"], None,
    ]  # fmt: skip
    assert "og:image" not in said(with_head(page(), "en", "", "card.png"))


def test_what_a_page_says_itself_stays() -> None:
    """Its own description, icon and address are the only ones."""
    own = (
        '<meta name="description" content="Of &quot;rain&quot;"><link rel="icon" href="data:image/png;base64,aa">'
        '<link rel="canonical" href="https://example.org/own">'
    )
    found = said(with_head(page(own), "en", ADDRESS))
    assert found["description"] == found["og:description"] == ['Of "rain"']
    assert found["icon"] == ["data:image/png;base64,aa"]
    assert found["canonical"] == ["https://example.org/own"]


def test_a_page_that_says_nothing_of_itself_has_no_description() -> None:
    """No text of the page is taken for one."""
    assert "description" not in said(with_head(page(body="<p>Rain fell.</p>"), "en"))
    assert "og:description" not in said(with_head(page(body="<p>Rain fell.</p>"), "en", ADDRESS))


def test_the_icon_has_the_colour_of_the_page() -> None:
    """That which its style calls its accent, in light; else the house's own."""
    style = "<style>:root { --accent: #aa0033; } @media screen { :root { --accent: #ffffff; } }</style>"
    for head, colour in ((style, "#aa0033"), ("", "#1f4e79")):
        (icon,) = said(with_head(page(head), "en"))["icon"]
        assert f'fill="{colour}"' in base64.b64decode(icon.partition(",")[2]).decode()
