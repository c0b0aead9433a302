"""The page that leads to the editions of all areas: a list that is searched where it is read, without a server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from statbrief.each.settings import Each
from statbrief.files.paths import DOCUMENT, INDEX
from statbrief.files.read import read_text
from statbrief.files.theme import theme_file
from statbrief.files.write import replace_file
from statbrief.languages.registry import LANGUAGES, vocabulary
from statbrief.languages.tags import DEFAULT_LANGUAGE
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
.areas .also { color: var(--quiet); font-size: 0.95rem; }
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
    """Each edition: its name, which leads to its page, and its print."""
    for entry in entries:
        pages = sorted((name for name in entry["files"] if _rank(name) < len(_SHOWN)), key=_rank)
        if not pages:
            continue
        own, name = f' hreflang="{escape(entry["lang"])}"' if entry["lang"] != lang else "", escape(entry["name"])
        also = [
            f'<a href="{_way(entry, each)}"{own} aria-label="{name}, {_kind(each)}">{_kind(each)}</a>'
            for each in pages[1:]
        ]
        also += [escape(as_before)] if entry["is_kept"] else []
        of = escape(" ".join((entry["name"], entry["code"], entry["slug"], entry["title"])))
        link = f'<a href="{_way(entry, pages[0])}"{own}>{name}</a>'
        beside = f' <span class="also">{", ".join(also)}</span>' if also else ""
        yield f'<li data-of="{of}">{link}{beside}</li>\n'


def _rank(name: str) -> int:
    """The place among pages: the page first, then its print; after all of them what is none."""
    stem, _, ending = name.rpartition(".")
    is_page = ending in _SHOWN and (f"{stem}.qmd" == DOCUMENT or bool(edition_of(f"{stem}.qmd")))
    return _SHOWN.index(ending) if is_page else len(_SHOWN)


def _kind(name: str) -> str:
    return name.rpartition(".")[2].upper()


def _way(entry: Entry, name: str) -> str:
    return escape(quote(f"{entry['slug']}/{name}"))
