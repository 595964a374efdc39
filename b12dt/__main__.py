"""`python -m b12dt` is `b12dt`."""

import sys

from b12dt.cli import main

sys.exit(main())
