"""The cell language: from the text of a cell to its meaning."""
