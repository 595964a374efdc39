"""What stands beside the decisions: regimens, clinical codes, and what all of it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from b12dt.diagnostics import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Regimen:
    """A treatment regimen as data. Doses in `dose_unit` per administration; `frequency` times per `period` `period_unit`."""

    id: str
    label: str
    drug: str
    atc: str
    dose_low: Decimal
    dose_high: Decimal
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
    notes: str
    sentence: str = ""
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicalCode:
    """A code of LOINC, SNOMED CT or ATC for an input or a value, and whether somebody has verified it."""

    name: str
    value: str
    system: str
    code: str
    display: str
    relationship: str
    verified: bool
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement of the source, restated in our words. `line` counts the source's lines from 1."""

    id: str
    text: str
    section: str
    kind: str
    actionable: bool
    line: int
    citations: tuple[str, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """A place where the source is silent, unclear or contradicts itself, and the choice that was made."""

    id: str
    title: str
    kind: str
    weight: str
    unclear: str
    choice: str
    shown: str
    statements: tuple[str, ...]
    look_first: bool
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a citation number, or a figure, of the source probably rests on, and what was verified of it."""

    citation: str
    subject: str
    statements: str
    likely_source: str
    status: str
    seen: str
    link: str
    span: Span = field(compare=False)
