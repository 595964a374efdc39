"""Run the notebooks from top to bottom and keep their outputs; the same notebook makes the same bytes.

python notebooks/execute.py                    # all
python notebooks/execute.py notebooks/x.ipynb  # some
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).parent
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
AT_ONCE = 2
"""How many notebooks run beside each other."""


def executed(path: Path) -> str:
    """Return the text of a notebook, run anew, with nothing in it that another run would not make again.

    Raises: nbclient.exceptions.CellExecutionError, where a cell fails, an assertion among them.
    """
    notebook = nbformat.read(path, as_version=4)
    # What a cell says must come of this run alone.
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.update(outputs=[], execution_count=None)
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
        extra_arguments=["--log-level=ERROR"],
    )
    client.execute()
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        # Times of the run are kept with each cell; only its tags are the author's.
        tags = cell.metadata.get("tags")
        cell.metadata = nbformat.from_dict({"tags": tags} if tags else {})
    return nbformat.writes(notebook, version=4) + "\n"


def main(names: list[str]) -> int:
    """Run the notebooks named, or all, and write in place those that ran; return how many did not."""
    paths = [Path(name) for name in names] or sorted(HERE.glob("*.ipynb"))
    failed = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = {path: pool.submit(executed, path) for path in paths}
    for path, run in running.items():
        if error := run.exception():
            failed += 1
            print(f"{path.name} was not written: {error}", file=sys.stderr)
        else:
            path.write_text(run.result(), encoding="utf-8")
            print(f"{path.name} was run.")
    return failed


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
