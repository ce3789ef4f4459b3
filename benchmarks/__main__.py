"""Measures what `docs/benchmarks.md` quotes: `python -m benchmarks`, or `python -m benchmarks messages`.

Each module beside this one that has `rows(repeats)` is a section, and its docstring stands above its table.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.measuring import Row  # noqa: E402  found from any folder, by -m or by path

HEADINGS = ("", "median", "lowest", "highest", "", "times the baseline")


def sections(names: Sequence[str]) -> list[ModuleType]:
    """Import the modules of these names, or all that measure something."""
    found = sorted(file.stem for file in HERE.glob("*.py") if not file.stem.startswith("_"))
    modules = [importlib.import_module(f"benchmarks.{name}") for name in names or found]
    return [module for module in modules if hasattr(module, "rows")]


def table(rows: Sequence[Row]) -> str:
    """Write rows as a Markdown table."""
    lines = [HEADINGS, ("---", "---:", "---:", "---:", "---", "---:"), *map(cells, rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def cells(row: Row) -> tuple[str, ...]:
    """Write one row: numbers in three digits, or in full where they are larger."""
    numbers = (row.median, min(row.samples), max(row.samples))
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    demand = f" ({row.demand})" if row.demand else ""
    return (row.what, *(f"{number:,.{digits(number)}f}" for number in numbers), row.unit, ratio + demand)


def digits(number: float) -> int:
    """How many decimals make three digits of a number."""
    return next((count for count, least in enumerate((100, 10, 1)) if number >= least), 3)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 1 if anything is slower than it has to be."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", help="sections to measure; all of them if none is named")
    parser.add_argument("--repeats", type=int, default=7, help="how often each case runs (default: 7)")
    chosen = parser.parse_args(arguments)
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, medians of {chosen.repeats} repeats")
    missed: list[Row] = []
    for section in sections(chosen.names):
        rows = list(section.rows(chosen.repeats))
        title, _, text = (section.__doc__ or section.__name__).partition(".\n")
        print(f"\n## {title}\n\n{text.strip()}\n\n{table(rows)}", flush=True)
        missed += [row for row in rows if row.missed]
    for row in missed:
        print(f"\nToo slow: {row.what}: {cells(row)[1]} {row.unit}, {cells(row)[-1].strip()}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
