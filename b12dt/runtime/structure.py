"""What a compiled guideline is made of.

The text of this module is repeated at the head of every generated one, which so needs nothing but the standard
library.
"""

from typing import Any, Literal, NamedTuple, cast

Kind = Literal["category", "several of", "number"]


class Atoms(NamedTuple):
    """The groups of values that no cell of the guideline tells apart. Atom 0 is always `unknown`.

    A category has an atom for each of `codes`. What holds several values has one for each combination of `codes`:
    atom 1 + the sum of 2**i over the codes it has. A number has an atom for each stretch between `cuts`; a cut is
    (bound, 0) where the bound itself lies above the cut, (bound, 1) where it lies below. `domain` is the bitmask of
    the atoms that can occur.
    """

    kind: Kind
    codes: tuple[str, ...]
    cuts: tuple[tuple[float, int], ...]
    domain: int


class Input(NamedTuple):
    """A fact. `lowest` and `highest` belong to the allowed range; `samples` holds a value for each atom but unknown."""

    name: str
    label: str
    section: str
    question: str
    kind: Kind
    unit: str
    ucum: str
    lowest: float | None
    highest: float | None
    values: tuple[str, ...]
    list: str
    may_be_unknown: bool
    default: Any
    meaning: str
    samples: tuple[Any, ...]
    atoms: Atoms


class Output(NamedTuple):
    """A result of a decision.

    `gathers` says how the rules that fire make it: `one` of them alone, `all` of them each value once, `each` value,
    or their `sum`, `least`, `greatest` or `count`. `when_empty` is told where a list holds nothing.
    """

    name: str
    label: str
    kind: Kind
    unit: str
    list: str
    when_empty: str
    gathers: str
    atoms: Atoms


class Rule(NamedTuple):
    """A row of a decision table. `when` is the text of its input cells, `masks` the atoms that each of them allows."""

    id: str
    place: str
    when: tuple[str, ...]
    outputs: tuple[Any, ...]
    statements: tuple[str, ...]
    basis: str
    interpretations: tuple[str, ...]
    annotation: str
    masks: tuple[int, ...]


class Union(NamedTuple):
    """How a summary makes an output: `all of` its sources' values, or the `highest of` them in the `order` of their list."""

    takes: str
    sources: tuple[str, ...]
    order: tuple[str, ...]


class Decision(NamedTuple):
    """A decision. `inputs` are the names of facts, or `decision.output`.

    A summary has no rules but `unions`: one for each output. A `working_step` is not told as advice; what is `told_first`
    is told before all other advice.
    """

    id: str
    key: str
    name: str
    question: str
    hit_policy: str
    place: str
    working_step: bool
    told_first: bool
    inputs: tuple[str, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
    unions: tuple[Union, ...]


class Value(NamedTuple):
    """A word of a value list: what stands in the cells, what the reader is told. `quiet`: nothing is called for."""

    label: str
    sentence: str
    severity: str
    quiet: bool


class Regimen(NamedTuple):
    """A treatment regimen. Doses in `dose_unit` per administration; `frequency` times per `period` `period_unit`."""

    id: str
    label: str
    drug: str
    atc: str
    dose_low: float
    dose_high: float
    dose_unit: str
    route: str
    frequency: int
    period: int | None
    period_high: int | None
    period_unit: str
    duration: int | None
    duration_unit: str
    until: str
    for_life: str
    statements: tuple[str, ...]
    sentence: str


class Statement(NamedTuple):
    """A statement of the source in the guideline's own words, and its line there."""

    text: str
    section: str
    line: int
    citations: tuple[str, ...]


def several(value: Any) -> tuple[Any, ...]:
    """Return what one result holds: its codes where it holds several, else itself alone."""
    return cast("tuple[Any, ...]", value) if isinstance(value, tuple) else (value,)


def gathered(how: str, index: int, fired: tuple[Rule, ...]) -> Any:
    """Return one output of a table from the rules that fired, as `Output.gathers` says; None for nothing to take."""
    if how == "one":
        return fired[0].outputs[index] if fired else None
    values = [rule.outputs[index] for rule in fired]
    if how == "count":
        return len(values)
    if how in ("all", "each"):
        if len(values) == 1:
            return several(values[0])
        flat = [one for value in values for one in several(value)]
        return tuple(flat) if how == "each" else tuple(dict.fromkeys(flat))
    if not values:
        return None
    # Cells hold at most 15 digits; rounded to as many, a sum of decimals is the decimal that it should be.
    return {"sum": lambda: float(f"{sum(values):.15g}"), "least": lambda: min(values)}.get(how, lambda: max(values))()


def united(union: Union, values: list[Any]) -> Any:
    """Return what a union makes of its sources' values: each once, or the highest; None where there is no highest."""
    flat = [one for value in values if value is not None for one in several(value)]
    if union.takes == "all of":
        return tuple(dict.fromkeys(flat))
    return min(flat, key=union.order.index, default=None)
