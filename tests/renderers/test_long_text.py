"""A long text in the default look: two columns that are balanced page by page."""

import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from small_briefs import brief, printed

PARAGRAPHS, WORDS = 160, 90
MOST_BYTES = 4 * 1024**3
"""Of memory that may be asked for; once it was three times as much."""


@pytest.mark.thorough
def test_twenty_pages_of_text_are_set_in_little_memory(tmp_path: Path) -> None:
    """Each paragraph once and in order, over as many pages as it takes."""
    body = "\n\n".join(f"Begin{place} " + "and the rivers rise " * (WORDS // 4) for place in range(PARAGRAPHS))
    folder = brief(tmp_path / "long", body)
    subprocess.run(
        [sys.executable, "-m", "statbrief", "build", str(folder), "--to", "pdf", "--renderer", "embedded"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES)),
        check=True,
    )
    reader = printed(folder)
    assert len(reader.pages) > 10
    begun = re.findall(r"Begin(\d+)", " ".join(page.extract_text() for page in reader.pages))
    assert begun == [str(place) for place in range(PARAGRAPHS)]
