"""What editors are told of a brief's files: JSON Schemas, made of the names that the program reads.

`docs/package_schema.py` and `docs/settings_schema.py` make them, with the words of `docs/files.md`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

PACKAGE = Path(__file__).parent / "datapackage.schema.json"
"""Of `data/datapackage.json`."""
SETTINGS = Path(__file__).parent / "quarto.schema.json"
"""Of what `_quarto.yml` and front matter say to statbrief."""

SCHEMAS: Mapping[str, Path] = {"package": PACKAGE, "settings": SETTINGS}
"""By what they are of."""
FOLDER = ".vscode"
"""Where a brief has copies of them, beside the settings by which VS Code finds that of the package."""
REFERENCE = f"# yaml-language-server: $schema={FOLDER}/{SETTINGS.name}"
"""The first line of `_quarto.yml`, which servers of YAML read."""


def files_for_editors() -> dict[str, bytes]:
    """The copies in a brief, and the settings of VS Code.

    The package does not name its schema itself: in a Data Package ``$schema`` is the profile by which other programs
    read it, an address that has to lead there.
    """
    found = [{"fileMatch": ["/data/datapackage.json"], "url": f"./{FOLDER}/{PACKAGE.name}"}]
    settings = json.dumps({"json.schemas": found}, indent=2) + "\n"
    copies = {f"{FOLDER}/{file.name}": file.read_bytes() for file in SCHEMAS.values()}
    return {**copies, f"{FOLDER}/settings.json": settings.encode()}
