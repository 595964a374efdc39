"""Arrow's modules. They come without types, and are named here once as what they are to a checker: anything."""

from importlib import import_module
from typing import Any

pa: Any = import_module("pyarrow")
pc: Any = import_module("pyarrow.compute")
