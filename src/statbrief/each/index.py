"""The page that leads to the editions of all areas: a list that is searched where it is read, without a server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from babel import Locale, UnknownLocaleError

from statbrief.each.settings import Each
from statbrief.files.paths import DOCUMENT, INDEX
from statbrief.files.read import read_text
from statbrief.files.theme import theme_file
from statbrief.files.write import replace_file
from statbrief.languages.registry import LANGUAGES, vocabulary
from statbrief.languages.tags import DEFAULT_LANGUAGE, base_language
from statbrief.project.accent import accent_of, accent_on_dark
from statbrief.project.edition import edition_of
from statbrief.project.language import language_of
from statbrief.project.project import Project
from statbrief.project.release_fields import publisher_of
from statbrief.record.editions_list import Entry
from statbrief.renderers.fonts import dressed, faces

_FEW = 8
"""Editions that are seen at one glance: no field to search them."""
_SHOWN = ("html", "pdf")
"""The pages of an edition, those that are read first."""
_STYLE = """\
.find { display: none; margin: 0 0 1rem; }
.scripted .find { display: block; }
.find input { display: block; width: 100%; max-width: 34rem; margin-top: 0.25rem; padding: 0.5rem; font: inherit;
  color: inherit; background: var(--paper); border: 1px solid var(--quiet); }
.found { margin: 0.25rem 0 0; color: var(--quiet); }
.areas { margin: 0; padding: 0; list-style: none; columns: 16rem; column-gap: 2rem; }
.areas li { break-inside: avoid; padding: 0.3rem 0; }
.areas .also { display: inline-block; color: var(--quiet); font-size: 0.95rem; }
"""
_SCRIPT = """\
(() => {
  const root = document.documentElement, field = document.getElementById("find");
  const items = [...document.querySelectorAll(".areas li")], told = document.querySelector(".found");
  const plain = (text) => text.normalize("NFD").replace(/\\p{M}/gu, "").toLowerCase();
  const texts = items.map((each) => plain(each.dataset.of));
  const find = () => {
    const words = plain(field.value).split(/\\s+/).filter(Boolean);
    let shown = 0;
    items.forEach((each, place) => {
      each.hidden = !words.every((word) => texts[place].includes(word));
      shown += !each.hidden;
    });
    told.textContent = words.length ? told.dataset.said.replace("{}", shown).replace("{}", items.length) : "";
  };
  root.classList.add("scripted");
  field.addEventListener("input", find);
  find();
})();
"""


def write_index(project: Project, each: Each, entries: Sequence[Entry]) -> None:
    """Write the page, in the brief's looks. Raises `WritingError`."""
    name = f"{project.output_dir}/{INDEX}"
    replace_file(project.folder / name, index_page(project, each, entries), name)


def index_page(project: Project, each: Each, entries: Sequence[Entry]) -> str:
    """The page: each edition's name leads to its page, or to what there is of it."""
    settings = project.settings("html")
    lang = language_of(settings)
    words = (vocabulary(lang) or LANGUAGES[DEFAULT_LANGUAGE]).companions
    title = each.title or words["all_areas"]
    publisher = publisher_of(settings).name
    head = f'<p class="kind">{escape(publisher)}</p>\n' if publisher else ""
    styles = "".join(
        f"<style>\n{text}</style>\n" for text in (_style_sheet(project), _STYLE, _accent(settings)) if text
    )
    page = f"""\
<!DOCTYPE html>
<html lang="{escape(lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
{styles}</head>
<body>
<header id="title-block-header">
{head}<h1 class="title">{escape(title)}</h1>
</header>
<main>
{_search(words["find_area"], words["areas_found"]) if len(entries) > _FEW else ""}<ul class="areas">
{"".join(_items(entries, lang, words["as_before"]))}</ul>
</main>
{f"<script>{chr(10)}{_SCRIPT}</script>{chr(10)}" if len(entries) > _FEW else ""}</body>
</html>
"""
    for family, files in faces(project).items():
        page = dressed(page, family, files)
    return page


def _style_sheet(project: Project) -> str:
    text = read_text(theme_file(project.folder, "brief.css"), "brief.css")
    return text if text.endswith("\n") else f"{text}\n"


def _accent(settings: Mapping[str, Any]) -> str:
    """The colour that the brief chooses, on white and on dark paper; nothing where it chooses none."""
    accent = accent_of(settings)
    if not accent:
        return ""
    dark = f"@media screen and (prefers-color-scheme: dark) {{ :root {{ --accent: {accent_on_dark(accent)}; }} }}"
    return f":root {{ --accent: {accent}; }}\n{dark}\n"


def _search(label: str, said: str) -> str:
    return f"""\
<div class="find" role="search">
<label for="find">{escape(label)}</label>
<input id="find" type="search" autocomplete="off">
<p class="found" role="status" data-said="{escape(said)}"></p>
</div>
"""


def _items(entries: Sequence[Entry], lang: str, as_before: str) -> Iterator[str]:
    """Each area: its name, which leads to its page, its print, and the same in other languages, each by its name."""
    by_area: dict[str, list[Entry]] = {}
    for entry in entries:
        if _pages(entry):
            by_area.setdefault(entry["slug"], []).append(entry)
    for found in by_area.values():
        first, *others = sorted(found, key=lambda entry: base_language(entry["lang"]) != base_language(lang))
        own, *links = _links(first, lang, first["name"])
        beside = [*links, *([escape(as_before)] if first["is_kept"] else [])]
        for other in others:
            beside += _links(other, lang, _language(other["lang"]))
            beside += [escape(as_before)] if other["is_kept"] else []
        texts = dict.fromkeys(entry[part] for entry in found for part in ("name", "code", "slug", "title"))
        also = f' <span class="also">{", ".join(beside)}</span>' if beside else ""
        yield f'<li data-of="{escape(" ".join(texts))}">{own}{also}</li>\n'


def _pages(entry: Entry) -> list[str]:
    """The pages of an edition, the one for screens first."""
    return sorted((name for name in entry["files"] if _rank(name) < len(_SHOWN)), key=_rank)


def _links(entry: Entry, lang: str, text: str) -> Iterator[str]:
    """Ways to the pages of an edition: to the first by a text, to the others by what they are."""
    own = f' hreflang="{escape(entry["lang"])}"' if entry["lang"] != lang else ""
    for place, page in enumerate(_pages(entry)):
        said = text if not place else _kind(page)
        whole = ", ".join(dict.fromkeys((entry["name"], text, said)))
        label = f' aria-label="{escape(whole)}"' if whole != said else ""
        yield f'<a href="{_way(entry, page)}"{own}{label}>{escape(said)}</a>'


def _language(lang: str) -> str:
    """What a language calls itself.

    >>> _language("es-US"), _language("en")
    ('español', 'English')
    """
    try:
        return Locale(base_language(lang)).get_display_name() or lang
    except (UnknownLocaleError, ValueError):
        return lang


def _rank(name: str) -> int:
    """The place among pages: the page first, then its print; after all of them what is none."""
    stem, _, ending = name.rpartition(".")
    is_page = ending in _SHOWN and (f"{stem}.qmd" == DOCUMENT or bool(edition_of(f"{stem}.qmd")))
    return _SHOWN.index(ending) if is_page else len(_SHOWN)


def _kind(name: str) -> str:
    return name.rpartition(".")[2].upper()


def _way(entry: Entry, name: str) -> str:
    return escape(quote(f"{entry['slug']}/{name}"))
