"""Which engine computes: DuckDB inside this program, or one of the brief's own, by its address.

The address stands in the environment, or as `data-engine` in `_quarto.yml`. It may hold a password: so it is told, and
recorded, by its scheme and host alone, and a password in a file is refused, as files are shared.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, unquote_plus, urlsplit

from statbrief.errors import Place, ProjectError, near_miss
from statbrief.files.paths import PROJECT_FILE
from statbrief.files.read import is_absent, read_text
from statbrief.project.settings import parse_settings

VARIABLE = "STATBRIEF_DATA_ENGINE"
SETTING = "data-engine"
SCHEMES = {
    "postgres": "PostgreSQL",
    "postgresql": "PostgreSQL",
    "spark": "Spark",
    "sc": "Spark Connect",
    "trino": "Trino",
    "bigquery": "BigQuery",
}
"""How addresses begin, and what the engines are called."""
_SECRET = re.compile(r"pass|pwd|secret|token|key|credential|authorization|cookie", re.IGNORECASE)
_CUTS = ";", "[;?&]", "[;?&#]"
"""Where a parameter ends, which engines see otherwise: an & is part of a token of Spark Connect."""


@dataclass(frozen=True)
class Address:
    """An engine's address; `place` is where it stands, nowhere of one from the environment. It is never printed."""

    url: str = field(repr=False)
    place: Place | None = None

    @property
    def scheme(self) -> str:
        """How it begins."""
        return self.url.partition("://")[0].lower()

    @property
    def engine(self) -> str:
        """What the engine is called."""
        return SCHEMES[self.scheme]

    @property
    def shown(self) -> str:
        """What may be said of it: its scheme, host and port."""
        parts = urlsplit(self.url)
        host = parts.netloc.rpartition("@")[2]
        return f"{parts.scheme}://{host}"

    @property
    def secrets(self) -> list[str]:
        """What must not be said of it: a password, and parameters that are called as secrets are, in any writing."""
        found = [self.user.partition(":")[2]]
        for cut in _CUTS:
            said = [each.partition("=") for each in re.split(cut, self.url)]
            found += [value for name, _, value in said if _SECRET.search(re.split("[/?;&#]", name)[-1])]
        written = {each for secret in found for each in (secret, unquote(secret), unquote_plus(secret))}
        return sorted((each for each in written if each), key=len, reverse=True)

    @property
    def user(self) -> str:
        """Whoever asks, with whatever is said of them before the host."""
        return urlsplit(self.url).netloc.rpartition("@")[0]

    def without_secrets(self, text: str) -> str:
        """A text that somebody else wrote, without the address' secrets."""
        hidden = [self.url, *([self.user] if ":" in self.user else []), *self.secrets]
        for each in hidden:
            text = text.replace(each, self.shown if each == self.url else "…")
        return re.sub(r"://[^\s/@]*:[^\s/@]*@", "://", text)


def address_of(folder: Path) -> Address | None:
    """The address of the brief's own engine; None where DuckDB computes. Raises `ProjectError`."""
    if url := os.environ.get(VARIABLE, "").strip():
        return _known(Address(url))
    if is_absent(folder / PROJECT_FILE):
        return None
    places: dict[tuple[str, ...], Place] = {}
    said = parse_settings(read_text(folder / PROJECT_FILE, PROJECT_FILE), PROJECT_FILE, 1, places).get(SETTING)
    if said is None:
        return None
    place = places[SETTING,]
    if not isinstance(said, str):
        raise ProjectError.at(place, SETTING, "is not a text", "write an address, such as postgres://host/database")
    address = _known(Address(said, place))
    if address.secrets:
        found = f"the address of {address.shown} has a password in it, and files are shared"
        raise ProjectError.at(place, SETTING, found, f"put the whole address into the environment, as {VARIABLE}")
    return address


def _known(address: Address) -> Address:
    """The address, if its engine is one of those that are known. Raises `ProjectError`."""
    if "://" in address.url and address.scheme in SCHEMES:
        return address
    place = address.place or Place(VARIABLE)
    said = f"'{address.scheme}' is no engine" if "://" in address.url else "is no address"
    wanted = near_miss(address.scheme, SCHEMES) or f"it begins with {', '.join(SCHEMES)}, then ://"
    raise ProjectError.at(place, SETTING if address.place else "address", said, wanted)
