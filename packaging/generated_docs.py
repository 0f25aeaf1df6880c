"""Writes the generated pages of docs/: `python3 dev.py docs`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import conformance
import import_conformance
import kinds_page
import rule_pages
import samples

DOCS = Path(__file__).resolve().parent.parent / "docs"


def main() -> None:
    print("docs/samples:", ", ".join(samples.write_samples(DOCS / "samples")))
    print("docs:", ", ".join(rule_pages.write_pages(DOCS)))
    print("docs/kinds.md:", kinds_page.write_page(DOCS / "kinds.md"))
    if not conformance.CORPUS.is_dir():
        print(f"no corpus at {conformance.CORPUS}: docs/conformance.md stays as it is")
        return
    counts = conformance.write_page(DOCS / "conformance.md")
    print(f"docs/conformance.md: {dict(counts)}")
    tables = import_conformance.write_page(DOCS / "import-conformance.md")
    print(f"docs/import-conformance.md: {tables}")


if __name__ == "__main__":
    main()
