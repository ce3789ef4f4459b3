"""`python -m asapair` is the `asapair` command."""

from __future__ import annotations

from .cli import main

if __name__ == "__main__":
    main()
