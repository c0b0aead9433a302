"""Pictures of the brief's pages, for the README: `make docs`.

The print is drawn by PDFium, the web page by the Chromium on the PATH, in the typeface that the page brings along.
"""

import io
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "docs"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PRINT_SCALE = 1.25  # pixels a point: 765 pixels for the width of US Letter
WINDOWS = {"wide": (1100, 1400, False), "dark": (1100, 1400, True), "phone": (375, 1400, False)}
"""Width and height in CSS pixels, and whether it is dark."""
COLOURS = 96
"""Of each picture: text and flat surfaces look the same, and the file is a third as large."""


def main() -> None:
    """Draw all pictures and say how large they are."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        sys.exit(f"no browser on the PATH ({', '.join(BROWSERS)})")
    for name, picture in (*_printed(ROOT / "_output/brief.pdf"), *_shown(ROOT / "_output/brief.html", program)):
        file = HERE / f"{name}.png"
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
        print(f"docs/{file.name}: {picture.width} × {picture.height}, {file.stat().st_size // 1000} KB")


def _printed(file: Path) -> Iterator[tuple[str, Image.Image]]:
    """Each page of the PDF."""
    with pypdfium2.PdfDocument(file) as document:
        for number, page in enumerate(document, start=1):
            yield f"print-{number}", page.render(scale=PRINT_SCALE).to_pil()


def _shown(file: Path, program: str) -> Iterator[tuple[str, Image.Image]]:
    """The top of the web page in each window."""
    with sync_playwright() as playwright:
        # A container lets no program make a sandbox of its own, and the brief is our own page.
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--hide-scrollbars"])
        for name, (width, height, is_dark) in WINDOWS.items():
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme="dark" if is_dark else "light"
            )
            page.goto(file.as_uri())
            page.evaluate("document.fonts.ready.then(() => true)")
            yield name, Image.open(io.BytesIO(page.screenshot()))
        browser.close()


if __name__ == "__main__":
    main()
