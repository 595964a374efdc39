"""The guideline that ships, compiled."""

from typing import cast

from b12dt import compiled as module
from b12dt.runtime.advice import Compiled

compiled = cast("Compiled", module)
"""The module `b12dt.compiled`. It repeats the runtime's definitions to stand alone; in shape they are the same."""
