"""The words that a page says of itself, in the languages spoken here: Figure, Contents, Note.

They are Quarto's own for the same language, but for those about a release, which Quarto does not know; a brief changes
them under `crossref:` and `language:`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from statbrief.languages.registry import LANGUAGES, spelt, vocabulary
from statbrief.languages.tags import DEFAULT_LANGUAGE, base_language

CALLOUTS = ("note", "tip", "warning", "important", "caution")


def words_of(settings: Mapping[str, Any]) -> dict[str, str]:
    """The words for these settings' language, with the brief's own ones in their place.

    >>> words_of({"lang": "es-MX", "language": {"crossref-fig-title": "Gráfica"}})["crossref-fig-title"]
    'Gráfica'
    """
    lang = language_of(settings)
    own = settings.get("language")
    changed = own if isinstance(own, dict) else {}
    nested = changed.get(lang)
    changed = {**changed, **nested} if isinstance(nested, dict) else changed
    spoken = vocabulary(lang) or LANGUAGES[DEFAULT_LANGUAGE]
    tag = _tag(settings)
    return {
        **{key: spelt(text, tag) for key, text in spoken.page.items()},
        **{k: str(v) for k, v in changed.items() if k != lang},
    }


def language_of(settings: Mapping[str, Any]) -> str:
    """The language without its region; English when none is given."""
    return base_language(_tag(settings))


def _tag(settings: Mapping[str, Any]) -> str:
    return str(settings.get("lang") or DEFAULT_LANGUAGE).replace("_", "-")


def missing_words(settings: Mapping[str, Any]) -> str:
    """A warning when a page will say Figure and Note in English inside a text of another language."""
    lang = language_of(settings)
    if vocabulary(lang) is not None or settings.get("language"):
        return ""
    return f"no words for {lang} here, so Figure, Table and Note stay English; name them under language:"


def crossref_words(settings: Mapping[str, Any]) -> dict[str, str | bool]:
    """The words of cross-references and callouts, as the filters use them."""
    words = words_of(settings)
    own = settings.get("crossref")
    own = own if isinstance(own, dict) else {}
    chosen: dict[str, str | bool] = {"title-delim": ":", "ref-delim": ",", "ref-hyperlink": True}
    for kind in ("fig", "tbl"):
        title = words[f"crossref-{kind}-title"]
        chosen[f"{kind}-title"] = title
        chosen[f"{kind}-prefix"] = words.get(f"crossref-{kind}-prefix", title)
    for kind in ("sec", "eq"):
        chosen[f"{kind}-prefix"] = words[f"crossref-{kind}-prefix"]
    for kind in CALLOUTS:
        chosen[f"callout-{kind}"] = words[f"callout-{kind}-title"]
    return {**chosen, **{key: value for key, value in own.items() if key in chosen}}
