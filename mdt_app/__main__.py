"""`main()` and nothing else."""

from __future__ import annotations

import sys

from mdt_app.cli import main

if __name__ == "__main__":
    sys.exit(main())
