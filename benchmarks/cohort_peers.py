"""What one would write by hand for a cohort: conditions column by column, for NumPy, polars and DuckDB.

Generated from the same program, and as kindly as possible: every column is coded as small whole numbers beforehand, lists
are a column of yes and no for each code, a table finds the number of its rule once and takes its outputs from that, and
what a table collects is left as a column of yes and no for each rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import duckdb
import numpy as np
import polars as pl
import pyarrow as pa

from b12dt.guideline import Guideline
from b12dt.model import DecisionTable, HitPolicy
from b12dt.policies import rank
from b12dt.runtime.structure import Atoms
from b12dt.runtime.structure import Decision as Described

NONE = -1
LISTS = ("all", "each")


def coded(guideline: Guideline, table: pa.Table) -> dict[str, Any]:
    """Return the columns as numbers: a code's place from 1, 0 for unknown; a number as it is, NaN for unknown."""
    codes: dict[str, Any] = {}
    for name, one in guideline.inputs.items():
        column = table[name].combine_chunks()
        if one.kind == "number":
            codes[name] = column.to_numpy(zero_copy_only=False)
        elif one.kind == "several of":
            rows = np.repeat(np.arange(len(column)), column.value_lengths().fill_null(0).to_numpy(zero_copy_only=False))
            words = column.flatten().dictionary.to_pylist()
            held = column.flatten().indices.to_numpy()
            for code in one.atoms.codes:
                codes[f"{name}={code}"] = np.zeros(len(column), dtype=bool)
                if code in words:
                    codes[f"{name}={code}"][rows[held == words.index(code)]] = True
        else:
            places = {code: place for place, code in enumerate(one.atoms.codes, 1)}
            words = np.array([places.get(word, 0) for word in column.dictionary.to_pylist()] or [0], dtype=np.uint8)
            # The indices and the bits of what is given as they lie in memory: half the time of asking Arrow to fill gaps.
            indices = np.frombuffer(column.indices.buffers()[1], dtype=np.int32, count=len(column))
            codes[name] = np.take(words, indices, mode="clip")
            if column.null_count:
                bits = np.frombuffer(column.indices.buffers()[0], dtype=np.uint8)
                codes[name] *= np.unpackbits(bits, count=len(column), bitorder="little")
    return codes


class Peers:
    """The guideline as conditions."""

    def __init__(self, guideline: Guideline) -> None:
        assert guideline.program is not None, "the guideline was read from workbooks"
        self.guideline = guideline
        self.models = {one.key: one for one in guideline.program.guideline.decisions}
        self.asked = {path for one in guideline.decisions.values() for path in one.inputs}
        self._expressions: list[list[pl.Expr]] = []
        self._query = ""

    def order(self, key: str) -> list[int]:
        """Return the places of a table's rules in the order in which the first that is met counts."""
        model = self.models[key]
        assert isinstance(model, DecisionTable), "a table has rules"
        places = list(range(len(model.rules)))
        if model.hit_policy is HitPolicy.PRIORITY:
            places.sort(key=lambda place: rank(model.rules[place], model.outputs))
        return places

    def tests(self, key: str, place: int) -> Iterator[tuple[str, Atoms, int]]:
        """Return what a rule asks: paths, their atoms, and which of them it allows, left out where it allows all."""
        decision = self.guideline.decisions[key]
        for path, mask in zip(decision.inputs, decision.rules[place].masks, strict=True):
            atoms = self.atoms(path)
            if mask & atoms.domain != atoms.domain:
                yield path, atoms, mask & atoms.domain

    def atoms(self, path: str) -> Atoms:
        """Return the atoms of a fact or an output."""
        if path in self.guideline.inputs:
            return self.guideline.inputs[path].atoms
        key, _, name = path.partition(".")
        return next(one.atoms for one in self.guideline.decisions[key].outputs if one.name == name)

    def collects(self, decision: Described) -> bool:
        """Tell whether a table gathers what several rules state."""
        return decision.outputs[0].gathers in LISTS

    def codes_of(self, decision: Described, index: int) -> Any:
        """Return an output's code for each rule, and 0 for none: what `coded` makes of a fact."""
        stated = list(dict.fromkeys(rule.outputs[index] for rule in decision.rules))
        output = decision.outputs[index]
        if output.kind == "category":
            places = {"unknown": 0} | {code: place for place, code in enumerate(output.atoms.codes, 1)}
            return np.array([places[rule.outputs[index]] for rule in decision.rules] + [0], dtype=np.uint8)
        return np.array([stated.index(rule.outputs[index]) for rule in decision.rules] + [0], dtype=np.uint8)

    # --- NumPy -----------------------------------------------------------------------------------------------------------

    def numpy(self, codes: Mapping[str, Any], *, once: bool = True) -> dict[str, Any]:
        """Return rules and outputs by `np.select`: with `once` the rule alone, from which the outputs are taken."""
        known = dict(codes)
        made: dict[str, Any] = {}
        rows = len(next(iter(codes.values())))
        for key, decision in self.guideline.decisions.items():
            if decision.unions:
                continue
            order = self.order(key)
            conditions = [self._met_numpy(key, place, known, rows) for place in order]
            if self.collects(decision):
                for place, met in zip(order, conditions, strict=True):
                    made[decision.rules[place].id] = met
                for name, code, places in self._collected(decision):
                    known[f"{key}.{name}={code}"] = np.logical_or.reduce([conditions[place] for place in places])
                continue
            rule = np.select(conditions, [np.int8(place) for place in order], default=np.int8(NONE))
            made[f"{key}.#"] = rule
            for index, output in enumerate(decision.outputs):
                of_rules = self.codes_of(decision, index)
                found = (
                    of_rules[rule] if once else np.select(conditions, [of_rules[one] for one in order], of_rules[-1])
                )
                made[f"{key}.{output.name}"] = known[f"{key}.{output.name}"] = found
        made["highest"] = np.select(
            [np.logical_or.reduce([made[rule] for rule in rules]) for rules in self._severities()],
            [np.int8(place) for place in range(len(self._severities()))],
            default=np.int8(NONE),
        )
        return made

    def _met_numpy(self, key: str, place: int, known: Mapping[str, Any], rows: int) -> Any:
        met: Any = None
        for path, atoms, mask in self.tests(key, place):
            one = _test(path, atoms, mask, lambda name: known[name], np.isnan)
            met = one if met is None else met & one
        return np.ones(rows, dtype=bool) if met is None else met

    # --- polars ----------------------------------------------------------------------------------------------------------

    def polars(self, frame: pl.DataFrame) -> dict[str, Any]:
        """Return rules and outputs by when and then."""
        if not self._expressions:
            self._expressions = list(self._steps())
        lazy = frame.lazy()
        for step in self._expressions:
            lazy = lazy.with_columns(step)
        made = lazy.select([name for name in lazy.collect_schema().names() if name not in frame.columns]).collect()
        return {name: made[name] for name in made.columns}

    def _steps(self) -> Iterator[list[pl.Expr]]:
        for key, decision in self.guideline.decisions.items():
            if decision.unions:
                continue
            order = self.order(key)
            conditions = [self._met_polars(key, place) for place in order]
            if self.collects(decision):
                yield [met.alias(decision.rules[place].id) for place, met in zip(order, conditions, strict=True)]
                collected = [
                    pl.any_horizontal([pl.col(decision.rules[place].id) for place in places]).alias(
                        f"{key}.{name}={code}"
                    )
                    for name, code, places in self._collected(decision)
                ]
                if collected:
                    yield collected
                continue
            chain: Any = pl
            for place, met in zip(order, conditions, strict=True):
                chain = chain.when(met).then(pl.lit(place, dtype=pl.Int8))
            yield [chain.otherwise(pl.lit(NONE, dtype=pl.Int8)).alias(f"{key}.#")]
            yield [
                pl.lit(pl.Series(self.codes_of(decision, index))).gather(
                    pl.when(pl.col(f"{key}.#") < 0).then(len(decision.rules)).otherwise(pl.col(f"{key}.#")).cast(pl.UInt32)
                ).alias(f"{key}.{output.name}")
                for index, output in enumerate(decision.outputs)
            ]  # fmt: skip
        chain = pl
        for place, rules in enumerate(self._severities()):
            chain = chain.when(pl.any_horizontal([pl.col(rule) for rule in rules])).then(pl.lit(place, dtype=pl.Int8))
        yield [chain.otherwise(pl.lit(NONE, dtype=pl.Int8)).alias("highest")]

    def _met_polars(self, key: str, place: int) -> pl.Expr:
        met: pl.Expr | None = None
        for path, atoms, mask in self.tests(key, place):
            one = _test(path, atoms, mask, pl.col, lambda column: column.is_nan())
            met = one if met is None else met & one
        # polars holds NaN to be greater than any number: what asks for a number asks that it is one.
        return pl.lit(value=True) if met is None else met

    # --- DuckDB ----------------------------------------------------------------------------------------------------------

    def duckdb(self, table: pa.Table) -> dict[str, Any]:
        """Return rules and outputs by CASE."""
        if not self._query:
            self._query = self._sql()
        connection = duckdb.connect()
        connection.execute("SET threads = 1")
        connection.register("cohort", table)
        made = connection.execute(self._query).to_arrow_table()
        return {name: made[name] for name in made.column_names}

    def _sql(self) -> str:
        withs: list[str] = []
        told: list[str] = []
        source = "cohort"
        for key, decision in self.guideline.decisions.items():
            if decision.unions:
                continue
            order = self.order(key)
            met = {place: self._met_sql(key, place) for place in order}
            if self.collects(decision):
                more = [f'{met[place]} AS "{decision.rules[place].id}"' for place in order]
                told += [decision.rules[place].id for place in order]
                source = _with(withs, source, more)
                more = [
                    f"{' OR '.join(_quoted(decision.rules[place].id) for place in places)} AS {_quoted(f'{key}.{name}={code}')}"
                    for name, code, places in self._collected(decision)
                ]
                source = _with(withs, source, more) if more else source
                continue
            cases = " ".join(f"WHEN {met[place]} THEN {place}" for place in order)
            source = _with(withs, source, [f'CAST(CASE {cases} ELSE -1 END AS TINYINT) AS "{key}.#"'])
            more = []
            for index, output in enumerate(decision.outputs):
                codes = self.codes_of(decision, index).tolist()
                told.append(f"{key}.{output.name}")
                cases = " ".join(f"WHEN {place} THEN {code}" for place, code in enumerate(codes[:-1]))
                more.append(f'CAST(CASE "{key}.#" {cases} ELSE 0 END AS UTINYINT) AS "{key}.{output.name}"')
            told.append(f"{key}.#")
            source = _with(withs, source, more)
        cases = " ".join(
            f"WHEN {' OR '.join(_quoted(rule) for rule in rules)} THEN {place}"
            for place, rules in enumerate(self._severities())
        )
        columns = ", ".join(_quoted(name) for name in told)
        return f"WITH {', '.join(withs)} SELECT {columns}, CAST(CASE {cases} ELSE -1 END AS TINYINT) AS highest FROM {source}"

    def _met_sql(self, key: str, place: int) -> str:
        parts = [_test_sql(path, atoms, mask) for path, atoms, mask in self.tests(key, place)]
        return " AND ".join(parts) or "TRUE"

    # --- what they share -------------------------------------------------------------------------------------------------

    def _collected(self, decision: Described) -> Iterator[tuple[str, str, list[int]]]:
        """Return, for each collected code that some table asks about, the rules that state it."""
        for index, output in enumerate(decision.outputs):
            if f"{decision.key}.{output.name}" in self.asked:
                for code in output.atoms.codes:
                    yield (
                        output.name,
                        code,
                        [at for at, rule in enumerate(decision.rules) if code in rule.outputs[index]],
                    )

    def _severities(self) -> list[list[str]]:
        """Return for each severity, the highest first, the rules that state it."""
        union = next(one for one in self.guideline.decisions["guards"].unions if one.takes == "highest of")
        sources = [self.guideline.decisions[path.partition(".")[0]] for path in union.sources]
        return [
            [rule.id for one in sources for rule in one.rules if severity in rule.outputs[1]]
            for severity in union.order
        ]

    def differences(self, made: pa.Table, found: Mapping[str, Any]) -> list[str]:
        """Return where a peer's rules are not those of a cohort; `made` has flags, and the rules as texts."""
        differ: list[str] = []
        for key, decision in self.guideline.decisions.items():
            if decision.unions:
                continue
            rules = made[f"{key}.rule"].combine_chunks()
            held = [set((text or "").split("; ")) for text in rules.dictionary.to_pylist()]
            codes = rules.indices.fill_null(0).to_numpy(zero_copy_only=False)
            if self.collects(decision):
                differ += [
                    rule.id
                    for rule in decision.rules
                    if not np.array_equal(np.array([rule.id in one for one in held])[codes], np.asarray(found[rule.id]))
                ]
                continue
            theirs = np.asarray(found[f"{key}.#"])
            ids = [rule.id for rule in decision.rules]
            fits = np.array([[each in one for each in ids] + [rules.null_count != 0] for one in held])
            if not fits[codes, theirs].all():
                differ.append(key)
        order = next(one for one in self.guideline.decisions["guards"].unions if one.takes == "highest of").order
        ours = made["guards.highest_severity"].combine_chunks()
        places = np.array([order.index(one) for one in ours.dictionary.to_pylist()], dtype=np.int8)
        highest = np.where(
            ours.is_valid().to_numpy(zero_copy_only=False),
            places[ours.indices.fill_null(0).to_numpy(zero_copy_only=False)],
            NONE,
        )
        return [*differ, *([] if np.array_equal(highest, np.asarray(found["highest"])) else ["highest"])]


def _test(path: str, atoms: Atoms, mask: int, column: Any, is_nan: Any) -> Any:
    """Return a condition on a column, of NumPy or of polars."""
    if atoms.kind == "several of":
        return (
            _any([_combination(path, atoms, at, column) for at in range(1 << len(atoms.codes)) if mask >> at + 1 & 1])
            if not _is_has(atoms, mask)
            else _any([column(f"{path}={atoms.codes[at]}") for at in _has(atoms, mask)])
        )
    if atoms.kind == "category":
        return _any([column(path) == atom for atom in range(atoms.domain.bit_length()) if mask >> atom & 1])
    parts = [is_nan(column(path))] if mask & 1 else []
    for low, high in _runs(atoms, mask):
        above = None if low is None else column(path) >= low[0] if low[1] == 0 else column(path) > low[0]
        below = None if high is None else column(path) < high[0] if high[1] == 0 else column(path) <= high[0]
        one = below if above is None else above if below is None else above & below
        # NaN is above everything for polars, and what is not below a bound must be a number for both.
        parts.append(
            ~is_nan(column(path))
            if one is None
            else one & ~is_nan(column(path))
            if isinstance(one, pl.Expr) and high is None
            else one
        )
    return _any(parts)


def _any(parts: list[Any]) -> Any:
    found = parts[0]
    for one in parts[1:]:
        found = found | one
    return found


def _combination(path: str, atoms: Atoms, at: int, column: Any) -> Any:
    found: Any = None
    for place, code in enumerate(atoms.codes):
        one = column(f"{path}={code}") if at >> place & 1 else ~column(f"{path}={code}")
        found = one if found is None else found & one
    return found


def _has(atoms: Atoms, mask: int) -> list[int]:
    """Return the codes of which a mask asks that some be there."""
    return [place for place in range(len(atoms.codes)) if mask >> (1 << place) + 1 & 1]


def _is_has(atoms: Atoms, mask: int) -> bool:
    wanted = sum(1 << place for place in _has(atoms, mask))
    return all(bool(mask >> at + 1 & 1) == bool(at & wanted) for at in range(1 << len(atoms.codes)))


def _runs(atoms: Atoms, mask: int) -> Iterator[tuple[Any, Any]]:
    """Return the stretches of a mask between cuts; None where nothing possible lies beyond."""
    known = mask & ~1
    atom, last = 1, atoms.domain.bit_length() - 1
    while atom <= last:
        if not known >> atom & 1:
            atom += 1
            continue
        first = atom
        while atom < last and known >> atom + 1 & 1:
            atom += 1
        below = atoms.domain & ((1 << first) - 2)
        yield (atoms.cuts[first - 2] if below else None), (atoms.cuts[atom - 1] if atom < last else None)
        atom += 1


def _test_sql(path: str, atoms: Atoms, mask: int) -> str:
    name = _quoted(path)
    if atoms.kind == "several of":
        if _is_has(atoms, mask):
            return "(" + " OR ".join(_quoted(f"{path}={atoms.codes[at]}") for at in _has(atoms, mask)) + ")"
        combinations = [
            " AND ".join(
                ("" if at >> place & 1 else "NOT ") + _quoted(f"{path}={code}")
                for place, code in enumerate(atoms.codes)
            )
            for at in range(1 << len(atoms.codes))
            if mask >> at + 1 & 1
        ]
        return "(" + " OR ".join(f"({one})" for one in combinations) + ")"
    if atoms.kind == "category":
        listed = [str(atom) for atom in range(atoms.domain.bit_length()) if mask >> atom & 1]
        return f"{name} = {listed[0]}" if len(listed) == 1 else f"{name} IN ({', '.join(listed)})"
    parts = [f"isnan({name})"] if mask & 1 else []
    for low, high in _runs(atoms, mask):
        ends = [] if low is None else [f"{name} {'>=' if low[1] == 0 else '>'} {low[0]}"]
        ends += [f"NOT isnan({name})"] if high is None else [f"{name} {'<' if high[1] == 0 else '<='} {high[0]}"]
        parts.append("(" + " AND ".join(ends) + ")")
    return "(" + " OR ".join(parts) + ")"


def _quoted(name: str) -> str:
    return f'"{name}"'


def _with(withs: list[str], source: str, more: list[str]) -> str:
    name = f"s{len(withs)}"
    withs.append(f"{name} AS (SELECT *, {', '.join(more)} FROM {source})")
    return name
