#!/usr/bin/env python3
"""Everything a developer runs: `python3 dev.py COMMAND`. Needs Python 3.11 and nothing else.

demo         make the sample invoices and bundles in ./demo-output
run          open the window on your own data
test         every check, then every test
check        formatting, types, import directions, catalogues and generated pages
benchmarks   print the speed budgets beside what was measured
docs         write the generated pages of docs/ again
screenshots  draw every screen into docs/screenshots
lock         resolve pyproject.toml into packaging/requirements.txt
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PINS = ROOT / "packaging" / "requirements.txt"
STAMP = ENVIRONMENT / "chorus-desk.stamp"


def run(*command: str | Path, **environment: str) -> None:
    """Run one command from the project's root; stop with its exit code when it fails."""
    line = [str(part) for part in command]
    print("$", " ".join(line), flush=True)
    done = subprocess.run(line, cwd=ROOT, env=os.environ | environment, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def python(*arguments: str | Path, **environment: str) -> None:
    run(PYTHON, *arguments, **environment)


def set_up() -> None:
    """Make .venv and install the pinned wheels, unless that was done for these very pins."""
    digest = hashlib.sha256(sys.version.encode())
    for part in (PINS, ROOT / "pyproject.toml"):
        digest.update(part.read_bytes())
    if STAMP.exists() and STAMP.read_text(encoding="ascii") == digest.hexdigest():
        return
    try:
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
    except subprocess.CalledProcessError:
        sys.exit("Python cannot make a virtual environment: install its venv package, then retry.")
    pip = ("-m", "pip", "--disable-pip-version-check", "--quiet", "install")
    python(*pip, "--require-hashes", "--only-binary=:all:", "--no-deps", "-r", PINS)
    python(*pip, "--no-deps", "--no-index", "--no-build-isolation", "-e", ".")
    STAMP.write_text(digest.hexdigest(), encoding="ascii")


def check() -> None:
    python("-m", "ruff", "check", ".")
    python("-m", "ruff", "format", "--check", ".")
    python("-m", "mypy")
    run(PYTHON.with_name("lint-imports"), "--no-cache")
    python("packaging/catalogue.py", "--check")


def test() -> None:
    check()
    # The unit tests first, with PySide6 out of reach: no floor below the window may need it.
    python("-m", "pytest", "tests/unit", "-n", "2", "-p", "no:pytest-qt", CHORUS_DESK_NO_QT="1")
    # Of these a file stays with one worker: what it makes once for all its tests is made once.
    python("-m", "pytest", "tests", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder",
           "--ignore=tests/unit", PYTEST_QT_API="pyside6")  # fmt: skip


def demo() -> None:
    python("-m", "chorus_desk", "demo", "-o", "demo-output", *sys.argv[2:])


def window() -> None:
    python("-m", "chorus_desk", *sys.argv[2:])


def screenshots() -> None:
    python("packaging/screenshots.py", *sys.argv[2:], QT_QPA_PLATFORM="offscreen")


def benchmarks() -> None:
    python("-m", "tests.benchmarks", *sys.argv[2:])


def docs() -> None:
    python("packaging/generated_docs.py", *sys.argv[2:])


def lock() -> None:
    python("-m", "uv", "--quiet", "pip", "compile", "pyproject.toml", "--group", "dev",
           "--universal", "--python-version", "3.11", "--generate-hashes", "--no-annotate",
           "--no-emit-index-url", "--custom-compile-command", "python3 dev.py lock",
           "--output-file", PINS, *sys.argv[2:])  # fmt: skip


COMMANDS = {
    "demo": demo, "run": window, "test": test, "check": check, "benchmarks": benchmarks,
    "docs": docs, "screenshots": screenshots, "lock": lock,
}  # fmt: skip


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        sys.exit(__doc__)
    if sys.version_info < (3, 11):
        sys.exit("Chorus Desk needs Python 3.11 or later.")
    set_up()
    COMMANDS[sys.argv[1]]()


if __name__ == "__main__":
    main()
