"""Words that some dialect keeps for itself, so that a fact or a key called so has to stand in quotes."""

from __future__ import annotations

# Snowflake reads a quoted name letter by letter, and one without quotes in capitals: there no more is quoted than must be.
_SNOWFLAKE = """
    account all alter and any as between by case cast check column connect connection constraint create cross current
    current_date current_time current_timestamp current_user database delete distinct drop else exists false following for
    from full grant group gscluster having ilike in increment inner insert intersect into is issue join lateral left like
    localtime localtimestamp minus natural not null of on or order organization qualify regexp revoke right rlike row rows
    sample schema select set some start table tablesample then to trigger true try_cast union unique update using values
    view when whenever where with
"""
_OTHERS = """
    add analyse analyze anti array asc assert asymmetric at authorization backup begin binary both break browse bulk cascade
    checkpoint close clustered coalesce collate collation commit compute concurrently contains containstable continue convert
    cube cursor dbcc deallocate declare default deferrable define deny desc describe disk distributed do double dump end enum
    errlvl escape except exclude exec execute exit external extract fetch file fillfactor foreign freetext freetexttable freeze
    function goto grouping groups hash holdlock identity identity_insert identitycol if ignore index initially interval isnull
    key kill lambda leading limit lineno load lookup map merge national new nocheck nonclustered notnull nothing nulls nullif
    off offset offsets old only open opendatasource openquery openrowset openxml option outer over overlaps partition percent
    pivot placing plan precision preceding primary print proc procedure proto public raiserror range read readtext reconfigure
    recursive references replication respect restore restrict return returning revert rollback rollup rowcount rowguidcol rule
    save securityaudit semanticsimilaritytable semi session_user setuser shutdown similar statistics struct summarize symmetric
    system_user textsize top trailing tran transaction treat truncate tsequal unbounded unnest unpivot updatetext use user
    variadic varying verbose waitfor while window within writetext
"""

RESERVED_IN_SNOWFLAKE = frozenset(_SNOWFLAKE.split())
RESERVED = frozenset([*_SNOWFLAKE.split(), *_OTHERS.split()])
"""Together those of DuckDB, SQLite, PostgreSQL, Spark, BigQuery, Snowflake and SQL Server."""
