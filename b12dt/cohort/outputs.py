"""The tables that come of a file of patients."""

RESULTS, REJECTS, ORDERS = "results", "rejects", "orders"
