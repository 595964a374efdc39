"""Treatment of vitamin B12 deficiency, once confirmed, version 0.2.0. Written by `b12dt compile` from the workbooks: do not edit.

Research and teaching only; not validated for clinical use: see SAFETY.md.
"""

from typing import Any, Literal, NamedTuple, TypedDict, cast

TITLE = "Treatment of vitamin B12 deficiency, once confirmed"
VERSION = "0.2.0"
SHA256 = "5d1cf98be0614e2cdf276519ed854f51e394e3bf1c8fe2b96a7e6baa56b69fd2"
ABOUT = {"Title": "Treatment of vitamin B12 deficiency, once confirmed", "Version": "0.2.0", "Date": "2026-11-22", "Last reviewed": "never by a clinician", "Review by": "before any use in care, and after every change to a table", "Reviewed by a clinician": "no", "Intended use": "Teaching, research and software demonstration of executable guidelines.", "Not for": "Not for treating patients.", "Safety owner": "Nobody yet: whoever deploys it must appoint one.", "Source": "One unreviewed secondary text on how a confirmed vitamin B12 deficiency is treated, from a medical question-and-answer service; it has no list of references (see evidence.xlsx, sheet References). The tables restate it in their own words; the text itself is not part of the project.", "Source SHA-256": "2bfd84b57804fd764f40a0a3f0a25ca59a5aa037ca7477e7ba81b4a46cec77f8", "Licence": "CC BY 4.0 for the tables.", "Contact": "The b12dt maintainers, through the project's repository.", "What the source leaves out": "Cut-offs for serum B12 and methylmalonic acid, children, current pregnancy, subcutaneous and nasal routes, refusal of injections, and more: see the interpretations.", "Units": "In names and unit codes microgram is written ug; in sentences μg; in labels it is written out.", "Notice": "For research and teaching. Not reviewed by a clinician, not validated for clinical use; the source is an unreviewed secondary text."}


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


class Quantity(TypedDict):
    """A number with its unit, which must be that of the dictionary."""

    value: float
    unit: str


class Facts(TypedDict, total=False):
    """The facts about one patient; one that is left out takes its default."""

    age_years: float | Quantity | Literal["unknown"] | None
    deficiency_confirmed: Literal["yes", "no"] | Literal["unknown"] | None
    serum_b12: Literal["low", "borderline", "normal"] | Literal["unknown"] | None
    mma: Literal["raised", "normal"] | Literal["unknown"] | None
    neuropathy: Literal["yes", "no"] | Literal["unknown"] | None
    cognitive_impairment: Literal["yes", "no"] | Literal["unknown"] | None
    gait_disturbance: Literal["yes", "no"] | Literal["unknown"] | None
    other_neuro_symptoms: Literal["yes", "no"] | Literal["unknown"] | None
    pernicious_anemia: Literal["yes", "no"] | Literal["unknown"] | None
    anti_if_result: Literal["positive", "negative", "not_tested"] | Literal["unknown"] | None
    other_confirmed_malabsorption: Literal["yes", "no"] | Literal["unknown"] | None
    bariatric_procedure: Literal["none", "roux_en_y", "biliopancreatic_diversion", "sleeve_gastrectomy", "gastric_banding", "other_or_unspecified"] | Literal["unknown"] | None
    ileal_resection_cm: float | Quantity | Literal["unknown"] | None
    crohns_ileal_cm: float | Quantity | Literal["unknown"] | None
    dietary_cause: Literal["yes", "no"] | Literal["unknown"] | None
    medication_cause: Literal["none", "metformin", "ppi", "h2_blocker", "more_than_one"] | Literal["unknown"] | None
    renal_dysfunction: Literal["yes", "no"] | Literal["unknown"] | None
    platelets_10e9_l: float | Quantity | Literal["unknown"] | None
    folate: Literal["low", "normal"] | Literal["unknown"] | None
    homocysteine_umol_l: float | Quantity | Literal["unknown"] | None
    anemia: Literal["yes", "no"] | Literal["unknown"] | None
    glossitis: Literal["yes", "no"] | Literal["unknown"] | None
    autoimmune_disease: Literal["yes", "no"] | Literal["unknown"] | None
    high_risk_condition: Literal["yes", "no"] | Literal["unknown"] | None
    pregnant: Literal["yes", "no"] | Literal["unknown"] | None
    planning_pregnancy: Literal["yes", "no"] | Literal["unknown"] | None
    breastfeeding: Literal["yes", "no"] | Literal["unknown"] | None
    oral_b12_intake_ug_day: float | Quantity | Literal["unknown"] | None
    treatment_phase: Literal["not_started", "initial", "maintenance", "prophylaxis"] | Literal["unknown"] | None
    current_route: Literal["none", "im", "oral", "sublingual"] | Literal["unknown"] | None
    months_since_start: float | Quantity | Literal["unknown"] | None
    last_b12_check: Literal["none_since_start", "month_3", "month_6", "month_12", "within_last_12_months"] | Literal["unknown"] | None
    neuro_still_improving: Literal["yes", "no", "not_applicable"] | Literal["unknown"] | None
    symptoms_recurred: Literal["yes", "no"] | Literal["unknown"] | None
    order_drug: Literal["none", "hydroxocobalamin", "cyanocobalamin", "methylcobalamin", "unspecified_b12", "folic_acid"]
    order_route: Literal["none", "im", "oral", "sublingual"]
    order_dose_ug: float | Quantity | Literal["unknown"] | None
    order_interval_days: float | Quantity | Literal["unknown"] | None
    order_initial: Literal["none", "three_times_weekly_2_weeks", "alternate_days", "skipped"]
    plan: list[Literal["stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"]] | tuple[Literal["stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"], ...]


RULE_B12_D01_01 = Rule(
    "B12.D01.01", "assessment.xlsx › Scope and age band › B12", ("< 18",), ("child_not_covered", "under_18", "refer"),
    ("S001",), "not_covered", ("A50",), "Children are not mentioned anywhere in the source.", (2,),
)
RULE_B12_D01_02 = Rule(
    "B12.D01.02", "assessment.xlsx › Scope and age band › B13", ("[18..75]",), ("adult", "from_18_to_75", "proceed"),
    ("S001", "S068"), "interpretation", ("A50", "A39"), "The adult age of 18 is our assumption; the statements for the elderly start above 75.", (4,),
)
RULE_B12_D01_03 = Rule(
    "B12.D01.03", "assessment.xlsx › Scope and age band › B14", ("(75..80]",), ("adult", "over_75_to_80", "proceed"),
    ("S068",), "interpretation", ("A39",), "The statements for the elderly apply; the figure quoted for over 80 does not.", (8,),
)
RULE_B12_D01_04 = Rule(
    "B12.D01.04", "assessment.xlsx › Scope and age band › B15", ("> 80",), ("adult", "over_80", "proceed"),
    ("S068", "S069"), "interpretation", ("A39",), "The statements for the elderly apply, and the figure quoted for over 80.", (16,),
)
RULE_B12_D01_05 = Rule(
    "B12.D01.05", "assessment.xlsx › Scope and age band › B16", ("unknown",), ("age_unknown", "unknown", "establish_age"),
    ("S001", "S068"), "interpretation", ("A50",), "Unknown age is not taken as adult in silence.", (1,),
)


def decide_scope(age_years: float | None) -> Rule:
    """B12.D01 Scope and age band (U, assessment.xlsx): Does the source speak to a person of this age?"""
    if age_years is None:
        return RULE_B12_D01_05  # Scope and age band B16 · S001 S068
    if age_years < 18:
        return RULE_B12_D01_01  # Scope and age band B12 · S001
    if age_years <= 75:
        return RULE_B12_D01_02  # Scope and age band B13 · S001 S068
    if age_years <= 80:
        return RULE_B12_D01_03  # Scope and age band B14 · S068
    return RULE_B12_D01_04  # Scope and age band B15 · S068 S069


RULE_B12_D02_01 = Rule(
    "B12.D02.01", "assessment.xlsx › B12 treatment running › B12", ("initial regimen, maintenance",), ("treatment",),
    ("S051",), "interpretation", ("A56",), "Both count as B12 treatment, also for the order of B12 and folic acid.", (12,),
)
RULE_B12_D02_02 = Rule(
    "B12.D02.02", "assessment.xlsx › B12 treatment running › B13", ("prophylaxis",), ("prophylaxis",),
    ("S051", "S035"), "interpretation", ("A56",), "Prophylaxis does not count as B12 treatment before folic acid.", (16,),
)
RULE_B12_D02_03 = Rule(
    "B12.D02.03", "assessment.xlsx › B12 treatment running › B14", ("not started",), ("no",),
    ("S051",), "explicit", (), "", (2,),
)
RULE_B12_D02_04 = Rule(
    "B12.D02.04", "assessment.xlsx › B12 treatment running › B15", ("unknown",), ("unknown",),
    ("S051",), "interpretation", ("A56",), "Never read as running.", (1,),
)


def decide_b12_started(treatment_phase: str) -> Rule:
    """B12.D02 B12 treatment running (U, assessment.xlsx): Is B12 treatment of a deficiency running?"""
    if treatment_phase == "unknown":
        return RULE_B12_D02_04  # B12 treatment running B15 · S051
    if treatment_phase == "not_started":
        return RULE_B12_D02_03  # B12 treatment running B14 · S051
    if treatment_phase == "prophylaxis":
        return RULE_B12_D02_02  # B12 treatment running B13 · S051 S035
    return RULE_B12_D02_01  # B12 treatment running B12 · S051


RULE_B12_D03_01 = Rule(
    "B12.D03.01", "assessment.xlsx › Deficiency status › B13", ("yes", "child not covered", "-", "-", "-", "-"), ("confirmed", "refer"),
    ("S001",), "not_covered", ("A50",), "Confirmed, but the source says nothing about children.", (2, 4, 15, 7, 7, 15),
)
RULE_B12_D03_02 = Rule(
    "B12.D03.02", "assessment.xlsx › Deficiency status › B14", ("yes", "-", "-", "-", "-", "-"), ("confirmed", "treat"),
    ("S001", "S002"), "explicit", (), "Attested by a clinician; no laboratory result can undo it.", (2, 14, 15, 7, 7, 15),
)
RULE_B12_D03_03 = Rule(
    "B12.D03.03", "assessment.xlsx › Deficiency status › B15", ("unknown", "-", "treatment", "-", "-", "-"), ("on_treatment_unsettled", "establish_confirmation"),
    ("S072", "S076"), "interpretation", ("A58",), "Treatment goes on while somebody finds out whether deficiency was confirmed.", (1, 14, 2, 7, 7, 15),
)
RULE_B12_D03_04 = Rule(
    "B12.D03.04", "assessment.xlsx › Deficiency status › B16", ("no", "-", "treatment", "yes", "-", "-"), ("on_treatment_unsettled", "establish_confirmation"),
    ("S029", "S034", "S072", "S076"), "interpretation", ("A49", "A58"), "Pernicious anemia needs lifelong treatment, so a missing confirmation does not stop it.", (4, 14, 2, 2, 7, 15),
)
RULE_B12_D03_05 = Rule(
    "B12.D03.05", "assessment.xlsx › Deficiency status › B17", ("-", "-", "-", "-", "raised", "-"), ("metabolic_deficiency_not_confirmed", "clinician_to_confirm"),
    ("S074", "S075"), "interpretation", ("A08",), "The source's metabolic deficiency; whether that is confirmed deficiency is the clinician's decision.", (7, 14, 15, 7, 2, 15),
)
RULE_B12_D03_06 = Rule(
    "B12.D03.06", "assessment.xlsx › Deficiency status › B18", ("-", "-", "-", "-", "-", "low"), ("low_not_confirmed", "clinician_to_confirm"),
    ("S001", "S002"), "interpretation", ("A07",), "A low level alone is not an attested confirmation.", (7, 14, 15, 7, 7, 2),
)
RULE_B12_D03_07 = Rule(
    "B12.D03.07", "assessment.xlsx › Deficiency status › B19", ("-", "-", "-", "-", "unknown", "borderline"), ("borderline", "measure_mma"),
    ("S057", "S074", "S075"), "interpretation", ("A07",), "The source asks for methylmalonic acid when B12 remains borderline.", (7, 14, 15, 7, 1, 4),
)
RULE_B12_D03_08 = Rule(
    "B12.D03.08", "assessment.xlsx › Deficiency status › B20", ("-", "-", "-", "-", "-", "borderline"), ("borderline", "refer"),
    ("S057", "S070", "S074"), "not_covered", ("A07",), "Borderline with normal methylmalonic acid: no statement.", (7, 14, 15, 7, 7, 4),
)
RULE_B12_D03_09 = Rule(
    "B12.D03.09", "assessment.xlsx › Deficiency status › B21", ("-", "-", "-", "-", "unknown", "normal"), ("not_ruled_out", "measure_mma"),
    ("S074", "S075"), "explicit", (), "A normal serum level alone rules nothing out.", (7, 14, 15, 7, 1, 8),
)
RULE_B12_D03_10 = Rule(
    "B12.D03.10", "assessment.xlsx › Deficiency status › B22", ("-", "-", "-", "-", "-", "normal"), ("not_shown", "refer"),
    ("S074", "S075"), "not_covered", ("A08",), "Two normal results: the source does not say that this excludes deficiency.", (7, 14, 15, 7, 7, 8),
)
RULE_B12_D03_11 = Rule(
    "B12.D03.11", "assessment.xlsx › Deficiency status › B23", ("-", "-", "-", "-", "-", "-"), ("undetermined", "check_b12_and_folate"),
    ("S050",), "explicit", (), "", (7, 14, 15, 7, 7, 15),
)


def decide_status(deficiency_confirmed: str, scope__scope: str, b12_started__started: str, pernicious_anemia: str, mma: str, serum_b12: str) -> Rule:
    """B12.D03 Deficiency status (F, assessment.xlsx): What is the status of vitamin B12 deficiency, and what comes next?"""
    if b12_started__started == "treatment":
        if scope__scope == "child_not_covered":
            if pernicious_anemia == "yes":
                if deficiency_confirmed == "unknown":
                    return RULE_B12_D03_03  # Deficiency status B15 · S072 S076
                if deficiency_confirmed == "yes":
                    return RULE_B12_D03_01  # Deficiency status B13 · S001
                return RULE_B12_D03_04  # Deficiency status B16 · S029 S034 S072 S076
            if serum_b12 == "unknown":
                if deficiency_confirmed == "unknown":
                    return RULE_B12_D03_03  # Deficiency status B15 · S072 S076
                if deficiency_confirmed == "yes":
                    return RULE_B12_D03_01  # Deficiency status B13 · S001
                if mma == "raised":
                    return RULE_B12_D03_05  # Deficiency status B17 · S074 S075
                return RULE_B12_D03_11  # Deficiency status B23 · S050
            if serum_b12 == "low":
                if deficiency_confirmed == "unknown":
                    return RULE_B12_D03_03  # Deficiency status B15 · S072 S076
                if deficiency_confirmed == "yes":
                    return RULE_B12_D03_01  # Deficiency status B13 · S001
                if mma == "raised":
                    return RULE_B12_D03_05  # Deficiency status B17 · S074 S075
                return RULE_B12_D03_06  # Deficiency status B18 · S001 S002
            if serum_b12 == "borderline":
                if deficiency_confirmed == "unknown":
                    return RULE_B12_D03_03  # Deficiency status B15 · S072 S076
                if deficiency_confirmed == "yes":
                    return RULE_B12_D03_01  # Deficiency status B13 · S001
                if mma == "unknown":
                    return RULE_B12_D03_07  # Deficiency status B19 · S057 S074 S075
                if mma == "raised":
                    return RULE_B12_D03_05  # Deficiency status B17 · S074 S075
                return RULE_B12_D03_08  # Deficiency status B20 · S057 S070 S074
            if deficiency_confirmed == "unknown":
                return RULE_B12_D03_03  # Deficiency status B15 · S072 S076
            if deficiency_confirmed == "yes":
                return RULE_B12_D03_01  # Deficiency status B13 · S001
            if mma == "unknown":
                return RULE_B12_D03_09  # Deficiency status B21 · S074 S075
            if mma == "raised":
                return RULE_B12_D03_05  # Deficiency status B17 · S074 S075
            return RULE_B12_D03_10  # Deficiency status B22 · S074 S075
        if pernicious_anemia == "yes":
            if deficiency_confirmed == "unknown":
                return RULE_B12_D03_03  # Deficiency status B15 · S072 S076
            if deficiency_confirmed == "yes":
                return RULE_B12_D03_02  # Deficiency status B14 · S001 S002
            return RULE_B12_D03_04  # Deficiency status B16 · S029 S034 S072 S076
        if serum_b12 == "unknown":
            if deficiency_confirmed == "unknown":
                return RULE_B12_D03_03  # Deficiency status B15 · S072 S076
            if deficiency_confirmed == "yes":
                return RULE_B12_D03_02  # Deficiency status B14 · S001 S002
            if mma == "raised":
                return RULE_B12_D03_05  # Deficiency status B17 · S074 S075
            return RULE_B12_D03_11  # Deficiency status B23 · S050
        if serum_b12 == "low":
            if deficiency_confirmed == "unknown":
                return RULE_B12_D03_03  # Deficiency status B15 · S072 S076
            if deficiency_confirmed == "yes":
                return RULE_B12_D03_02  # Deficiency status B14 · S001 S002
            if mma == "raised":
                return RULE_B12_D03_05  # Deficiency status B17 · S074 S075
            return RULE_B12_D03_06  # Deficiency status B18 · S001 S002
        if serum_b12 == "borderline":
            if deficiency_confirmed == "unknown":
                return RULE_B12_D03_03  # Deficiency status B15 · S072 S076
            if deficiency_confirmed == "yes":
                return RULE_B12_D03_02  # Deficiency status B14 · S001 S002
            if mma == "unknown":
                return RULE_B12_D03_07  # Deficiency status B19 · S057 S074 S075
            if mma == "raised":
                return RULE_B12_D03_05  # Deficiency status B17 · S074 S075
            return RULE_B12_D03_08  # Deficiency status B20 · S057 S070 S074
        if deficiency_confirmed == "unknown":
            return RULE_B12_D03_03  # Deficiency status B15 · S072 S076
        if deficiency_confirmed == "yes":
            return RULE_B12_D03_02  # Deficiency status B14 · S001 S002
        if mma == "unknown":
            return RULE_B12_D03_09  # Deficiency status B21 · S074 S075
        if mma == "raised":
            return RULE_B12_D03_05  # Deficiency status B17 · S074 S075
        return RULE_B12_D03_10  # Deficiency status B22 · S074 S075
    if deficiency_confirmed == "yes":
        if scope__scope == "child_not_covered":
            return RULE_B12_D03_01  # Deficiency status B13 · S001
        return RULE_B12_D03_02  # Deficiency status B14 · S001 S002
    if serum_b12 == "unknown":
        if mma == "raised":
            return RULE_B12_D03_05  # Deficiency status B17 · S074 S075
        return RULE_B12_D03_11  # Deficiency status B23 · S050
    if serum_b12 == "low":
        if mma == "raised":
            return RULE_B12_D03_05  # Deficiency status B17 · S074 S075
        return RULE_B12_D03_06  # Deficiency status B18 · S001 S002
    if serum_b12 == "borderline":
        if mma == "unknown":
            return RULE_B12_D03_07  # Deficiency status B19 · S057 S074 S075
        if mma == "raised":
            return RULE_B12_D03_05  # Deficiency status B17 · S074 S075
        return RULE_B12_D03_08  # Deficiency status B20 · S057 S070 S074
    if mma == "unknown":
        return RULE_B12_D03_09  # Deficiency status B21 · S074 S075
    if mma == "raised":
        return RULE_B12_D03_05  # Deficiency status B17 · S074 S075
    return RULE_B12_D03_10  # Deficiency status B22 · S074 S075


RULE_B12_D04_01 = Rule(
    "B12.D04.01", "assessment.xlsx › Bariatric line › B12", ("Roux-en-Y, biliopancreatic diversion",), ("rygb_bpd",),
    ("S037", "S038"), "explicit", ("A17",), "The source has a line of its own for these two procedures.", (12,),
)
RULE_B12_D04_02 = Rule(
    "B12.D04.02", "assessment.xlsx › Bariatric line › B13", ("sleeve gastrectomy, gastric banding",), ("sleeve_band",),
    ("S039", "S040"), "explicit", ("A17",), "The source has a line of its own for these two procedures.", (48,),
)
RULE_B12_D04_03 = Rule(
    "B12.D04.03", "assessment.xlsx › Bariatric line › B14", ("other or unspecified",), ("other",),
    ("S035", "S036"), "interpretation", ("A17",), "The general bariatric line is used.", (64,),
)
RULE_B12_D04_04 = Rule(
    "B12.D04.04", "assessment.xlsx › Bariatric line › B15", ("none",), ("none",),
    ("S016",), "explicit", (), "", (2,),
)
RULE_B12_D04_05 = Rule(
    "B12.D04.05", "assessment.xlsx › Bariatric line › B16", ("unknown",), ("unknown",),
    ("S016",), "interpretation", ("A28",), "Unknown is asked for, never read as none.", (1,),
)


def decide_bariatric_line(bariatric_procedure: str) -> Rule:
    """B12.D04 Bariatric line (U, assessment.xlsx): Which of the source's bariatric lines applies?"""
    if bariatric_procedure == "unknown":
        return RULE_B12_D04_05  # Bariatric line B16 · S016
    if bariatric_procedure == "none":
        return RULE_B12_D04_04  # Bariatric line B15 · S016
    if bariatric_procedure == "other_or_unspecified":
        return RULE_B12_D04_03  # Bariatric line B14 · S035 S036
    if bariatric_procedure in ("roux_en_y", "biliopancreatic_diversion"):
        return RULE_B12_D04_01  # Bariatric line B12 · S037 S038
    return RULE_B12_D04_02  # Bariatric line B13 · S039 S040


RULE_B12_D05_01 = Rule(
    "B12.D05.01", "assessment.xlsx › Surgical ground › B12", ("> 20", "-"), ("ileal_resection",),
    ("S041", "S015"), "explicit", ("A23", "A27"), "A long resection comes before bariatric surgery: its interval is the same and its line has no alternative by mouth.", (4, 31),
)
RULE_B12_D05_02 = Rule(
    "B12.D05.02", "assessment.xlsx › Surgical ground › B13", ("<= 20", "Roux-en-Y or diversion, sleeve or banding, other procedure"), ("bariatric",),
    ("S035", "S016"), "explicit", (), "", (2, 14),
)
RULE_B12_D05_03 = Rule(
    "B12.D05.03", "assessment.xlsx › Surgical ground › B14", ("unknown", "Roux-en-Y or diversion, sleeve or banding, other procedure"), ("bariatric",),
    ("S035", "S016"), "interpretation", ("A28",), "Bariatric surgery is known, and gives the ground by itself.", (1, 14),
)
RULE_B12_D05_04 = Rule(
    "B12.D05.04", "assessment.xlsx › Surgical ground › B15", ("<= 20", "no bariatric surgery"), ("none",),
    ("S041",), "interpretation", ("A23",), "20 cm or less is not mentioned in the source, so it gives no ground.", (2, 16),
)
RULE_B12_D05_05 = Rule(
    "B12.D05.05", "assessment.xlsx › Surgical ground › B16", ("<= 20", "unknown"), ("unknown",),
    ("S016",), "interpretation", ("A28",), "Bariatric history unknown: the ground stays open.", (2, 1),
)
RULE_B12_D05_06 = Rule(
    "B12.D05.06", "assessment.xlsx › Surgical ground › B17", ("unknown", "no bariatric surgery, unknown"), ("unknown",),
    ("S041",), "interpretation", ("A28",), "Length of resection unknown: the ground stays open.", (1, 17),
)


def decide_surgical_ground(ileal_resection_cm: float | None, bariatric_line__line: str) -> Rule:
    """B12.D05 Surgical ground (U, assessment.xlsx): Is there a surgical ground for lifelong or prophylactic B12?"""
    if ileal_resection_cm is None:
        if bariatric_line__line in ("none", "unknown"):
            return RULE_B12_D05_06  # Surgical ground B17 · S041
        return RULE_B12_D05_03  # Surgical ground B14 · S035 S016
    if ileal_resection_cm <= 20:
        if bariatric_line__line == "unknown":
            return RULE_B12_D05_05  # Surgical ground B16 · S016
        if bariatric_line__line == "none":
            return RULE_B12_D05_04  # Surgical ground B15 · S041
        return RULE_B12_D05_02  # Surgical ground B13 · S035 S016
    return RULE_B12_D05_01  # Surgical ground B12 · S041 S015


RULE_B12_D06_01 = Rule(
    "B12.D06.01", "assessment.xlsx › Malabsorption › B13", ("yes", "-", "-", "-"), ("present",),
    ("S013", "S014"), "explicit", (), "", (2, 7, 31, 7),
)
RULE_B12_D06_02 = Rule(
    "B12.D06.02", "assessment.xlsx › Malabsorption › B14", ("-", "> 20", "-", "-"), ("present",),
    ("S013", "S015"), "explicit", ("A23",), "", (7, 4, 31, 7),
)
RULE_B12_D06_03 = Rule(
    "B12.D06.03", "assessment.xlsx › Malabsorption › B15", ("-", "-", "Roux-en-Y or diversion, sleeve or banding, other procedure", "-"), ("present",),
    ("S013", "S016"), "explicit", ("A16",), "", (7, 7, 14, 7),
)
RULE_B12_D06_04 = Rule(
    "B12.D06.04", "assessment.xlsx › Malabsorption › B16", ("-", "-", "-", "yes"), ("present",),
    ("S013", "S017"), "explicit", ("A54",), "", (7, 7, 31, 2),
)
RULE_B12_D06_05 = Rule(
    "B12.D06.05", "assessment.xlsx › Malabsorption › B17", ("unknown", "-", "-", "-"), ("unknown",),
    ("S014",), "interpretation", ("A28",), "One open answer is enough to keep malabsorption from being read as absent.", (1, 7, 31, 7),
)
RULE_B12_D06_06 = Rule(
    "B12.D06.06", "assessment.xlsx › Malabsorption › B18", ("-", "unknown", "-", "-"), ("unknown",),
    ("S015",), "interpretation", ("A28",), "One open answer is enough to keep malabsorption from being read as absent.", (7, 1, 31, 7),
)
RULE_B12_D06_07 = Rule(
    "B12.D06.07", "assessment.xlsx › Malabsorption › B19", ("-", "-", "unknown", "-"), ("unknown",),
    ("S016",), "interpretation", ("A28",), "One open answer is enough to keep malabsorption from being read as absent.", (7, 7, 1, 7),
)
RULE_B12_D06_08 = Rule(
    "B12.D06.08", "assessment.xlsx › Malabsorption › B20", ("-", "-", "-", "unknown"), ("unknown",),
    ("S017",), "interpretation", ("A28",), "One open answer is enough to keep malabsorption from being read as absent.", (7, 7, 31, 1),
)
RULE_B12_D06_09 = Rule(
    "B12.D06.09", "assessment.xlsx › Malabsorption › B21", ("no", "<= 20", "no bariatric surgery", "no"), ("absent",),
    ("S014", "S015", "S016", "S017"), "interpretation", ("A23", "A25"), "Absent only when all four are known not to be there. Crohn's disease alone does not count.", (4, 2, 16, 4),
)


def decide_malabsorption(pernicious_anemia: str, ileal_resection_cm: float | None, bariatric_line__line: str, other_confirmed_malabsorption: str) -> tuple[Rule, ...]:
    """B12.D06 Malabsorption (P, assessment.xlsx): Is malabsorption, as the source lists it, present?"""
    met: tuple[Rule, ...] = ()
    if pernicious_anemia == "yes":
        met += (RULE_B12_D06_01,)  # Malabsorption B13 · S013 S014
    if ileal_resection_cm is not None and ileal_resection_cm > 20:
        met += (RULE_B12_D06_02,)  # Malabsorption B14 · S013 S015
    if bariatric_line__line not in ("none", "unknown"):
        met += (RULE_B12_D06_03,)  # Malabsorption B15 · S013 S016
    if other_confirmed_malabsorption == "yes":
        met += (RULE_B12_D06_04,)  # Malabsorption B16 · S013 S017
    if met:
        return met
    if pernicious_anemia == "unknown":
        met += (RULE_B12_D06_05,)  # Malabsorption B17 · S014
    if ileal_resection_cm is None:
        met += (RULE_B12_D06_06,)  # Malabsorption B18 · S015
    if bariatric_line__line == "unknown":
        met += (RULE_B12_D06_07,)  # Malabsorption B19 · S016
    if other_confirmed_malabsorption == "unknown":
        met += (RULE_B12_D06_08,)  # Malabsorption B20 · S017
    if met:
        return met
    met += (RULE_B12_D06_09,)  # Malabsorption B21 · S014 S015 S016 S017
    return met


RULE_B12_D07_01 = Rule(
    "B12.D07.01", "assessment.xlsx › Reasons for injection › B13", ("yes", "-", "-", "-"), (("pernicious_anemia",),),
    ("S014",), "explicit", (), "", (2, 7, 31, 7),
)
RULE_B12_D07_02 = Rule(
    "B12.D07.02", "assessment.xlsx › Reasons for injection › B14", ("-", "> 20", "-", "-"), (("ileal_resection_gt_20cm",),),
    ("S015",), "explicit", ("A23",), "", (7, 4, 31, 7),
)
RULE_B12_D07_03 = Rule(
    "B12.D07.03", "assessment.xlsx › Reasons for injection › B15", ("-", "-", "Roux-en-Y or diversion, sleeve or banding, other procedure", "-"), (("post_bariatric",),),
    ("S016",), "explicit", ("A16",), "", (7, 7, 14, 7),
)
RULE_B12_D07_04 = Rule(
    "B12.D07.04", "assessment.xlsx › Reasons for injection › B16", ("-", "-", "-", "yes"), (("confirmed_malabsorption",),),
    ("S017",), "explicit", ("A54",), "", (7, 7, 31, 2),
)


def decide_im_indications(pernicious_anemia: str, ileal_resection_cm: float | None, bariatric_line__line: str, other_confirmed_malabsorption: str) -> tuple[Rule, ...]:
    """B12.D07 Reasons for injection (C, assessment.xlsx): Which listed conditions require injection?"""
    met: tuple[Rule, ...] = ()
    if pernicious_anemia == "yes":
        met += (RULE_B12_D07_01,)  # Reasons for injection B13 · S014
    if ileal_resection_cm is not None and ileal_resection_cm > 20:
        met += (RULE_B12_D07_02,)  # Reasons for injection B14 · S015
    if bariatric_line__line not in ("none", "unknown"):
        met += (RULE_B12_D07_03,)  # Reasons for injection B15 · S016
    if other_confirmed_malabsorption == "yes":
        met += (RULE_B12_D07_04,)  # Reasons for injection B16 · S017
    return met


RULE_B12_D08_01 = Rule(
    "B12.D08.01", "assessment.xlsx › Neurological involvement › B13", ("yes", "-", "-", "-"), ("present",),
    ("S008",), "explicit", (), "", (2, 7, 7, 7),
)
RULE_B12_D08_02 = Rule(
    "B12.D08.02", "assessment.xlsx › Neurological involvement › B14", ("-", "yes", "-", "-"), ("present",),
    ("S008",), "explicit", (), "", (7, 2, 7, 7),
)
RULE_B12_D08_03 = Rule(
    "B12.D08.03", "assessment.xlsx › Neurological involvement › B15", ("-", "-", "yes", "-"), ("present",),
    ("S008",), "explicit", (), "", (7, 7, 2, 7),
)
RULE_B12_D08_04 = Rule(
    "B12.D08.04", "assessment.xlsx › Neurological involvement › B16", ("-", "-", "-", "yes"), ("present",),
    ("S008", "S011"), "interpretation", ("A10",), "The three named signs are read as examples.", (7, 7, 7, 2),
)
RULE_B12_D08_05 = Rule(
    "B12.D08.05", "assessment.xlsx › Neurological involvement › B17", ("unknown", "-", "-", "-"), ("unknown",),
    ("S008", "S011"), "interpretation", ("A11",), "One open answer is enough to keep involvement from being read as absent.", (1, 7, 7, 7),
)
RULE_B12_D08_06 = Rule(
    "B12.D08.06", "assessment.xlsx › Neurological involvement › B18", ("-", "unknown", "-", "-"), ("unknown",),
    ("S008", "S011"), "interpretation", ("A11",), "One open answer is enough to keep involvement from being read as absent.", (7, 1, 7, 7),
)
RULE_B12_D08_07 = Rule(
    "B12.D08.07", "assessment.xlsx › Neurological involvement › B19", ("-", "-", "unknown", "-"), ("unknown",),
    ("S008", "S011"), "interpretation", ("A11",), "One open answer is enough to keep involvement from being read as absent.", (7, 7, 1, 7),
)
RULE_B12_D08_08 = Rule(
    "B12.D08.08", "assessment.xlsx › Neurological involvement › B20", ("-", "-", "-", "unknown"), ("unknown",),
    ("S008", "S011"), "interpretation", ("A11",), "One open answer is enough to keep involvement from being read as absent.", (7, 7, 7, 1),
)
RULE_B12_D08_09 = Rule(
    "B12.D08.09", "assessment.xlsx › Neurological involvement › B21", ("no", "no", "no", "no"), ("absent",),
    ("S008",), "explicit", (), "", (4, 4, 4, 4),
)


def decide_neuro(neuropathy: str, cognitive_impairment: str, gait_disturbance: str, other_neuro_symptoms: str) -> tuple[Rule, ...]:
    """B12.D08 Neurological involvement (P, assessment.xlsx): Is there neurological involvement, now or at any time in this episode?"""
    met: tuple[Rule, ...] = ()
    if neuropathy == "yes":
        met += (RULE_B12_D08_01,)  # Neurological involvement B13 · S008
    if cognitive_impairment == "yes":
        met += (RULE_B12_D08_02,)  # Neurological involvement B14 · S008
    if gait_disturbance == "yes":
        met += (RULE_B12_D08_03,)  # Neurological involvement B15 · S008
    if other_neuro_symptoms == "yes":
        met += (RULE_B12_D08_04,)  # Neurological involvement B16 · S008 S011
    if met:
        return met
    if neuropathy == "unknown":
        met += (RULE_B12_D08_05,)  # Neurological involvement B17 · S008 S011
    if cognitive_impairment == "unknown":
        met += (RULE_B12_D08_06,)  # Neurological involvement B18 · S008 S011
    if gait_disturbance == "unknown":
        met += (RULE_B12_D08_07,)  # Neurological involvement B19 · S008 S011
    if other_neuro_symptoms == "unknown":
        met += (RULE_B12_D08_08,)  # Neurological involvement B20 · S008 S011
    if met:
        return met
    met += (RULE_B12_D08_09,)  # Neurological involvement B21 · S008
    return met


RULE_B12_D09_01 = Rule(
    "B12.D09.01", "assessment.xlsx › Urgency › B12", ("present", "confirmed, under treatment and confirmation not settled"), ("never_delay",),
    ("S011", "S012"), "explicit", (), "", (2, 6),
)
RULE_B12_D09_02 = Rule(
    "B12.D09.02", "assessment.xlsx › Urgency › B13", ("present", "metabolic deficiency not confirmed, low level not confirmed, borderline level not confirmed, not ruled out, undetermined"), ("decide_now_unconfirmed",),
    ("S011", "S012"), "interpretation", ("A09",), "The warning against delay has no condition, but all regimens are for confirmed deficiency.", (2, 376),
)
RULE_B12_D09_03 = Rule(
    "B12.D09.03", "assessment.xlsx › Urgency › B14", ("present", "not shown"), ("decide_now_no_deficiency_shown",),
    ("S011", "S074"), "interpretation", ("A09", "A59"), "The source makes no exception for two normal tests, so it stays an urgent decision.", (2, 128),
)
RULE_B12_D09_04 = Rule(
    "B12.D09.04", "assessment.xlsx › Urgency › B15", ("unknown", "-"), ("assess_neuro_now",),
    ("S011",), "interpretation", ("A11",), "Two regimens and the urgency depend on it.", (1, 510),
)
RULE_B12_D09_05 = Rule(
    "B12.D09.05", "assessment.xlsx › Urgency › B16", ("absent", "-"), ("no_urgency_statement",),
    ("S011",), "explicit", (), "Silence of the source, not a statement that there is time.", (4, 510),
)


def decide_urgency(neuro__neuro: str, status__status: str) -> Rule:
    """B12.D09 Urgency (U, assessment.xlsx): Is this a situation in which treatment must not be delayed?"""
    if neuro__neuro == "unknown":
        return RULE_B12_D09_04  # Urgency B15 · S011
    if neuro__neuro == "present":
        if status__status == "not_shown":
            return RULE_B12_D09_03  # Urgency B14 · S011 S074
        if status__status in ("confirmed", "on_treatment_unsettled"):
            return RULE_B12_D09_01  # Urgency B12 · S011 S012
        return RULE_B12_D09_02  # Urgency B13 · S011 S012
    return RULE_B12_D09_05  # Urgency B16 · S011


RULE_B12_D11_01 = Rule(
    "B12.D11.01", "assessment.xlsx › Antibody screening › B13", ("positive, negative", "-", "-", "-", "-"), ("already_tested",),
    ("S030",), "interpretation", ("A46",), "What a result means, and whether to repeat the test, is not stated.", (6, 7, 7, 7, 7),
)
RULE_B12_D11_02 = Rule(
    "B12.D11.02", "assessment.xlsx › Antibody screening › B14", ("-", "yes", "-", "-", "-"), ("screen",),
    ("S030",), "explicit", (), "", (15, 2, 7, 7, 7),
)
RULE_B12_D11_03 = Rule(
    "B12.D11.03", "assessment.xlsx › Antibody screening › B15", ("-", "-", "yes", "-", "-"), ("screen",),
    ("S031",), "explicit", (), "", (15, 7, 2, 7, 7),
)
RULE_B12_D11_04 = Rule(
    "B12.D11.04", "assessment.xlsx › Antibody screening › B16", ("-", "-", "-", "yes", "-"), ("screen",),
    ("S032",), "explicit", (), "", (15, 7, 7, 2, 7),
)
RULE_B12_D11_05 = Rule(
    "B12.D11.05", "assessment.xlsx › Antibody screening › B17", ("-", "-", "-", "-", "yes"), ("screen",),
    ("S033",), "explicit", ("A55",), "", (15, 7, 7, 7, 2),
)
RULE_B12_D11_06 = Rule(
    "B12.D11.06", "assessment.xlsx › Antibody screening › B18", ("-", "no", "no", "no", "no"), ("no_statement",),
    ("S030", "S031", "S032", "S033"), "explicit", (), "", (15, 4, 4, 4, 4),
)
RULE_B12_D11_07 = Rule(
    "B12.D11.07", "assessment.xlsx › Antibody screening › B19", ("-", "-", "-", "-", "-"), ("triggers_unknown",),
    ("S030", "S031", "S032", "S033"), "interpretation", ("A46",), "No reason to screen is known yet, but not all have been answered.", (15, 7, 7, 7, 7),
)


def decide_anti_if(anti_if_result: str, autoimmune_disease: str, glossitis: str, anemia: str, neuropathy: str) -> Rule:
    """B12.D11 Antibody screening (F, assessment.xlsx): Should anti-intrinsic factor antibodies be screened for?"""
    if anti_if_result in ("not_tested", "unknown"):
        if autoimmune_disease == "unknown":
            if glossitis == "yes":
                return RULE_B12_D11_03  # Antibody screening B15 · S031
            if anemia == "yes":
                return RULE_B12_D11_04  # Antibody screening B16 · S032
            if neuropathy == "yes":
                return RULE_B12_D11_05  # Antibody screening B17 · S033
            return RULE_B12_D11_07  # Antibody screening B19 · S030 S031 S032 S033
        if autoimmune_disease == "yes":
            return RULE_B12_D11_02  # Antibody screening B14 · S030
        if glossitis == "unknown":
            if anemia == "yes":
                return RULE_B12_D11_04  # Antibody screening B16 · S032
            if neuropathy == "yes":
                return RULE_B12_D11_05  # Antibody screening B17 · S033
            return RULE_B12_D11_07  # Antibody screening B19 · S030 S031 S032 S033
        if glossitis == "yes":
            return RULE_B12_D11_03  # Antibody screening B15 · S031
        if anemia == "unknown":
            if neuropathy == "yes":
                return RULE_B12_D11_05  # Antibody screening B17 · S033
            return RULE_B12_D11_07  # Antibody screening B19 · S030 S031 S032 S033
        if anemia == "yes":
            return RULE_B12_D11_04  # Antibody screening B16 · S032
        if neuropathy == "unknown":
            return RULE_B12_D11_07  # Antibody screening B19 · S030 S031 S032 S033
        if neuropathy == "yes":
            return RULE_B12_D11_05  # Antibody screening B17 · S033
        return RULE_B12_D11_06  # Antibody screening B18 · S030 S031 S032 S033
    return RULE_B12_D11_01  # Antibody screening B13 · S030


RULE_B12_D12_01 = Rule(
    "B12.D12.01", "assessment.xlsx › Answers that do not fit › B13", ("no", "initial regimen, maintenance", "-", "-", "-", "-"), (("K01",), ("warn",)),
    ("S001",), "interpretation", ("A56",), "One of the two must be wrong.", (4, 12, 31, 125, 15, 7),
)
RULE_B12_D12_02 = Rule(
    "B12.D12.02", "assessment.xlsx › Answers that do not fit › B14", ("-", "not started", "injection, by mouth, under the tongue", "-", "-", "-"), (("K02",), ("warn",)),
    ("S001",), "interpretation", ("A56",), "One of the two must be wrong, or the phase needs a second look.", (7, 2, 28, 125, 15, 7),
)
RULE_B12_D12_03 = Rule(
    "B12.D12.03", "assessment.xlsx › Answers that do not fit › B15", ("-", "initial regimen, maintenance, prophylaxis", "none", "-", "-", "-"), (("K03",), ("warn",)),
    ("S001",), "interpretation", ("A56",), "One of the two must be wrong, or the route needs a second look.", (7, 28, 2, 125, 15, 7),
)
RULE_B12_D12_04 = Rule(
    "B12.D12.04", "assessment.xlsx › Answers that do not fit › B16", ("-", "-", "-", "-", "positive", "not(yes)"), (("K04",), ("warn",)),
    ("S030", "S014"), "interpretation", ("A46",), "The source does not say what a positive result means; the two must be reconciled by a clinician.", (7, 31, 31, 125, 2, 5),
)
RULE_B12_D12_05 = Rule(
    "B12.D12.05", "assessment.xlsx › Answers that do not fit › B17", ("-", "not started", "-", "not(unknown)", "-", "-"), (("K05",), ("warn",)),
    ("S052",), "interpretation", ("A56",), "One of the two must be wrong, or treatment was stopped earlier.", (7, 2, 31, 124, 15, 7),
)


def decide_consistency(deficiency_confirmed: str, treatment_phase: str, current_route: str, months_since_start: float | None, anti_if_result: str, pernicious_anemia: str) -> tuple[Rule, ...]:
    """B12.D12 Answers that do not fit (C, assessment.xlsx): Do any answers contradict each other?"""
    met: tuple[Rule, ...] = ()
    if deficiency_confirmed == "no" and treatment_phase in ("initial", "maintenance"):
        met += (RULE_B12_D12_01,)  # Answers that do not fit B13 · S001
    if treatment_phase == "not_started" and current_route not in ("none", "unknown"):
        met += (RULE_B12_D12_02,)  # Answers that do not fit B14 · S001
    if treatment_phase not in ("not_started", "unknown") and current_route == "none":
        met += (RULE_B12_D12_03,)  # Answers that do not fit B15 · S001
    if anti_if_result == "positive" and pernicious_anemia != "yes":
        met += (RULE_B12_D12_04,)  # Answers that do not fit B16 · S030 S014
    if treatment_phase == "not_started" and months_since_start is not None:
        met += (RULE_B12_D12_05,)  # Answers that do not fit B17 · S052
    return met


RULE_B12_D13_01 = Rule(
    "B12.D13.01", "treatment.xlsx › Oral option › B12", ("not(absent)", "-", "-", "-", "-"), ("none",),
    ("S013", "S017", "S004"), "explicit", ("A14", "A28"), "Malabsorption present or unknown: every statement on treatment by mouth assumes its absence.", (3, 7, 7, 63, 7),
)
RULE_B12_D13_02 = Rule(
    "B12.D13.02", "treatment.xlsx › Oral option › B13", ("absent", "not(absent)", "-", "-", "-"), ("none",),
    ("S009", "S011"), "interpretation", ("A11", "A12"), "With neurological involvement, or before it is known, the injection regimens apply whatever the cause.", (4, 3, 7, 63, 7),
)
RULE_B12_D13_03 = Rule(
    "B12.D13.03", "treatment.xlsx › Oral option › B14", ("absent", "absent", "yes", "-", "no"), ("alternative",),
    ("S004", "S024"), "explicit", (), "", (4, 4, 2, 63, 4),
)
RULE_B12_D13_04 = Rule(
    "B12.D13.04", "treatment.xlsx › Oral option › B15", ("absent", "absent", "yes", "-", "unknown"), ("alternative_after_renal_check",),
    ("S004", "S020"), "interpretation", ("A43",), "The only form named for dietary deficiency is cyanocobalamin, which needs the renal check.", (4, 4, 2, 63, 1),
)
RULE_B12_D13_05 = Rule(
    "B12.D13.05", "treatment.xlsx › Oral option › B16", ("absent", "absent", "yes", "none, unknown", "yes"), ("none",),
    ("S020", "S021", "S078"), "interpretation", ("A13", "A44"), "Cyanocobalamin is out, and no other form has a dose by mouth for dietary deficiency.", (4, 4, 2, 3, 2),
)
RULE_B12_D13_06 = Rule(
    "B12.D13.06", "treatment.xlsx › Oral option › B17", ("absent", "absent", "-", "metformin, PPI, H2 blocker, more than one", "yes"), ("sufficient_not_cyanocobalamin",),
    ("S020", "S021", "S045", "S078"), "interpretation", ("A15", "A44"), "The line for medicines names no form, so it stays, but not as cyanocobalamin.", (4, 4, 7, 60, 2),
)
RULE_B12_D13_07 = Rule(
    "B12.D13.07", "treatment.xlsx › Oral option › B18", ("absent", "absent", "not(yes)", "metformin, PPI, H2 blocker, more than one", "no"), ("usually_sufficient",),
    ("S044", "S045"), "interpretation", ("A15",), "The line for medicines is more specific than the general injections.", (4, 4, 5, 60, 4),
)
RULE_B12_D13_08 = Rule(
    "B12.D13.08", "treatment.xlsx › Oral option › B19", ("absent", "absent", "not(yes)", "metformin, PPI, H2 blocker, more than one", "unknown"), ("sufficient_form_after_renal_check",),
    ("S020", "S045"), "interpretation", ("A15", "A43"), "The line for medicines names no form; which one is safe depends on the kidney.", (4, 4, 5, 60, 1),
)
RULE_B12_D13_09 = Rule(
    "B12.D13.09", "treatment.xlsx › Oral option › B20", ("absent", "absent", "not(yes)", "none, unknown", "-"), ("none",),
    ("S023", "S002"), "explicit", (), "", (4, 4, 5, 3, 7),
)


def decide_oral_option(malabsorption__malabsorption: str, neuro__neuro: str, dietary_cause: str, medication_cause: str, renal_dysfunction: str) -> Rule:
    """B12.D13 Oral option (U, treatment.xlsx): Does the source support treatment by mouth here?"""
    if malabsorption__malabsorption == "absent":
        if neuro__neuro == "absent":
            if renal_dysfunction == "unknown":
                if dietary_cause == "yes":
                    return RULE_B12_D13_04  # Oral option B15 · S004 S020
                if medication_cause in ("none", "unknown"):
                    return RULE_B12_D13_09  # Oral option B20 · S023 S002
                return RULE_B12_D13_08  # Oral option B19 · S020 S045
            if renal_dysfunction == "yes":
                if medication_cause in ("none", "unknown"):
                    if dietary_cause == "yes":
                        return RULE_B12_D13_05  # Oral option B16 · S020 S021 S078
                    return RULE_B12_D13_09  # Oral option B20 · S023 S002
                return RULE_B12_D13_06  # Oral option B17 · S020 S021 S045 S078
            if dietary_cause == "yes":
                return RULE_B12_D13_03  # Oral option B14 · S004 S024
            if medication_cause in ("none", "unknown"):
                return RULE_B12_D13_09  # Oral option B20 · S023 S002
            return RULE_B12_D13_07  # Oral option B18 · S044 S045
        return RULE_B12_D13_02  # Oral option B13 · S009 S011
    return RULE_B12_D13_01  # Oral option B12 · S013 S017 S004


RULE_B12_D15_01 = Rule(
    "B12.D15.01", "treatment.xlsx › Form for injection › B12", ("yes", "-"), (("hydroxocobalamin",), "mandatory"),
    ("S029", "S018", "S019"), "explicit", (), "", (2, 7),
)
RULE_B12_D15_02 = Rule(
    "B12.D15.02", "treatment.xlsx › Form for injection › B13", ("no", "yes"), (("hydroxocobalamin", "methylcobalamin"), "either_stated"),
    ("S018", "S020", "S021"), "explicit", ("A44",), "Methylcobalamin is named, but without a dose.", (4, 2),
)
RULE_B12_D15_03 = Rule(
    "B12.D15.03", "treatment.xlsx › Form for injection › B14", ("unknown", "yes"), (("hydroxocobalamin",), "hydroxocobalamin_until_pa_known"),
    ("S021", "S029"), "interpretation", ("A28", "A44"), "In pernicious anemia only hydroxocobalamin will do, so it is used until that is known.", (1, 2),
)
RULE_B12_D15_04 = Rule(
    "B12.D15.04", "treatment.xlsx › Form for injection › B15", ("not(yes)", "not(yes)"), (("hydroxocobalamin",), "preferred"),
    ("S002", "S018", "S019"), "explicit", (), "", (5, 5),
)


def decide_im_drug(pernicious_anemia: str, renal_dysfunction: str) -> Rule:
    """B12.D15 Form for injection (U, treatment.xlsx): Which form for an injection?"""
    if pernicious_anemia == "unknown":
        if renal_dysfunction == "yes":
            return RULE_B12_D15_03  # Form for injection B14 · S021 S029
        return RULE_B12_D15_04  # Form for injection B15 · S002 S018 S019
    if pernicious_anemia == "yes":
        return RULE_B12_D15_01  # Form for injection B12 · S029 S018 S019
    if renal_dysfunction == "yes":
        return RULE_B12_D15_02  # Form for injection B13 · S018 S020 S021
    return RULE_B12_D15_04  # Form for injection B15 · S002 S018 S019


RULE_B12_D20_01 = Rule(
    "B12.D20.01", "treatment.xlsx › Prophylaxis by mouth › B13", ("yes", "-", "-", "-", "-", "-"), ("no",),
    ("S014", "S029"), "explicit", (), "", (2, 7, 7, 7, 510, 7),
)
RULE_B12_D20_02 = Rule(
    "B12.D20.02", "treatment.xlsx › Prophylaxis by mouth › B14", ("-", "yes", "-", "-", "-", "-"), ("no",),
    ("S017",), "explicit", (), "", (7, 2, 7, 7, 510, 7),
)
RULE_B12_D20_03 = Rule(
    "B12.D20.03", "treatment.xlsx › Prophylaxis by mouth › B15", ("-", "-", "present", "-", "-", "-"), ("no",),
    ("S009", "S011"), "interpretation", ("A12",), "Neurological involvement: what is stated is by injection.", (7, 7, 2, 7, 510, 7),
)
RULE_B12_D20_04 = Rule(
    "B12.D20.04", "treatment.xlsx › Prophylaxis by mouth › B16", ("-", "-", "-", "> 20", "-", "-"), ("no",),
    ("S015", "S041"), "explicit", (), "", (7, 7, 7, 4, 510, 7),
)
RULE_B12_D20_05 = Rule(
    "B12.D20.05", "treatment.xlsx › Prophylaxis by mouth › B17", ("-", "-", "-", "-", "low level not confirmed, metabolic deficiency not confirmed", "-"), ("no",),
    ("S016", "S001"), "interpretation", ("A61",), "A low or raised result that nobody has decided on may be a deficiency, and that would require injection.", (7, 7, 7, 7, 24, 7),
)
RULE_B12_D20_06 = Rule(
    "B12.D20.06", "treatment.xlsx › Prophylaxis by mouth › B18", ("unknown", "-", "-", "-", "-", "-"), ("pending",),
    ("S014",), "interpretation", ("A61",), "Open until answered.", (1, 7, 7, 7, 510, 7),
)
RULE_B12_D20_07 = Rule(
    "B12.D20.07", "treatment.xlsx › Prophylaxis by mouth › B19", ("-", "unknown", "-", "-", "-", "-"), ("pending",),
    ("S017",), "interpretation", ("A61",), "Open until answered.", (7, 1, 7, 7, 510, 7),
)
RULE_B12_D20_08 = Rule(
    "B12.D20.08", "treatment.xlsx › Prophylaxis by mouth › B20", ("-", "-", "unknown", "-", "-", "-"), ("pending",),
    ("S011",), "interpretation", ("A61",), "Open until assessed.", (7, 7, 1, 7, 510, 7),
)
RULE_B12_D20_09 = Rule(
    "B12.D20.09", "treatment.xlsx › Prophylaxis by mouth › B21", ("-", "-", "-", "unknown", "-", "-"), ("pending",),
    ("S041",), "interpretation", ("A61",), "Open until answered.", (7, 7, 7, 1, 510, 7),
)
RULE_B12_D20_10 = Rule(
    "B12.D20.10", "treatment.xlsx › Prophylaxis by mouth › B22", ("-", "-", "-", "-", "undetermined", "-"), ("pending",),
    ("S050",), "interpretation", ("A61",), "Without a serum B12 result a deficiency cannot be told from its absence.", (7, 7, 7, 7, 256, 7),
)
RULE_B12_D20_11 = Rule(
    "B12.D20.11", "treatment.xlsx › Prophylaxis by mouth › B23", ("-", "-", "-", "-", "-", "unknown"), ("pending",),
    ("S001",), "interpretation", ("A61",), "Whether deficiency is confirmed must be answered first.", (7, 7, 7, 7, 510, 1),
)
RULE_B12_D20_12 = Rule(
    "B12.D20.12", "treatment.xlsx › Prophylaxis by mouth › B24", ("-", "-", "-", "-", "-", "-"), ("yes",),
    ("S036", "S037", "S039"), "explicit", (), "", (7, 7, 7, 7, 510, 7),
)


def decide_mouth_safe(pernicious_anemia: str, other_confirmed_malabsorption: str, neuro__neuro: str, ileal_resection_cm: float | None, status__status: str, deficiency_confirmed: str) -> tuple[Rule, ...]:
    """B12.D20 Prophylaxis by mouth (P, treatment.xlsx): May prophylaxis by mouth or under the tongue be offered?"""
    met: tuple[Rule, ...] = ()
    if pernicious_anemia == "yes":
        met += (RULE_B12_D20_01,)  # Prophylaxis by mouth B13 · S014 S029
    if other_confirmed_malabsorption == "yes":
        met += (RULE_B12_D20_02,)  # Prophylaxis by mouth B14 · S017
    if neuro__neuro == "present":
        met += (RULE_B12_D20_03,)  # Prophylaxis by mouth B15 · S009 S011
    if ileal_resection_cm is not None and ileal_resection_cm > 20:
        met += (RULE_B12_D20_04,)  # Prophylaxis by mouth B16 · S015 S041
    if status__status in ("metabolic_deficiency_not_confirmed", "low_not_confirmed"):
        met += (RULE_B12_D20_05,)  # Prophylaxis by mouth B17 · S016 S001
    if met:
        return met
    if pernicious_anemia == "unknown":
        met += (RULE_B12_D20_06,)  # Prophylaxis by mouth B18 · S014
    if other_confirmed_malabsorption == "unknown":
        met += (RULE_B12_D20_07,)  # Prophylaxis by mouth B19 · S017
    if neuro__neuro == "unknown":
        met += (RULE_B12_D20_08,)  # Prophylaxis by mouth B20 · S011
    if ileal_resection_cm is None:
        met += (RULE_B12_D20_09,)  # Prophylaxis by mouth B21 · S041
    if status__status == "undetermined":
        met += (RULE_B12_D20_10,)  # Prophylaxis by mouth B22 · S050
    if deficiency_confirmed == "unknown":
        met += (RULE_B12_D20_11,)  # Prophylaxis by mouth B23 · S001
    if met:
        return met
    met += (RULE_B12_D20_12,)  # Prophylaxis by mouth B24 · S036 S037 S039
    return met


RULE_B12_D24_01 = Rule(
    "B12.D24.01", "treatment.xlsx › Injection frequency › B12", ("maintenance", "injection", "yes"), ("increase_frequency",),
    ("S007", "S082", "S083", "S084", "S085", "S086"), "explicit", ("A31", "A32"), "How much more often is not stated. Scheduled tests go on, but do not decide.", (8, 4, 2),
)
RULE_B12_D24_02 = Rule(
    "B12.D24.02", "treatment.xlsx › Injection frequency › B13", ("maintenance", "injection", "no"), ("no_change_stated",),
    ("S081", "S082"), "explicit", (), "", (8, 4, 4),
)
RULE_B12_D24_03 = Rule(
    "B12.D24.03", "treatment.xlsx › Injection frequency › B14", ("maintenance", "injection", "unknown"), ("ask_about_symptoms",),
    ("S082",), "interpretation", ("A31",), "The frequency rests on symptoms, so they must be known.", (8, 4, 1),
)
RULE_B12_D24_04 = Rule(
    "B12.D24.04", "treatment.xlsx › Injection frequency › B15", ("maintenance, unknown", "unknown", "-"), ("establish_current_treatment",),
    ("S082",), "interpretation", ("A56",), "What is being given must be known first.", (9, 1, 7),
)
RULE_B12_D24_05 = Rule(
    "B12.D24.05", "treatment.xlsx › Injection frequency › B16", ("unknown", "injection", "-"), ("establish_current_treatment",),
    ("S082",), "interpretation", ("A56",), "What is being given must be known first.", (1, 4, 7),
)
RULE_B12_D24_06 = Rule(
    "B12.D24.06", "treatment.xlsx › Injection frequency › B17", ("maintenance, unknown", "none, by mouth, under the tongue", "yes"), ("refer_recurrence_elsewhere",),
    ("S085",), "not_covered", ("A31",), "Recurrence without maintenance injections is not mentioned in the source.", (9, 26, 2),
)
RULE_B12_D24_07 = Rule(
    "B12.D24.07", "treatment.xlsx › Injection frequency › B18", ("maintenance, unknown", "none, by mouth, under the tongue", "not(yes)"), ("not_applicable",),
    ("S081",), "explicit", (), "", (9, 26, 5),
)
RULE_B12_D24_08 = Rule(
    "B12.D24.08", "treatment.xlsx › Injection frequency › B19", ("not started, initial regimen, prophylaxis", "-", "yes"), ("refer_recurrence_elsewhere",),
    ("S085",), "not_covered", ("A31",), "Recurrence before maintenance is not mentioned in the source.", (22, 31, 2),
)
RULE_B12_D24_09 = Rule(
    "B12.D24.09", "treatment.xlsx › Injection frequency › B20", ("not started, initial regimen, prophylaxis", "-", "not(yes)"), ("not_applicable",),
    ("S081",), "explicit", (), "", (22, 31, 5),
)


def decide_frequency(treatment_phase: str, current_route: str, symptoms_recurred: str) -> Rule:
    """B12.D24 Injection frequency (U, treatment.xlsx): Should the injection frequency change?"""
    if treatment_phase == "unknown":
        if current_route == "unknown":
            return RULE_B12_D24_04  # Injection frequency B15 · S082
        if current_route == "im":
            return RULE_B12_D24_05  # Injection frequency B16 · S082
        if symptoms_recurred == "yes":
            return RULE_B12_D24_06  # Injection frequency B17 · S085
        return RULE_B12_D24_07  # Injection frequency B18 · S081
    if treatment_phase == "maintenance":
        if current_route == "unknown":
            return RULE_B12_D24_04  # Injection frequency B15 · S082
        if current_route == "im":
            if symptoms_recurred == "unknown":
                return RULE_B12_D24_03  # Injection frequency B14 · S082
            if symptoms_recurred == "yes":
                return RULE_B12_D24_01  # Injection frequency B12 · S007 S082 S083 S084 S085 S086
            return RULE_B12_D24_02  # Injection frequency B13 · S081 S082
        if symptoms_recurred == "yes":
            return RULE_B12_D24_06  # Injection frequency B17 · S085
        return RULE_B12_D24_07  # Injection frequency B18 · S081
    if symptoms_recurred == "yes":
        return RULE_B12_D24_08  # Injection frequency B19 · S085
    return RULE_B12_D24_09  # Injection frequency B20 · S081


RULE_B12_D30_01 = Rule(
    "B12.D30.01", "monitoring.xlsx › Homocysteine › B12", ("< 10",), ("at_target",),
    ("S058", "S059"), "explicit", (), "", (2,),
)
RULE_B12_D30_02 = Rule(
    "B12.D30.02", "monitoring.xlsx › Homocysteine › B13", (">= 10",), ("not_at_target_no_action_stated",),
    ("S058", "S059"), "explicit", ("A38",), "Exactly 10 is not below 10. No action is stated.", (4,),
)
RULE_B12_D30_03 = Rule(
    "B12.D30.03", "monitoring.xlsx › Homocysteine › B14", ("unknown",), ("not_measured",),
    ("S058",), "interpretation", ("A38",), "No schedule for measuring it is stated.", (1,),
)


def decide_homocysteine(homocysteine_umol_l: float | None) -> Rule:
    """B12.D30 Homocysteine (U, monitoring.xlsx): Is homocysteine at the stated target?"""
    if homocysteine_umol_l is None:
        return RULE_B12_D30_03  # Homocysteine B14 · S058
    if homocysteine_umol_l < 10:
        return RULE_B12_D30_01  # Homocysteine B12 · S058 S059
    return RULE_B12_D30_02  # Homocysteine B13 · S058 S059


RULE_B12_D31_01 = Rule(
    "B12.D31.01", "monitoring.xlsx › Ileal Crohn disease screening › B12", ("> 60",), ("annual_screening", "past_the_range"),
    ("S042", "S043"), "explicit", ("A26",), "Past the threshold under every reading.", (32,),
)
RULE_B12_D31_02 = Rule(
    "B12.D31.02", "monitoring.xlsx › Ileal Crohn disease screening › B13", ("(30..60]",), ("annual_screening", "inside_the_range"),
    ("S042", "S043"), "interpretation", ("A24", "A26"), "The threshold is written >30-60 cm; the careful reading is more than 30.", (16,),
)
RULE_B12_D31_03 = Rule(
    "B12.D31.03", "monitoring.xlsx › Ileal Crohn disease screening › B14", ("(0..30]",), ("no_statement", "below_the_range"),
    ("S042",), "explicit", ("A24",), "Below the threshold under every reading.", (8,),
)
RULE_B12_D31_04 = Rule(
    "B12.D31.04", "monitoring.xlsx › Ileal Crohn disease screening › B15", ("0",), ("not_applicable", "below_the_range"),
    ("S042",), "explicit", (), "", (4,),
)
RULE_B12_D31_05 = Rule(
    "B12.D31.05", "monitoring.xlsx › Ileal Crohn disease screening › B16", ("unknown",), ("extent_unknown", "cannot_tell"),
    ("S042",), "interpretation", ("A24",), "The extent decides.", (1,),
)


def decide_crohns(crohns_ileal_cm: float | None) -> Rule:
    """B12.D31 Ileal Crohn disease screening (U, monitoring.xlsx): Does the extent of ileal Crohn's disease call for annual screening?"""
    if crohns_ileal_cm is None:
        return RULE_B12_D31_05  # Ileal Crohn disease screening B16 · S042
    if crohns_ileal_cm <= 0:
        return RULE_B12_D31_04  # Ileal Crohn disease screening B15 · S042
    if crohns_ileal_cm <= 30:
        return RULE_B12_D31_03  # Ileal Crohn disease screening B14 · S042
    if crohns_ileal_cm <= 60:
        return RULE_B12_D31_02  # Ileal Crohn disease screening B13 · S042 S043
    return RULE_B12_D31_01  # Ileal Crohn disease screening B12 · S042 S043


RULE_B12_D25_01 = Rule(
    "B12.D25.01", "treatment.xlsx › Statements for each cause › B13", ("pernicious anemia", "-", "-", "-", "-", "-"), (("pa_lifelong_im",), ("met",)),
    ("S029", "S034"), "explicit", (), "Lifelong injections are mandatory.", (20, 31, 30, 7, 63, 7),
)
RULE_B12_D25_02 = Rule(
    "B12.D25.02", "treatment.xlsx › Statements for each cause › B14", ("-", "Roux-en-Y or diversion, sleeve or banding, other procedure", "-", "-", "-", "-"), (("bariatric_general",), ("met",)),
    ("S035", "S036"), "explicit", ("A16", "A17"), "The general line; a line for the named procedure comes before it.", (30, 14, 30, 7, 63, 7),
)
RULE_B12_D25_03 = Rule(
    "B12.D25.03", "treatment.xlsx › Statements for each cause › B15", ("-", "Roux-en-Y or diversion", "-", "-", "-", "-"), (("rygb_bpd",), ("met",)),
    ("S037", "S038"), "explicit", ("A17",), "", (30, 2, 30, 7, 63, 7),
)
RULE_B12_D25_04 = Rule(
    "B12.D25.04", "treatment.xlsx › Statements for each cause › B16", ("-", "sleeve or banding", "-", "-", "-", "-"), (("sleeve_band",), ("met",)),
    ("S039", "S040"), "explicit", ("A17", "A18"), "", (30, 4, 30, 7, 63, 7),
)
RULE_B12_D25_05 = Rule(
    "B12.D25.05", "treatment.xlsx › Statements for each cause › B17", ("ileal resection over 20 cm", "-", "-", "-", "-", "-"), (("ileal_monthly",), ("met",)),
    ("S041",), "explicit", ("A23",), "", (24, 31, 30, 7, 63, 7),
)
RULE_B12_D25_06 = Rule(
    "B12.D25.06", "treatment.xlsx › Statements for each cause › B18", ("-", "-", "annual screening", "-", "-", "-"), (("crohns_annual",), ("met",)),
    ("S042", "S043"), "explicit", ("A24", "A26"), "The threshold is written as a range; the test is not named.", (30, 31, 2, 7, 63, 7),
)
RULE_B12_D25_07 = Rule(
    "B12.D25.07", "treatment.xlsx › Statements for each cause › B19", ("-", "-", "-", "absent", "metformin, PPI, H2 blocker, more than one", "-"), (("medication_oral",), ("met",)),
    ("S044", "S045", "S046"), "explicit", (), "", (30, 31, 30, 4, 60, 7),
)
RULE_B12_D25_08 = Rule(
    "B12.D25.08", "treatment.xlsx › Statements for each cause › B20", ("-", "-", "-", "present", "metformin, PPI, H2 blocker, more than one", "-"), (("medication_oral",), ("not_met",)),
    ("S044", "S045", "S017"), "explicit", ("A14",), "The line is shown so that nobody looks for it elsewhere; it does not apply.", (30, 31, 30, 2, 60, 7),
)
RULE_B12_D25_09 = Rule(
    "B12.D25.09", "treatment.xlsx › Statements for each cause › B21", ("-", "-", "-", "unknown", "metformin, PPI, H2 blocker, more than one", "-"), (("medication_oral",), ("open",)),
    ("S044", "S045"), "interpretation", ("A28",), "Whether the line applies waits for malabsorption.", (30, 31, 30, 1, 60, 7),
)
RULE_B12_D25_10 = Rule(
    "B12.D25.10", "treatment.xlsx › Statements for each cause › B22", ("-", "-", "-", "absent", "-", "yes"), (("dietary_oral",), ("met",)),
    ("S004", "S024"), "explicit", (), "", (30, 31, 30, 4, 63, 2),
)
RULE_B12_D25_11 = Rule(
    "B12.D25.11", "treatment.xlsx › Statements for each cause › B23", ("-", "-", "-", "present", "-", "yes"), (("dietary_oral",), ("not_met",)),
    ("S004", "S024"), "explicit", ("A27",), "The line is shown so that nobody looks for it elsewhere; it does not apply.", (30, 31, 30, 2, 63, 2),
)
RULE_B12_D25_12 = Rule(
    "B12.D25.12", "treatment.xlsx › Statements for each cause › B24", ("-", "-", "-", "unknown", "-", "yes"), (("dietary_oral",), ("open",)),
    ("S004", "S024"), "interpretation", ("A28",), "Whether the line applies waits for malabsorption.", (30, 31, 30, 1, 63, 2),
)


def decide_cause_statements(im_indications__reasons: tuple[str, ...], bariatric_line__line: str, crohns__action: str, malabsorption__malabsorption: str, medication_cause: str, dietary_cause: str) -> tuple[Rule, ...]:
    """B12.D25 Statements for each cause (C, treatment.xlsx): Which of the source's lines on causes concern this patient, and is their condition met?"""
    met: tuple[Rule, ...] = ()
    if "pernicious_anemia" in im_indications__reasons:
        met += (RULE_B12_D25_01,)  # Statements for each cause B13 · S029 S034
    if bariatric_line__line not in ("none", "unknown"):
        met += (RULE_B12_D25_02,)  # Statements for each cause B14 · S035 S036
    if bariatric_line__line == "rygb_bpd":
        met += (RULE_B12_D25_03,)  # Statements for each cause B15 · S037 S038
    if bariatric_line__line == "sleeve_band":
        met += (RULE_B12_D25_04,)  # Statements for each cause B16 · S039 S040
    if "ileal_resection_gt_20cm" in im_indications__reasons:
        met += (RULE_B12_D25_05,)  # Statements for each cause B17 · S041
    if crohns__action == "annual_screening":
        met += (RULE_B12_D25_06,)  # Statements for each cause B18 · S042 S043
    if medication_cause not in ("none", "unknown"):
        if malabsorption__malabsorption == "absent":
            met += (RULE_B12_D25_07,)  # Statements for each cause B19 · S044 S045 S046
        if malabsorption__malabsorption == "present":
            met += (RULE_B12_D25_08,)  # Statements for each cause B20 · S044 S045 S017
        if malabsorption__malabsorption == "unknown":
            met += (RULE_B12_D25_09,)  # Statements for each cause B21 · S044 S045
    if dietary_cause == "yes":
        if malabsorption__malabsorption == "absent":
            met += (RULE_B12_D25_10,)  # Statements for each cause B22 · S004 S024
        if malabsorption__malabsorption == "present":
            met += (RULE_B12_D25_11,)  # Statements for each cause B23 · S004 S024
        if malabsorption__malabsorption == "unknown":
            met += (RULE_B12_D25_12,)  # Statements for each cause B24 · S004 S024
    return met


RULE_B12_D32_01 = Rule(
    "B12.D32.01", "monitoring.xlsx › Folate and folic acid › B12", ("treatment", "-", "low"), ("none", "b12_started_folate_plan_not_stated"),
    ("S047", "S051"), "not_covered", ("A35",), "B12 first has been kept; dose and timing of folic acid are not stated.", (2, 510, 2),
)
RULE_B12_D32_02 = Rule(
    "B12.D32.02", "monitoring.xlsx › Folate and folic acid › B13", ("treatment", "-", "unknown"), ("check_folate", "no_statement"),
    ("S050",), "explicit", (), "", (2, 510, 1),
)
RULE_B12_D32_03 = Rule(
    "B12.D32.03", "monitoring.xlsx › Folate and folic acid › B14", ("treatment", "-", "normal"), ("none", "no_statement"),
    ("S050",), "explicit", (), "", (2, 510, 4),
)
RULE_B12_D32_04 = Rule(
    "B12.D32.04", "monitoring.xlsx › Folate and folic acid › B15", ("not(treatment)", "confirmed, under treatment and confirmation not settled", "unknown"), ("check_folate", "b12_first_no_folic_acid_yet"),
    ("S047", "S048", "S049", "S050", "S051"), "explicit", (), "", (13, 6, 1),
)
RULE_B12_D32_05 = Rule(
    "B12.D32.05", "monitoring.xlsx › Folate and folic acid › B16", ("not(treatment)", "confirmed, under treatment and confirmation not settled", "low, normal"), ("none", "b12_first_no_folic_acid_yet"),
    ("S047", "S048", "S049", "S051"), "explicit", ("A34",), "Treatment of the confirmed deficiency has not started.", (13, 6, 6),
)
RULE_B12_D32_06 = Rule(
    "B12.D32.06", "monitoring.xlsx › Folate and folic acid › B17", ("not(treatment)", "low level not confirmed, metabolic deficiency not confirmed, borderline level not confirmed", "unknown"), ("check_folate", "no_folic_acid_until_b12_decided"),
    ("S047", "S049", "S050", "S051"), "interpretation", ("A34",), "B12 is not decided yet, so folic acid waits.", (13, 56, 1),
)
RULE_B12_D32_07 = Rule(
    "B12.D32.07", "monitoring.xlsx › Folate and folic acid › B18", ("not(treatment)", "low level not confirmed, metabolic deficiency not confirmed, borderline level not confirmed", "low, normal"), ("none", "no_folic_acid_until_b12_decided"),
    ("S047", "S049", "S051"), "interpretation", ("A34",), "B12 is not decided yet, so folic acid waits.", (13, 56, 6),
)
RULE_B12_D32_08 = Rule(
    "B12.D32.08", "monitoring.xlsx › Folate and folic acid › B19", ("not(treatment)", "undetermined", "unknown"), ("check_b12_and_folate", "no_folic_acid_until_b12_known"),
    ("S047", "S050"), "interpretation", ("A34",), "Without a B12 result folic acid waits.", (13, 256, 1),
)
RULE_B12_D32_09 = Rule(
    "B12.D32.09", "monitoring.xlsx › Folate and folic acid › B20", ("not(treatment)", "undetermined", "low, normal"), ("check_b12", "no_folic_acid_until_b12_known"),
    ("S047", "S050"), "interpretation", ("A34",), "Without a B12 result folic acid waits.", (13, 256, 6),
)
RULE_B12_D32_10 = Rule(
    "B12.D32.10", "monitoring.xlsx › Folate and folic acid › B21", ("not(treatment)", "not ruled out", "low"), ("none", "no_folic_acid_until_b12_decided"),
    ("S047", "S051", "S074"), "interpretation", ("A34",), "A normal serum level alone rules nothing out, so folic acid waits.", (13, 64, 2),
)
RULE_B12_D32_11 = Rule(
    "B12.D32.11", "monitoring.xlsx › Folate and folic acid › B22", ("not(treatment)", "not shown", "low"), ("none", "refer_low_folate_no_b12_deficiency_shown"),
    ("S047", "S051", "S074"), "not_covered", ("A34",), "Both B12 tests are normal: the source has no rule for the low folate.", (13, 128, 2),
)
RULE_B12_D32_12 = Rule(
    "B12.D32.12", "monitoring.xlsx › Folate and folic acid › B23", ("not(treatment)", "not ruled out, not shown", "unknown"), ("check_folate", "no_statement"),
    ("S050",), "explicit", (), "", (13, 192, 1),
)
RULE_B12_D32_13 = Rule(
    "B12.D32.13", "monitoring.xlsx › Folate and folic acid › B24", ("not(treatment)", "not ruled out, not shown", "normal"), ("none", "no_statement"),
    ("S050",), "explicit", (), "", (13, 192, 4),
)


def decide_folate(b12_started__started: str, status__status: str, folate: str) -> Rule:
    """B12.D32 Folate and folic acid (U, monitoring.xlsx): Must B12 or folate be checked, and may folic acid be given?"""
    if b12_started__started == "treatment":
        if folate == "unknown":
            return RULE_B12_D32_02  # Folate and folic acid B13 · S050
        if folate == "low":
            return RULE_B12_D32_01  # Folate and folic acid B12 · S047 S051
        return RULE_B12_D32_03  # Folate and folic acid B14 · S050
    if status__status == "not_ruled_out":
        if folate == "unknown":
            return RULE_B12_D32_12  # Folate and folic acid B23 · S050
        if folate == "low":
            return RULE_B12_D32_10  # Folate and folic acid B21 · S047 S051 S074
        return RULE_B12_D32_13  # Folate and folic acid B24 · S050
    if status__status == "not_shown":
        if folate == "unknown":
            return RULE_B12_D32_12  # Folate and folic acid B23 · S050
        if folate == "low":
            return RULE_B12_D32_11  # Folate and folic acid B22 · S047 S051 S074
        return RULE_B12_D32_13  # Folate and folic acid B24 · S050
    if status__status == "undetermined":
        if folate == "unknown":
            return RULE_B12_D32_08  # Folate and folic acid B19 · S047 S050
        return RULE_B12_D32_09  # Folate and folic acid B20 · S047 S050
    if status__status in ("confirmed", "on_treatment_unsettled"):
        if folate == "unknown":
            return RULE_B12_D32_04  # Folate and folic acid B15 · S047 S048 S049 S050 S051
        return RULE_B12_D32_05  # Folate and folic acid B16 · S047 S048 S049 S051
    if folate == "unknown":
        return RULE_B12_D32_06  # Folate and folic acid B17 · S047 S049 S050 S051
    return RULE_B12_D32_07  # Folate and folic acid B18 · S047 S049 S051


RULE_B12_D33_01 = Rule(
    "B12.D33.01", "populations.xlsx › Over 75 › B12", ("unknown", "-", "-", "-"), ("age_unknown",),
    ("S068",), "interpretation", ("A39",), "The statements start above 75, so the age must be known.", (1, 510, 15, 7),
)
RULE_B12_D33_02 = Rule(
    "B12.D33.02", "populations.xlsx › Over 75 › B13", ("under 18, from 18 to 75", "-", "-", "-"), ("not_applicable",),
    ("S068",), "explicit", ("A39",), "75 itself is not over 75.", (6, 510, 15, 7),
)
RULE_B12_D33_03 = Rule(
    "B12.D33.03", "populations.xlsx › Over 75 › B14", ("over 75 to 80, over 80", "confirmed, under treatment and confirmation not settled", "-", "-"), ("confirmed_see_treatment",),
    ("S002",), "explicit", (), "", (24, 6, 15, 7),
)
RULE_B12_D33_04 = Rule(
    "B12.D33.04", "populations.xlsx › Over 75 › B15", ("over 75 to 80, over 80", "not(confirmed, under treatment and confirmation not settled)", "borderline", "yes"), ("consider_prophylactic_treatment",),
    ("S068", "S070"), "explicit", ("A40",), "The conditions are not listed and the regimen is not stated.", (24, 504, 4, 2),
)
RULE_B12_D33_05 = Rule(
    "B12.D33.05", "populations.xlsx › Over 75 › B16", ("over 75 to 80, over 80", "not(confirmed, under treatment and confirmation not settled)", "borderline", "unknown"), ("establish_high_risk",),
    ("S070",), "interpretation", ("A40",), "The recommendation hangs on it.", (24, 504, 4, 1),
)
RULE_B12_D33_06 = Rule(
    "B12.D33.06", "populations.xlsx › Over 75 › B17", ("over 75 to 80, over 80", "not(confirmed, under treatment and confirmation not settled)", "borderline", "no"), ("refer_no_high_risk",),
    ("S070",), "not_covered", ("A40",), "Borderline without high risk is not mentioned.", (24, 504, 4, 4),
)
RULE_B12_D33_07 = Rule(
    "B12.D33.07", "populations.xlsx › Over 75 › B18", ("over 75 to 80, over 80", "not(confirmed, under treatment and confirmation not settled)", "low", "yes"), ("confirm_and_consider_prophylaxis",),
    ("S070", "S001", "S002"), "interpretation", ("A40", "A60"), "A low level is not given less than a borderline one.", (24, 504, 2, 2),
)
RULE_B12_D33_08 = Rule(
    "B12.D33.08", "populations.xlsx › Over 75 › B19", ("over 75 to 80, over 80", "not(confirmed, under treatment and confirmation not settled)", "low", "unknown"), ("confirm_and_establish_high_risk",),
    ("S070", "S001", "S002"), "interpretation", ("A40", "A60"), "A low level is not given less than a borderline one.", (24, 504, 2, 1),
)
RULE_B12_D33_09 = Rule(
    "B12.D33.09", "populations.xlsx › Over 75 › B20", ("over 75 to 80, over 80", "not(confirmed, under treatment and confirmation not settled)", "low", "no"), ("clinician_to_confirm",),
    ("S001", "S002"), "interpretation", ("A07",), "A low level alone is not an attested confirmation.", (24, 504, 2, 4),
)
RULE_B12_D33_10 = Rule(
    "B12.D33.10", "populations.xlsx › Over 75 › B21", ("over 75 to 80, over 80", "not(confirmed, under treatment and confirmation not settled)", "normal", "-"), ("do_not_rule_out_on_serum_b12",),
    ("S069", "S074", "S075"), "explicit", ("A39",), "The figure quoted in the source is for over 80.", (24, 504, 8, 7),
)
RULE_B12_D33_11 = Rule(
    "B12.D33.11", "populations.xlsx › Over 75 › B22", ("over 75 to 80, over 80", "not(confirmed, under treatment and confirmation not settled)", "unknown", "-"), ("check_b12_and_folate",),
    ("S050",), "explicit", (), "", (24, 504, 1, 7),
)


def decide_elderly(scope__age_band: str, status__status: str, serum_b12: str, high_risk_condition: str) -> Rule:
    """B12.D33 Over 75 (U, populations.xlsx): What do the statements for patients over 75 add?"""
    if scope__age_band == "unknown":
        return RULE_B12_D33_01  # Over 75 B12 · S068
    if scope__age_band in ("under_18", "from_18_to_75"):
        return RULE_B12_D33_02  # Over 75 B13 · S068
    if status__status in ("confirmed", "on_treatment_unsettled"):
        return RULE_B12_D33_03  # Over 75 B14 · S002
    if serum_b12 == "unknown":
        return RULE_B12_D33_11  # Over 75 B22 · S050
    if serum_b12 == "low":
        if high_risk_condition == "unknown":
            return RULE_B12_D33_08  # Over 75 B19 · S070 S001 S002
        if high_risk_condition == "yes":
            return RULE_B12_D33_07  # Over 75 B18 · S070 S001 S002
        return RULE_B12_D33_09  # Over 75 B20 · S001 S002
    if serum_b12 == "borderline":
        if high_risk_condition == "unknown":
            return RULE_B12_D33_05  # Over 75 B16 · S070
        if high_risk_condition == "yes":
            return RULE_B12_D33_04  # Over 75 B15 · S068 S070
        return RULE_B12_D33_06  # Over 75 B17 · S070
    return RULE_B12_D33_10  # Over 75 B21 · S069 S074 S075


RULE_B12_D10_01 = Rule(
    "B12.D10.01", "assessment.xlsx › Treatment intent › B12", ("child not covered", "-", "-", "-", "-", "-"), ("child_not_covered",),
    ("S001",), "not_covered", ("A50",), "The source says nothing about children.", (4, 510, 7, 15, 7, 4094),
)
RULE_B12_D10_02 = Rule(
    "B12.D10.02", "assessment.xlsx › Treatment intent › B13", ("not(child not covered)", "confirmed", "-", "-", "-", "-"), ("treat",),
    ("S001", "S002"), "explicit", (), "", (10, 2, 7, 15, 7, 4094),
)
RULE_B12_D10_03 = Rule(
    "B12.D10.03", "assessment.xlsx › Treatment intent › B14", ("not(child not covered)", "under treatment and confirmation not settled", "-", "-", "-", "-"), ("continue_and_establish_confirmation",),
    ("S072", "S076"), "interpretation", ("A58",), "Treatment goes on; no new regimen is chosen until confirmation is settled.", (10, 4, 7, 15, 7, 4094),
)
RULE_B12_D10_04 = Rule(
    "B12.D10.04", "assessment.xlsx › Treatment intent › B15", ("not(child not covered)", "not(confirmed, under treatment and confirmation not settled)", "present", "-", "-", "-"), ("urgent_judgement_on_starting",),
    ("S011", "S012"), "interpretation", ("A09",), "Comes before prophylaxis and before every silence of the source.", (10, 504, 2, 15, 7, 4094),
)
RULE_B12_D10_05 = Rule(
    "B12.D10.05", "assessment.xlsx › Treatment intent › B16", ("not(child not covered)", "not(confirmed, under treatment and confirmation not settled)", "not(present)", "ileal resection", "-", "-"), ("prophylaxis",),
    ("S041",), "explicit", (), "", (10, 504, 5, 2, 7, 4094),
)
RULE_B12_D10_06 = Rule(
    "B12.D10.06", "assessment.xlsx › Treatment intent › B17", ("not(child not covered)", "not(confirmed, under treatment and confirmation not settled)", "not(present)", "bariatric surgery", "-", "-"), ("prophylaxis",),
    ("S035", "S036", "S037", "S038", "S039", "S040"), "explicit", ("A16",), "Without confirmed deficiency, the bariatric doses are read as prophylaxis.", (10, 504, 5, 4, 7, 4094),
)
RULE_B12_D10_07 = Rule(
    "B12.D10.07", "assessment.xlsx › Treatment intent › B18", ("not(child not covered)", "not(confirmed, under treatment and confirmation not settled)", "not(present)", "none, unknown", "yes", "-"), ("pa_not_confirmed_refer",),
    ("S029", "S001"), "not_covered", ("A49",), "Injections are called mandatory, but only in a text on confirmed deficiency: when to start is a clinical judgement.", (10, 504, 5, 9, 2, 4094),
)
RULE_B12_D10_08 = Rule(
    "B12.D10.08", "assessment.xlsx › Treatment intent › B19", ("not(child not covered)", "not(confirmed, under treatment and confirmation not settled)", "not(present)", "none, unknown", "not(yes)", "consider prophylactic treatment"), ("consider_prophylaxis",),
    ("S068", "S070"), "explicit", ("A40",), "The high-risk conditions are not listed; the clinician judges.", (10, 504, 5, 9, 5, 2),
)
RULE_B12_D10_09 = Rule(
    "B12.D10.09", "assessment.xlsx › Treatment intent › B20", ("not(child not covered)", "not(confirmed, under treatment and confirmation not settled)", "not(present)", "none, unknown", "not(yes)", "confirm and consider prophylaxis"), ("consider_prophylaxis",),
    ("S068", "S070"), "interpretation", ("A40", "A60"), "A low level is not given less than a borderline one.", (10, 504, 5, 9, 5, 4),
)
RULE_B12_D10_10 = Rule(
    "B12.D10.10", "assessment.xlsx › Treatment intent › B21", ("not(child not covered)", "not(confirmed, under treatment and confirmation not settled)", "not(present)", "none, unknown", "not(yes)", "not(consider prophylactic treatment, confirm and consider prophylaxis)"), ("no_treatment_statement",),
    ("S001",), "not_covered", ("A07",), "Nothing is stated to treat; the deficiency status says what comes next.", (10, 504, 5, 9, 5, 4088),
)


def decide_intent(scope__scope: str, status__status: str, neuro__neuro: str, surgical_ground__ground: str, pernicious_anemia: str, elderly__action: str) -> Rule:
    """B12.D10 Treatment intent (U, assessment.xlsx): Which part of the source applies?"""
    if scope__scope == "child_not_covered":
        return RULE_B12_D10_01  # Treatment intent B12 · S001
    if status__status == "confirmed":
        return RULE_B12_D10_02  # Treatment intent B13 · S001 S002
    if status__status == "on_treatment_unsettled":
        return RULE_B12_D10_03  # Treatment intent B14 · S072 S076
    if neuro__neuro == "present":
        return RULE_B12_D10_04  # Treatment intent B15 · S011 S012
    if surgical_ground__ground == "ileal_resection":
        return RULE_B12_D10_05  # Treatment intent B16 · S041
    if surgical_ground__ground == "bariatric":
        return RULE_B12_D10_06  # Treatment intent B17 · S035 S036 S037 S038 S039 S040
    if pernicious_anemia == "yes":
        return RULE_B12_D10_07  # Treatment intent B18 · S029 S001
    if elderly__action == "consider_prophylactic_treatment":
        return RULE_B12_D10_08  # Treatment intent B19 · S068 S070
    if elderly__action == "confirm_and_consider_prophylaxis":
        return RULE_B12_D10_09  # Treatment intent B20 · S068 S070
    return RULE_B12_D10_10  # Treatment intent B21 · S001


RULE_B12_D14_01 = Rule(
    "B12.D14.01", "treatment.xlsx › Route › B12", ("child not covered, urgent judgement on starting, pernicious anemia without confirmed deficiency, consider prophylaxis, no treatment stated", "-", "-", "-"), ((), "not_stated"),
    ("S001",), "not_covered", ("A07", "A09"), "No regimen is chosen here, so there is no route to state.", (488, 7, 7, 126),
)
RULE_B12_D14_02 = Rule(
    "B12.D14.02", "treatment.xlsx › Route › B13", ("prophylaxis after surgery", "-", "-", "-"), ((), "see_prophylaxis"),
    ("S035", "S036", "S037", "S038", "S039", "S040", "S041"), "explicit", ("A16",), "The route belongs to the prophylaxis table.", (16, 7, 7, 126),
)
RULE_B12_D14_03 = Rule(
    "B12.D14.03", "treatment.xlsx › Route › B14", ("continue and establish confirmation", "-", "-", "-"), ((), "continue_current"),
    ("S076",), "interpretation", ("A58",), "The present route is kept until confirmation is settled.", (4, 7, 7, 126),
)
RULE_B12_D14_04 = Rule(
    "B12.D14.04", "treatment.xlsx › Route › B15", ("treat confirmed deficiency", "present", "-", "-"), (("im",), "required"),
    ("S013", "S014", "S015", "S016", "S017", "S027", "S029"), "explicit", ("A14", "A16", "A19", "A51"), "The strongest word that applies is used: required.", (2, 2, 7, 126),
)
RULE_B12_D14_05 = Rule(
    "B12.D14.05", "treatment.xlsx › Route › B16", ("treat confirmed deficiency", "not(present)", "present", "-"), (("im",), "stated"),
    ("S009", "S011"), "interpretation", ("A12",), "The neurological regimen is by injection, whatever the cause.", (2, 5, 2, 126),
)
RULE_B12_D14_06 = Rule(
    "B12.D14.06", "treatment.xlsx › Route › B17", ("treat confirmed deficiency", "not(present)", "unknown", "-"), (("im",), "stated_pending_neuro"),
    ("S002", "S009", "S011"), "interpretation", ("A11",), "By mouth is out until neurological status is known.", (2, 5, 1, 126),
)
RULE_B12_D14_07 = Rule(
    "B12.D14.07", "treatment.xlsx › Route › B18", ("treat confirmed deficiency", "unknown", "absent", "-"), (("im",), "stated_pending_malabsorption"),
    ("S002", "S005"), "interpretation", ("A28",), "By mouth is out until every malabsorption question is answered.", (2, 1, 4, 126),
)
RULE_B12_D14_08 = Rule(
    "B12.D14.08", "treatment.xlsx › Route › B19", ("treat confirmed deficiency", "absent", "absent", "none"), (("im",), "stated"),
    ("S002", "S005", "S023"), "explicit", ("A13",), "", (2, 4, 4, 2),
)
RULE_B12_D14_09 = Rule(
    "B12.D14.09", "treatment.xlsx › Route › B20", ("treat confirmed deficiency", "absent", "absent", "acceptable alternative"), (("im", "oral"), "oral_acceptable"),
    ("S002", "S004", "S023", "S024"), "explicit", (), "", (2, 4, 4, 4),
)
RULE_B12_D14_10 = Rule(
    "B12.D14.10", "treatment.xlsx › Route › B21", ("treat confirmed deficiency", "absent", "absent", "alternative after a renal check"), (("im", "oral"), "oral_after_renal_check"),
    ("S002", "S004", "S020"), "interpretation", ("A43",), "By mouth means cyanocobalamin here, so the kidney must be known first.", (2, 4, 4, 8),
)
RULE_B12_D14_11 = Rule(
    "B12.D14.11", "treatment.xlsx › Route › B22", ("treat confirmed deficiency", "absent", "absent", "usually sufficient"), (("oral",), "oral_usually_sufficient"),
    ("S044", "S045"), "interpretation", ("A15",), "The line for medicines is followed rather than the general injections.", (2, 4, 4, 16),
)
RULE_B12_D14_12 = Rule(
    "B12.D14.12", "treatment.xlsx › Route › B23", ("treat confirmed deficiency", "absent", "absent", "usually sufficient but not cyanocobalamin"), (("oral",), "oral_not_cyanocobalamin"),
    ("S021", "S045"), "interpretation", ("A15", "A44"), "The line for medicines names no form; cyanocobalamin is out.", (2, 4, 4, 32),
)
RULE_B12_D14_13 = Rule(
    "B12.D14.13", "treatment.xlsx › Route › B24", ("treat confirmed deficiency", "absent", "absent", "usually sufficient with the form after a renal check"), (("oral",), "oral_form_after_renal_check"),
    ("S020", "S045"), "interpretation", ("A43",), "The line for medicines names no form; which one is safe depends on the kidney.", (2, 4, 4, 64),
)


def decide_route(intent__intent: str, malabsorption__malabsorption: str, neuro__neuro: str, oral_option__option: str) -> Rule:
    """B12.D14 Route (U, treatment.xlsx): By which route does the source treat confirmed deficiency?"""
    if intent__intent == "treat":
        if malabsorption__malabsorption == "unknown":
            if neuro__neuro == "unknown":
                return RULE_B12_D14_06  # Route B17 · S002 S009 S011
            if neuro__neuro == "present":
                return RULE_B12_D14_05  # Route B16 · S009 S011
            return RULE_B12_D14_07  # Route B18 · S002 S005
        if malabsorption__malabsorption == "present":
            return RULE_B12_D14_04  # Route B15 · S013 S014 S015 S016 S017 S027 S029
        if neuro__neuro == "unknown":
            return RULE_B12_D14_06  # Route B17 · S002 S009 S011
        if neuro__neuro == "present":
            return RULE_B12_D14_05  # Route B16 · S009 S011
        if oral_option__option == "none":
            return RULE_B12_D14_08  # Route B19 · S002 S005 S023
        if oral_option__option == "alternative":
            return RULE_B12_D14_09  # Route B20 · S002 S004 S023 S024
        if oral_option__option == "alternative_after_renal_check":
            return RULE_B12_D14_10  # Route B21 · S002 S004 S020
        if oral_option__option == "usually_sufficient":
            return RULE_B12_D14_11  # Route B22 · S044 S045
        if oral_option__option == "sufficient_not_cyanocobalamin":
            return RULE_B12_D14_12  # Route B23 · S021 S045
        return RULE_B12_D14_13  # Route B24 · S020 S045
    if intent__intent == "continue_and_establish_confirmation":
        return RULE_B12_D14_03  # Route B14 · S076
    if intent__intent == "prophylaxis":
        return RULE_B12_D14_02  # Route B13 · S035 S036 S037 S038 S039 S040 S041
    return RULE_B12_D14_01  # Route B12 · S001


RULE_B12_D16_01 = Rule(
    "B12.D16.01", "treatment.xlsx › Form by mouth › B12", ("yes", "by mouth but not cyanocobalamin, see prophylaxis"), ((), "form_not_named_not_cyanocobalamin", "never"),
    ("S020", "S021", "S022", "S078", "S079", "S080"), "explicit", ("A44", "A45"), "Cyanocobalamin is out, and no other form has a dose by mouth.", (2, 2304),
)
RULE_B12_D16_02 = Rule(
    "B12.D16.02", "treatment.xlsx › Form by mouth › B13", ("yes", "not(by mouth but not cyanocobalamin, see prophylaxis)"), ((), "no_oral_treatment", "never"),
    ("S020", "S021", "S022", "S078", "S079", "S080"), "explicit", ("A43",), "Avoid cyanocobalamin by any route.", (2, 5886),
)
RULE_B12_D16_03 = Rule(
    "B12.D16.03", "treatment.xlsx › Form by mouth › B14", ("unknown", "by mouth after a renal check"), (("cyanocobalamin",), "named_after_renal_check", "not_until_renal_known"),
    ("S004", "S020"), "interpretation", ("A43",), "Unknown renal function blocks cyanocobalamin.", (1, 64),
)
RULE_B12_D16_04 = Rule(
    "B12.D16.04", "treatment.xlsx › Form by mouth › B15", ("unknown", "by mouth with the form after a renal check, see prophylaxis"), ((), "form_after_renal_check", "not_until_renal_known"),
    ("S020", "S045"), "interpretation", ("A43", "A45"), "Unknown renal function blocks cyanocobalamin, also where the form is not named.", (1, 2560),
)
RULE_B12_D16_05 = Rule(
    "B12.D16.05", "treatment.xlsx › Form by mouth › B16", ("unknown", "not(by mouth after a renal check, by mouth with the form after a renal check, see prophylaxis)"), ((), "no_oral_treatment", "not_until_renal_known"),
    ("S020",), "interpretation", ("A43",), "Unknown renal function blocks cyanocobalamin.", (1, 5566),
)
RULE_B12_D16_06 = Rule(
    "B12.D16.06", "treatment.xlsx › Form by mouth › B17", ("no", "by mouth acceptable"), (("cyanocobalamin",), "named", "acceptable_by_mouth"),
    ("S004", "S024"), "explicit", (), "", (4, 32),
)
RULE_B12_D16_07 = Rule(
    "B12.D16.07", "treatment.xlsx › Form by mouth › B18", ("no", "by mouth usually sufficient"), ((), "form_not_named", "acceptable_by_mouth"),
    ("S045", "S024"), "interpretation", ("A45",), "The line for medicines does not name the form.", (4, 128),
)
RULE_B12_D16_08 = Rule(
    "B12.D16.08", "treatment.xlsx › Form by mouth › B19", ("no", "see prophylaxis"), ((), "form_not_named", "not_preferred"),
    ("S018", "S036"), "interpretation", ("A45",), "The bariatric lines do not name the form.", (4, 2048),
)
RULE_B12_D16_09 = Rule(
    "B12.D16.09", "treatment.xlsx › Form by mouth › B20", ("no", "not(by mouth acceptable, by mouth usually sufficient, see prophylaxis)"), ((), "no_oral_treatment", "not_preferred"),
    ("S018", "S019"), "explicit", (), "", (4, 5982),
)


def decide_oral_drug(renal_dysfunction: str, route__strength: str) -> Rule:
    """B12.D16 Form by mouth (U, treatment.xlsx): Which form by mouth, and may cyanocobalamin be used?"""
    if renal_dysfunction == "unknown":
        if route__strength == "oral_after_renal_check":
            return RULE_B12_D16_03  # Form by mouth B14 · S004 S020
        if route__strength in ("oral_form_after_renal_check", "see_prophylaxis"):
            return RULE_B12_D16_04  # Form by mouth B15 · S020 S045
        return RULE_B12_D16_05  # Form by mouth B16 · S020
    if renal_dysfunction == "yes":
        if route__strength in ("oral_not_cyanocobalamin", "see_prophylaxis"):
            return RULE_B12_D16_01  # Form by mouth B12 · S020 S021 S022 S078 S079 S080
        return RULE_B12_D16_02  # Form by mouth B13 · S020 S021 S022 S078 S079 S080
    if route__strength == "oral_acceptable":
        return RULE_B12_D16_06  # Form by mouth B17 · S004 S024
    if route__strength == "oral_usually_sufficient":
        return RULE_B12_D16_07  # Form by mouth B18 · S045 S024
    if route__strength == "see_prophylaxis":
        return RULE_B12_D16_08  # Form by mouth B19 · S018 S036
    return RULE_B12_D16_09  # Form by mouth B20 · S018 S019


RULE_B12_D17_01 = Rule(
    "B12.D17.01", "treatment.xlsx › State of the initial regimen › B13", ("maintenance", "-", "present", "yes", "-", "-"), ("needed",),
    ("S009",), "explicit", ("A33",), "Still improving: the initial regimen goes on, whatever the phase is called.", (8, 31, 2, 2, 7, 8190),
)
RULE_B12_D17_02 = Rule(
    "B12.D17.02", "treatment.xlsx › State of the initial regimen › B14", ("maintenance", "injection", "present", "-", "yes", "-"), ("past_symptoms_returned",),
    ("S009", "S011", "S085"), "not_covered", ("A31",), "Symptoms that come back with neurological involvement are not covered: reassess.", (8, 4, 2, 15, 2, 8190),
)
RULE_B12_D17_03 = Rule(
    "B12.D17.03", "treatment.xlsx › State of the initial regimen › B15", ("maintenance", "injection", "-", "-", "-", "-"), ("past",),
    ("S006", "S010"), "explicit", (), "", (8, 4, 7, 15, 7, 8190),
)
RULE_B12_D17_04 = Rule(
    "B12.D17.04", "treatment.xlsx › State of the initial regimen › B16", ("maintenance", "unknown", "-", "-", "-", "-"), ("establish_current_treatment",),
    ("S009", "S002"), "interpretation", ("A56",), "What is being given must be known first.", (8, 1, 7, 15, 7, 8190),
)
RULE_B12_D17_05 = Rule(
    "B12.D17.05", "treatment.xlsx › State of the initial regimen › B17", ("maintenance", "by mouth, under the tongue", "absent", "-", "-", "by mouth acceptable, by mouth after a renal check, by mouth usually sufficient, by mouth but not cyanocobalamin, by mouth with the form after a renal check"), ("past",),
    ("S024", "S045"), "interpretation", ("A22",), "Treatment by mouth has no initial regimen of its own.", (8, 24, 4, 15, 7, 992),
)
RULE_B12_D17_06 = Rule(
    "B12.D17.06", "treatment.xlsx › State of the initial regimen › B18", ("initial regimen", "injection", "present", "no", "-", "-"), ("plateau",),
    ("S009", "S010", "S076"), "explicit", ("A33",), "A plateau ends the initial regimen, not treatment.", (4, 4, 2, 4, 7, 8190),
)
RULE_B12_D17_07 = Rule(
    "B12.D17.07", "treatment.xlsx › State of the initial regimen › B19", ("initial regimen", "injection", "present", "unknown, not applicable", "-", "-"), ("assess_improvement",),
    ("S009",), "interpretation", ("A33",), "Whether improvement has stopped decides; assess it and go on meanwhile.", (4, 4, 2, 9, 7, 8190),
)
RULE_B12_D17_08 = Rule(
    "B12.D17.08", "treatment.xlsx › State of the initial regimen › B20", ("unknown", "injection, unknown", "-", "-", "-", "-"), ("needed_unless_already_given",),
    ("S002", "S005", "S009"), "interpretation", ("A56",), "Not read as done until the phase is known.", (1, 5, 7, 15, 7, 8190),
)
RULE_B12_D17_09 = Rule(
    "B12.D17.09", "treatment.xlsx › State of the initial regimen › B21", ("-", "-", "-", "-", "-", "-"), ("needed",),
    ("S002", "S005", "S009"), "explicit", (), "Everything else: the initial regimen is needed, or is running.", (31, 31, 7, 15, 7, 8190),
)


def decide_initial_state(treatment_phase: str, current_route: str, neuro__neuro: str, neuro_still_improving: str, symptoms_recurred: str, route__strength: str) -> Rule:
    """B12.D17 State of the initial regimen (F, treatment.xlsx): Is the initial regimen still needed, running, or done?"""
    if treatment_phase == "unknown":
        if current_route in ("im", "unknown"):
            return RULE_B12_D17_08  # State of the initial regimen B20 · S002 S005 S009
        return RULE_B12_D17_09  # State of the initial regimen B21 · S002 S005 S009
    if treatment_phase == "initial":
        if neuro_still_improving == "yes":
            return RULE_B12_D17_09  # State of the initial regimen B21 · S002 S005 S009
        if neuro_still_improving == "no":
            if current_route == "im":
                if neuro__neuro == "present":
                    return RULE_B12_D17_06  # State of the initial regimen B18 · S009 S010 S076
                return RULE_B12_D17_09  # State of the initial regimen B21 · S002 S005 S009
            return RULE_B12_D17_09  # State of the initial regimen B21 · S002 S005 S009
        if current_route == "im":
            if neuro__neuro == "present":
                return RULE_B12_D17_07  # State of the initial regimen B19 · S009
            return RULE_B12_D17_09  # State of the initial regimen B21 · S002 S005 S009
        return RULE_B12_D17_09  # State of the initial regimen B21 · S002 S005 S009
    if treatment_phase == "maintenance":
        if current_route == "unknown":
            if neuro__neuro == "present":
                if neuro_still_improving == "yes":
                    return RULE_B12_D17_01  # State of the initial regimen B13 · S009
                return RULE_B12_D17_04  # State of the initial regimen B16 · S009 S002
            return RULE_B12_D17_04  # State of the initial regimen B16 · S009 S002
        if current_route == "none":
            if neuro__neuro == "present":
                if neuro_still_improving == "yes":
                    return RULE_B12_D17_01  # State of the initial regimen B13 · S009
                return RULE_B12_D17_09  # State of the initial regimen B21 · S002 S005 S009
            return RULE_B12_D17_09  # State of the initial regimen B21 · S002 S005 S009
        if current_route == "im":
            if neuro__neuro == "present":
                if neuro_still_improving == "yes":
                    return RULE_B12_D17_01  # State of the initial regimen B13 · S009
                if symptoms_recurred == "yes":
                    return RULE_B12_D17_02  # State of the initial regimen B14 · S009 S011 S085
                return RULE_B12_D17_03  # State of the initial regimen B15 · S006 S010
            return RULE_B12_D17_03  # State of the initial regimen B15 · S006 S010
        if neuro__neuro == "unknown":
            return RULE_B12_D17_09  # State of the initial regimen B21 · S002 S005 S009
        if neuro__neuro == "present":
            if neuro_still_improving == "yes":
                return RULE_B12_D17_01  # State of the initial regimen B13 · S009
            return RULE_B12_D17_09  # State of the initial regimen B21 · S002 S005 S009
        if route__strength in ("oral_acceptable", "oral_after_renal_check", "oral_usually_sufficient", "oral_not_cyanocobalamin", "oral_form_after_renal_check"):
            return RULE_B12_D17_05  # State of the initial regimen B17 · S024 S045
        return RULE_B12_D17_09  # State of the initial regimen B21 · S002 S005 S009
    return RULE_B12_D17_09  # State of the initial regimen B21 · S002 S005 S009


RULE_B12_D18_01 = Rule(
    "B12.D18.01", "treatment.xlsx › Initial regimen › B13", ("not(treat confirmed deficiency)", "-", "-", "-"), ((), "none_stated"),
    ("S001", "S002"), "not_covered", ("A07", "A16"), "All regimens here are for confirmed deficiency.", (508, 254, 7, 8190),
)
RULE_B12_D18_02 = Rule(
    "B12.D18.02", "treatment.xlsx › Initial regimen › B14", ("-", "past", "-", "-"), ((), "already_given"),
    ("S006", "S010"), "explicit", (), "", (510, 32, 7, 8190),
)
RULE_B12_D18_03 = Rule(
    "B12.D18.03", "treatment.xlsx › Initial regimen › B15", ("-", "past and symptoms returned", "-", "-"), ((), "already_given_symptoms_returned"),
    ("S009", "S085"), "not_covered", ("A31",), "The source does not say what to do: reassess.", (510, 64, 7, 8190),
)
RULE_B12_D18_04 = Rule(
    "B12.D18.04", "treatment.xlsx › Initial regimen › B16", ("-", "establish current treatment", "-", "-"), ((), "establish_current_treatment"),
    ("S002", "S009"), "interpretation", ("A56",), "What is being given must be known first.", (510, 128, 7, 8190),
)
RULE_B12_D18_05 = Rule(
    "B12.D18.05", "treatment.xlsx › Initial regimen › B17", ("-", "no further improvement", "-", "-"), ((), "plateau_move_to_maintenance"),
    ("S009", "S010", "S076"), "explicit", ("A33",), "Injections go on as maintenance.", (510, 16, 7, 8190),
)
RULE_B12_D18_06 = Rule(
    "B12.D18.06", "treatment.xlsx › Initial regimen › B18", ("-", "-", "present", "-"), (("hydroxo_im_alternate_days",), "start_or_continue"),
    ("S009",), "explicit", (), "", (510, 254, 2, 8190),
)
RULE_B12_D18_07 = Rule(
    "B12.D18.07", "treatment.xlsx › Initial regimen › B19", ("-", "-", "unknown", "-"), (("hydroxo_im_first_dose",), "first_step_pending_neuro"),
    ("S002", "S005", "S009", "S011"), "interpretation", ("A11",), "The first injection is common to both regimens; how often to go on waits for the assessment.", (510, 254, 1, 8190),
)
RULE_B12_D18_08 = Rule(
    "B12.D18.08", "treatment.xlsx › Initial regimen › B20", ("-", "-", "absent", "by mouth acceptable"), (("hydroxo_im_3x_weekly_2_weeks", "cyano_oral_1000_2000_daily"), "start_or_continue"),
    ("S002", "S004", "S005", "S024"), "explicit", ("A22",), "Two choices; by mouth is the acceptable alternative.", (510, 254, 4, 32),
)
RULE_B12_D18_09 = Rule(
    "B12.D18.09", "treatment.xlsx › Initial regimen › B21", ("-", "-", "absent", "by mouth after a renal check"), (("hydroxo_im_3x_weekly_2_weeks", "cyano_oral_1000_2000_daily"), "oral_option_after_renal_check"),
    ("S002", "S004", "S005", "S020"), "interpretation", ("A43",), "The tablets only once renal dysfunction is excluded.", (510, 254, 4, 64),
)
RULE_B12_D18_10 = Rule(
    "B12.D18.10", "treatment.xlsx › Initial regimen › B22", ("-", "-", "absent", "by mouth usually sufficient"), (("b12_oral_1000_daily",), "start_or_continue"),
    ("S045",), "interpretation", ("A15",), "The line for medicines is followed.", (510, 254, 4, 128),
)
RULE_B12_D18_11 = Rule(
    "B12.D18.11", "treatment.xlsx › Initial regimen › B23", ("-", "-", "absent", "by mouth but not cyanocobalamin"), (("b12_oral_1000_daily",), "oral_not_cyanocobalamin"),
    ("S021", "S045"), "interpretation", ("A15", "A44"), "The line for medicines names no form; cyanocobalamin is out.", (510, 254, 4, 256),
)
RULE_B12_D18_12 = Rule(
    "B12.D18.12", "treatment.xlsx › Initial regimen › B24", ("-", "-", "absent", "by mouth with the form after a renal check"), (("b12_oral_1000_daily",), "oral_form_after_renal_check"),
    ("S020", "S045"), "interpretation", ("A43",), "The line for medicines names no form; choose it once renal function is known.", (510, 254, 4, 512),
)
RULE_B12_D18_13 = Rule(
    "B12.D18.13", "treatment.xlsx › Initial regimen › B25", ("-", "-", "absent", "-"), (("hydroxo_im_3x_weekly_2_weeks",), "start_or_continue"),
    ("S002", "S005"), "explicit", (), "", (510, 254, 4, 8190),
)


def decide_initial_regimen(intent__intent: str, initial_state__state: str, neuro__neuro: str, route__strength: str) -> Rule:
    """B12.D18 Initial regimen (F, treatment.xlsx): Which initial regimen?"""
    if neuro__neuro == "unknown":
        if initial_state__state == "plateau":
            if intent__intent == "treat":
                return RULE_B12_D18_05  # Initial regimen B17 · S009 S010 S076
            return RULE_B12_D18_01  # Initial regimen B13 · S001 S002
        if initial_state__state == "past":
            if intent__intent == "treat":
                return RULE_B12_D18_02  # Initial regimen B14 · S006 S010
            return RULE_B12_D18_01  # Initial regimen B13 · S001 S002
        if initial_state__state == "past_symptoms_returned":
            if intent__intent == "treat":
                return RULE_B12_D18_03  # Initial regimen B15 · S009 S085
            return RULE_B12_D18_01  # Initial regimen B13 · S001 S002
        if initial_state__state == "establish_current_treatment":
            if intent__intent == "treat":
                return RULE_B12_D18_04  # Initial regimen B16 · S002 S009
            return RULE_B12_D18_01  # Initial regimen B13 · S001 S002
        if intent__intent == "treat":
            return RULE_B12_D18_07  # Initial regimen B19 · S002 S005 S009 S011
        return RULE_B12_D18_01  # Initial regimen B13 · S001 S002
    if neuro__neuro == "present":
        if initial_state__state == "plateau":
            if intent__intent == "treat":
                return RULE_B12_D18_05  # Initial regimen B17 · S009 S010 S076
            return RULE_B12_D18_01  # Initial regimen B13 · S001 S002
        if initial_state__state == "past":
            if intent__intent == "treat":
                return RULE_B12_D18_02  # Initial regimen B14 · S006 S010
            return RULE_B12_D18_01  # Initial regimen B13 · S001 S002
        if initial_state__state == "past_symptoms_returned":
            if intent__intent == "treat":
                return RULE_B12_D18_03  # Initial regimen B15 · S009 S085
            return RULE_B12_D18_01  # Initial regimen B13 · S001 S002
        if initial_state__state == "establish_current_treatment":
            if intent__intent == "treat":
                return RULE_B12_D18_04  # Initial regimen B16 · S002 S009
            return RULE_B12_D18_01  # Initial regimen B13 · S001 S002
        if intent__intent == "treat":
            return RULE_B12_D18_06  # Initial regimen B18 · S009
        return RULE_B12_D18_01  # Initial regimen B13 · S001 S002
    if intent__intent == "treat":
        if route__strength == "oral_acceptable":
            if initial_state__state == "plateau":
                return RULE_B12_D18_05  # Initial regimen B17 · S009 S010 S076
            if initial_state__state == "past":
                return RULE_B12_D18_02  # Initial regimen B14 · S006 S010
            if initial_state__state == "past_symptoms_returned":
                return RULE_B12_D18_03  # Initial regimen B15 · S009 S085
            if initial_state__state == "establish_current_treatment":
                return RULE_B12_D18_04  # Initial regimen B16 · S002 S009
            return RULE_B12_D18_08  # Initial regimen B20 · S002 S004 S005 S024
        if route__strength == "oral_after_renal_check":
            if initial_state__state == "plateau":
                return RULE_B12_D18_05  # Initial regimen B17 · S009 S010 S076
            if initial_state__state == "past":
                return RULE_B12_D18_02  # Initial regimen B14 · S006 S010
            if initial_state__state == "past_symptoms_returned":
                return RULE_B12_D18_03  # Initial regimen B15 · S009 S085
            if initial_state__state == "establish_current_treatment":
                return RULE_B12_D18_04  # Initial regimen B16 · S002 S009
            return RULE_B12_D18_09  # Initial regimen B21 · S002 S004 S005 S020
        if route__strength == "oral_usually_sufficient":
            if initial_state__state == "plateau":
                return RULE_B12_D18_05  # Initial regimen B17 · S009 S010 S076
            if initial_state__state == "past":
                return RULE_B12_D18_02  # Initial regimen B14 · S006 S010
            if initial_state__state == "past_symptoms_returned":
                return RULE_B12_D18_03  # Initial regimen B15 · S009 S085
            if initial_state__state == "establish_current_treatment":
                return RULE_B12_D18_04  # Initial regimen B16 · S002 S009
            return RULE_B12_D18_10  # Initial regimen B22 · S045
        if route__strength == "oral_not_cyanocobalamin":
            if initial_state__state == "plateau":
                return RULE_B12_D18_05  # Initial regimen B17 · S009 S010 S076
            if initial_state__state == "past":
                return RULE_B12_D18_02  # Initial regimen B14 · S006 S010
            if initial_state__state == "past_symptoms_returned":
                return RULE_B12_D18_03  # Initial regimen B15 · S009 S085
            if initial_state__state == "establish_current_treatment":
                return RULE_B12_D18_04  # Initial regimen B16 · S002 S009
            return RULE_B12_D18_11  # Initial regimen B23 · S021 S045
        if route__strength == "oral_form_after_renal_check":
            if initial_state__state == "plateau":
                return RULE_B12_D18_05  # Initial regimen B17 · S009 S010 S076
            if initial_state__state == "past":
                return RULE_B12_D18_02  # Initial regimen B14 · S006 S010
            if initial_state__state == "past_symptoms_returned":
                return RULE_B12_D18_03  # Initial regimen B15 · S009 S085
            if initial_state__state == "establish_current_treatment":
                return RULE_B12_D18_04  # Initial regimen B16 · S002 S009
            return RULE_B12_D18_12  # Initial regimen B24 · S020 S045
        if initial_state__state == "plateau":
            return RULE_B12_D18_05  # Initial regimen B17 · S009 S010 S076
        if initial_state__state == "past":
            return RULE_B12_D18_02  # Initial regimen B14 · S006 S010
        if initial_state__state == "past_symptoms_returned":
            return RULE_B12_D18_03  # Initial regimen B15 · S009 S085
        if initial_state__state == "establish_current_treatment":
            return RULE_B12_D18_04  # Initial regimen B16 · S002 S009
        return RULE_B12_D18_13  # Initial regimen B25 · S002 S005
    return RULE_B12_D18_01  # Initial regimen B13 · S001 S002


RULE_B12_D21_01 = Rule(
    "B12.D21.01", "treatment.xlsx › Prophylaxis › B12", ("treat confirmed deficiency, continue and establish confirmation, child not covered, pernicious anemia without confirmed deficiency, no treatment stated", "-", "-", "-"), ((), "not_applicable"),
    ("S035", "S041"), "explicit", (), "", (422, 15, 31, 14),
)
RULE_B12_D21_02 = Rule(
    "B12.D21.02", "treatment.xlsx › Prophylaxis › B13", ("consider prophylaxis", "-", "-", "-"), ((), "regimen_not_stated"),
    ("S070",), "not_covered", ("A40",), "Dose, route and duration of this prophylaxis are not stated.", (64, 15, 31, 14),
)
RULE_B12_D21_03 = Rule(
    "B12.D21.03", "treatment.xlsx › Prophylaxis › B14", ("urgent judgement on starting", "none, unknown", "-", "-"), ((), "not_applicable"),
    ("S011",), "interpretation", ("A09",), "No surgery that would give a prophylactic regimen; the urgent decision stands alone.", (8, 9, 31, 14),
)
RULE_B12_D21_04 = Rule(
    "B12.D21.04", "treatment.xlsx › Prophylaxis › B15", ("urgent judgement on starting", "ileal resection, bariatric surgery", "-", "-"), (("b12_im_monthly_for_life",), "beside_urgent_decision"),
    ("S035", "S041", "S009", "S011"), "interpretation", ("A09", "A61"), "The injection of the surgery's own line is shown; it does not replace the urgent decision.", (8, 6, 31, 14),
)
RULE_B12_D21_05 = Rule(
    "B12.D21.05", "treatment.xlsx › Prophylaxis › B16", ("prophylaxis after surgery", "ileal resection", "-", "-"), (("b12_im_monthly_for_life",), "stated"),
    ("S041",), "explicit", ("A27",), "The line for ileal resection has no alternative by mouth.", (16, 2, 31, 14),
)
RULE_B12_D21_06 = Rule(
    "B12.D21.06", "treatment.xlsx › Prophylaxis › B17", ("prophylaxis after surgery", "bariatric surgery", "-", "no"), (("b12_im_monthly_for_life",), "by_injection_only"),
    ("S035", "S014", "S016", "S017"), "interpretation", ("A61",), "Something stands against tablets and sublingual doses, so the injection of the general bariatric line remains.", (16, 4, 31, 2),
)
RULE_B12_D21_07 = Rule(
    "B12.D21.07", "treatment.xlsx › Prophylaxis › B18", ("prophylaxis after surgery", "bariatric surgery", "-", "waits for answers"), (("b12_im_monthly_for_life",), "mouth_options_wait_for_answers"),
    ("S035",), "interpretation", ("A61",), "Tablets and sublingual doses wait for open answers; the injection does not.", (16, 4, 31, 4),
)
RULE_B12_D21_08 = Rule(
    "B12.D21.08", "treatment.xlsx › Prophylaxis › B19", ("prophylaxis after surgery", "bariatric surgery", "Roux-en-Y or diversion", "yes"), (("b12_sublingual_1000_2000_daily", "b12_im_monthly"), "stated"),
    ("S037", "S038"), "interpretation", ("A17",), "The line for the procedure comes before the general line.", (16, 4, 2, 8),
)
RULE_B12_D21_09 = Rule(
    "B12.D21.09", "treatment.xlsx › Prophylaxis › B20", ("prophylaxis after surgery", "bariatric surgery", "sleeve or banding", "yes"), (("b12_oral_250_350_daily", "b12_sublingual_1000_weekly"), "stated"),
    ("S039", "S040"), "interpretation", ("A17", "A18"), "The low doses are prophylaxis and stand only here.", (16, 4, 4, 8),
)
RULE_B12_D21_10 = Rule(
    "B12.D21.10", "treatment.xlsx › Prophylaxis › B21", ("prophylaxis after surgery", "bariatric surgery", "other procedure", "yes"), (("b12_im_monthly_for_life", "b12_oral_1000_2000_daily"), "stated"),
    ("S035", "S036"), "explicit", (), "", (16, 4, 8, 8),
)


def decide_prophylaxis(intent__intent: str, surgical_ground__ground: str, bariatric_line__line: str, mouth_safe__safe: str) -> Rule | None:
    """B12.D21 Prophylaxis (U, treatment.xlsx): Deficiency not confirmed: which prophylaxis does the source give?"""
    if intent__intent == "urgent_judgement_on_starting":
        if surgical_ground__ground in ("none", "unknown"):
            return RULE_B12_D21_03  # Prophylaxis B14 · S011
        return RULE_B12_D21_04  # Prophylaxis B15 · S035 S041 S009 S011
    if intent__intent == "prophylaxis":
        if surgical_ground__ground == "ileal_resection":
            return RULE_B12_D21_05  # Prophylaxis B16 · S041
        if surgical_ground__ground == "bariatric":
            if mouth_safe__safe == "no":
                return RULE_B12_D21_06  # Prophylaxis B17 · S035 S014 S016 S017
            if mouth_safe__safe == "pending":
                return RULE_B12_D21_07  # Prophylaxis B18 · S035
            if bariatric_line__line == "rygb_bpd":
                return RULE_B12_D21_08  # Prophylaxis B19 · S037 S038
            if bariatric_line__line == "sleeve_band":
                return RULE_B12_D21_09  # Prophylaxis B20 · S039 S040
            if bariatric_line__line == "other":
                return RULE_B12_D21_10  # Prophylaxis B21 · S035 S036
            return None  # no rule answers
        return None  # no rule answers
    if intent__intent == "consider_prophylaxis":
        return RULE_B12_D21_02  # Prophylaxis B13 · S070
    return RULE_B12_D21_01  # Prophylaxis B12 · S035 S041


RULE_B12_D22_01 = Rule(
    "B12.D22.01", "treatment.xlsx › Oral treatment first questions › B13", ("not(treat confirmed deficiency, continue and establish confirmation)", "-", "-", "-", "-"), ("not_applicable",),
    ("S046",), "interpretation", ("A30",), "The question concerns treatment of a deficiency only.", (504, 31, 31, 7, 7),
)
RULE_B12_D22_02 = Rule(
    "B12.D22.02", "treatment.xlsx › Oral treatment first questions › B14", ("-", "initial regimen, maintenance, unknown", "unknown", "-", "-"), ("establish_route",),
    ("S046",), "interpretation", ("A56",), "Without the route the 3-month rule cannot be used.", (510, 13, 1, 7, 7),
)
RULE_B12_D22_03 = Rule(
    "B12.D22.03", "treatment.xlsx › Oral treatment first questions › B15", ("-", "-", "by mouth, under the tongue", "present", "-"), ("im_required",),
    ("S014", "S015", "S016", "S017"), "explicit", (), "", (510, 31, 24, 2, 7),
)
RULE_B12_D22_04 = Rule(
    "B12.D22.04", "treatment.xlsx › Oral treatment first questions › B16", ("-", "-", "not(by mouth)", "-", "-"), ("not_applicable",),
    ("S046",), "interpretation", ("A30",), "Not by mouth, so the 3-month rule does not apply.", (510, 31, 23, 7, 7),
)
RULE_B12_D22_05 = Rule(
    "B12.D22.05", "treatment.xlsx › Oral treatment first questions › B17", ("-", "-", "by mouth", "-", "present"), ("im_stated_neuro",),
    ("S009", "S011", "S060"), "interpretation", ("A12",), "With neurological involvement the level does not decide.", (510, 31, 8, 7, 2),
)
RULE_B12_D22_06 = Rule(
    "B12.D22.06", "treatment.xlsx › Oral treatment first questions › B18", ("-", "-", "by mouth", "-", "unknown"), ("assess_neuro_now",),
    ("S011",), "interpretation", ("A11",), "Must be known before the level is used.", (510, 31, 8, 7, 1),
)
RULE_B12_D22_07 = Rule(
    "B12.D22.07", "treatment.xlsx › Oral treatment first questions › B19", ("-", "-", "by mouth", "unknown", "-"), ("establish_malabsorption",),
    ("S004", "S045"), "interpretation", ("A28",), "Every statement on treatment by mouth assumes that malabsorption is absent.", (510, 31, 8, 1, 7),
)
RULE_B12_D22_08 = Rule(
    "B12.D22.08", "treatment.xlsx › Oral treatment first questions › B20", ("-", "-", "-", "-", "-"), ("clear",),
    ("S046",), "explicit", (), "", (510, 31, 31, 7, 7),
)


def decide_oral_gate(intent__intent: str, treatment_phase: str, current_route: str, malabsorption__malabsorption: str, neuro__neuro: str) -> Rule:
    """B12.D22 Oral treatment first questions (F, treatment.xlsx): B12 is being taken by mouth for a deficiency: what must be settled first?"""
    if current_route == "unknown":
        if intent__intent in ("treat", "continue_and_establish_confirmation"):
            if treatment_phase in ("not_started", "prophylaxis"):
                return RULE_B12_D22_04  # Oral treatment first questions B16 · S046
            return RULE_B12_D22_02  # Oral treatment first questions B14 · S046
        return RULE_B12_D22_01  # Oral treatment first questions B13 · S046
    if current_route == "oral":
        if intent__intent in ("treat", "continue_and_establish_confirmation"):
            if malabsorption__malabsorption == "unknown":
                if neuro__neuro == "unknown":
                    return RULE_B12_D22_06  # Oral treatment first questions B18 · S011
                if neuro__neuro == "present":
                    return RULE_B12_D22_05  # Oral treatment first questions B17 · S009 S011 S060
                return RULE_B12_D22_07  # Oral treatment first questions B19 · S004 S045
            if malabsorption__malabsorption == "present":
                return RULE_B12_D22_03  # Oral treatment first questions B15 · S014 S015 S016 S017
            if neuro__neuro == "unknown":
                return RULE_B12_D22_06  # Oral treatment first questions B18 · S011
            if neuro__neuro == "present":
                return RULE_B12_D22_05  # Oral treatment first questions B17 · S009 S011 S060
            return RULE_B12_D22_08  # Oral treatment first questions B20 · S046
        return RULE_B12_D22_01  # Oral treatment first questions B13 · S046
    if current_route == "sublingual":
        if intent__intent in ("treat", "continue_and_establish_confirmation"):
            if malabsorption__malabsorption == "present":
                return RULE_B12_D22_03  # Oral treatment first questions B15 · S014 S015 S016 S017
            return RULE_B12_D22_04  # Oral treatment first questions B16 · S046
        return RULE_B12_D22_01  # Oral treatment first questions B13 · S046
    if intent__intent in ("treat", "continue_and_establish_confirmation"):
        return RULE_B12_D22_04  # Oral treatment first questions B16 · S046
    return RULE_B12_D22_01  # Oral treatment first questions B13 · S046


RULE_B12_D23_01 = Rule(
    "B12.D23.01", "treatment.xlsx › Oral treatment at 3 months › B12", ("not applicable", "-", "-", "-"), ("not_applicable",),
    ("S046",), "interpretation", ("A30",), "The 3-month rule does not apply.", (2, 125, 15, 63),
)
RULE_B12_D23_02 = Rule(
    "B12.D23.02", "treatment.xlsx › Oral treatment at 3 months › B13", ("establish the route", "-", "-", "-"), ("establish_route",),
    ("S046",), "interpretation", ("A56",), "Without the route the 3-month rule cannot be used.", (4, 125, 15, 63),
)
RULE_B12_D23_03 = Rule(
    "B12.D23.03", "treatment.xlsx › Oral treatment at 3 months › B14", ("injection required", "-", "-", "-"), ("im_required",),
    ("S014", "S015", "S016", "S017"), "explicit", (), "", (8, 125, 15, 63),
)
RULE_B12_D23_04 = Rule(
    "B12.D23.04", "treatment.xlsx › Oral treatment at 3 months › B15", ("injection stated for neurology", "-", "-", "-"), ("im_stated_neuro",),
    ("S009", "S011"), "interpretation", ("A12",), "Whatever the level.", (16, 125, 15, 63),
)
RULE_B12_D23_05 = Rule(
    "B12.D23.05", "treatment.xlsx › Oral treatment at 3 months › B16", ("assess neurology now", "-", "-", "-"), ("assess_neuro_now",),
    ("S011",), "interpretation", ("A11",), "Must be known before the level is used.", (32, 125, 15, 63),
)
RULE_B12_D23_06 = Rule(
    "B12.D23.06", "treatment.xlsx › Oral treatment at 3 months › B17", ("establish malabsorption", "-", "-", "-"), ("establish_malabsorption",),
    ("S004", "S045"), "interpretation", ("A28",), "Must be known before the level is used.", (64, 125, 15, 63),
)
RULE_B12_D23_07 = Rule(
    "B12.D23.07", "treatment.xlsx › Oral treatment at 3 months › B18", ("clear", "unknown", "-", "-"), ("establish_start",),
    ("S046", "S052"), "interpretation", ("A29",), "Without the start, 3 months cannot be counted.", (128, 1, 15, 63),
)
RULE_B12_D23_08 = Rule(
    "B12.D23.08", "treatment.xlsx › Oral treatment at 3 months › B19", ("clear", "< 3", "-", "-"), ("too_early",),
    ("S046", "S052"), "explicit", (), "", (128, 4, 15, 63),
)
RULE_B12_D23_09 = Rule(
    "B12.D23.09", "treatment.xlsx › Oral treatment at 3 months › B20", ("clear", ">= 3", "unknown", "-"), ("recheck_serum_b12",),
    ("S046", "S052", "S055"), "explicit", (), "", (128, 120, 1, 63),
)
RULE_B12_D23_10 = Rule(
    "B12.D23.10", "treatment.xlsx › Oral treatment at 3 months › B21", ("clear", ">= 3", "normal", "-"), ("normalized_continue_and_monitor",),
    ("S071", "S054"), "explicit", (), "", (128, 120, 8, 63),
)
RULE_B12_D23_11 = Rule(
    "B12.D23.11", "treatment.xlsx › Oral treatment at 3 months › B22", ("clear", ">= 3", "low", "metformin, PPI, H2 blocker, more than one"), ("consider_im",),
    ("S046",), "explicit", ("A29",), "The check at month 3 itself counts.", (128, 120, 2, 60),
)
RULE_B12_D23_12 = Rule(
    "B12.D23.12", "treatment.xlsx › Oral treatment at 3 months › B23", ("clear", ">= 3", "borderline", "metformin, PPI, H2 blocker, more than one"), ("consider_im",),
    ("S046",), "interpretation", ("A29",), "Borderline is not read as normalized.", (128, 120, 4, 60),
)
RULE_B12_D23_13 = Rule(
    "B12.D23.13", "treatment.xlsx › Oral treatment at 3 months › B24", ("clear", ">= 3", "low, borderline", "none, unknown"), ("refer_rule_for_medicines_only",),
    ("S046", "S002"), "not_covered", ("A30", "A55"), "The 3-month rule stands under medicines only.", (128, 120, 6, 3),
)


def decide_oral_check(oral_gate__gate: str, months_since_start: float | None, serum_b12: str, medication_cause: str) -> Rule:
    """B12.D23 Oral treatment at 3 months (U, treatment.xlsx): Has oral treatment failed, and what then?"""
    if oral_gate__gate == "not_applicable":
        return RULE_B12_D23_01  # Oral treatment at 3 months B12 · S046
    if oral_gate__gate == "establish_route":
        return RULE_B12_D23_02  # Oral treatment at 3 months B13 · S046
    if oral_gate__gate == "im_required":
        return RULE_B12_D23_03  # Oral treatment at 3 months B14 · S014 S015 S016 S017
    if oral_gate__gate == "im_stated_neuro":
        return RULE_B12_D23_04  # Oral treatment at 3 months B15 · S009 S011
    if oral_gate__gate == "assess_neuro_now":
        return RULE_B12_D23_05  # Oral treatment at 3 months B16 · S011
    if oral_gate__gate == "establish_malabsorption":
        return RULE_B12_D23_06  # Oral treatment at 3 months B17 · S004 S045
    if months_since_start is None:
        return RULE_B12_D23_07  # Oral treatment at 3 months B18 · S046 S052
    if months_since_start < 3:
        return RULE_B12_D23_08  # Oral treatment at 3 months B19 · S046 S052
    if serum_b12 == "unknown":
        return RULE_B12_D23_09  # Oral treatment at 3 months B20 · S046 S052 S055
    if serum_b12 == "low":
        if medication_cause in ("none", "unknown"):
            return RULE_B12_D23_13  # Oral treatment at 3 months B24 · S046 S002
        return RULE_B12_D23_11  # Oral treatment at 3 months B22 · S046
    if serum_b12 == "borderline":
        if medication_cause in ("none", "unknown"):
            return RULE_B12_D23_13  # Oral treatment at 3 months B24 · S046 S002
        return RULE_B12_D23_12  # Oral treatment at 3 months B23 · S046
    return RULE_B12_D23_10  # Oral treatment at 3 months B21 · S071 S054


RULE_B12_D19_01 = Rule(
    "B12.D19.01", "treatment.xlsx › Maintenance and duration › B12", ("child not covered, urgent judgement on starting, prophylaxis after surgery, pernicious anemia without confirmed deficiency, consider prophylaxis, no treatment stated", "-", "-", "-", "-", "-"), ((), "none_stated", "not_applicable"),
    ("S001",), "not_covered", ("A07", "A16"), "Maintenance belongs to confirmed deficiency; prophylaxis has a table of its own.", (504, 15, 7, 7, 8190, 8190),
)
RULE_B12_D19_02 = Rule(
    "B12.D19.02", "treatment.xlsx › Maintenance and duration › B13", ("continue and establish confirmation", "-", "present", "-", "-", "-"), ((), "continue_current", "for_life"),
    ("S003", "S029", "S034", "S072"), "interpretation", ("A58",), "Malabsorption makes it lifelong, whether or not confirmation is settled.", (4, 15, 2, 7, 8190, 8190),
)
RULE_B12_D19_03 = Rule(
    "B12.D19.03", "treatment.xlsx › Maintenance and duration › B14", ("continue and establish confirmation", "-", "not(present)", "-", "-", "-"), ((), "continue_current", "not_stated"),
    ("S076",), "interpretation", ("A58",), "Treatment goes on; improvement is no reason to stop.", (4, 15, 5, 7, 8190, 8190),
)
RULE_B12_D19_04 = Rule(
    "B12.D19.04", "treatment.xlsx › Maintenance and duration › B15", ("treat confirmed deficiency", "ileal resection, bariatric surgery", "-", "-", "-", "-"), (("b12_im_monthly_for_life",), "stated_for_the_surgery", "for_life"),
    ("S041", "S035", "S038", "S007", "S003"), "interpretation", ("A16", "A21"), "Monthly is the interval of the surgery's own line, and at least as frequent as every other.", (2, 6, 7, 7, 8190, 8190),
)
RULE_B12_D19_05 = Rule(
    "B12.D19.05", "treatment.xlsx › Maintenance and duration › B16", ("treat confirmed deficiency", "none, unknown", "present", "not(absent)", "-", "-"), (("hydroxo_im_every_2_months",), "stated", "for_life"),
    ("S003", "S010", "S029", "S034"), "interpretation", ("A11", "A20"), "Every 2 months satisfies both intervals where neurological involvement is present or not yet known.", (2, 9, 2, 3, 8190, 8190),
)
RULE_B12_D19_06 = Rule(
    "B12.D19.06", "treatment.xlsx › Maintenance and duration › B17", ("treat confirmed deficiency", "none, unknown", "present", "absent", "-", "-"), (("hydroxo_im_every_2_3_months",), "stated", "for_life"),
    ("S003", "S006", "S029", "S034"), "explicit", (), "", (2, 9, 2, 4, 8190, 8190),
)
RULE_B12_D19_07 = Rule(
    "B12.D19.07", "treatment.xlsx › Maintenance and duration › B18", ("treat confirmed deficiency", "none, unknown", "unknown", "not(absent)", "-", "-"), (("hydroxo_im_every_2_months",), "stated", "continue_establish_malabsorption"),
    ("S003", "S010", "S076"), "interpretation", ("A11", "A28"), "Every 2 months where neurological involvement is present or not yet known; duration waits for malabsorption.", (2, 9, 1, 3, 8190, 8190),
)
RULE_B12_D19_08 = Rule(
    "B12.D19.08", "treatment.xlsx › Maintenance and duration › B19", ("treat confirmed deficiency", "none, unknown", "unknown", "absent", "-", "-"), (("hydroxo_im_every_2_3_months",), "stated", "continue_establish_malabsorption"),
    ("S003", "S006"), "interpretation", ("A22", "A28"), "The duration waits for malabsorption.", (2, 9, 1, 4, 8190, 8190),
)
RULE_B12_D19_09 = Rule(
    "B12.D19.09", "treatment.xlsx › Maintenance and duration › B20", ("treat confirmed deficiency", "none, unknown", "absent", "not(absent)", "-", "-"), (("hydroxo_im_every_2_months",), "stated", "not_stated"),
    ("S010", "S076"), "explicit", ("A11", "A22"), "The line for neurological involvement gives no duration.", (2, 9, 4, 3, 8190, 8190),
)
RULE_B12_D19_10 = Rule(
    "B12.D19.10", "treatment.xlsx › Maintenance and duration › B21", ("treat confirmed deficiency", "none, unknown", "absent", "absent", "not(by mouth acceptable, by mouth after a renal check, by mouth usually sufficient, by mouth but not cyanocobalamin, by mouth with the form after a renal check)", "-"), (("hydroxo_im_every_2_3_months",), "stated", "continue_source_disagrees"),
    ("S003", "S006"), "interpretation", ("A22",), "One statement says lifelong, another ties that to malabsorption.", (2, 9, 4, 4, 7198, 8190),
)
RULE_B12_D19_11 = Rule(
    "B12.D19.11", "treatment.xlsx › Maintenance and duration › B22", ("treat confirmed deficiency", "none, unknown", "absent", "absent", "by mouth acceptable, by mouth after a renal check", "-"), (("hydroxo_im_every_2_3_months", "cyano_oral_1000_2000_daily"), "by_route_chosen", "continue_source_disagrees"),
    ("S003", "S004", "S006", "S024"), "interpretation", ("A22",), "Injections or tablets, as chosen at the start; the source disagrees with itself on duration.", (2, 9, 4, 4, 96, 8190),
)
RULE_B12_D19_12 = Rule(
    "B12.D19.12", "treatment.xlsx › Maintenance and duration › B23", ("treat confirmed deficiency", "none, unknown", "absent", "absent", "by mouth usually sufficient, by mouth but not cyanocobalamin, by mouth with the form after a renal check", "not(consider injection)"), (("b12_oral_1000_daily",), "stated", "not_stated"),
    ("S045",), "interpretation", ("A22",), "The line for medicines gives no duration.", (2, 9, 4, 4, 896, 6142),
)
RULE_B12_D19_13 = Rule(
    "B12.D19.13", "treatment.xlsx › Maintenance and duration › B24", ("treat confirmed deficiency", "none, unknown", "absent", "absent", "by mouth usually sufficient, by mouth but not cyanocobalamin, by mouth with the form after a renal check", "consider injection"), (("hydroxo_im_every_2_3_months",), "consider_im_after_oral", "not_stated"),
    ("S046", "S006"), "interpretation", ("A15", "A29"), "Tablets have not normalized the level; the general injection regimen is what to consider.", (2, 9, 4, 4, 896, 2048),
)


def decide_maintenance(intent__intent: str, surgical_ground__ground: str, malabsorption__malabsorption: str, neuro__neuro: str, route__strength: str, oral_check__action: str) -> Rule:
    """B12.D19 Maintenance and duration (U, treatment.xlsx): Which maintenance regimen, and for how long?"""
    if intent__intent == "treat":
        if surgical_ground__ground in ("none", "unknown"):
            if malabsorption__malabsorption == "unknown":
                if neuro__neuro == "absent":
                    return RULE_B12_D19_08  # Maintenance and duration B19 · S003 S006
                return RULE_B12_D19_07  # Maintenance and duration B18 · S003 S010 S076
            if malabsorption__malabsorption == "present":
                if neuro__neuro == "absent":
                    return RULE_B12_D19_06  # Maintenance and duration B17 · S003 S006 S029 S034
                return RULE_B12_D19_05  # Maintenance and duration B16 · S003 S010 S029 S034
            if neuro__neuro == "absent":
                if route__strength in ("oral_acceptable", "oral_after_renal_check"):
                    return RULE_B12_D19_11  # Maintenance and duration B22 · S003 S004 S006 S024
                if route__strength in ("oral_usually_sufficient", "oral_not_cyanocobalamin", "oral_form_after_renal_check"):
                    if oral_check__action == "consider_im":
                        return RULE_B12_D19_13  # Maintenance and duration B24 · S046 S006
                    return RULE_B12_D19_12  # Maintenance and duration B23 · S045
                return RULE_B12_D19_10  # Maintenance and duration B21 · S003 S006
            return RULE_B12_D19_09  # Maintenance and duration B20 · S010 S076
        return RULE_B12_D19_04  # Maintenance and duration B15 · S041 S035 S038 S007 S003
    if intent__intent == "continue_and_establish_confirmation":
        if malabsorption__malabsorption == "present":
            return RULE_B12_D19_02  # Maintenance and duration B13 · S003 S029 S034 S072
        return RULE_B12_D19_03  # Maintenance and duration B14 · S076
    return RULE_B12_D19_01  # Maintenance and duration B12 · S001


RULE_B12_D26_01 = Rule(
    "B12.D26.01", "monitoring.xlsx › Monitoring clock › B12", ("child not covered, urgent judgement on starting, prophylaxis after surgery, pernicious anemia without confirmed deficiency, consider prophylaxis, no treatment stated", "-", "-"), ("no_treatment",),
    ("S052",), "not_covered", ("A36",), "The schedule is for treatment; prophylaxis has none.", (504, 31, 125),
)
RULE_B12_D26_02 = Rule(
    "B12.D26.02", "monitoring.xlsx › Monitoring clock › B13", ("treat confirmed deficiency, continue and establish confirmation", "not started", "-"), ("before_start",),
    ("S052",), "explicit", ("A36",), "", (6, 2, 125),
)
RULE_B12_D26_03 = Rule(
    "B12.D26.03", "monitoring.xlsx › Monitoring clock › B14", ("treat confirmed deficiency, continue and establish confirmation", "not(not started)", "unknown"), ("start_unknown",),
    ("S052", "S053", "S054"), "interpretation", ("A36",), "Months are counted from the start, so the start must be known.", (6, 29, 1),
)
RULE_B12_D26_04 = Rule(
    "B12.D26.04", "monitoring.xlsx › Monitoring clock › B15", ("treat confirmed deficiency, continue and establish confirmation", "not(not started)", "[0..3)"), ("m0_3",),
    ("S052",), "explicit", (), "", (6, 29, 4),
)
RULE_B12_D26_05 = Rule(
    "B12.D26.05", "monitoring.xlsx › Monitoring clock › B16", ("treat confirmed deficiency, continue and establish confirmation", "not(not started)", "[3..6)"), ("m3_6",),
    ("S052",), "explicit", (), "", (6, 29, 8),
)
RULE_B12_D26_06 = Rule(
    "B12.D26.06", "monitoring.xlsx › Monitoring clock › B17", ("treat confirmed deficiency, continue and establish confirmation", "not(not started)", "[6..12)"), ("m6_12",),
    ("S053",), "explicit", (), "", (6, 29, 16),
)
RULE_B12_D26_07 = Rule(
    "B12.D26.07", "monitoring.xlsx › Monitoring clock › B18", ("treat confirmed deficiency, continue and establish confirmation", "not(not started)", "[12..24)"), ("m12_24",),
    ("S053", "S054"), "explicit", (), "", (6, 29, 32),
)
RULE_B12_D26_08 = Rule(
    "B12.D26.08", "monitoring.xlsx › Monitoring clock › B19", ("treat confirmed deficiency, continue and establish confirmation", "not(not started)", ">= 24"), ("m24_on",),
    ("S054",), "explicit", (), "", (6, 29, 64),
)


def decide_clock(intent__intent: str, treatment_phase: str, months_since_start: float | None) -> Rule:
    """B12.D26 Monitoring clock (U, monitoring.xlsx): Where on the monitoring clock is the patient?"""
    if intent__intent in ("treat", "continue_and_establish_confirmation"):
        if treatment_phase == "not_started":
            return RULE_B12_D26_02  # Monitoring clock B13 · S052
        if months_since_start is None:
            return RULE_B12_D26_03  # Monitoring clock B14 · S052 S053 S054
        if months_since_start < 3:
            return RULE_B12_D26_04  # Monitoring clock B15 · S052
        if months_since_start < 6:
            return RULE_B12_D26_05  # Monitoring clock B16 · S052
        if months_since_start < 12:
            return RULE_B12_D26_06  # Monitoring clock B17 · S053
        if months_since_start < 24:
            return RULE_B12_D26_07  # Monitoring clock B18 · S053 S054
        return RULE_B12_D26_08  # Monitoring clock B19 · S054
    return RULE_B12_D26_01  # Monitoring clock B12 · S052


RULE_B12_D27_01 = Rule(
    "B12.D27.01", "monitoring.xlsx › Monitoring schedule › B12", ("no treatment", "-"), ("not_stated", "undetermined", "not_stated"),
    ("S052",), "not_covered", ("A36",), "No schedule is stated without treatment.", (2, 63),
)
RULE_B12_D27_02 = Rule(
    "B12.D27.02", "monitoring.xlsx › Monitoring schedule › B13", ("before the start", "-"), ("first_year_3_6_12", "no", "month_3"),
    ("S052",), "explicit", ("A36",), "", (4, 63),
)
RULE_B12_D27_03 = Rule(
    "B12.D27.03", "monitoring.xlsx › Monitoring schedule › B14", ("start unknown", "-"), ("establish_start", "undetermined", "not_stated"),
    ("S052", "S053", "S054"), "interpretation", ("A36",), "Months are counted from the start, so the start must be known.", (8, 63),
)
RULE_B12_D27_04 = Rule(
    "B12.D27.04", "monitoring.xlsx › Monitoring schedule › B15", ("before month 3", "-"), ("first_year_3_6_12", "no", "month_3"),
    ("S052",), "explicit", (), "", (16, 63),
)
RULE_B12_D27_05 = Rule(
    "B12.D27.05", "monitoring.xlsx › Monitoring schedule › B16", ("month 3 to before 6", "none since the start"), ("first_year_3_6_12", "yes", "month_6"),
    ("S052", "S053"), "explicit", (), "", (32, 2),
)
RULE_B12_D27_06 = Rule(
    "B12.D27.06", "monitoring.xlsx › Monitoring schedule › B17", ("month 3 to before 6", "month 3, month 6, month 12"), ("first_year_3_6_12", "no", "month_6"),
    ("S053",), "interpretation", ("A36",), "The check of month 3 has been done.", (32, 28),
)
RULE_B12_D27_07 = Rule(
    "B12.D27.07", "monitoring.xlsx › Monitoring schedule › B18", ("month 3 to before 6, month 6 to before 12", "unknown, within the last 12 months"), ("first_year_3_6_12", "undetermined", "not_stated"),
    ("S052", "S053"), "interpretation", ("A36",), "The answer does not fit this period, or is not known.", (96, 33),
)
RULE_B12_D27_08 = Rule(
    "B12.D27.08", "monitoring.xlsx › Monitoring schedule › B19", ("month 6 to before 12", "none since the start, month 3"), ("first_year_3_6_12", "yes", "month_12"),
    ("S053",), "explicit", (), "", (64, 6),
)
RULE_B12_D27_09 = Rule(
    "B12.D27.09", "monitoring.xlsx › Monitoring schedule › B20", ("month 6 to before 12", "month 6, month 12"), ("first_year_3_6_12", "no", "month_12"),
    ("S053",), "interpretation", ("A36",), "The check of month 6 has been done.", (64, 24),
)
RULE_B12_D27_10 = Rule(
    "B12.D27.10", "monitoring.xlsx › Monitoring schedule › B21", ("month 12 to before 24", "none since the start, month 3, month 6"), ("annual", "yes", "next_anniversary"),
    ("S053", "S054"), "explicit", (), "", (128, 14),
)
RULE_B12_D27_11 = Rule(
    "B12.D27.11", "monitoring.xlsx › Monitoring schedule › B22", ("month 12 to before 24", "month 12, within the last 12 months"), ("annual", "no", "next_anniversary"),
    ("S054",), "interpretation", ("A36",), "The check that belongs to this year has been done.", (128, 48),
)
RULE_B12_D27_12 = Rule(
    "B12.D27.12", "monitoring.xlsx › Monitoring schedule › B23", ("month 24 or later", "none since the start, month 3, month 6, month 12"), ("annual", "yes", "next_anniversary"),
    ("S054",), "explicit", (), "", (256, 30),
)
RULE_B12_D27_13 = Rule(
    "B12.D27.13", "monitoring.xlsx › Monitoring schedule › B24", ("month 24 or later", "within the last 12 months"), ("annual", "no", "next_anniversary"),
    ("S054",), "interpretation", ("A36",), "The check that belongs to this year has been done.", (256, 32),
)
RULE_B12_D27_14 = Rule(
    "B12.D27.14", "monitoring.xlsx › Monitoring schedule › B25", ("month 12 to before 24, month 24 or later", "unknown"), ("annual", "undetermined", "next_anniversary"),
    ("S053", "S054"), "interpretation", ("A36",), "The last check is not known.", (384, 1),
)


def decide_schedule(clock__period: str, last_b12_check: str) -> Rule:
    """B12.D27 Monitoring schedule (U, monitoring.xlsx): Is a serum B12 recheck due, and when is the next one?"""
    if clock__period == "no_treatment":
        return RULE_B12_D27_01  # Monitoring schedule B12 · S052
    if clock__period == "before_start":
        return RULE_B12_D27_02  # Monitoring schedule B13 · S052
    if clock__period == "start_unknown":
        return RULE_B12_D27_03  # Monitoring schedule B14 · S052 S053 S054
    if clock__period == "m0_3":
        return RULE_B12_D27_04  # Monitoring schedule B15 · S052
    if clock__period == "m3_6":
        if last_b12_check == "none_since_start":
            return RULE_B12_D27_05  # Monitoring schedule B16 · S052 S053
        if last_b12_check in ("within_last_12_months", "unknown"):
            return RULE_B12_D27_07  # Monitoring schedule B18 · S052 S053
        return RULE_B12_D27_06  # Monitoring schedule B17 · S053
    if clock__period == "m6_12":
        if last_b12_check in ("within_last_12_months", "unknown"):
            return RULE_B12_D27_07  # Monitoring schedule B18 · S052 S053
        if last_b12_check in ("none_since_start", "month_3"):
            return RULE_B12_D27_08  # Monitoring schedule B19 · S053
        return RULE_B12_D27_09  # Monitoring schedule B20 · S053
    if clock__period == "m12_24":
        if last_b12_check == "unknown":
            return RULE_B12_D27_14  # Monitoring schedule B25 · S053 S054
        if last_b12_check in ("month_12", "within_last_12_months"):
            return RULE_B12_D27_11  # Monitoring schedule B22 · S054
        return RULE_B12_D27_10  # Monitoring schedule B21 · S053 S054
    if last_b12_check == "unknown":
        return RULE_B12_D27_14  # Monitoring schedule B25 · S053 S054
    if last_b12_check == "within_last_12_months":
        return RULE_B12_D27_13  # Monitoring schedule B24 · S054
    return RULE_B12_D27_12  # Monitoring schedule B23 · S054


RULE_B12_D28_01 = Rule(
    "B12.D28.01", "monitoring.xlsx › Checks when planning pregnancy › B12", ("no bariatric surgery", "-", "-", "-"), ("not_stated", "undetermined", "not_stated"),
    ("S067",), "explicit", (), "", (16, 7, 510, 63),
)
RULE_B12_D28_02 = Rule(
    "B12.D28.02", "monitoring.xlsx › Checks when planning pregnancy › B13", ("unknown", "yes", "-", "-"), ("ask_bariatric_history", "undetermined", "not_stated"),
    ("S067",), "interpretation", ("A41",), "The statement is for pregnancy planned after bariatric surgery.", (1, 2, 510, 63),
)
RULE_B12_D28_03 = Rule(
    "B12.D28.03", "monitoring.xlsx › Checks when planning pregnancy › B14", ("unknown", "not(yes)", "-", "-"), ("not_stated", "undetermined", "not_stated"),
    ("S067",), "interpretation", ("A41",), "Nothing calls for these checks unless a pregnancy is planned.", (1, 5, 510, 63),
)
RULE_B12_D28_04 = Rule(
    "B12.D28.04", "monitoring.xlsx › Checks when planning pregnancy › B15", ("Roux-en-Y or diversion, sleeve or banding, other procedure", "no", "-", "-"), ("not_stated", "undetermined", "not_stated"),
    ("S067",), "explicit", (), "", (14, 4, 510, 63),
)
RULE_B12_D28_05 = Rule(
    "B12.D28.05", "monitoring.xlsx › Checks when planning pregnancy › B16", ("Roux-en-Y or diversion, sleeve or banding, other procedure", "unknown", "-", "-"), ("ask_pregnancy_plans", "undetermined", "not_stated"),
    ("S067",), "interpretation", ("A41",), "After bariatric surgery the plan decides.", (14, 1, 510, 63),
)
RULE_B12_D28_06 = Rule(
    "B12.D28.06", "monitoring.xlsx › Checks when planning pregnancy › B17", ("Roux-en-Y or diversion, sleeve or banding, other procedure", "yes", "no treatment, before the start, start unknown, before month 3", "-"), ("every_3_months", "undetermined", "within_3_months"),
    ("S067",), "explicit", ("A41",), "When the last check was cannot be told from the answers; the next one is at most 3 months away.", (14, 2, 30, 63),
)
RULE_B12_D28_07 = Rule(
    "B12.D28.07", "monitoring.xlsx › Checks when planning pregnancy › B18", ("Roux-en-Y or diversion, sleeve or banding, other procedure", "yes", "month 3 to before 6", "month 3, month 6, month 12"), ("every_3_months", "no", "within_3_months"),
    ("S067",), "interpretation", ("A41",), "The check of month 3 is less than 3 months ago.", (14, 2, 32, 28),
)
RULE_B12_D28_08 = Rule(
    "B12.D28.08", "monitoring.xlsx › Checks when planning pregnancy › B19", ("Roux-en-Y or diversion, sleeve or banding, other procedure", "yes", "month 3 to before 6", "none since the start"), ("every_3_months", "yes", "within_3_months"),
    ("S067", "S052"), "explicit", (), "", (14, 2, 32, 2),
)
RULE_B12_D28_09 = Rule(
    "B12.D28.09", "monitoring.xlsx › Checks when planning pregnancy › B20", ("Roux-en-Y or diversion, sleeve or banding, other procedure", "yes", "month 6 to before 12", "none since the start, month 3"), ("every_3_months", "yes", "within_3_months"),
    ("S067", "S053"), "explicit", (), "", (14, 2, 64, 6),
)
RULE_B12_D28_10 = Rule(
    "B12.D28.10", "monitoring.xlsx › Checks when planning pregnancy › B21", ("Roux-en-Y or diversion, sleeve or banding, other procedure", "yes", "month 12 to before 24", "none since the start, month 3, month 6"), ("every_3_months", "yes", "within_3_months"),
    ("S067", "S054"), "explicit", (), "", (14, 2, 128, 14),
)
RULE_B12_D28_11 = Rule(
    "B12.D28.11", "monitoring.xlsx › Checks when planning pregnancy › B22", ("Roux-en-Y or diversion, sleeve or banding, other procedure", "yes", "month 24 or later", "none since the start, month 3, month 6, month 12"), ("every_3_months", "yes", "within_3_months"),
    ("S067", "S054"), "explicit", (), "", (14, 2, 256, 30),
)
RULE_B12_D28_12 = Rule(
    "B12.D28.12", "monitoring.xlsx › Checks when planning pregnancy › B23", ("Roux-en-Y or diversion, sleeve or banding, other procedure", "yes", "month 3 to before 6, month 6 to before 12, month 12 to before 24, month 24 or later", "unknown, within the last 12 months"), ("every_3_months", "undetermined", "within_3_months"),
    ("S067",), "interpretation", ("A41",), "When the last check was cannot be told from the answers.", (14, 2, 480, 33),
)
RULE_B12_D28_13 = Rule(
    "B12.D28.13", "monitoring.xlsx › Checks when planning pregnancy › B24", ("Roux-en-Y or diversion, sleeve or banding, other procedure", "yes", "month 6 to before 12", "month 6, month 12"), ("every_3_months", "undetermined", "within_3_months"),
    ("S067",), "interpretation", ("A41",), "The last check may be more or less than 3 months ago.", (14, 2, 64, 24),
)
RULE_B12_D28_14 = Rule(
    "B12.D28.14", "monitoring.xlsx › Checks when planning pregnancy › B25", ("Roux-en-Y or diversion, sleeve or banding, other procedure", "yes", "month 12 to before 24", "month 12"), ("every_3_months", "undetermined", "within_3_months"),
    ("S067",), "interpretation", ("A41",), "The last check may be more or less than 3 months ago.", (14, 2, 128, 16),
)


def decide_planning_schedule(bariatric_line__line: str, planning_pregnancy: str, clock__period: str, last_b12_check: str) -> Rule:
    """B12.D28 Checks when planning pregnancy (U, monitoring.xlsx): Planning pregnancy after bariatric surgery: are B12 checks every three months called for?"""
    if bariatric_line__line == "unknown":
        if planning_pregnancy == "yes":
            return RULE_B12_D28_02  # Checks when planning pregnancy B13 · S067
        return RULE_B12_D28_03  # Checks when planning pregnancy B14 · S067
    if bariatric_line__line == "none":
        return RULE_B12_D28_01  # Checks when planning pregnancy B12 · S067
    if planning_pregnancy == "unknown":
        return RULE_B12_D28_05  # Checks when planning pregnancy B16 · S067
    if planning_pregnancy == "yes":
        if clock__period == "m3_6":
            if last_b12_check == "none_since_start":
                return RULE_B12_D28_08  # Checks when planning pregnancy B19 · S067 S052
            if last_b12_check in ("within_last_12_months", "unknown"):
                return RULE_B12_D28_12  # Checks when planning pregnancy B23 · S067
            return RULE_B12_D28_07  # Checks when planning pregnancy B18 · S067
        if clock__period == "m6_12":
            if last_b12_check in ("within_last_12_months", "unknown"):
                return RULE_B12_D28_12  # Checks when planning pregnancy B23 · S067
            if last_b12_check in ("none_since_start", "month_3"):
                return RULE_B12_D28_09  # Checks when planning pregnancy B20 · S067 S053
            return RULE_B12_D28_13  # Checks when planning pregnancy B24 · S067
        if clock__period == "m12_24":
            if last_b12_check == "month_12":
                return RULE_B12_D28_14  # Checks when planning pregnancy B25 · S067
            if last_b12_check in ("within_last_12_months", "unknown"):
                return RULE_B12_D28_12  # Checks when planning pregnancy B23 · S067
            return RULE_B12_D28_10  # Checks when planning pregnancy B21 · S067 S054
        if clock__period == "m24_on":
            if last_b12_check in ("within_last_12_months", "unknown"):
                return RULE_B12_D28_12  # Checks when planning pregnancy B23 · S067
            return RULE_B12_D28_11  # Checks when planning pregnancy B22 · S067 S054
        return RULE_B12_D28_06  # Checks when planning pregnancy B17 · S067
    return RULE_B12_D28_04  # Checks when planning pregnancy B15 · S067


RULE_B12_D29_01 = Rule(
    "B12.D29.01", "monitoring.xlsx › Monitoring visit › B13", ("treat confirmed deficiency, continue and establish confirmation", "-", "-", "-", "-"), (("serum_b12",), ("test",)),
    ("S052", "S055"), "explicit", (), "", (6, 15, 7, 31, 7),
)
RULE_B12_D29_02 = Rule(
    "B12.D29.02", "monitoring.xlsx › Monitoring visit › B14", ("treat confirmed deficiency, continue and establish confirmation", "-", "-", "-", "-"), (("cbc",), ("test",)),
    ("S056",), "explicit", (), "", (6, 15, 7, 31, 7),
)
RULE_B12_D29_03 = Rule(
    "B12.D29.03", "monitoring.xlsx › Monitoring visit › B15", ("treat confirmed deficiency, continue and establish confirmation", "borderline", "-", "-", "-"), (("mma",), ("test",)),
    ("S057",), "explicit", ("A37",), "Read as borderline at this visit.", (6, 4, 7, 31, 7),
)
RULE_B12_D29_04 = Rule(
    "B12.D29.04", "monitoring.xlsx › Monitoring visit › B16", ("-", "-", "present", "-", "-"), (("neuro_symptoms_over_labs",), ("principle",)),
    ("S060",), "explicit", (), "", (510, 15, 2, 31, 7),
)
RULE_B12_D29_05 = Rule(
    "B12.D29.05", "monitoring.xlsx › Monitoring visit › B17", ("-", "-", "-", "injection", "-"), (("biomarkers_not_for_frequency",), ("principle",)),
    ("S081", "S086"), "interpretation", ("A32",), "Tests are for monitoring; the frequency follows symptoms.", (510, 15, 7, 4, 7),
)
RULE_B12_D29_06 = Rule(
    "B12.D29.06", "monitoring.xlsx › Monitoring visit › B18", ("treat confirmed deficiency, continue and establish confirmation", "normal", "-", "-", "-"), (("one_normal_is_not_the_end",), ("principle",)),
    ("S071", "S073"), "explicit", (), "", (6, 8, 7, 31, 7),
)
RULE_B12_D29_07 = Rule(
    "B12.D29.07", "monitoring.xlsx › Monitoring visit › B19", ("-", "-", "-", "by mouth, under the tongue", "yes"), (("not_cyanocobalamin_by_mouth",), ("principle",)),
    ("S020", "S078"), "explicit", (), "", (510, 15, 7, 24, 2),
)
RULE_B12_D29_08 = Rule(
    "B12.D29.08", "monitoring.xlsx › Monitoring visit › B20", ("-", "-", "-", "by mouth, under the tongue", "unknown"), (("establish_renal_function",), ("principle",)),
    ("S020",), "interpretation", ("A43",), "Cyanocobalamin is blocked until renal function is known.", (510, 15, 7, 24, 1),
)


def decide_tests(intent__intent: str, serum_b12: str, neuro__neuro: str, current_route: str, renal_dysfunction: str) -> tuple[Rule, ...]:
    """B12.D29 Monitoring visit (C, monitoring.xlsx): What is assessed, and on what principle?"""
    met: tuple[Rule, ...] = ()
    if intent__intent in ("treat", "continue_and_establish_confirmation"):
        met += (RULE_B12_D29_01,)  # Monitoring visit B13 · S052 S055
        met += (RULE_B12_D29_02,)  # Monitoring visit B14 · S056
        if serum_b12 == "borderline":
            met += (RULE_B12_D29_03,)  # Monitoring visit B15 · S057
    if neuro__neuro == "present":
        met += (RULE_B12_D29_04,)  # Monitoring visit B16 · S060
    if current_route == "im":
        met += (RULE_B12_D29_05,)  # Monitoring visit B17 · S081 S086
    if intent__intent in ("treat", "continue_and_establish_confirmation") and serum_b12 == "normal":
        met += (RULE_B12_D29_06,)  # Monitoring visit B18 · S071 S073
    if current_route in ("oral", "sublingual"):
        if renal_dysfunction == "yes":
            met += (RULE_B12_D29_07,)  # Monitoring visit B19 · S020 S078
        if renal_dysfunction == "unknown":
            met += (RULE_B12_D29_08,)  # Monitoring visit B20 · S020
    return met


RULE_B12_D34_01 = Rule(
    "B12.D34.01", "populations.xlsx › Platelets and injection › B12", ("> 50", "-"), ("platelets_permit_im", "not_needed_per_source"),
    ("S061",), "explicit", (), "Other bleeding risks, such as anticoagulants, are not mentioned.", (16, 7),
)
RULE_B12_D34_02 = Rule(
    "B12.D34.02", "populations.xlsx › Platelets and injection › B13", ("[25..50]", "-"), ("fine_needle_and_pressure", "needle_and_pressure"),
    ("S062", "S063"), "explicit", ("A01", "A02"), "50 and 25 themselves are inside this range.", (8, 7),
)
RULE_B12_D34_03 = Rule(
    "B12.D34.03", "populations.xlsx › Platelets and injection › B14", ("[10..25)", "present"), ("prioritize_treatment", "not_repeated_below_25"),
    ("S064",), "explicit", ("A02", "A03", "A05"), "From 10 up to just below 25. Needle and pressure are not repeated for these counts.", (4, 2),
)
RULE_B12_D34_04 = Rule(
    "B12.D34.04", "populations.xlsx › Platelets and injection › B15", ("< 10", "present"), ("prioritize_and_consider_transfusion", "not_repeated_below_25"),
    ("S064", "S065"), "explicit", ("A03", "A05"), "A transfusion is stated only below 10.", (2, 2),
)
RULE_B12_D34_05 = Rule(
    "B12.D34.05", "populations.xlsx › Platelets and injection › B16", ("< 25", "absent"), ("refer_before_injecting", "not_repeated_below_25"),
    ("S064",), "not_covered", ("A04", "A53"), "The rule for low counts holds only with neurological symptoms.", (6, 4),
)
RULE_B12_D34_06 = Rule(
    "B12.D34.06", "populations.xlsx › Platelets and injection › B17", ("< 25", "unknown"), ("assess_neuro_then_decide", "not_repeated_below_25"),
    ("S064", "S065"), "interpretation", ("A04", "A11"), "The rule for low counts depends on neurological symptoms.", (6, 1),
)
RULE_B12_D34_07 = Rule(
    "B12.D34.07", "populations.xlsx › Platelets and injection › B18", ("unknown", "-"), ("platelets_unknown", "cannot_tell"),
    ("S061",), "interpretation", ("A06",), "Neither permitted nor forbidden: the statements cannot be applied.", (1, 7),
)


def decide_injection_safety(platelets_10e9_l: float | None, neuro__neuro: str) -> Rule:
    """B12.D34 Platelets and injection (U, populations.xlsx): If an injection is given, what does the platelet count require?"""
    if platelets_10e9_l is None:
        return RULE_B12_D34_07  # Platelets and injection B18 · S061
    if platelets_10e9_l < 10:
        if neuro__neuro == "unknown":
            return RULE_B12_D34_06  # Platelets and injection B17 · S064 S065
        if neuro__neuro == "present":
            return RULE_B12_D34_04  # Platelets and injection B15 · S064 S065
        return RULE_B12_D34_05  # Platelets and injection B16 · S064
    if platelets_10e9_l < 25:
        if neuro__neuro == "unknown":
            return RULE_B12_D34_06  # Platelets and injection B17 · S064 S065
        if neuro__neuro == "present":
            return RULE_B12_D34_03  # Platelets and injection B14 · S064
        return RULE_B12_D34_05  # Platelets and injection B16 · S064
    if platelets_10e9_l <= 50:
        return RULE_B12_D34_02  # Platelets and injection B13 · S062 S063
    return RULE_B12_D34_01  # Platelets and injection B12 · S061


RULE_B12_D35_01 = Rule(
    "B12.D35.01", "populations.xlsx › Pregnancy and lactation › B13", ("yes", ">= 2.8", "-", "-", "-", "-"), (("meets_minimum",),),
    ("S066",), "explicit", ("A42",), "Exactly 2.8 reaches the minimum.", (2, 4, 7, 7, 31, 510),
)
RULE_B12_D35_02 = Rule(
    "B12.D35.02", "populations.xlsx › Pregnancy and lactation › B14", ("yes", "< 2.8", "-", "-", "-", "-"), (("below_minimum",),),
    ("S066",), "explicit", ("A42",), "Total intake by mouth is meant, food included.", (2, 2, 7, 7, 31, 510),
)
RULE_B12_D35_03 = Rule(
    "B12.D35.03", "populations.xlsx › Pregnancy and lactation › B15", ("yes", "unknown", "-", "-", "-", "-"), (("needs_minimum_intake_unknown",),),
    ("S066",), "explicit", (), "", (2, 1, 7, 7, 31, 510),
)
RULE_B12_D35_04 = Rule(
    "B12.D35.04", "populations.xlsx › Pregnancy and lactation › B16", ("yes", "-", "-", "-", "-", "not(not shown)"), (("minimum_is_not_treatment",),),
    ("S066", "S001"), "interpretation", ("A42",), "The minimum is a requirement of the diet, not a treatment.", (2, 7, 7, 7, 31, 382),
)
RULE_B12_D35_05 = Rule(
    "B12.D35.05", "populations.xlsx › Pregnancy and lactation › B17", ("-", "-", "yes", "-", "Roux-en-Y or diversion, sleeve or banding, other procedure", "-"), (("b12_check_every_3_months",),),
    ("S067",), "explicit", (), "", (7, 7, 2, 7, 14, 510),
)
RULE_B12_D35_06 = Rule(
    "B12.D35.06", "populations.xlsx › Pregnancy and lactation › B18", ("-", "-", "yes", "-", "unknown", "-"), (("ask_bariatric_history",),),
    ("S067",), "interpretation", ("A41",), "The statement is for pregnancy planned after bariatric surgery.", (7, 7, 2, 7, 1, 510),
)
RULE_B12_D35_07 = Rule(
    "B12.D35.07", "populations.xlsx › Pregnancy and lactation › B19", ("-", "-", "-", "yes", "-", "-"), (("pregnancy_not_covered",),),
    ("S067",), "not_covered", ("A41",), "A current pregnancy is not mentioned in the source.", (7, 7, 7, 2, 31, 510),
)


def decide_pregnancy(breastfeeding: str, oral_b12_intake_ug_day: float | None, planning_pregnancy: str, pregnant: str, bariatric_line__line: str, status__status: str) -> tuple[Rule, ...]:
    """B12.D35 Pregnancy and lactation (C, populations.xlsx): What is stated for planning, pregnancy and breastfeeding?"""
    met: tuple[Rule, ...] = ()
    if breastfeeding == "yes":
        if oral_b12_intake_ug_day is not None and oral_b12_intake_ug_day >= 2.8:
            met += (RULE_B12_D35_01,)  # Pregnancy and lactation B13 · S066
        if oral_b12_intake_ug_day is not None and oral_b12_intake_ug_day < 2.8:
            met += (RULE_B12_D35_02,)  # Pregnancy and lactation B14 · S066
        if oral_b12_intake_ug_day is None:
            met += (RULE_B12_D35_03,)  # Pregnancy and lactation B15 · S066
        if status__status != "not_shown":
            met += (RULE_B12_D35_04,)  # Pregnancy and lactation B16 · S066 S001
    if planning_pregnancy == "yes":
        if bariatric_line__line not in ("none", "unknown"):
            met += (RULE_B12_D35_05,)  # Pregnancy and lactation B17 · S067
        if bariatric_line__line == "unknown":
            met += (RULE_B12_D35_06,)  # Pregnancy and lactation B18 · S067
    if pregnant == "yes":
        met += (RULE_B12_D35_07,)  # Pregnancy and lactation B19 · S067
    return met


RULE_B12_D36_01 = Rule(
    "B12.D36.01", "order-checks.xlsx › Kind of order › B12", ("no order", "-"), ("none",),
    ("S001",), "explicit", (), "", (2, 30),
)
RULE_B12_D36_02 = Rule(
    "B12.D36.02", "order-checks.xlsx › Kind of order › B13", ("folic acid", "-"), ("folic_acid",),
    ("S047",), "explicit", (), "", (64, 30),
)
RULE_B12_D36_03 = Rule(
    "B12.D36.03", "order-checks.xlsx › Kind of order › B14", ("hydroxocobalamin, cyanocobalamin, methylcobalamin, B12 of an unnamed form", "injection"), ("b12_im",),
    ("S002",), "explicit", (), "", (60, 4),
)
RULE_B12_D36_04 = Rule(
    "B12.D36.04", "order-checks.xlsx › Kind of order › B15", ("hydroxocobalamin, cyanocobalamin, methylcobalamin, B12 of an unnamed form", "by mouth"), ("b12_oral",),
    ("S004",), "explicit", (), "", (60, 8),
)
RULE_B12_D36_05 = Rule(
    "B12.D36.05", "order-checks.xlsx › Kind of order › B16", ("hydroxocobalamin, cyanocobalamin, methylcobalamin, B12 of an unnamed form", "under the tongue"), ("b12_sublingual",),
    ("S037",), "explicit", (), "", (60, 16),
)
RULE_B12_D36_06 = Rule(
    "B12.D36.06", "order-checks.xlsx › Kind of order › B17", ("hydroxocobalamin, cyanocobalamin, methylcobalamin, B12 of an unnamed form", "not named"), ("b12_no_route",),
    ("S002", "S004"), "explicit", (), "", (60, 2),
)


def decide_order_kind(order_drug: str, order_route: str) -> Rule:
    """B12.D36 Kind of order (U, order-checks.xlsx): What kind of order is it?"""
    if order_drug == "none":
        return RULE_B12_D36_01  # Kind of order B12 · S001
    if order_drug == "folic_acid":
        return RULE_B12_D36_02  # Kind of order B13 · S047
    if order_route == "none":
        return RULE_B12_D36_06  # Kind of order B17 · S002 S004
    if order_route == "im":
        return RULE_B12_D36_03  # Kind of order B14 · S002
    if order_route == "oral":
        return RULE_B12_D36_04  # Kind of order B15 · S004
    return RULE_B12_D36_05  # Kind of order B16 · S037


RULE_B12_D37_01 = Rule(
    "B12.D37.01", "order-checks.xlsx › Context of the order › B12", ("treat confirmed deficiency, continue and establish confirmation", "B12 by injection"), ("treat_im",),
    ("S002",), "explicit", ("A58",), "Treatment that goes on while confirmation is established is checked the same way.", (6, 8),
)
RULE_B12_D37_02 = Rule(
    "B12.D37.02", "order-checks.xlsx › Context of the order › B13", ("treat confirmed deficiency, continue and establish confirmation", "B12 by mouth"), ("treat_oral",),
    ("S004",), "explicit", ("A58",), "Treatment that goes on while confirmation is established is checked the same way.", (6, 16),
)
RULE_B12_D37_03 = Rule(
    "B12.D37.03", "order-checks.xlsx › Context of the order › B14", ("treat confirmed deficiency, continue and establish confirmation", "B12 under the tongue"), ("treat_sublingual",),
    ("S004",), "explicit", ("A58",), "Treatment that goes on while confirmation is established is checked the same way.", (6, 32),
)
RULE_B12_D37_04 = Rule(
    "B12.D37.04", "order-checks.xlsx › Context of the order › B15", ("prophylaxis after surgery", "B12 by injection"), ("prophylaxis_im",),
    ("S035",), "explicit", (), "", (16, 8),
)
RULE_B12_D37_05 = Rule(
    "B12.D37.05", "order-checks.xlsx › Context of the order › B16", ("prophylaxis after surgery", "B12 by mouth"), ("prophylaxis_oral",),
    ("S036",), "explicit", (), "", (16, 16),
)
RULE_B12_D37_06 = Rule(
    "B12.D37.06", "order-checks.xlsx › Context of the order › B17", ("prophylaxis after surgery", "B12 under the tongue"), ("prophylaxis_sublingual",),
    ("S037",), "explicit", (), "", (16, 32),
)
RULE_B12_D37_07 = Rule(
    "B12.D37.07", "order-checks.xlsx › Context of the order › B18", ("not(treat confirmed deficiency, continue and establish confirmation, prophylaxis after surgery)", "B12 by injection"), ("other_im",),
    ("S001",), "explicit", (), "", (488, 8),
)
RULE_B12_D37_08 = Rule(
    "B12.D37.08", "order-checks.xlsx › Context of the order › B19", ("not(treat confirmed deficiency, continue and establish confirmation, prophylaxis after surgery)", "B12 by mouth"), ("other_oral",),
    ("S001",), "explicit", (), "", (488, 16),
)
RULE_B12_D37_09 = Rule(
    "B12.D37.09", "order-checks.xlsx › Context of the order › B20", ("not(treat confirmed deficiency, continue and establish confirmation, prophylaxis after surgery)", "B12 under the tongue"), ("other_sublingual",),
    ("S001",), "explicit", (), "", (488, 32),
)
RULE_B12_D37_10 = Rule(
    "B12.D37.10", "order-checks.xlsx › Context of the order › B21", ("-", "no order, folic acid, B12 without a route"), ("not_b12",),
    ("S001",), "explicit", (), "", (510, 70),
)


def decide_order_context(intent__intent: str, order_kind__kind: str) -> Rule:
    """B12.D37 Context of the order (U, order-checks.xlsx): Against which part of the source is the order checked?"""
    if order_kind__kind == "b12_im":
        if intent__intent == "prophylaxis":
            return RULE_B12_D37_04  # Context of the order B15 · S035
        if intent__intent in ("treat", "continue_and_establish_confirmation"):
            return RULE_B12_D37_01  # Context of the order B12 · S002
        return RULE_B12_D37_07  # Context of the order B18 · S001
    if order_kind__kind == "b12_oral":
        if intent__intent == "prophylaxis":
            return RULE_B12_D37_05  # Context of the order B16 · S036
        if intent__intent in ("treat", "continue_and_establish_confirmation"):
            return RULE_B12_D37_02  # Context of the order B13 · S004
        return RULE_B12_D37_08  # Context of the order B19 · S001
    if order_kind__kind == "b12_sublingual":
        if intent__intent == "prophylaxis":
            return RULE_B12_D37_06  # Context of the order B17 · S037
        if intent__intent in ("treat", "continue_and_establish_confirmation"):
            return RULE_B12_D37_03  # Context of the order B14 · S004
        return RULE_B12_D37_09  # Context of the order B20 · S001
    return RULE_B12_D37_10  # Context of the order B21 · S001


RULE_B12_D38_01 = Rule(
    "B12.D38.01", "order-checks.xlsx › Drug check › B13", ("cyanocobalamin", "-", "yes", "-"), (("G01",), ("stop",)),
    ("S020", "S021", "S022", "S078", "S079", "S080"), "explicit", (), "Cyanocobalamin in renal dysfunction.", (8, 126, 2, 7),
)
RULE_B12_D38_02 = Rule(
    "B12.D38.02", "order-checks.xlsx › Drug check › B14", ("cyanocobalamin", "-", "unknown", "-"), (("G02",), ("warn",)),
    ("S020", "S078"), "interpretation", ("A43",), "Unknown renal function blocks cyanocobalamin.", (8, 126, 1, 7),
)
RULE_B12_D38_03 = Rule(
    "B12.D38.03", "order-checks.xlsx › Drug check › B15", ("cyanocobalamin", "B12 by injection", "no", "-"), (("G03",), ("warn",)),
    ("S018", "S019"), "explicit", (), "Another form is preferred for injection.", (8, 8, 4, 7),
)
RULE_B12_D38_04 = Rule(
    "B12.D38.04", "order-checks.xlsx › Drug check › B16", ("methylcobalamin", "-", "not(yes)", "-"), (("G30",), ("warn",)),
    ("S021",), "interpretation", ("A44",), "Named in the source only as a substitute in renal dysfunction.", (16, 126, 5, 7),
)
RULE_B12_D38_05 = Rule(
    "B12.D38.05", "order-checks.xlsx › Drug check › B17", ("B12 of an unnamed form", "-", "not(no)", "-"), (("G39",), ("warn",)),
    ("S020", "S021", "S078"), "interpretation", ("A43",), "An unnamed form may turn out to be cyanocobalamin.", (32, 126, 3, 7),
)
RULE_B12_D38_06 = Rule(
    "B12.D38.06", "order-checks.xlsx › Drug check › B18", ("cyanocobalamin, methylcobalamin", "B12 by injection", "-", "yes"), (("G46",), ("stop",)),
    ("S018", "S029"), "explicit", (), "Pernicious anemia asks for hydroxocobalamin.", (24, 8, 7, 2),
)
RULE_B12_D38_07 = Rule(
    "B12.D38.07", "order-checks.xlsx › Drug check › B19", ("B12 of an unnamed form", "B12 by injection", "-", "yes"), (("G52",), ("warn",)),
    ("S029",), "interpretation", ("A45",), "Pernicious anemia asks for hydroxocobalamin; the order leaves the form open.", (32, 8, 7, 2),
)
RULE_B12_D38_08 = Rule(
    "B12.D38.08", "order-checks.xlsx › Drug check › B20", ("methylcobalamin", "-", "yes", "-"), (("G49",), ("info",)),
    ("S021",), "explicit", ("A44",), "A possible form, but how much is not stated.", (16, 126, 2, 7),
)
RULE_B12_D38_09 = Rule(
    "B12.D38.09", "order-checks.xlsx › Drug check › B21", ("hydroxocobalamin", "B12 by mouth, B12 under the tongue", "-", "-"), (("G62",), ("warn",)),
    ("S002", "S018", "S021"), "not_covered", ("A44", "A45"), "The source gives a dose of hydroxocobalamin for injection only.", (4, 48, 7, 7),
)


def decide_check_drug(order_drug: str, order_kind__kind: str, renal_dysfunction: str, pernicious_anemia: str) -> tuple[Rule, ...]:
    """B12.D38 Drug check (C, order-checks.xlsx): Is the ordered B12 form right?"""
    if order_drug in ("none", "folic_acid"):
        return ()
    met: tuple[Rule, ...] = ()
    if order_drug == "cyanocobalamin":
        if renal_dysfunction == "yes":
            met += (RULE_B12_D38_01,)  # Drug check B13 · S020 S021 S022 S078 S079 S080
        if renal_dysfunction == "unknown":
            met += (RULE_B12_D38_02,)  # Drug check B14 · S020 S078
        if order_kind__kind == "b12_im" and renal_dysfunction == "no":
            met += (RULE_B12_D38_03,)  # Drug check B15 · S018 S019
    if order_drug == "methylcobalamin" and renal_dysfunction != "yes":
        met += (RULE_B12_D38_04,)  # Drug check B16 · S021
    if order_drug == "unspecified_b12" and renal_dysfunction != "no":
        met += (RULE_B12_D38_05,)  # Drug check B17 · S020 S021 S078
    if order_kind__kind == "b12_im":
        if pernicious_anemia == "yes":
            if order_drug in ("cyanocobalamin", "methylcobalamin"):
                met += (RULE_B12_D38_06,)  # Drug check B18 · S018 S029
            if order_drug == "unspecified_b12":
                met += (RULE_B12_D38_07,)  # Drug check B19 · S029
    if order_drug == "methylcobalamin" and renal_dysfunction == "yes":
        met += (RULE_B12_D38_08,)  # Drug check B20 · S021
    if order_drug == "hydroxocobalamin" and order_kind__kind in ("b12_oral", "b12_sublingual"):
        met += (RULE_B12_D38_09,)  # Drug check B21 · S002 S018 S021
    return met


RULE_B12_D39_01 = Rule(
    "B12.D39.01", "order-checks.xlsx › Folic acid check › B13", ("folic acid", "not(treatment)", "confirmed"), (("G04",), ("stop",)),
    ("S047", "S048", "S049", "S051"), "explicit", (), "B12 comes first.", (4, 13, 2),
)
RULE_B12_D39_02 = Rule(
    "B12.D39.02", "order-checks.xlsx › Folic acid check › B14", ("folic acid", "not(treatment)", "not(confirmed)"), (("G05",), ("warn",)),
    ("S047", "S048", "S049", "S050", "S074"), "interpretation", ("A34",), "B12 is not decided yet, so folic acid waits.", (4, 13, 508),
)


def decide_check_folic_acid(order_kind__kind: str, b12_started__started: str, status__status: str) -> tuple[Rule, ...]:
    """B12.D39 Folic acid check (C, order-checks.xlsx): May the ordered folic acid be given?"""
    if order_kind__kind != "folic_acid":
        return ()
    met: tuple[Rule, ...] = ()
    if order_kind__kind == "folic_acid":
        if b12_started__started != "treatment":
            if status__status == "confirmed":
                met += (RULE_B12_D39_01,)  # Folic acid check B13 · S047 S048 S049 S051
            if status__status != "confirmed":
                met += (RULE_B12_D39_02,)  # Folic acid check B14 · S047 S048 S049 S050 S074
    return met


RULE_B12_D40_01 = Rule(
    "B12.D40.01", "order-checks.xlsx › Route check › B13", ("treatment by mouth, treatment under the tongue, prophylaxis by mouth, prophylaxis under the tongue, no regimen to compare by mouth, no regimen to compare under the tongue", "-", "yes", "-", "-", "-"), (("G06",), ("stop",)),
    ("S014", "S025", "S026", "S027", "S029"), "explicit", ("A19",), "Injection is mandatory, and the evidence on tablets changes nothing in that.", (876, 7, 2, 7, 7, 63),
)
RULE_B12_D40_02 = Rule(
    "B12.D40.02", "order-checks.xlsx › Route check › B14", ("treatment by mouth, treatment under the tongue", "present", "not(yes)", "-", "-", "-"), (("G07",), ("stop",)),
    ("S015", "S016", "S017", "S023", "S027"), "explicit", ("A16",), "Malabsorption requires injection.", (12, 2, 5, 7, 7, 63),
)
RULE_B12_D40_03 = Rule(
    "B12.D40.03", "order-checks.xlsx › Route check › B15", ("treatment by mouth, treatment under the tongue", "-", "-", "present", "-", "-"), (("G08",), ("warn",)),
    ("S009", "S011"), "interpretation", ("A12",), "The neurological regimen is by injection, whatever the cause.", (12, 7, 7, 2, 7, 63),
)
RULE_B12_D40_04 = Rule(
    "B12.D40.04", "order-checks.xlsx › Route check › B16", ("treatment by mouth, treatment under the tongue", "-", "-", "unknown", "-", "-"), (("G38",), ("warn",)),
    ("S009", "S011"), "interpretation", ("A11",), "Neurological status decides whether tablets are an option.", (12, 7, 7, 1, 7, 63),
)
RULE_B12_D40_05 = Rule(
    "B12.D40.05", "order-checks.xlsx › Route check › B17", ("treatment by mouth", "unknown", "-", "-", "-", "-"), (("G37",), ("warn",)),
    ("S004", "S024", "S045"), "interpretation", ("A28",), "Malabsorption decides whether tablets are an option.", (4, 1, 7, 7, 7, 63),
)
RULE_B12_D40_06 = Rule(
    "B12.D40.06", "order-checks.xlsx › Route check › B18", ("treatment by mouth", "not(present)", "-", "-", "not(yes)", "none, unknown"), (("G28",), ("warn",)),
    ("S023", "S024", "S045"), "explicit", ("A15", "A28"), "No cause is established for which the source states treatment by mouth.", (4, 5, 7, 7, 5, 3),
)
RULE_B12_D40_07 = Rule(
    "B12.D40.07", "order-checks.xlsx › Route check › B19", ("treatment under the tongue", "-", "-", "-", "-", "-"), (("G29",), ("warn",)),
    ("S004", "S037", "S040"), "not_covered", ("A47",), "Sublingual stands only in the bariatric lines, as prophylaxis.", (8, 7, 7, 7, 7, 63),
)


def decide_check_route(order_context__context: str, malabsorption__malabsorption: str, pernicious_anemia: str, neuro__neuro: str, dietary_cause: str, medication_cause: str) -> tuple[Rule, ...]:
    """B12.D40 Route check (C, order-checks.xlsx): Does the ordered route fit?"""
    if order_context__context in ("treat_im", "prophylaxis_im", "other_im", "not_b12"):
        return ()
    met: tuple[Rule, ...] = ()
    if order_context__context not in ("treat_im", "prophylaxis_im", "other_im", "not_b12") and pernicious_anemia == "yes":
        met += (RULE_B12_D40_01,)  # Route check B13 · S014 S025 S026 S027 S029
    if order_context__context in ("treat_oral", "treat_sublingual"):
        if malabsorption__malabsorption == "present" and pernicious_anemia != "yes":
            met += (RULE_B12_D40_02,)  # Route check B14 · S015 S016 S017 S023 S027
        if neuro__neuro == "present":
            met += (RULE_B12_D40_03,)  # Route check B15 · S009 S011
        if neuro__neuro == "unknown":
            met += (RULE_B12_D40_04,)  # Route check B16 · S009 S011
    if order_context__context == "treat_oral":
        if malabsorption__malabsorption == "unknown":
            met += (RULE_B12_D40_05,)  # Route check B17 · S004 S024 S045
        if malabsorption__malabsorption != "present" and dietary_cause != "yes" and medication_cause in ("none", "unknown"):
            met += (RULE_B12_D40_06,)  # Route check B18 · S023 S024 S045
    if order_context__context == "treat_sublingual":
        met += (RULE_B12_D40_07,)  # Route check B19 · S004 S037 S040
    return met


RULE_B12_D41_01 = Rule(
    "B12.D41.01", "order-checks.xlsx › Prophylaxis check › B13", ("prophylaxis by mouth", "Roux-en-Y or diversion", "-", "-", "-", "-"), (("G31",), ("info",)),
    ("S036", "S037", "S038"), "interpretation", ("A17",), "Tablets stand only in the general line, not in the line for the procedure.", (32, 2, 15, 14, 63, 127),
)
RULE_B12_D41_02 = Rule(
    "B12.D41.02", "order-checks.xlsx › Prophylaxis check › B14", ("prophylaxis by mouth", "sleeve or banding", "-", "-", "< 250", "-"), (("G32",), ("warn",)),
    ("S039",), "explicit", (), "250 μg a day is the lowest dose stated here.", (32, 4, 15, 14, 2, 127),
)
RULE_B12_D41_03 = Rule(
    "B12.D41.03", "order-checks.xlsx › Prophylaxis check › B15", ("prophylaxis by mouth, prophylaxis under the tongue", "-", "ileal resection", "-", "-", "-"), (("G33",), ("warn",)),
    ("S015", "S041"), "explicit", (), "After a long resection only the injection is stated.", (96, 31, 2, 14, 63, 127),
)
RULE_B12_D41_04 = Rule(
    "B12.D41.04", "order-checks.xlsx › Prophylaxis check › B16", ("prophylaxis by mouth, prophylaxis under the tongue", "Roux-en-Y or diversion, other procedure", "-", "-", "< 1000", "-"), (("G47",), ("warn",)),
    ("S036", "S037"), "explicit", ("A18",), "1000 μg a day is the lowest dose stated here.", (96, 10, 15, 14, 6, 127),
)
RULE_B12_D41_05 = Rule(
    "B12.D41.05", "order-checks.xlsx › Prophylaxis check › B17", ("prophylaxis under the tongue", "sleeve or banding", "-", "-", "< 1000", "-"), (("G54",), ("warn",)),
    ("S040",), "explicit", (), "1000 μg a week is the dose stated here.", (64, 4, 15, 14, 6, 127),
)
RULE_B12_D41_06 = Rule(
    "B12.D41.06", "order-checks.xlsx › Prophylaxis check › B18", ("prophylaxis under the tongue", "Roux-en-Y or diversion", "-", "-", "-", "> 1"), (("G56",), ("warn",)),
    ("S037",), "explicit", ("A48",), "The stated dose is daily.", (64, 2, 15, 14, 63, 124),
)
RULE_B12_D41_07 = Rule(
    "B12.D41.07", "order-checks.xlsx › Prophylaxis check › B19", ("prophylaxis by mouth, prophylaxis under the tongue", "-", "not(ileal resection)", "no", "-", "-"), (("G57",), ("warn",)),
    ("S014", "S016", "S017", "S009"), "interpretation", ("A61",), "The prophylaxis table does not offer this route here.", (96, 31, 13, 2, 63, 127),
)
RULE_B12_D41_08 = Rule(
    "B12.D41.08", "order-checks.xlsx › Prophylaxis check › B20", ("prophylaxis by mouth, prophylaxis under the tongue", "-", "-", "waits for answers", "-", "-"), (("G58",), ("warn",)),
    ("S014", "S017", "S011"), "interpretation", ("A61",), "The prophylaxis table lets this route wait.", (96, 31, 15, 4, 63, 127),
)


def decide_check_prophylaxis(order_context__context: str, bariatric_line__line: str, surgical_ground__ground: str, mouth_safe__safe: str, order_dose_ug: float | None, order_interval_days: float | None) -> tuple[Rule, ...]:
    """B12.D41 Prophylaxis check (C, order-checks.xlsx): Does the ordered prophylaxis fit the surgery?"""
    if order_context__context not in ("prophylaxis_oral", "prophylaxis_sublingual"):
        return ()
    met: tuple[Rule, ...] = ()
    if order_context__context == "prophylaxis_oral":
        if bariatric_line__line == "rygb_bpd":
            met += (RULE_B12_D41_01,)  # Prophylaxis check B13 · S036 S037 S038
        if bariatric_line__line == "sleeve_band" and order_dose_ug is not None and order_dose_ug < 250:
            met += (RULE_B12_D41_02,)  # Prophylaxis check B14 · S039
    if order_context__context in ("prophylaxis_oral", "prophylaxis_sublingual"):
        if surgical_ground__ground == "ileal_resection":
            met += (RULE_B12_D41_03,)  # Prophylaxis check B15 · S015 S041
        if bariatric_line__line in ("rygb_bpd", "other") and order_dose_ug is not None and order_dose_ug < 1000:
            met += (RULE_B12_D41_04,)  # Prophylaxis check B16 · S036 S037
    if order_context__context == "prophylaxis_sublingual":
        if bariatric_line__line == "sleeve_band" and order_dose_ug is not None and order_dose_ug < 1000:
            met += (RULE_B12_D41_05,)  # Prophylaxis check B17 · S040
        if bariatric_line__line == "rygb_bpd" and order_interval_days is not None and order_interval_days > 1:
            met += (RULE_B12_D41_06,)  # Prophylaxis check B18 · S037
    if order_context__context in ("prophylaxis_oral", "prophylaxis_sublingual"):
        if surgical_ground__ground != "ileal_resection" and mouth_safe__safe == "no":
            met += (RULE_B12_D41_07,)  # Prophylaxis check B19 · S014 S016 S017 S009
        if mouth_safe__safe == "pending":
            met += (RULE_B12_D41_08,)  # Prophylaxis check B20 · S014 S017 S011
    return met


RULE_B12_D42_01 = Rule(
    "B12.D42.01", "order-checks.xlsx › Dose check › B13", ("treatment by mouth", "-", "not(present)", "< 1000"), (("G09",), ("warn",)),
    ("S004", "S024", "S028", "S045"), "explicit", ("A18",), "1000 μg a day is the lowest dose stated for treatment.", (4, 126, 5, 6),
)
RULE_B12_D42_02 = Rule(
    "B12.D42.02", "order-checks.xlsx › Dose check › B14", ("-", "B12 by mouth, B12 under the tongue", "-", "> 2000"), (("G10",), ("warn",)),
    ("S004", "S024", "S036", "S037"), "interpretation", ("A18",), "2000 μg is the highest dose by mouth or under the tongue that is stated anywhere.", (2046, 48, 7, 32),
)
RULE_B12_D42_03 = Rule(
    "B12.D42.03", "order-checks.xlsx › Dose check › B15", ("-", "B12 by injection", "-", "not(1000, unknown)"), (("G11",), ("warn",)),
    ("S002", "S005", "S009", "S035", "S038", "S041"), "interpretation", ("A48",), "1 mg is the only injected dose that is stated.", (2046, 8, 7, 54),
)
RULE_B12_D42_04 = Rule(
    "B12.D42.04", "order-checks.xlsx › Dose check › B16", ("-", "B12 by injection, B12 by mouth, B12 under the tongue", "-", "unknown"), (("G50",), ("warn",)),
    ("S002", "S004"), "interpretation", ("A62",), "Without a dose the order cannot be compared.", (2046, 56, 7, 1),
)


def decide_check_dose(order_context__context: str, order_kind__kind: str, malabsorption__malabsorption: str, order_dose_ug: float | None) -> tuple[Rule, ...]:
    """B12.D42 Dose check (C, order-checks.xlsx): Is the dose one the source states?"""
    if order_dose_ug is not None and order_dose_ug == 1000:
        return ()
    met: tuple[Rule, ...] = ()
    if order_context__context == "treat_oral" and malabsorption__malabsorption != "present" and order_dose_ug is not None and order_dose_ug < 1000:
        met += (RULE_B12_D42_01,)  # Dose check B13 · S004 S024 S028 S045
    if order_kind__kind in ("b12_oral", "b12_sublingual") and order_dose_ug is not None and order_dose_ug > 2000:
        met += (RULE_B12_D42_02,)  # Dose check B14 · S004 S024 S036 S037
    if order_kind__kind == "b12_im" and order_dose_ug is not None and (order_dose_ug < 1000 or order_dose_ug > 1000):
        met += (RULE_B12_D42_03,)  # Dose check B15 · S002 S005 S009 S035 S038 S041
    if order_kind__kind in ("b12_im", "b12_oral", "b12_sublingual") and order_dose_ug is None:
        met += (RULE_B12_D42_04,)  # Dose check B16 · S002 S004
    return met


RULE_B12_D43_01 = Rule(
    "B12.D43.01", "order-checks.xlsx › Interval check › B13", ("treatment by injection", "-", "-", "present", "> 62"), (("G16",), ("warn",)),
    ("S010",), "explicit", ("A48",), "62 days stand for 2 months.", (2, 126, 15, 2, 96),
)
RULE_B12_D43_02 = Rule(
    "B12.D43.02", "order-checks.xlsx › Interval check › B14", ("treatment by injection", "-", "-", "not(present)", "> 92"), (("G17",), ("warn",)),
    ("S003", "S006", "S034"), "explicit", ("A48",), "92 days stand for 3 months.", (2, 126, 15, 5, 64),
)
RULE_B12_D43_03 = Rule(
    "B12.D43.03", "order-checks.xlsx › Interval check › B15", ("-", "B12 by injection", "ileal resection, bariatric surgery", "-", "> 31"), (("G18",), ("warn",)),
    ("S041", "S035", "S038"), "interpretation", ("A21", "A48"), "31 days stand for a month; after this surgery monthly is the stated interval.", (2046, 8, 6, 7, 112),
)
RULE_B12_D43_04 = Rule(
    "B12.D43.04", "order-checks.xlsx › Interval check › B16", ("treatment by injection", "-", "-", "unknown", "> 62"), (("G44",), ("warn",)),
    ("S010",), "interpretation", ("A11", "A48"), "Until neurological status is known, the shorter interval is the safe one.", (2, 126, 15, 1, 96),
)
RULE_B12_D43_05 = Rule(
    "B12.D43.05", "order-checks.xlsx › Interval check › B17", ("-", "B12 under the tongue", "-", "-", "> 7"), (("G55",), ("warn",)),
    ("S040",), "explicit", ("A48",), "7 days stand for a week.", (2046, 32, 15, 7, 120),
)
RULE_B12_D43_06 = Rule(
    "B12.D43.06", "order-checks.xlsx › Interval check › B18", ("-", "B12 by mouth", "-", "-", "> 1"), (("G56",), ("warn",)),
    ("S004", "S036", "S039", "S045"), "explicit", ("A48",), "Every regimen by mouth is daily.", (2046, 16, 15, 7, 124),
)


def decide_check_interval(order_context__context: str, order_kind__kind: str, surgical_ground__ground: str, neuro__neuro: str, order_interval_days: float | None) -> tuple[Rule, ...]:
    """B12.D43 Interval check (C, order-checks.xlsx): Is the interval one the source states?"""
    if (order_interval_days is None or order_interval_days <= 1):
        return ()
    met: tuple[Rule, ...] = ()
    if order_context__context == "treat_im":
        if neuro__neuro == "present" and order_interval_days is not None and order_interval_days > 62:
            met += (RULE_B12_D43_01,)  # Interval check B13 · S010
        if neuro__neuro != "present" and order_interval_days is not None and order_interval_days > 92:
            met += (RULE_B12_D43_02,)  # Interval check B14 · S003 S006 S034
    if order_kind__kind == "b12_im" and surgical_ground__ground in ("ileal_resection", "bariatric") and order_interval_days is not None and order_interval_days > 31:
        met += (RULE_B12_D43_03,)  # Interval check B15 · S041 S035 S038
    if order_context__context == "treat_im" and neuro__neuro == "unknown" and order_interval_days is not None and order_interval_days > 62:
        met += (RULE_B12_D43_04,)  # Interval check B16 · S010
    if order_kind__kind == "b12_sublingual" and order_interval_days is not None and order_interval_days > 7:
        met += (RULE_B12_D43_05,)  # Interval check B17 · S040
    if order_kind__kind == "b12_oral" and order_interval_days is not None and order_interval_days > 1:
        met += (RULE_B12_D43_06,)  # Interval check B18 · S004 S036 S039 S045
    return met


RULE_B12_D44_01 = Rule(
    "B12.D44.01", "order-checks.xlsx › Platelet check › B13", ("B12 by injection", "fine needle and pressure"), (("G12",), ("warn",)),
    ("S062", "S063"), "explicit", ("A01", "A02"), "50 and 25 themselves are inside the range.", (8, 4),
)
RULE_B12_D44_02 = Rule(
    "B12.D44.02", "order-checks.xlsx › Platelet check › B14", ("B12 by injection", "refer before injecting"), (("G13",), ("refer",)),
    ("S064",), "not_covered", ("A04",), "The rule for low counts holds only with neurological symptoms.", (8, 32),
)
RULE_B12_D44_03 = Rule(
    "B12.D44.03", "order-checks.xlsx › Platelet check › B15", ("B12 by injection", "treatment has priority, treatment has priority and consider transfusion"), (("G14",), ("info",)),
    ("S064",), "explicit", ("A05",), "Shown, so that nobody takes the low count for a reason to wait.", (8, 24),
)
RULE_B12_D44_04 = Rule(
    "B12.D44.04", "order-checks.xlsx › Platelet check › B16", ("B12 by injection", "treatment has priority and consider transfusion"), (("G15",), ("warn",)),
    ("S065",), "explicit", ("A03",), "A transfusion is stated only below 10.", (8, 16),
)
RULE_B12_D44_05 = Rule(
    "B12.D44.05", "order-checks.xlsx › Platelet check › B17", ("B12 by injection", "assess neurology then decide"), (("G36",), ("warn",)),
    ("S064", "S065"), "interpretation", ("A04", "A11"), "The rule for low counts depends on neurological symptoms.", (8, 64),
)
RULE_B12_D44_06 = Rule(
    "B12.D44.06", "order-checks.xlsx › Platelet check › B18", ("B12 by injection", "platelets unknown"), (("G42",), ("info",)),
    ("S061", "S062", "S064"), "interpretation", ("A06",), "The statements on platelets cannot be applied.", (8, 128),
)


def decide_check_platelets(order_kind__kind: str, injection_safety__action: str) -> tuple[Rule, ...]:
    """B12.D44 Platelet check (C, order-checks.xlsx): Does the platelet count speak to an ordered injection?"""
    if order_kind__kind != "b12_im":
        return ()
    met: tuple[Rule, ...] = ()
    if order_kind__kind == "b12_im":
        if injection_safety__action == "fine_needle_and_pressure":
            met += (RULE_B12_D44_01,)  # Platelet check B13 · S062 S063
        if injection_safety__action == "refer_before_injecting":
            met += (RULE_B12_D44_02,)  # Platelet check B14 · S064
        if injection_safety__action in ("prioritize_treatment", "prioritize_and_consider_transfusion"):
            met += (RULE_B12_D44_03,)  # Platelet check B15 · S064
        if injection_safety__action == "prioritize_and_consider_transfusion":
            met += (RULE_B12_D44_04,)  # Platelet check B16 · S065
        if injection_safety__action == "assess_neuro_then_decide":
            met += (RULE_B12_D44_05,)  # Platelet check B17 · S064 S065
        if injection_safety__action == "platelets_unknown":
            met += (RULE_B12_D44_06,)  # Platelet check B18 · S061 S062 S064
    return met


RULE_B12_D45_01 = Rule(
    "B12.D45.01", "order-checks.xlsx › Initial regimen check › B13", ("three times a week for 2 weeks", "-", "-", "present", "-"), (("G34",), ("warn",)),
    ("S009",), "explicit", (), "Neurological involvement asks for alternate days.", (4, 126, 510, 2, 31),
)
RULE_B12_D45_02 = Rule(
    "B12.D45.02", "order-checks.xlsx › Initial regimen check › B14", ("three times a week for 2 weeks", "-", "-", "unknown", "-"), (("G43",), ("warn",)),
    ("S009", "S011"), "interpretation", ("A11",), "Neurological status decides between the two regimens.", (4, 126, 510, 1, 31),
)
RULE_B12_D45_03 = Rule(
    "B12.D45.03", "order-checks.xlsx › Initial regimen check › B15", ("skipped", "B12 by injection", "treat confirmed deficiency", "-", "not started, unknown"), (("G35",), ("warn",)),
    ("S002", "S005", "S009"), "explicit", (), "Every regimen begins with an initial one.", (16, 8, 2, 7, 3),
)
RULE_B12_D45_04 = Rule(
    "B12.D45.04", "order-checks.xlsx › Initial regimen check › B16", ("alternate days", "-", "treat confirmed deficiency", "absent", "-"), (("G60",), ("info",)),
    ("S005",), "explicit", (), "More often than stated; shown, not stopped.", (8, 126, 2, 4, 31),
)


def decide_check_initial(order_initial: str, order_kind__kind: str, intent__intent: str, neuro__neuro: str, treatment_phase: str) -> tuple[Rule, ...]:
    """B12.D45 Initial regimen check (C, order-checks.xlsx): Is the ordered initial regimen the stated one?"""
    if order_initial == "none":
        return ()
    met: tuple[Rule, ...] = ()
    if order_initial == "three_times_weekly_2_weeks":
        if neuro__neuro == "present":
            met += (RULE_B12_D45_01,)  # Initial regimen check B13 · S009
        if neuro__neuro == "unknown":
            met += (RULE_B12_D45_02,)  # Initial regimen check B14 · S009 S011
    if intent__intent == "treat":
        if order_initial == "skipped" and order_kind__kind == "b12_im" and treatment_phase in ("not_started", "unknown"):
            met += (RULE_B12_D45_03,)  # Initial regimen check B15 · S002 S005 S009
        if order_initial == "alternate_days" and neuro__neuro == "absent":
            met += (RULE_B12_D45_04,)  # Initial regimen check B16 · S005
    return met


RULE_B12_D46_01 = Rule(
    "B12.D46.01", "order-checks.xlsx › Order completeness check › B13", ("not(no order)", "child not covered", "-", "-", "-"), (("G40",), ("refer",)),
    ("S001",), "not_covered", ("A50",), "The source says nothing about children.", (124, 4, 510, 127, 30),
)
RULE_B12_D46_02 = Rule(
    "B12.D46.02", "order-checks.xlsx › Order completeness check › B14", ("not(no order)", "age unknown", "-", "-", "-"), (("G53",), ("info",)),
    ("S001",), "interpretation", ("A50",), "The advice is for adults.", (124, 8, 510, 127, 30),
)
RULE_B12_D46_03 = Rule(
    "B12.D46.03", "order-checks.xlsx › Order completeness check › B15", ("B12 by injection, B12 by mouth, B12 under the tongue, B12 without a route", "-", "urgent judgement on starting, pernicious anemia without confirmed deficiency, consider prophylaxis, no treatment stated", "-", "-"), (("G41",), ("refer",)),
    ("S001",), "not_covered", ("A07",), "No regimen is stated, so there is nothing to compare with.", (120, 14, 232, 127, 30),
)
RULE_B12_D46_04 = Rule(
    "B12.D46.04", "order-checks.xlsx › Order completeness check › B16", ("B12 by injection, B12 by mouth, B12 under the tongue, B12 without a route", "-", "continue and establish confirmation", "-", "-"), (("G59",), ("info",)),
    ("S076",), "interpretation", ("A58",), "The order is checked like treatment while confirmation is established.", (120, 14, 4, 127, 30),
)
RULE_B12_D46_05 = Rule(
    "B12.D46.05", "order-checks.xlsx › Order completeness check › B17", ("B12 without a route", "-", "-", "-", "-"), (("G48",), ("warn",)),
    ("S002", "S004"), "interpretation", ("A62",), "Without a route the order cannot be compared.", (64, 14, 510, 127, 30),
)
RULE_B12_D46_06 = Rule(
    "B12.D46.06", "order-checks.xlsx › Order completeness check › B18", ("B12 by mouth, B12 under the tongue", "-", "-", "unknown", "-"), (("G51",), ("info",)),
    ("S004",), "interpretation", ("A62",), "Without an interval the order does not say how often.", (48, 14, 510, 1, 30),
)
RULE_B12_D46_07 = Rule(
    "B12.D46.07", "order-checks.xlsx › Order completeness check › B19", ("B12 by injection", "-", "-", "unknown", "not in question"), (("G51",), ("info",)),
    ("S002",), "interpretation", ("A62",), "With neither an interval nor an initial regimen the order does not say how often.", (8, 14, 510, 1, 2),
)


def decide_check_order(order_kind__kind: str, scope__scope: str, intent__intent: str, order_interval_days: float | None, order_initial: str) -> tuple[Rule, ...]:
    """B12.D46 Order completeness check (C, order-checks.xlsx): Can the order be compared at all?"""
    if order_kind__kind == "none":
        return ()
    met: tuple[Rule, ...] = ()
    if order_kind__kind != "none":
        if scope__scope == "child_not_covered":
            met += (RULE_B12_D46_01,)  # Order completeness check B13 · S001
        if scope__scope == "age_unknown":
            met += (RULE_B12_D46_02,)  # Order completeness check B14 · S001
    if order_kind__kind not in ("none", "folic_acid"):
        if intent__intent in ("urgent_judgement_on_starting", "pa_not_confirmed_refer", "consider_prophylaxis", "no_treatment_statement"):
            met += (RULE_B12_D46_03,)  # Order completeness check B15 · S001
        if intent__intent == "continue_and_establish_confirmation":
            met += (RULE_B12_D46_04,)  # Order completeness check B16 · S076
    if order_kind__kind == "b12_no_route":
        met += (RULE_B12_D46_05,)  # Order completeness check B17 · S002 S004
    if order_interval_days is None:
        if order_kind__kind in ("b12_oral", "b12_sublingual"):
            met += (RULE_B12_D46_06,)  # Order completeness check B18 · S004
        if order_kind__kind == "b12_im" and order_initial == "none":
            met += (RULE_B12_D46_07,)  # Order completeness check B19 · S002
    return met


RULE_B12_D47_01 = Rule(
    "B12.D47.01", "order-checks.xlsx › Plan check › B13", ("stop monitoring after a normal result", "-", "-", "-"), (("G19",), ("stop",)),
    ("S071", "S072", "S073"), "explicit", (), "Patients may relapse.", (154389452316421593898094646678250543804359979554187418719276778677217506186580, 7, 7, 31),
)
RULE_B12_D47_02 = Rule(
    "B12.D47.02", "order-checks.xlsx › Plan check › B14", ("rule out on serum B12 alone", "-", "-", "-"), (("G20",), ("stop",)),
    ("S074", "S075"), "explicit", (), "A normal serum level may hide a metabolic deficiency.", (185267342779705912677713576013900652565231975465024902463132134412661007423896, 7, 7, 31),
)
RULE_B12_D47_03 = Rule(
    "B12.D47.03", "order-checks.xlsx › Plan check › B15", ("stop injections because symptoms improved", "-", "-", "-"), (("G21",), ("stop",)),
    ("S076", "S077"), "explicit", (), "Improvement ends the initial regimen, not the injections.", (217961579740830485503192442369294885370861147605911649956626040485483538145760, 7, 7, 31),
)
RULE_B12_D47_04 = Rule(
    "B12.D47.04", "order-checks.xlsx › Plan check › B16", ("set injection frequency by B12 or methylmalonic acid", "-", "-", "-"), (("G22",), ("stop",)),
    ("S081", "S082"), "explicit", (), "Levels do not set the frequency.", (230683072721812809559799005153494975956709074508980423300397988373741332200960, 7, 7, 31),
)
RULE_B12_D47_05 = Rule(
    "B12.D47.05", "order-checks.xlsx › Plan check › B17", ("measure biomarkers when symptoms come back", "-", "-", "-"), (("G23",), ("warn",)),
    ("S085", "S086"), "explicit", ("A32",), "Act on symptoms first; scheduled tests go on.", (231580644834421904673059434320440994524372544213113813720185306789831541391360, 7, 7, 31),
)
RULE_B12_D47_06 = Rule(
    "B12.D47.06", "order-checks.xlsx › Plan check › B18", ("delay treatment", "present", "-", "-"), (("G24",), ("stop",)),
    ("S011", "S012"), "explicit", (), "No delay with neurological symptoms.", (231584178420712497525394893895892143786191045727698223002541281931050520412160, 2, 7, 31),
)
RULE_B12_D47_07 = Rule(
    "B12.D47.07", "order-checks.xlsx › Plan check › B19", ("delay treatment", "unknown", "-", "-"), (("G25",), ("warn",)),
    ("S011",), "interpretation", ("A11",), "Whether a delay is safe depends on neurological status.", (231584178420712497525394893895892143786191045727698223002541281931050520412160, 1, 7, 31),
)
RULE_B12_D47_08 = Rule(
    "B12.D47.08", "order-checks.xlsx › Plan check › B20", ("stop supplementation", "-", "present", "-"), (("G26",), ("stop",)),
    ("S003", "S072", "S073"), "explicit", (), "With malabsorption the need does not end.", (231584178474632390834587766546602454179548955218707672173600312853614307573760, 7, 2, 31),
)
RULE_B12_D47_09 = Rule(
    "B12.D47.09", "order-checks.xlsx › Plan check › B21", ("judge neurological recovery by the laboratory", "present", "-", "-"), (("G27",), ("warn",)),
    ("S060",), "explicit", (), "Symptoms before laboratory.", (231584178474632390847141970017375815705859404597439251151988418800962722856960, 2, 7, 31),
)
RULE_B12_D47_10 = Rule(
    "B12.D47.10", "order-checks.xlsx › Plan check › B22", ("stop supplementation", "-", "unknown", "-"), (("G45",), ("warn",)),
    ("S003", "S006", "S072"), "interpretation", ("A28",), "With malabsorption the need would not end.", (231584178474632390834587766546602454179548955218707672173600312853614307573760, 7, 1, 31),
)
RULE_B12_D47_11 = Rule(
    "B12.D47.11", "order-checks.xlsx › Plan check › B23", ("stop supplementation", "-", "absent", "injection, unknown"), (("G61",), ("refer",)),
    ("S003", "S006", "S076"), "not_covered", ("A22",), "The source has no rule for stopping without malabsorption.", (231584178474632390834587766546602454179548955218707672173600312853614307573760, 7, 4, 5),
)


def decide_check_plan(plan: tuple[str, ...], neuro__neuro: str, malabsorption__malabsorption: str, current_route: str) -> tuple[Rule, ...]:
    """B12.D47 Plan check (C, order-checks.xlsx): Which parts of the plan call for a warning?"""
    met: tuple[Rule, ...] = ()
    if "stop_monitoring_after_normal_result" in plan:
        met += (RULE_B12_D47_01,)  # Plan check B13 · S071 S072 S073
    if "rule_out_on_serum_b12_alone" in plan:
        met += (RULE_B12_D47_02,)  # Plan check B14 · S074 S075
    if "stop_injections_symptoms_improved" in plan:
        met += (RULE_B12_D47_03,)  # Plan check B15 · S076 S077
    if "titrate_frequency_by_b12_or_mma" in plan:
        met += (RULE_B12_D47_04,)  # Plan check B16 · S081 S082
    if "biomarkers_for_symptom_recurrence" in plan:
        met += (RULE_B12_D47_05,)  # Plan check B17 · S085 S086
    if "delay_treatment" in plan:
        if neuro__neuro == "present":
            met += (RULE_B12_D47_06,)  # Plan check B18 · S011 S012
        if neuro__neuro == "unknown":
            met += (RULE_B12_D47_07,)  # Plan check B19 · S011
    if "stop_supplementation" in plan and malabsorption__malabsorption == "present":
        met += (RULE_B12_D47_08,)  # Plan check B20 · S003 S072 S073
    if "judge_neuro_by_labs" in plan and neuro__neuro == "present":
        met += (RULE_B12_D47_09,)  # Plan check B21 · S060
    if "stop_supplementation" in plan:
        if malabsorption__malabsorption == "unknown":
            met += (RULE_B12_D47_10,)  # Plan check B22 · S003 S006 S072
        if malabsorption__malabsorption == "absent" and current_route in ("im", "unknown"):
            met += (RULE_B12_D47_11,)  # Plan check B23 · S003 S006 S076
    return met


RULE_B12_D48_01 = Rule(
    "B12.D48.01", "evidence.xlsx › Drug and route evidence › B13", ("yes", "-", "-", "-", "-", "-"), (("pa_oral_evidence",),),
    ("S025", "S026", "S027"), "explicit", ("A19",), "Shown beside the advice; it does not change it.", (2, 7, 8190, 126, 7, 7),
)
RULE_B12_D48_02 = Rule(
    "B12.D48.02", "evidence.xlsx › Drug and route evidence › B14", ("-", "yes", "-", "-", "-", "-"), (("cyanocobalamin_renal_evidence",),),
    ("S022", "S079", "S080"), "explicit", ("A52",), "The figure comes from a trial of a combined B-vitamin tablet: see the References sheet.", (7, 2, 8190, 126, 7, 7),
)
RULE_B12_D48_03 = Rule(
    "B12.D48.03", "evidence.xlsx › Drug and route evidence › B15", ("-", "-", "required, stated, stated until malabsorption is known, stated until neurology is known, by mouth acceptable, by mouth after a renal check", "-", "-", "-"), (("tissue_retention",),),
    ("S019",), "explicit", (), "", (7, 7, 126, 126, 7, 7),
)
RULE_B12_D48_04 = Rule(
    "B12.D48.04", "evidence.xlsx › Drug and route evidence › B16", ("-", "-", "by mouth acceptable, by mouth after a renal check, by mouth usually sufficient, by mouth but not cyanocobalamin, by mouth with the form after a renal check", "-", "-", "-"), (("oral_dose_mma",),),
    ("S028",), "explicit", ("A18",), "Evidence on methylmalonic acid, not a dose to give.", (7, 7, 992, 126, 7, 7),
)
RULE_B12_D48_05 = Rule(
    "B12.D48.05", "evidence.xlsx › Drug and route evidence › B17", ("-", "-", "-", "folic acid", "-", "-"), (("folate_masking",),),
    ("S048", "S049"), "explicit", (), "", (7, 7, 8190, 64, 7, 7),
)
RULE_B12_D48_06 = Rule(
    "B12.D48.06", "evidence.xlsx › Drug and route evidence › B18", ("-", "-", "-", "not(folic acid)", "low, unknown", "-"), (("folate_masking",),),
    ("S048", "S049"), "explicit", (), "", (7, 7, 8190, 62, 3, 7),
)
RULE_B12_D48_07 = Rule(
    "B12.D48.07", "evidence.xlsx › Drug and route evidence › B19", ("-", "-", "-", "-", "-", "not(unknown)"), (("homocysteine_purpose",),),
    ("S059",), "explicit", (), "", (7, 7, 8190, 126, 7, 6),
)


def decide_evidence_drug(pernicious_anemia: str, renal_dysfunction: str, route__strength: str, order_drug: str, folate: str, homocysteine_umol_l: float | None) -> tuple[Rule, ...]:
    """B12.D48 Drug and route evidence (C, evidence.xlsx): Which evidence belongs beside drug, route and folate?"""
    met: tuple[Rule, ...] = ()
    if pernicious_anemia == "yes":
        met += (RULE_B12_D48_01,)  # Drug and route evidence B13 · S025 S026 S027
    if renal_dysfunction == "yes":
        met += (RULE_B12_D48_02,)  # Drug and route evidence B14 · S022 S079 S080
    if route__strength in ("required", "stated", "stated_pending_malabsorption", "stated_pending_neuro", "oral_acceptable", "oral_after_renal_check"):
        met += (RULE_B12_D48_03,)  # Drug and route evidence B15 · S019
    if route__strength in ("oral_acceptable", "oral_after_renal_check", "oral_usually_sufficient", "oral_not_cyanocobalamin", "oral_form_after_renal_check"):
        met += (RULE_B12_D48_04,)  # Drug and route evidence B16 · S028
    if order_drug == "folic_acid":
        met += (RULE_B12_D48_05,)  # Drug and route evidence B17 · S048 S049
    if order_drug != "folic_acid" and folate != "normal":
        met += (RULE_B12_D48_06,)  # Drug and route evidence B18 · S048 S049
    if homocysteine_umol_l is not None:
        met += (RULE_B12_D48_07,)  # Drug and route evidence B19 · S059
    return met


RULE_B12_D49_01 = Rule(
    "B12.D49.01", "evidence.xlsx › Diagnosis and course evidence › B13", ("over 80", "-", "-", "-", "-", "-"), (("elderly_metabolic",),),
    ("S069",), "explicit", ("A39", "A52"), "The figure comes from a stroke clinic: see the References sheet.", (16, 15, 7, 7, 31, 31),
)
RULE_B12_D49_02 = Rule(
    "B12.D49.02", "evidence.xlsx › Diagnosis and course evidence › B14", ("-", "normal", "-", "-", "-", "-"), (("normal_serum_mma",),),
    ("S075",), "explicit", ("A52",), "The figure could not be verified: see the References sheet.", (31, 8, 7, 7, 31, 31),
)
RULE_B12_D49_03 = Rule(
    "B12.D49.03", "evidence.xlsx › Diagnosis and course evidence › B15", ("-", "-", "present", "-", "-", "-"), (("neuro_irreversible",),),
    ("S012",), "explicit", (), "", (31, 15, 2, 7, 31, 31),
)
RULE_B12_D49_04 = Rule(
    "B12.D49.04", "evidence.xlsx › Diagnosis and course evidence › B16", ("-", "-", "-", "present", "-", "-"), (("relapse",),),
    ("S073",), "explicit", (), "", (31, 15, 7, 2, 31, 31),
)
RULE_B12_D49_05 = Rule(
    "B12.D49.05", "evidence.xlsx › Diagnosis and course evidence › B17", ("-", "-", "-", "-", "maintenance", "injection"), (("individual_frequency",),),
    ("S083", "S084"), "explicit", (), "Clinical experience, not a trial: see the References sheet.", (31, 15, 7, 7, 8, 4),
)
RULE_B12_D49_06 = Rule(
    "B12.D49.06", "evidence.xlsx › Diagnosis and course evidence › B18", ("-", "-", "-", "-", "-", "injection"), (("stopping_neuropathy",),),
    ("S077",), "explicit", (), "", (31, 15, 7, 7, 31, 4),
)


def decide_evidence_course(scope__age_band: str, serum_b12: str, neuro__neuro: str, malabsorption__malabsorption: str, treatment_phase: str, current_route: str) -> tuple[Rule, ...]:
    """B12.D49 Diagnosis and course evidence (C, evidence.xlsx): Which evidence belongs beside diagnosis and follow-up?"""
    met: tuple[Rule, ...] = ()
    if scope__age_band == "over_80":
        met += (RULE_B12_D49_01,)  # Diagnosis and course evidence B13 · S069
    if serum_b12 == "normal":
        met += (RULE_B12_D49_02,)  # Diagnosis and course evidence B14 · S075
    if neuro__neuro == "present":
        met += (RULE_B12_D49_03,)  # Diagnosis and course evidence B15 · S012
    if malabsorption__malabsorption == "present":
        met += (RULE_B12_D49_04,)  # Diagnosis and course evidence B16 · S073
    if current_route == "im":
        if treatment_phase == "maintenance":
            met += (RULE_B12_D49_05,)  # Diagnosis and course evidence B17 · S083 S084
        met += (RULE_B12_D49_06,)  # Diagnosis and course evidence B18 · S077
    return met


def decide(facts: dict[str, Any]) -> tuple[tuple[Rule, ...] | None, ...]:
    """Return, for each decision in the order of DECISIONS, the rules that fired; None where no rule answers.

    `facts` are complete and checked: codes, tuples of codes, floats, None for an unknown number.
    """
    age_years = facts["age_years"]
    deficiency_confirmed = facts["deficiency_confirmed"]
    serum_b12 = facts["serum_b12"]
    mma = facts["mma"]
    neuropathy = facts["neuropathy"]
    cognitive_impairment = facts["cognitive_impairment"]
    gait_disturbance = facts["gait_disturbance"]
    other_neuro_symptoms = facts["other_neuro_symptoms"]
    pernicious_anemia = facts["pernicious_anemia"]
    anti_if_result = facts["anti_if_result"]
    other_confirmed_malabsorption = facts["other_confirmed_malabsorption"]
    bariatric_procedure = facts["bariatric_procedure"]
    ileal_resection_cm = facts["ileal_resection_cm"]
    crohns_ileal_cm = facts["crohns_ileal_cm"]
    dietary_cause = facts["dietary_cause"]
    medication_cause = facts["medication_cause"]
    renal_dysfunction = facts["renal_dysfunction"]
    platelets_10e9_l = facts["platelets_10e9_l"]
    folate = facts["folate"]
    homocysteine_umol_l = facts["homocysteine_umol_l"]
    anemia = facts["anemia"]
    glossitis = facts["glossitis"]
    autoimmune_disease = facts["autoimmune_disease"]
    high_risk_condition = facts["high_risk_condition"]
    pregnant = facts["pregnant"]
    planning_pregnancy = facts["planning_pregnancy"]
    breastfeeding = facts["breastfeeding"]
    oral_b12_intake_ug_day = facts["oral_b12_intake_ug_day"]
    treatment_phase = facts["treatment_phase"]
    current_route = facts["current_route"]
    months_since_start = facts["months_since_start"]
    last_b12_check = facts["last_b12_check"]
    neuro_still_improving = facts["neuro_still_improving"]
    symptoms_recurred = facts["symptoms_recurred"]
    order_drug = facts["order_drug"]
    order_route = facts["order_route"]
    order_dose_ug = facts["order_dose_ug"]
    order_interval_days = facts["order_interval_days"]
    order_initial = facts["order_initial"]
    plan = facts["plan"]
    _scope = decide_scope(age_years)
    scope__scope = _scope.outputs[0]
    scope__age_band = _scope.outputs[1]
    _b12_started = decide_b12_started(treatment_phase)
    b12_started__started = _b12_started.outputs[0]
    _status = decide_status(deficiency_confirmed, scope__scope, b12_started__started, pernicious_anemia, mma, serum_b12)
    status__status = _status.outputs[0]
    _bariatric_line = decide_bariatric_line(bariatric_procedure)
    bariatric_line__line = _bariatric_line.outputs[0]
    _surgical_ground = decide_surgical_ground(ileal_resection_cm, bariatric_line__line)
    surgical_ground__ground = _surgical_ground.outputs[0]
    _malabsorption = decide_malabsorption(pernicious_anemia, ileal_resection_cm, bariatric_line__line, other_confirmed_malabsorption)
    malabsorption__malabsorption = _malabsorption[0].outputs[0]
    _im_indications = decide_im_indications(pernicious_anemia, ileal_resection_cm, bariatric_line__line, other_confirmed_malabsorption)
    im_indications__reasons = gathered("all", 0, _im_indications)
    _neuro = decide_neuro(neuropathy, cognitive_impairment, gait_disturbance, other_neuro_symptoms)
    neuro__neuro = _neuro[0].outputs[0]
    _urgency = decide_urgency(neuro__neuro, status__status)
    _anti_if = decide_anti_if(anti_if_result, autoimmune_disease, glossitis, anemia, neuropathy)
    _consistency = decide_consistency(deficiency_confirmed, treatment_phase, current_route, months_since_start, anti_if_result, pernicious_anemia)
    _oral_option = decide_oral_option(malabsorption__malabsorption, neuro__neuro, dietary_cause, medication_cause, renal_dysfunction)
    oral_option__option = _oral_option.outputs[0]
    _im_drug = decide_im_drug(pernicious_anemia, renal_dysfunction)
    _mouth_safe = decide_mouth_safe(pernicious_anemia, other_confirmed_malabsorption, neuro__neuro, ileal_resection_cm, status__status, deficiency_confirmed)
    mouth_safe__safe = _mouth_safe[0].outputs[0]
    _frequency = decide_frequency(treatment_phase, current_route, symptoms_recurred)
    _homocysteine = decide_homocysteine(homocysteine_umol_l)
    _crohns = decide_crohns(crohns_ileal_cm)
    crohns__action = _crohns.outputs[0]
    _cause_statements = decide_cause_statements(im_indications__reasons, bariatric_line__line, crohns__action, malabsorption__malabsorption, medication_cause, dietary_cause)
    _folate = decide_folate(b12_started__started, status__status, folate)
    _elderly = decide_elderly(scope__age_band, status__status, serum_b12, high_risk_condition)
    elderly__action = _elderly.outputs[0]
    _intent = decide_intent(scope__scope, status__status, neuro__neuro, surgical_ground__ground, pernicious_anemia, elderly__action)
    intent__intent = _intent.outputs[0]
    _route = decide_route(intent__intent, malabsorption__malabsorption, neuro__neuro, oral_option__option)
    route__strength = _route.outputs[1]
    _oral_drug = decide_oral_drug(renal_dysfunction, route__strength)
    _initial_state = decide_initial_state(treatment_phase, current_route, neuro__neuro, neuro_still_improving, symptoms_recurred, route__strength)
    initial_state__state = _initial_state.outputs[0]
    _initial_regimen = decide_initial_regimen(intent__intent, initial_state__state, neuro__neuro, route__strength)
    _prophylaxis = decide_prophylaxis(intent__intent, surgical_ground__ground, bariatric_line__line, mouth_safe__safe)
    _oral_gate = decide_oral_gate(intent__intent, treatment_phase, current_route, malabsorption__malabsorption, neuro__neuro)
    oral_gate__gate = _oral_gate.outputs[0]
    _oral_check = decide_oral_check(oral_gate__gate, months_since_start, serum_b12, medication_cause)
    oral_check__action = _oral_check.outputs[0]
    _maintenance = decide_maintenance(intent__intent, surgical_ground__ground, malabsorption__malabsorption, neuro__neuro, route__strength, oral_check__action)
    _clock = decide_clock(intent__intent, treatment_phase, months_since_start)
    clock__period = _clock.outputs[0]
    _schedule = decide_schedule(clock__period, last_b12_check)
    _planning_schedule = decide_planning_schedule(bariatric_line__line, planning_pregnancy, clock__period, last_b12_check)
    _tests = decide_tests(intent__intent, serum_b12, neuro__neuro, current_route, renal_dysfunction)
    _injection_safety = decide_injection_safety(platelets_10e9_l, neuro__neuro)
    injection_safety__action = _injection_safety.outputs[0]
    _pregnancy = decide_pregnancy(breastfeeding, oral_b12_intake_ug_day, planning_pregnancy, pregnant, bariatric_line__line, status__status)
    _order_kind = decide_order_kind(order_drug, order_route)
    order_kind__kind = _order_kind.outputs[0]
    _order_context = decide_order_context(intent__intent, order_kind__kind)
    order_context__context = _order_context.outputs[0]
    _check_drug = decide_check_drug(order_drug, order_kind__kind, renal_dysfunction, pernicious_anemia)
    _check_folic_acid = decide_check_folic_acid(order_kind__kind, b12_started__started, status__status)
    _check_route = decide_check_route(order_context__context, malabsorption__malabsorption, pernicious_anemia, neuro__neuro, dietary_cause, medication_cause)
    _check_prophylaxis = decide_check_prophylaxis(order_context__context, bariatric_line__line, surgical_ground__ground, mouth_safe__safe, order_dose_ug, order_interval_days)
    _check_dose = decide_check_dose(order_context__context, order_kind__kind, malabsorption__malabsorption, order_dose_ug)
    _check_interval = decide_check_interval(order_context__context, order_kind__kind, surgical_ground__ground, neuro__neuro, order_interval_days)
    _check_platelets = decide_check_platelets(order_kind__kind, injection_safety__action)
    _check_initial = decide_check_initial(order_initial, order_kind__kind, intent__intent, neuro__neuro, treatment_phase)
    _check_order = decide_check_order(order_kind__kind, scope__scope, intent__intent, order_interval_days, order_initial)
    _check_plan = decide_check_plan(plan, neuro__neuro, malabsorption__malabsorption, current_route)
    _evidence_drug = decide_evidence_drug(pernicious_anemia, renal_dysfunction, route__strength, order_drug, folate, homocysteine_umol_l)
    _evidence_course = decide_evidence_course(scope__age_band, serum_b12, neuro__neuro, malabsorption__malabsorption, treatment_phase, current_route)
    return ((_scope,), (_b12_started,), (_status,), (_bariatric_line,), (_surgical_ground,), _malabsorption, _im_indications, _neuro, (_urgency,), (_anti_if,), _consistency, (_oral_option,), (_im_drug,), _mouth_safe, (_frequency,), (_homocysteine,), (_crohns,), _cause_statements, (_folate,), (_elderly,), (_intent,), (_route,), (_oral_drug,), (_initial_state,), (_initial_regimen,), (_prophylaxis,) if _prophylaxis is not None else None, (_oral_gate,), (_oral_check,), (_maintenance,), (_clock,), (_schedule,), (_planning_schedule,), _tests, (_injection_safety,), _pregnancy, (_order_kind,), (_order_context,), _check_drug, _check_folic_acid, _check_route, _check_prophylaxis, _check_dose, _check_interval, _check_platelets, _check_initial, _check_order, _check_plan, _evidence_drug, _evidence_course, (), (),)


INPUTS = {
    "age_years": Input(
        "age_years", "Age", "Patient", "How old is the patient, in completed years?", "number", "years", "a", 0, 120, (), "", True, None, "Completed years, or unknown. The source has a word for age only in the elderly; below 18 nothing in it applies by itself.", (0, 18, 76, 81),
        Atoms("number", (), ((18, 0), (75, 1), (80, 1)), 31),
    ),
    "deficiency_confirmed": Input(
        "deficiency_confirmed", "Deficiency confirmed", "Deficiency", "Has a clinician confirmed vitamin B12 deficiency, now or before the treatment that is running?", "category", "", "", None, None, ("yes", "no", "unknown"), "yes_no", True, "unknown", "yes: attested. no: not attested (yet), which does not mean refuted. unknown: nobody can say. The source has no cut-off, so this is never computed.", ("yes", "no"),
        Atoms("category", ("yes", "no"), (), 7),
    ),
    "serum_b12": Input(
        "serum_b12", "Serum B12", "Deficiency", "How does the laboratory class the latest serum B12?", "category", "", "", None, None, ("low", "borderline", "normal", "unknown"), "serum_b12", True, "unknown", "The class that the reporting laboratory gives. Unknown includes not done.", ("low", "borderline", "normal"),
        Atoms("category", ("low", "borderline", "normal"), (), 15),
    ),
    "mma": Input(
        "mma", "Methylmalonic acid", "Deficiency", "How does the laboratory class the latest methylmalonic acid?", "category", "", "", None, None, ("raised", "normal", "unknown"), "mma", True, "unknown", "The class that the reporting laboratory gives. Unknown includes not done.", ("raised", "normal"),
        Atoms("category", ("raised", "normal"), (), 7),
    ),
    "neuropathy": Input(
        "neuropathy", "Neuropathy", "Neurology", "Is there neuropathy, now or at any time in this episode?", "category", "", "", None, None, ("yes", "no", "unknown"), "yes_no", True, "unknown", "One of the three signs the source names. Answer yes if it is there now or was there at any time in this episode, even if it has since improved.", ("yes", "no"),
        Atoms("category", ("yes", "no"), (), 7),
    ),
    "cognitive_impairment": Input(
        "cognitive_impairment", "Cognitive impairment", "Neurology", "Is there cognitive impairment, now or at any time in this episode?", "category", "", "", None, None, ("yes", "no", "unknown"), "yes_no", True, "unknown", "One of the three signs the source names. Answer yes if it is there now or was there at any time in this episode, even if it has since improved.", ("yes", "no"),
        Atoms("category", ("yes", "no"), (), 7),
    ),
    "gait_disturbance": Input(
        "gait_disturbance", "Gait disturbance", "Neurology", "Is there a gait disturbance, now or at any time in this episode?", "category", "", "", None, None, ("yes", "no", "unknown"), "yes_no", True, "unknown", "One of the three signs the source names. Answer yes if it is there now or was there at any time in this episode, even if it has since improved.", ("yes", "no"),
        Atoms("category", ("yes", "no"), (), 7),
    ),
    "other_neuro_symptoms": Input(
        "other_neuro_symptoms", "Other neurological symptom", "Neurology", "Is there any other neurological symptom that the clinician counts, now or at any time in this episode?", "category", "", "", None, None, ("yes", "no", "unknown"), "yes_no", True, "unknown", "A reading of the source: its three signs are taken as examples (A10). Answer yes if it is there now or was there at any time in this episode, even if it has since improved.", ("yes", "no"),
        Atoms("category", ("yes", "no"), (), 7),
    ),
    "pernicious_anemia": Input(
        "pernicious_anemia", "Pernicious anemia", "Cause", "Is pernicious anemia diagnosed?", "category", "", "", None, None, ("yes", "no", "unknown"), "yes_no", True, "unknown", "Diagnosis as recorded by the clinician; not derived from the antibody result.", ("yes", "no"),
        Atoms("category", ("yes", "no"), (), 7),
    ),
    "anti_if_result": Input(
        "anti_if_result", "Anti-intrinsic factor antibodies", "Cause", "What is the anti-intrinsic factor antibody result?", "category", "", "", None, None, ("positive", "negative", "not_tested", "unknown"), "anti_if_result", True, "unknown", "Unknown: tested perhaps, result not available; treated like not tested.", ("positive", "negative", "not_tested"),
        Atoms("category", ("positive", "negative", "not_tested"), (), 15),
    ),
    "other_confirmed_malabsorption": Input(
        "other_confirmed_malabsorption", "Other confirmed malabsorption", "Cause", "Has a clinician confirmed any other malabsorption?", "category", "", "", None, None, ("yes", "no", "unknown"), "yes_no", True, "unknown", "A condition counts only when it is confirmed (A54).", ("yes", "no"),
        Atoms("category", ("yes", "no"), (), 7),
    ),
    "bariatric_procedure": Input(
        "bariatric_procedure", "Bariatric procedure", "Cause", "Which bariatric procedure was done?", "category", "", "", None, None, ("none", "roux_en_y", "biliopancreatic_diversion", "sleeve_gastrectomy", "gastric_banding", "other_or_unspecified", "unknown"), "bariatric_procedure", True, "unknown", "After two procedures, answer other or unspecified.", ("none", "roux_en_y", "biliopancreatic_diversion", "sleeve_gastrectomy", "gastric_banding", "other_or_unspecified"),
        Atoms("category", ("none", "roux_en_y", "biliopancreatic_diversion", "sleeve_gastrectomy", "gastric_banding", "other_or_unspecified"), (), 127),
    ),
    "ileal_resection_cm": Input(
        "ileal_resection_cm", "Distal ileum resected", "Cause", "How many centimetres of distal ileum were resected?", "number", "cm", "cm", 0, 400, (), "", True, None, "0 means none.", (0, 21),
        Atoms("number", (), ((20, 1),), 7),
    ),
    "crohns_ileal_cm": Input(
        "crohns_ileal_cm", "Ileal Crohn's extent", "Cause", "Over how many centimetres is the ileum involved by Crohn's disease?", "number", "cm", "cm", 0, 400, (), "", True, None, "0 means no ileal Crohn's disease.", (0, 1, 31, 61),
        Atoms("number", (), ((0, 0), (0, 1), (30, 1), (60, 1)), 61),
    ),
    "dietary_cause": Input(
        "dietary_cause", "Dietary cause", "Cause", "Is the deficiency held to be dietary?", "category", "", "", None, None, ("yes", "no", "unknown"), "yes_no", True, "unknown", "The clinician's judgement.", ("yes", "no"),
        Atoms("category", ("yes", "no"), (), 7),
    ),
    "medication_cause": Input(
        "medication_cause", "Medicine as cause", "Cause", "Which medicine is held to have caused the deficiency?", "category", "", "", None, None, ("none", "metformin", "ppi", "h2_blocker", "more_than_one", "unknown"), "medication_cause", True, "unknown", "Only the three groups that the source names. Unknown: not known whether a medicine is the cause.", ("none", "metformin", "ppi", "h2_blocker", "more_than_one"),
        Atoms("category", ("none", "metformin", "ppi", "h2_blocker", "more_than_one"), (), 63),
    ),
    "renal_dysfunction": Input(
        "renal_dysfunction", "Renal dysfunction", "Findings", "Is there renal dysfunction?", "category", "", "", None, None, ("yes", "no", "unknown"), "yes_no", True, "unknown", "The clinician's yes or no; the source has no threshold (A43).", ("yes", "no"),
        Atoms("category", ("yes", "no"), (), 7),
    ),
    "platelets_10e9_l": Input(
        "platelets_10e9_l", "Platelet count", "Findings", "What is the platelet count?", "number", "10^9/L", "10*9/L", 0, 2000, (), "", True, None, "Values that look like cells per microlitre (such as 50000) are refused.", (0, 10, 25, 51),
        Atoms("number", (), ((10, 0), (25, 0), (50, 1)), 31),
    ),
    "folate": Input(
        "folate", "Folate", "Findings", "How does the laboratory class the latest folate?", "category", "", "", None, None, ("low", "normal", "unknown"), "folate", True, "unknown", "The class that the reporting laboratory gives. Unknown includes not done.", ("low", "normal"),
        Atoms("category", ("low", "normal"), (), 7),
    ),
    "homocysteine_umol_l": Input(
        "homocysteine_umol_l", "Homocysteine", "Findings", "What is the plasma homocysteine?", "number", "umol/L", "umol/L", 0, 500, (), "", True, None, "Unknown includes not measured.", (0, 10),
        Atoms("number", (), ((10, 0),), 7),
    ),
    "anemia": Input(
        "anemia", "Anemia", "Findings", "Is there anemia?", "category", "", "", None, None, ("yes", "no", "unknown"), "yes_no", True, "unknown", "", ("yes", "no"),
        Atoms("category", ("yes", "no"), (), 7),
    ),
    "glossitis": Input(
        "glossitis", "Glossitis", "Findings", "Is there glossitis?", "category", "", "", None, None, ("yes", "no", "unknown"), "yes_no", True, "unknown", "", ("yes", "no"),
        Atoms("category", ("yes", "no"), (), 7),
    ),
    "autoimmune_disease": Input(
        "autoimmune_disease", "Autoimmune disease", "Findings", "Is there an autoimmune disease?", "category", "", "", None, None, ("yes", "no", "unknown"), "yes_no", True, "unknown", "", ("yes", "no"),
        Atoms("category", ("yes", "no"), (), 7),
    ),
    "high_risk_condition": Input(
        "high_risk_condition", "High-risk condition", "Findings", "Does the clinician judge that a high-risk condition is present?", "category", "", "", None, None, ("yes", "no", "unknown"), "yes_no", True, "unknown", "The source does not list the conditions (A40).", ("yes", "no"),
        Atoms("category", ("yes", "no"), (), 7),
    ),
    "pregnant": Input(
        "pregnant", "Pregnant", "Findings", "Is the patient pregnant now?", "category", "", "", None, None, ("yes", "no", "unknown"), "yes_no", True, "unknown", "", ("yes", "no"),
        Atoms("category", ("yes", "no"), (), 7),
    ),
    "planning_pregnancy": Input(
        "planning_pregnancy", "Planning pregnancy", "Findings", "Is a pregnancy planned?", "category", "", "", None, None, ("yes", "no", "unknown"), "yes_no", True, "unknown", "", ("yes", "no"),
        Atoms("category", ("yes", "no"), (), 7),
    ),
    "breastfeeding": Input(
        "breastfeeding", "Breastfeeding", "Findings", "Is the patient breastfeeding?", "category", "", "", None, None, ("yes", "no", "unknown"), "yes_no", True, "unknown", "", ("yes", "no"),
        Atoms("category", ("yes", "no"), (), 7),
    ),
    "oral_b12_intake_ug_day": Input(
        "oral_b12_intake_ug_day", "Oral B12 intake", "Findings", "What is the total daily oral B12 intake, food and supplements?", "number", "ug/day", "ug/d", 0, 10000, (), "", True, None, "Used only for the breastfeeding minimum.", (0, 2.8),
        Atoms("number", (), ((2.8, 0),), 7),
    ),
    "treatment_phase": Input(
        "treatment_phase", "Treatment phase", "Treatment so far", "Where is the patient in B12 treatment?", "category", "", "", None, None, ("not_started", "initial", "maintenance", "prophylaxis", "unknown"), "treatment_phase", True, "unknown", "Initial regimen: the first one, three times weekly or on alternate days. Maintenance: after it, or treatment of a confirmed deficiency by mouth. Prophylaxis: a supplement without confirmed deficiency. Treatment stopped earlier: answer not started (A57).", ("not_started", "initial", "maintenance", "prophylaxis"),
        Atoms("category", ("not_started", "initial", "maintenance", "prophylaxis"), (), 31),
    ),
    "current_route": Input(
        "current_route", "Current route", "Treatment so far", "By which route is B12 being given now?", "category", "", "", None, None, ("none", "im", "oral", "sublingual", "unknown"), "current_route", True, "unknown", "None: no B12 is being given.", ("none", "im", "oral", "sublingual"),
        Atoms("category", ("none", "im", "oral", "sublingual"), (), 31),
    ),
    "months_since_start": Input(
        "months_since_start", "Months since start", "Treatment so far", "How many months ago did B12 treatment start?", "number", "months", "mo", 0, 600, (), "", True, None, "Whole or part months.", (0, 3, 6, 12, 24),
        Atoms("number", (), ((0, 0), (3, 0), (6, 0), (12, 0), (24, 0)), 125),
    ),
    "last_b12_check": Input(
        "last_b12_check", "Last scheduled B12 check", "Treatment so far", "Which scheduled B12 check was the last one done since the start of treatment?", "category", "", "", None, None, ("none_since_start", "month_3", "month_6", "month_12", "within_last_12_months", "unknown"), "last_b12_check", True, "unknown", "A level taken before treatment does not count. Within the last 12 months: the month-12 check has been passed, and a level was taken less than 12 months ago.", ("none_since_start", "month_3", "month_6", "month_12", "within_last_12_months"),
        Atoms("category", ("none_since_start", "month_3", "month_6", "month_12", "within_last_12_months"), (), 63),
    ),
    "neuro_still_improving": Input(
        "neuro_still_improving", "Still improving", "Treatment so far", "On alternate-day injections: is there still improvement?", "category", "", "", None, None, ("yes", "no", "not_applicable", "unknown"), "neuro_still_improving", True, "not_applicable", "Not applicable when no alternate-day injections are being given.", ("yes", "no", "not_applicable"),
        Atoms("category", ("yes", "no", "not_applicable"), (), 15),
    ),
    "symptoms_recurred": Input(
        "symptoms_recurred", "Symptoms recurred", "Treatment so far", "Have symptoms come back on the present dosing?", "category", "", "", None, None, ("yes", "no", "unknown"), "yes_no", True, "unknown", "", ("yes", "no"),
        Atoms("category", ("yes", "no"), (), 7),
    ),
    "order_drug": Input(
        "order_drug", "Order: drug", "Order to check", "Which drug does the order to be checked name?", "category", "", "", None, None, ("none", "hydroxocobalamin", "cyanocobalamin", "methylcobalamin", "unspecified_b12", "folic_acid"), "order_drug", False, "none", "No order: there is no drug order to check.", ("none", "hydroxocobalamin", "cyanocobalamin", "methylcobalamin", "unspecified_b12", "folic_acid"),
        Atoms("category", ("none", "hydroxocobalamin", "cyanocobalamin", "methylcobalamin", "unspecified_b12", "folic_acid"), (), 126),
    ),
    "order_route": Input(
        "order_route", "Order: route", "Order to check", "By which route is it ordered?", "category", "", "", None, None, ("none", "im", "oral", "sublingual"), "order_route", False, "none", "Not named: the order names no route.", ("none", "im", "oral", "sublingual"),
        Atoms("category", ("none", "im", "oral", "sublingual"), (), 30),
    ),
    "order_dose_ug": Input(
        "order_dose_ug", "Order: dose", "Order to check", "How many micrograms are given in one administration?", "number", "ug", "ug", 0, 10000, (), "", True, None, "For each administration: one injection, one day of tablets, one weekly dose under the tongue.", (0, 250, 1000, 1001, 2001),
        Atoms("number", (), ((250, 0), (1000, 0), (1000, 1), (2000, 1)), 63),
    ),
    "order_interval_days": Input(
        "order_interval_days", "Order: interval", "Order to check", "How many days lie between two administrations?", "number", "days", "d", 1, 400, (), "", True, None, "1 daily, 7 weekly, 31 monthly, 62 every 2 months, 92 every 3 months (A48). For an injection order, the maintenance part.", (1, 2, 8, 32, 63, 93),
        Atoms("number", (), ((1, 1), (7, 1), (31, 1), (62, 1), (92, 1)), 127),
    ),
    "order_initial": Input(
        "order_initial", "Order: initial regimen", "Order to check", "Which initial regimen does the order contain?", "category", "", "", None, None, ("none", "three_times_weekly_2_weeks", "alternate_days", "skipped"), "order_initial", False, "none", "Not in question: the order is not about the initial regimen. Skipped: straight to maintenance.", ("none", "three_times_weekly_2_weeks", "alternate_days", "skipped"),
        Atoms("category", ("none", "three_times_weekly_2_weeks", "alternate_days", "skipped"), (), 30),
    ),
    "plan": Input(
        "plan", "Plan", "Plan to check", "Which of these are planned?", "several of", "", "", None, None, ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), "plan", False, (), "Any number. A value in a table cell is met when the plan contains it.", ((), ("stop_monitoring_after_normal_result",), ("rule_out_on_serum_b12_alone",), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone"), ("stop_injections_symptoms_improved",), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved"), ("titrate_frequency_by_b12_or_mma",), ("stop_monitoring_after_normal_result", "titrate_frequency_by_b12_or_mma"), ("rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma"), ("stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma"), ("biomarkers_for_symptom_recurrence",), ("stop_monitoring_after_normal_result", "biomarkers_for_symptom_recurrence"), ("rule_out_on_serum_b12_alone", "biomarkers_for_symptom_recurrence"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "biomarkers_for_symptom_recurrence"), ("stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence"), ("titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence"), ("stop_monitoring_after_normal_result", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence"), ("rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence"), ("stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence"), ("delay_treatment",), ("stop_monitoring_after_normal_result", "delay_treatment"), ("rule_out_on_serum_b12_alone", "delay_treatment"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "delay_treatment"), ("stop_injections_symptoms_improved", "delay_treatment"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "delay_treatment"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "delay_treatment"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "delay_treatment"), ("titrate_frequency_by_b12_or_mma", "delay_treatment"), ("stop_monitoring_after_normal_result", "titrate_frequency_by_b12_or_mma", "delay_treatment"), ("rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "delay_treatment"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "delay_treatment"), ("stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "delay_treatment"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "delay_treatment"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "delay_treatment"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "delay_treatment"), ("biomarkers_for_symptom_recurrence", "delay_treatment"), ("stop_monitoring_after_normal_result", "biomarkers_for_symptom_recurrence", "delay_treatment"), ("rule_out_on_serum_b12_alone", "biomarkers_for_symptom_recurrence", "delay_treatment"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "biomarkers_for_symptom_recurrence", "delay_treatment"), ("stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence", "delay_treatment"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence", "delay_treatment"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence", "delay_treatment"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence", "delay_treatment"), ("titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment"), ("stop_monitoring_after_normal_result", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment"), ("rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment"), ("stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment"), ("stop_supplementation",), ("stop_monitoring_after_normal_result", "stop_supplementation"), ("rule_out_on_serum_b12_alone", "stop_supplementation"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_supplementation"), ("stop_injections_symptoms_improved", "stop_supplementation"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "stop_supplementation"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "stop_supplementation"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "stop_supplementation"), ("titrate_frequency_by_b12_or_mma", "stop_supplementation"), ("stop_monitoring_after_normal_result", "titrate_frequency_by_b12_or_mma", "stop_supplementation"), ("rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "stop_supplementation"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "stop_supplementation"), ("stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "stop_supplementation"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "stop_supplementation"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "stop_supplementation"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "stop_supplementation"), ("biomarkers_for_symptom_recurrence", "stop_supplementation"), ("stop_monitoring_after_normal_result", "biomarkers_for_symptom_recurrence", "stop_supplementation"), ("rule_out_on_serum_b12_alone", "biomarkers_for_symptom_recurrence", "stop_supplementation"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "biomarkers_for_symptom_recurrence", "stop_supplementation"), ("stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence", "stop_supplementation"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence", "stop_supplementation"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence", "stop_supplementation"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence", "stop_supplementation"), ("titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "stop_supplementation"), ("stop_monitoring_after_normal_result", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "stop_supplementation"), ("rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "stop_supplementation"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "stop_supplementation"), ("stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "stop_supplementation"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "stop_supplementation"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "stop_supplementation"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "stop_supplementation"), ("delay_treatment", "stop_supplementation"), ("stop_monitoring_after_normal_result", "delay_treatment", "stop_supplementation"), ("rule_out_on_serum_b12_alone", "delay_treatment", "stop_supplementation"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "delay_treatment", "stop_supplementation"), ("stop_injections_symptoms_improved", "delay_treatment", "stop_supplementation"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "delay_treatment", "stop_supplementation"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "delay_treatment", "stop_supplementation"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "delay_treatment", "stop_supplementation"), ("titrate_frequency_by_b12_or_mma", "delay_treatment", "stop_supplementation"), ("stop_monitoring_after_normal_result", "titrate_frequency_by_b12_or_mma", "delay_treatment", "stop_supplementation"), ("rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "delay_treatment", "stop_supplementation"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "delay_treatment", "stop_supplementation"), ("stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "delay_treatment", "stop_supplementation"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "delay_treatment", "stop_supplementation"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "delay_treatment", "stop_supplementation"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "delay_treatment", "stop_supplementation"), ("biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation"), ("stop_monitoring_after_normal_result", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation"), ("rule_out_on_serum_b12_alone", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation"), ("stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation"), ("titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation"), ("stop_monitoring_after_normal_result", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation"), ("rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation"), ("stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation"), ("judge_neuro_by_labs",), ("stop_monitoring_after_normal_result", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "judge_neuro_by_labs"), ("stop_injections_symptoms_improved", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "judge_neuro_by_labs"), ("titrate_frequency_by_b12_or_mma", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "titrate_frequency_by_b12_or_mma", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "judge_neuro_by_labs"), ("stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "judge_neuro_by_labs"), ("biomarkers_for_symptom_recurrence", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "biomarkers_for_symptom_recurrence", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "biomarkers_for_symptom_recurrence", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "biomarkers_for_symptom_recurrence", "judge_neuro_by_labs"), ("stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence", "judge_neuro_by_labs"), ("titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "judge_neuro_by_labs"), ("stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "judge_neuro_by_labs"), ("delay_treatment", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "delay_treatment", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "delay_treatment", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "delay_treatment", "judge_neuro_by_labs"), ("stop_injections_symptoms_improved", "delay_treatment", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "delay_treatment", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "delay_treatment", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "delay_treatment", "judge_neuro_by_labs"), ("titrate_frequency_by_b12_or_mma", "delay_treatment", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "titrate_frequency_by_b12_or_mma", "delay_treatment", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "delay_treatment", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "delay_treatment", "judge_neuro_by_labs"), ("stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "delay_treatment", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "delay_treatment", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "delay_treatment", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "delay_treatment", "judge_neuro_by_labs"), ("biomarkers_for_symptom_recurrence", "delay_treatment", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "biomarkers_for_symptom_recurrence", "delay_treatment", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "biomarkers_for_symptom_recurrence", "delay_treatment", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "biomarkers_for_symptom_recurrence", "delay_treatment", "judge_neuro_by_labs"), ("stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence", "delay_treatment", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence", "delay_treatment", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence", "delay_treatment", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence", "delay_treatment", "judge_neuro_by_labs"), ("titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment", "judge_neuro_by_labs"), ("stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment", "judge_neuro_by_labs"), ("stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "stop_supplementation", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_supplementation", "judge_neuro_by_labs"), ("stop_injections_symptoms_improved", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "stop_supplementation", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "stop_supplementation", "judge_neuro_by_labs"), ("titrate_frequency_by_b12_or_mma", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "titrate_frequency_by_b12_or_mma", "stop_supplementation", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "stop_supplementation", "judge_neuro_by_labs"), ("stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "stop_supplementation", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "stop_supplementation", "judge_neuro_by_labs"), ("biomarkers_for_symptom_recurrence", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "biomarkers_for_symptom_recurrence", "stop_supplementation", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "biomarkers_for_symptom_recurrence", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "biomarkers_for_symptom_recurrence", "stop_supplementation", "judge_neuro_by_labs"), ("stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence", "stop_supplementation", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence", "stop_supplementation", "judge_neuro_by_labs"), ("titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "stop_supplementation", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "stop_supplementation", "judge_neuro_by_labs"), ("stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "stop_supplementation", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "stop_supplementation", "judge_neuro_by_labs"), ("delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("stop_injections_symptoms_improved", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("titrate_frequency_by_b12_or_mma", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "titrate_frequency_by_b12_or_mma", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs")),
        Atoms("several of", ("stop_monitoring_after_normal_result", "rule_out_on_serum_b12_alone", "stop_injections_symptoms_improved", "titrate_frequency_by_b12_or_mma", "biomarkers_for_symptom_recurrence", "delay_treatment", "stop_supplementation", "judge_neuro_by_labs"), (), 231584178474632390847141970017375815706539969331281128078915168015826259279870),
    ),
}

DECISIONS = {
    "scope": Decision(
        "B12.D01", "scope", "Scope and age band", "Does the source speak to a person of this age?", "U", "assessment.xlsx › Scope and age band", False, True,
        ("age_years",),
        (Output("scope", "Adult or child", "category", "", "scope.scope", "", "one", Atoms("category", ("adult", "child_not_covered", "age_unknown"), (), 14)), Output("age_band", "Age band", "category", "", "scope.age_band", "", "one", Atoms("category", ("under_18", "from_18_to_75", "over_75_to_80", "over_80"), (), 31)), Output("action", "Age: what to do", "category", "", "scope.action", "", "one", Atoms("category", ("proceed", "refer", "establish_age"), (), 14)), ),
        (RULE_B12_D01_01, RULE_B12_D01_02, RULE_B12_D01_03, RULE_B12_D01_04, RULE_B12_D01_05, ),
        (),
    ),
    "b12_started": Decision(
        "B12.D02", "b12_started", "B12 treatment running", "Is B12 treatment of a deficiency running?", "U", "assessment.xlsx › B12 treatment running", True, False,
        ("treatment_phase",),
        (Output("started", "Treatment running", "category", "", "b12_started.started", "", "one", Atoms("category", ("treatment", "prophylaxis", "no"), (), 15)), ),
        (RULE_B12_D02_01, RULE_B12_D02_02, RULE_B12_D02_03, RULE_B12_D02_04, ),
        (),
    ),
    "status": Decision(
        "B12.D03", "status", "Deficiency status", "What is the status of vitamin B12 deficiency, and what comes next?", "F", "assessment.xlsx › Deficiency status", False, False,
        ("deficiency_confirmed", "scope.scope", "b12_started.started", "pernicious_anemia", "mma", "serum_b12"),
        (Output("status", "Deficiency status", "category", "", "status.status", "", "one", Atoms("category", ("confirmed", "on_treatment_unsettled", "metabolic_deficiency_not_confirmed", "low_not_confirmed", "borderline", "not_ruled_out", "not_shown", "undetermined"), (), 510)), Output("next_step", "Next step", "category", "", "status.next_step", "", "one", Atoms("category", ("treat", "establish_confirmation", "clinician_to_confirm", "measure_mma", "check_b12_and_folate", "refer"), (), 126)), ),
        (RULE_B12_D03_01, RULE_B12_D03_02, RULE_B12_D03_03, RULE_B12_D03_04, RULE_B12_D03_05, RULE_B12_D03_06, RULE_B12_D03_07, RULE_B12_D03_08, RULE_B12_D03_09, RULE_B12_D03_10, RULE_B12_D03_11, ),
        (),
    ),
    "bariatric_line": Decision(
        "B12.D04", "bariatric_line", "Bariatric line", "Which of the source's bariatric lines applies?", "U", "assessment.xlsx › Bariatric line", True, False,
        ("bariatric_procedure",),
        (Output("line", "Bariatric line", "category", "", "bariatric_line.line", "", "one", Atoms("category", ("rygb_bpd", "sleeve_band", "other", "none"), (), 31)), ),
        (RULE_B12_D04_01, RULE_B12_D04_02, RULE_B12_D04_03, RULE_B12_D04_04, RULE_B12_D04_05, ),
        (),
    ),
    "surgical_ground": Decision(
        "B12.D05", "surgical_ground", "Surgical ground", "Is there a surgical ground for lifelong or prophylactic B12?", "U", "assessment.xlsx › Surgical ground", True, False,
        ("ileal_resection_cm", "bariatric_line.line"),
        (Output("ground", "Surgical ground", "category", "", "surgical_ground.ground", "", "one", Atoms("category", ("ileal_resection", "bariatric", "none"), (), 15)), ),
        (RULE_B12_D05_01, RULE_B12_D05_02, RULE_B12_D05_03, RULE_B12_D05_04, RULE_B12_D05_05, RULE_B12_D05_06, ),
        (),
    ),
    "malabsorption": Decision(
        "B12.D06", "malabsorption", "Malabsorption", "Is malabsorption, as the source lists it, present?", "P", "assessment.xlsx › Malabsorption", False, False,
        ("pernicious_anemia", "ileal_resection_cm", "bariatric_line.line", "other_confirmed_malabsorption"),
        (Output("malabsorption", "Malabsorption", "category", "", "malabsorption.malabsorption", "", "one", Atoms("category", ("present", "absent"), (), 7)), ),
        (RULE_B12_D06_01, RULE_B12_D06_02, RULE_B12_D06_03, RULE_B12_D06_04, RULE_B12_D06_05, RULE_B12_D06_06, RULE_B12_D06_07, RULE_B12_D06_08, RULE_B12_D06_09, ),
        (),
    ),
    "im_indications": Decision(
        "B12.D07", "im_indications", "Reasons for injection", "Which listed conditions require injection?", "C", "assessment.xlsx › Reasons for injection", False, False,
        ("pernicious_anemia", "ileal_resection_cm", "bariatric_line.line", "other_confirmed_malabsorption"),
        (Output("reasons", "Reasons for injection", "several of", "", "im_indications.reasons", "", "all", Atoms("several of", ("pernicious_anemia", "ileal_resection_gt_20cm"), (), 30)), ),
        (RULE_B12_D07_01, RULE_B12_D07_02, RULE_B12_D07_03, RULE_B12_D07_04, ),
        (),
    ),
    "neuro": Decision(
        "B12.D08", "neuro", "Neurological involvement", "Is there neurological involvement, now or at any time in this episode?", "P", "assessment.xlsx › Neurological involvement", False, False,
        ("neuropathy", "cognitive_impairment", "gait_disturbance", "other_neuro_symptoms"),
        (Output("neuro", "Neurological involvement", "category", "", "neuro.neuro", "", "one", Atoms("category", ("present", "absent"), (), 7)), ),
        (RULE_B12_D08_01, RULE_B12_D08_02, RULE_B12_D08_03, RULE_B12_D08_04, RULE_B12_D08_05, RULE_B12_D08_06, RULE_B12_D08_07, RULE_B12_D08_08, RULE_B12_D08_09, ),
        (),
    ),
    "urgency": Decision(
        "B12.D09", "urgency", "Urgency", "Is this a situation in which treatment must not be delayed?", "U", "assessment.xlsx › Urgency", False, True,
        ("neuro.neuro", "status.status"),
        (Output("urgency", "Urgency", "category", "", "urgency.urgency", "", "one", Atoms("category", ("never_delay", "decide_now_unconfirmed", "decide_now_no_deficiency_shown", "assess_neuro_now", "no_urgency_statement"), (), 62)), ),
        (RULE_B12_D09_01, RULE_B12_D09_02, RULE_B12_D09_03, RULE_B12_D09_04, RULE_B12_D09_05, ),
        (),
    ),
    "anti_if": Decision(
        "B12.D11", "anti_if", "Antibody screening", "Should anti-intrinsic factor antibodies be screened for?", "F", "assessment.xlsx › Antibody screening", False, False,
        ("anti_if_result", "autoimmune_disease", "glossitis", "anemia", "neuropathy"),
        (Output("action", "Antibody screening", "category", "", "anti_if.action", "", "one", Atoms("category", ("screen", "already_tested", "triggers_unknown", "no_statement"), (), 30)), ),
        (RULE_B12_D11_01, RULE_B12_D11_02, RULE_B12_D11_03, RULE_B12_D11_04, RULE_B12_D11_05, RULE_B12_D11_06, RULE_B12_D11_07, ),
        (),
    ),
    "consistency": Decision(
        "B12.D12", "consistency", "Answers that do not fit", "Do any answers contradict each other?", "C", "assessment.xlsx › Answers that do not fit", False, False,
        ("deficiency_confirmed", "treatment_phase", "current_route", "months_since_start", "anti_if_result", "pernicious_anemia"),
        (Output("alert", "Consistency: alert", "several of", "", "alert", "", "all", Atoms("several of", (), (), 2)), Output("severity", "Consistency: severity", "several of", "", "severity", "", "all", Atoms("several of", (), (), 2)), ),
        (RULE_B12_D12_01, RULE_B12_D12_02, RULE_B12_D12_03, RULE_B12_D12_04, RULE_B12_D12_05, ),
        (),
    ),
    "oral_option": Decision(
        "B12.D13", "oral_option", "Oral option", "Does the source support treatment by mouth here?", "U", "treatment.xlsx › Oral option", True, False,
        ("malabsorption.malabsorption", "neuro.neuro", "dietary_cause", "medication_cause", "renal_dysfunction"),
        (Output("option", "Oral option", "category", "", "oral_option.option", "", "one", Atoms("category", ("none", "alternative", "alternative_after_renal_check", "usually_sufficient", "sufficient_not_cyanocobalamin", "sufficient_form_after_renal_check"), (), 126)), ),
        (RULE_B12_D13_01, RULE_B12_D13_02, RULE_B12_D13_03, RULE_B12_D13_04, RULE_B12_D13_05, RULE_B12_D13_06, RULE_B12_D13_07, RULE_B12_D13_08, RULE_B12_D13_09, ),
        (),
    ),
    "im_drug": Decision(
        "B12.D15", "im_drug", "Form for injection", "Which form for an injection?", "U", "treatment.xlsx › Form for injection", False, False,
        ("pernicious_anemia", "renal_dysfunction"),
        (Output("drugs", "Forms for injection", "several of", "", "im_drug.drugs", "", "one", Atoms("several of", (), (), 2)), Output("strength", "Form for injection: strength of the advice", "category", "", "im_drug.strength", "", "one", Atoms("category", ("mandatory", "either_stated", "hydroxocobalamin_until_pa_known", "preferred"), (), 30)), ),
        (RULE_B12_D15_01, RULE_B12_D15_02, RULE_B12_D15_03, RULE_B12_D15_04, ),
        (),
    ),
    "mouth_safe": Decision(
        "B12.D20", "mouth_safe", "Prophylaxis by mouth", "May prophylaxis by mouth or under the tongue be offered?", "P", "treatment.xlsx › Prophylaxis by mouth", True, False,
        ("pernicious_anemia", "other_confirmed_malabsorption", "neuro.neuro", "ileal_resection_cm", "status.status", "deficiency_confirmed"),
        (Output("safe", "Prophylaxis by mouth", "category", "", "mouth_safe.safe", "", "one", Atoms("category", ("no", "pending", "yes"), (), 14)), ),
        (RULE_B12_D20_01, RULE_B12_D20_02, RULE_B12_D20_03, RULE_B12_D20_04, RULE_B12_D20_05, RULE_B12_D20_06, RULE_B12_D20_07, RULE_B12_D20_08, RULE_B12_D20_09, RULE_B12_D20_10, RULE_B12_D20_11, RULE_B12_D20_12, ),
        (),
    ),
    "frequency": Decision(
        "B12.D24", "frequency", "Injection frequency", "Should the injection frequency change?", "U", "treatment.xlsx › Injection frequency", False, False,
        ("treatment_phase", "current_route", "symptoms_recurred"),
        (Output("action", "Injection frequency", "category", "", "frequency.action", "", "one", Atoms("category", ("increase_frequency", "no_change_stated", "ask_about_symptoms", "establish_current_treatment", "refer_recurrence_elsewhere", "not_applicable"), (), 126)), ),
        (RULE_B12_D24_01, RULE_B12_D24_02, RULE_B12_D24_03, RULE_B12_D24_04, RULE_B12_D24_05, RULE_B12_D24_06, RULE_B12_D24_07, RULE_B12_D24_08, RULE_B12_D24_09, ),
        (),
    ),
    "homocysteine": Decision(
        "B12.D30", "homocysteine", "Homocysteine", "Is homocysteine at the stated target?", "U", "monitoring.xlsx › Homocysteine", False, False,
        ("homocysteine_umol_l",),
        (Output("result", "Homocysteine result", "category", "", "homocysteine.result", "", "one", Atoms("category", ("at_target", "not_at_target_no_action_stated", "not_measured"), (), 14)), ),
        (RULE_B12_D30_01, RULE_B12_D30_02, RULE_B12_D30_03, ),
        (),
    ),
    "crohns": Decision(
        "B12.D31", "crohns", "Ileal Crohn disease screening", "Does the extent of ileal Crohn's disease call for annual screening?", "U", "monitoring.xlsx › Ileal Crohn disease screening", False, False,
        ("crohns_ileal_cm",),
        (Output("action", "Crohn disease screening", "category", "", "crohns.action", "", "one", Atoms("category", ("annual_screening", "no_statement", "not_applicable", "extent_unknown"), (), 30)), Output("threshold", "Crohn disease extent", "category", "", "crohns.threshold", "", "one", Atoms("category", ("past_the_range", "inside_the_range", "below_the_range", "cannot_tell"), (), 30)), ),
        (RULE_B12_D31_01, RULE_B12_D31_02, RULE_B12_D31_03, RULE_B12_D31_04, RULE_B12_D31_05, ),
        (),
    ),
    "cause_statements": Decision(
        "B12.D25", "cause_statements", "Statements for each cause", "Which of the source's lines on causes concern this patient, and is their condition met?", "C", "treatment.xlsx › Statements for each cause", False, False,
        ("im_indications.reasons", "bariatric_line.line", "crohns.action", "malabsorption.malabsorption", "medication_cause", "dietary_cause"),
        (Output("statement", "Line for the cause", "several of", "", "cause_statements.statement", "", "all", Atoms("several of", (), (), 2)), Output("condition", "Condition of the line", "several of", "", "cause_statements.condition", "", "all", Atoms("several of", (), (), 2)), ),
        (RULE_B12_D25_01, RULE_B12_D25_02, RULE_B12_D25_03, RULE_B12_D25_04, RULE_B12_D25_05, RULE_B12_D25_06, RULE_B12_D25_07, RULE_B12_D25_08, RULE_B12_D25_09, RULE_B12_D25_10, RULE_B12_D25_11, RULE_B12_D25_12, ),
        (),
    ),
    "folate": Decision(
        "B12.D32", "folate", "Folate and folic acid", "Must B12 or folate be checked, and may folic acid be given?", "U", "monitoring.xlsx › Folate and folic acid", False, False,
        ("b12_started.started", "status.status", "folate"),
        (Output("test", "B12 and folate check", "category", "", "folate.test", "", "one", Atoms("category", ("check_folate", "check_b12", "check_b12_and_folate", "none"), (), 30)), Output("sequence", "Folic acid", "category", "", "folate.sequence", "", "one", Atoms("category", ("b12_first_no_folic_acid_yet", "no_folic_acid_until_b12_decided", "no_folic_acid_until_b12_known", "b12_started_folate_plan_not_stated", "refer_low_folate_no_b12_deficiency_shown", "no_statement"), (), 126)), ),
        (RULE_B12_D32_01, RULE_B12_D32_02, RULE_B12_D32_03, RULE_B12_D32_04, RULE_B12_D32_05, RULE_B12_D32_06, RULE_B12_D32_07, RULE_B12_D32_08, RULE_B12_D32_09, RULE_B12_D32_10, RULE_B12_D32_11, RULE_B12_D32_12, RULE_B12_D32_13, ),
        (),
    ),
    "elderly": Decision(
        "B12.D33", "elderly", "Over 75", "What do the statements for patients over 75 add?", "U", "populations.xlsx › Over 75", False, False,
        ("scope.age_band", "status.status", "serum_b12", "high_risk_condition"),
        (Output("action", "Over 75: what to do", "category", "", "elderly.action", "", "one", Atoms("category", ("consider_prophylactic_treatment", "confirm_and_consider_prophylaxis", "establish_high_risk", "confirm_and_establish_high_risk", "refer_no_high_risk", "do_not_rule_out_on_serum_b12", "confirmed_see_treatment", "clinician_to_confirm", "check_b12_and_folate", "age_unknown", "not_applicable"), (), 4094)), ),
        (RULE_B12_D33_01, RULE_B12_D33_02, RULE_B12_D33_03, RULE_B12_D33_04, RULE_B12_D33_05, RULE_B12_D33_06, RULE_B12_D33_07, RULE_B12_D33_08, RULE_B12_D33_09, RULE_B12_D33_10, RULE_B12_D33_11, ),
        (),
    ),
    "intent": Decision(
        "B12.D10", "intent", "Treatment intent", "Which part of the source applies?", "U", "assessment.xlsx › Treatment intent", False, False,
        ("scope.scope", "status.status", "neuro.neuro", "surgical_ground.ground", "pernicious_anemia", "elderly.action"),
        (Output("intent", "Treatment intent", "category", "", "intent.intent", "", "one", Atoms("category", ("treat", "continue_and_establish_confirmation", "urgent_judgement_on_starting", "prophylaxis", "pa_not_confirmed_refer", "consider_prophylaxis", "no_treatment_statement", "child_not_covered"), (), 510)), ),
        (RULE_B12_D10_01, RULE_B12_D10_02, RULE_B12_D10_03, RULE_B12_D10_04, RULE_B12_D10_05, RULE_B12_D10_06, RULE_B12_D10_07, RULE_B12_D10_08, RULE_B12_D10_09, RULE_B12_D10_10, ),
        (),
    ),
    "route": Decision(
        "B12.D14", "route", "Route", "By which route does the source treat confirmed deficiency?", "U", "treatment.xlsx › Route", False, False,
        ("intent.intent", "malabsorption.malabsorption", "neuro.neuro", "oral_option.option"),
        (Output("routes", "Routes", "several of", "", "route.routes", "", "one", Atoms("several of", (), (), 2)), Output("strength", "Route: strength of the advice", "category", "", "route.strength", "", "one", Atoms("category", ("required", "stated", "stated_pending_malabsorption", "stated_pending_neuro", "oral_acceptable", "oral_after_renal_check", "oral_usually_sufficient", "oral_not_cyanocobalamin", "oral_form_after_renal_check", "continue_current", "see_prophylaxis", "not_stated"), (), 8190)), ),
        (RULE_B12_D14_01, RULE_B12_D14_02, RULE_B12_D14_03, RULE_B12_D14_04, RULE_B12_D14_05, RULE_B12_D14_06, RULE_B12_D14_07, RULE_B12_D14_08, RULE_B12_D14_09, RULE_B12_D14_10, RULE_B12_D14_11, RULE_B12_D14_12, RULE_B12_D14_13, ),
        (),
    ),
    "oral_drug": Decision(
        "B12.D16", "oral_drug", "Form by mouth", "Which form by mouth, and may cyanocobalamin be used?", "U", "treatment.xlsx › Form by mouth", False, False,
        ("renal_dysfunction", "route.strength"),
        (Output("drugs", "Forms by mouth", "several of", "", "oral_drug.drugs", "", "one", Atoms("several of", (), (), 2)), Output("status", "Form by mouth: status", "category", "", "oral_drug.status", "", "one", Atoms("category", ("named", "named_after_renal_check", "form_not_named", "form_not_named_not_cyanocobalamin", "form_after_renal_check", "no_oral_treatment"), (), 126)), Output("cyanocobalamin", "Use of cyanocobalamin", "category", "", "oral_drug.cyanocobalamin", "", "one", Atoms("category", ("never", "not_until_renal_known", "acceptable_by_mouth", "not_preferred"), (), 30)), ),
        (RULE_B12_D16_01, RULE_B12_D16_02, RULE_B12_D16_03, RULE_B12_D16_04, RULE_B12_D16_05, RULE_B12_D16_06, RULE_B12_D16_07, RULE_B12_D16_08, RULE_B12_D16_09, ),
        (),
    ),
    "initial_state": Decision(
        "B12.D17", "initial_state", "State of the initial regimen", "Is the initial regimen still needed, running, or done?", "F", "treatment.xlsx › State of the initial regimen", True, False,
        ("treatment_phase", "current_route", "neuro.neuro", "neuro_still_improving", "symptoms_recurred", "route.strength"),
        (Output("state", "State of the initial regimen", "category", "", "initial_state.state", "", "one", Atoms("category", ("needed", "needed_unless_already_given", "assess_improvement", "plateau", "past", "past_symptoms_returned", "establish_current_treatment"), (), 254)), ),
        (RULE_B12_D17_01, RULE_B12_D17_02, RULE_B12_D17_03, RULE_B12_D17_04, RULE_B12_D17_05, RULE_B12_D17_06, RULE_B12_D17_07, RULE_B12_D17_08, RULE_B12_D17_09, ),
        (),
    ),
    "initial_regimen": Decision(
        "B12.D18", "initial_regimen", "Initial regimen", "Which initial regimen?", "F", "treatment.xlsx › Initial regimen", False, False,
        ("intent.intent", "initial_state.state", "neuro.neuro", "route.strength"),
        (Output("options", "Initial regimen: options", "several of", "", "regimen", "", "one", Atoms("several of", (), (), 2)), Output("status", "Initial regimen: status", "category", "", "initial_regimen.status", "", "one", Atoms("category", ("start_or_continue", "first_step_pending_neuro", "oral_option_after_renal_check", "oral_not_cyanocobalamin", "oral_form_after_renal_check", "plateau_move_to_maintenance", "already_given", "already_given_symptoms_returned", "establish_current_treatment", "none_stated"), (), 2046)), ),
        (RULE_B12_D18_01, RULE_B12_D18_02, RULE_B12_D18_03, RULE_B12_D18_04, RULE_B12_D18_05, RULE_B12_D18_06, RULE_B12_D18_07, RULE_B12_D18_08, RULE_B12_D18_09, RULE_B12_D18_10, RULE_B12_D18_11, RULE_B12_D18_12, RULE_B12_D18_13, ),
        (),
    ),
    "prophylaxis": Decision(
        "B12.D21", "prophylaxis", "Prophylaxis", "Deficiency not confirmed: which prophylaxis does the source give?", "U", "treatment.xlsx › Prophylaxis", False, False,
        ("intent.intent", "surgical_ground.ground", "bariatric_line.line", "mouth_safe.safe"),
        (Output("options", "Prophylaxis: options", "several of", "", "regimen", "", "one", Atoms("several of", (), (), 2)), Output("status", "Prophylaxis: status", "category", "", "prophylaxis.status", "", "one", Atoms("category", ("stated", "by_injection_only", "mouth_options_wait_for_answers", "beside_urgent_decision", "regimen_not_stated", "not_applicable"), (), 126)), ),
        (RULE_B12_D21_01, RULE_B12_D21_02, RULE_B12_D21_03, RULE_B12_D21_04, RULE_B12_D21_05, RULE_B12_D21_06, RULE_B12_D21_07, RULE_B12_D21_08, RULE_B12_D21_09, RULE_B12_D21_10, ),
        (),
    ),
    "oral_gate": Decision(
        "B12.D22", "oral_gate", "Oral treatment first questions", "B12 is being taken by mouth for a deficiency: what must be settled first?", "F", "treatment.xlsx › Oral treatment first questions", True, False,
        ("intent.intent", "treatment_phase", "current_route", "malabsorption.malabsorption", "neuro.neuro"),
        (Output("gate", "Oral treatment: first question", "category", "", "oral_gate.gate", "", "one", Atoms("category", ("not_applicable", "establish_route", "im_required", "im_stated_neuro", "assess_neuro_now", "establish_malabsorption", "clear"), (), 254)), ),
        (RULE_B12_D22_01, RULE_B12_D22_02, RULE_B12_D22_03, RULE_B12_D22_04, RULE_B12_D22_05, RULE_B12_D22_06, RULE_B12_D22_07, RULE_B12_D22_08, ),
        (),
    ),
    "oral_check": Decision(
        "B12.D23", "oral_check", "Oral treatment at 3 months", "Has oral treatment failed, and what then?", "U", "treatment.xlsx › Oral treatment at 3 months", False, False,
        ("oral_gate.gate", "months_since_start", "serum_b12", "medication_cause"),
        (Output("action", "Oral treatment: what to do", "category", "", "oral_check.action", "", "one", Atoms("category", ("not_applicable", "establish_route", "im_required", "im_stated_neuro", "assess_neuro_now", "establish_malabsorption", "establish_start", "too_early", "recheck_serum_b12", "normalized_continue_and_monitor", "consider_im", "refer_rule_for_medicines_only"), (), 8190)), ),
        (RULE_B12_D23_01, RULE_B12_D23_02, RULE_B12_D23_03, RULE_B12_D23_04, RULE_B12_D23_05, RULE_B12_D23_06, RULE_B12_D23_07, RULE_B12_D23_08, RULE_B12_D23_09, RULE_B12_D23_10, RULE_B12_D23_11, RULE_B12_D23_12, RULE_B12_D23_13, ),
        (),
    ),
    "maintenance": Decision(
        "B12.D19", "maintenance", "Maintenance and duration", "Which maintenance regimen, and for how long?", "U", "treatment.xlsx › Maintenance and duration", False, False,
        ("intent.intent", "surgical_ground.ground", "malabsorption.malabsorption", "neuro.neuro", "route.strength", "oral_check.action"),
        (Output("options", "Maintenance: options", "several of", "", "regimen", "", "one", Atoms("several of", (), (), 2)), Output("status", "Maintenance: status", "category", "", "maintenance.status", "", "one", Atoms("category", ("stated", "stated_for_the_surgery", "by_route_chosen", "consider_im_after_oral", "continue_current", "none_stated"), (), 126)), Output("duration", "Maintenance: duration", "category", "", "maintenance.duration", "", "one", Atoms("category", ("for_life", "continue_source_disagrees", "continue_establish_malabsorption", "not_stated", "not_applicable"), (), 62)), ),
        (RULE_B12_D19_01, RULE_B12_D19_02, RULE_B12_D19_03, RULE_B12_D19_04, RULE_B12_D19_05, RULE_B12_D19_06, RULE_B12_D19_07, RULE_B12_D19_08, RULE_B12_D19_09, RULE_B12_D19_10, RULE_B12_D19_11, RULE_B12_D19_12, RULE_B12_D19_13, ),
        (),
    ),
    "clock": Decision(
        "B12.D26", "clock", "Monitoring clock", "Where on the monitoring clock is the patient?", "U", "monitoring.xlsx › Monitoring clock", True, False,
        ("intent.intent", "treatment_phase", "months_since_start"),
        (Output("period", "Monitoring period", "category", "", "clock.period", "", "one", Atoms("category", ("no_treatment", "before_start", "start_unknown", "m0_3", "m3_6", "m6_12", "m12_24", "m24_on"), (), 510)), ),
        (RULE_B12_D26_01, RULE_B12_D26_02, RULE_B12_D26_03, RULE_B12_D26_04, RULE_B12_D26_05, RULE_B12_D26_06, RULE_B12_D26_07, RULE_B12_D26_08, ),
        (),
    ),
    "schedule": Decision(
        "B12.D27", "schedule", "Monitoring schedule", "Is a serum B12 recheck due, and when is the next one?", "U", "monitoring.xlsx › Monitoring schedule", False, False,
        ("clock.period", "last_b12_check"),
        (Output("schedule", "Monitoring schedule", "category", "", "schedule.schedule", "", "one", Atoms("category", ("first_year_3_6_12", "annual", "establish_start", "not_stated"), (), 30)), Output("due_now", "B12 check due now", "category", "", "due_now", "", "one", Atoms("category", ("yes", "no", "undetermined"), (), 14)), Output("next_check", "Next B12 check", "category", "", "schedule.next_check", "", "one", Atoms("category", ("month_3", "month_6", "month_12", "next_anniversary", "not_stated"), (), 62)), ),
        (RULE_B12_D27_01, RULE_B12_D27_02, RULE_B12_D27_03, RULE_B12_D27_04, RULE_B12_D27_05, RULE_B12_D27_06, RULE_B12_D27_07, RULE_B12_D27_08, RULE_B12_D27_09, RULE_B12_D27_10, RULE_B12_D27_11, RULE_B12_D27_12, RULE_B12_D27_13, RULE_B12_D27_14, ),
        (),
    ),
    "planning_schedule": Decision(
        "B12.D28", "planning_schedule", "Checks when planning pregnancy", "Planning pregnancy after bariatric surgery: are B12 checks every three months called for?", "U", "monitoring.xlsx › Checks when planning pregnancy", False, False,
        ("bariatric_line.line", "planning_pregnancy", "clock.period", "last_b12_check"),
        (Output("schedule", "Planning pregnancy: schedule", "category", "", "planning_schedule.schedule", "", "one", Atoms("category", ("every_3_months", "ask_bariatric_history", "ask_pregnancy_plans", "not_stated"), (), 30)), Output("due_now", "Planning pregnancy: check due now", "category", "", "due_now", "", "one", Atoms("category", ("yes", "no", "undetermined"), (), 14)), Output("next_check", "Planning pregnancy: next check", "category", "", "planning_schedule.next_check", "", "one", Atoms("category", ("within_3_months", "not_stated"), (), 6)), ),
        (RULE_B12_D28_01, RULE_B12_D28_02, RULE_B12_D28_03, RULE_B12_D28_04, RULE_B12_D28_05, RULE_B12_D28_06, RULE_B12_D28_07, RULE_B12_D28_08, RULE_B12_D28_09, RULE_B12_D28_10, RULE_B12_D28_11, RULE_B12_D28_12, RULE_B12_D28_13, RULE_B12_D28_14, ),
        (),
    ),
    "tests": Decision(
        "B12.D29", "tests", "Monitoring visit", "What is assessed, and on what principle?", "C", "monitoring.xlsx › Monitoring visit", False, False,
        ("intent.intent", "serum_b12", "neuro.neuro", "current_route", "renal_dysfunction"),
        (Output("item", "At the visit", "several of", "", "tests.item", "", "all", Atoms("several of", (), (), 2)), Output("kind", "Test or principle", "several of", "", "tests.kind", "", "all", Atoms("several of", (), (), 2)), ),
        (RULE_B12_D29_01, RULE_B12_D29_02, RULE_B12_D29_03, RULE_B12_D29_04, RULE_B12_D29_05, RULE_B12_D29_06, RULE_B12_D29_07, RULE_B12_D29_08, ),
        (),
    ),
    "injection_safety": Decision(
        "B12.D34", "injection_safety", "Platelets and injection", "If an injection is given, what does the platelet count require?", "U", "populations.xlsx › Platelets and injection", False, False,
        ("platelets_10e9_l", "neuro.neuro"),
        (Output("action", "Platelets and injection", "category", "", "injection_safety.action", "", "one", Atoms("category", ("platelets_permit_im", "fine_needle_and_pressure", "prioritize_treatment", "prioritize_and_consider_transfusion", "refer_before_injecting", "assess_neuro_then_decide", "platelets_unknown"), (), 254)), Output("precautions", "Injection precautions", "category", "", "injection_safety.precautions", "", "one", Atoms("category", ("not_needed_per_source", "needle_and_pressure", "not_repeated_below_25", "cannot_tell"), (), 30)), ),
        (RULE_B12_D34_01, RULE_B12_D34_02, RULE_B12_D34_03, RULE_B12_D34_04, RULE_B12_D34_05, RULE_B12_D34_06, RULE_B12_D34_07, ),
        (),
    ),
    "pregnancy": Decision(
        "B12.D35", "pregnancy", "Pregnancy and lactation", "What is stated for planning, pregnancy and breastfeeding?", "C", "populations.xlsx › Pregnancy and lactation", False, False,
        ("breastfeeding", "oral_b12_intake_ug_day", "planning_pregnancy", "pregnant", "bariatric_line.line", "status.status"),
        (Output("notes", "Pregnancy and lactation notes", "several of", "", "pregnancy.notes", "", "all", Atoms("several of", (), (), 2)), ),
        (RULE_B12_D35_01, RULE_B12_D35_02, RULE_B12_D35_03, RULE_B12_D35_04, RULE_B12_D35_05, RULE_B12_D35_06, RULE_B12_D35_07, ),
        (),
    ),
    "order_kind": Decision(
        "B12.D36", "order_kind", "Kind of order", "What kind of order is it?", "U", "order-checks.xlsx › Kind of order", True, False,
        ("order_drug", "order_route"),
        (Output("kind", "Kind of order", "category", "", "order_kind.kind", "", "one", Atoms("category", ("none", "folic_acid", "b12_im", "b12_oral", "b12_sublingual", "b12_no_route"), (), 126)), ),
        (RULE_B12_D36_01, RULE_B12_D36_02, RULE_B12_D36_03, RULE_B12_D36_04, RULE_B12_D36_05, RULE_B12_D36_06, ),
        (),
    ),
    "order_context": Decision(
        "B12.D37", "order_context", "Context of the order", "Against which part of the source is the order checked?", "U", "order-checks.xlsx › Context of the order", True, False,
        ("intent.intent", "order_kind.kind"),
        (Output("context", "Context of the order", "category", "", "order_context.context", "", "one", Atoms("category", ("treat_im", "treat_oral", "treat_sublingual", "prophylaxis_im", "prophylaxis_oral", "prophylaxis_sublingual", "other_im", "other_oral", "other_sublingual", "not_b12"), (), 2046)), ),
        (RULE_B12_D37_01, RULE_B12_D37_02, RULE_B12_D37_03, RULE_B12_D37_04, RULE_B12_D37_05, RULE_B12_D37_06, RULE_B12_D37_07, RULE_B12_D37_08, RULE_B12_D37_09, RULE_B12_D37_10, ),
        (),
    ),
    "check_drug": Decision(
        "B12.D38", "check_drug", "Drug check", "Is the ordered B12 form right?", "C", "order-checks.xlsx › Drug check", True, False,
        ("order_drug", "order_kind.kind", "renal_dysfunction", "pernicious_anemia"),
        (Output("alert", "Drug check: alert", "several of", "", "alert", "", "all", Atoms("several of", (), (), 2)), Output("severity", "Drug check: severity", "several of", "", "severity", "", "all", Atoms("several of", (), (), 2)), ),
        (RULE_B12_D38_01, RULE_B12_D38_02, RULE_B12_D38_03, RULE_B12_D38_04, RULE_B12_D38_05, RULE_B12_D38_06, RULE_B12_D38_07, RULE_B12_D38_08, RULE_B12_D38_09, ),
        (),
    ),
    "check_folic_acid": Decision(
        "B12.D39", "check_folic_acid", "Folic acid check", "May the ordered folic acid be given?", "C", "order-checks.xlsx › Folic acid check", True, False,
        ("order_kind.kind", "b12_started.started", "status.status"),
        (Output("alert", "Folic acid check: alert", "several of", "", "alert", "", "all", Atoms("several of", (), (), 2)), Output("severity", "Folic acid check: severity", "several of", "", "severity", "", "all", Atoms("several of", (), (), 2)), ),
        (RULE_B12_D39_01, RULE_B12_D39_02, ),
        (),
    ),
    "check_route": Decision(
        "B12.D40", "check_route", "Route check", "Does the ordered route fit?", "C", "order-checks.xlsx › Route check", True, False,
        ("order_context.context", "malabsorption.malabsorption", "pernicious_anemia", "neuro.neuro", "dietary_cause", "medication_cause"),
        (Output("alert", "Route check: alert", "several of", "", "alert", "", "all", Atoms("several of", (), (), 2)), Output("severity", "Route check: severity", "several of", "", "severity", "", "all", Atoms("several of", (), (), 2)), ),
        (RULE_B12_D40_01, RULE_B12_D40_02, RULE_B12_D40_03, RULE_B12_D40_04, RULE_B12_D40_05, RULE_B12_D40_06, RULE_B12_D40_07, ),
        (),
    ),
    "check_prophylaxis": Decision(
        "B12.D41", "check_prophylaxis", "Prophylaxis check", "Does the ordered prophylaxis fit the surgery?", "C", "order-checks.xlsx › Prophylaxis check", True, False,
        ("order_context.context", "bariatric_line.line", "surgical_ground.ground", "mouth_safe.safe", "order_dose_ug", "order_interval_days"),
        (Output("alert", "Prophylaxis check: alert", "several of", "", "alert", "", "all", Atoms("several of", (), (), 2)), Output("severity", "Prophylaxis check: severity", "several of", "", "severity", "", "all", Atoms("several of", (), (), 2)), ),
        (RULE_B12_D41_01, RULE_B12_D41_02, RULE_B12_D41_03, RULE_B12_D41_04, RULE_B12_D41_05, RULE_B12_D41_06, RULE_B12_D41_07, RULE_B12_D41_08, ),
        (),
    ),
    "check_dose": Decision(
        "B12.D42", "check_dose", "Dose check", "Is the dose one the source states?", "C", "order-checks.xlsx › Dose check", True, False,
        ("order_context.context", "order_kind.kind", "malabsorption.malabsorption", "order_dose_ug"),
        (Output("alert", "Dose check: alert", "several of", "", "alert", "", "all", Atoms("several of", (), (), 2)), Output("severity", "Dose check: severity", "several of", "", "severity", "", "all", Atoms("several of", (), (), 2)), ),
        (RULE_B12_D42_01, RULE_B12_D42_02, RULE_B12_D42_03, RULE_B12_D42_04, ),
        (),
    ),
    "check_interval": Decision(
        "B12.D43", "check_interval", "Interval check", "Is the interval one the source states?", "C", "order-checks.xlsx › Interval check", True, False,
        ("order_context.context", "order_kind.kind", "surgical_ground.ground", "neuro.neuro", "order_interval_days"),
        (Output("alert", "Interval check: alert", "several of", "", "alert", "", "all", Atoms("several of", (), (), 2)), Output("severity", "Interval check: severity", "several of", "", "severity", "", "all", Atoms("several of", (), (), 2)), ),
        (RULE_B12_D43_01, RULE_B12_D43_02, RULE_B12_D43_03, RULE_B12_D43_04, RULE_B12_D43_05, RULE_B12_D43_06, ),
        (),
    ),
    "check_platelets": Decision(
        "B12.D44", "check_platelets", "Platelet check", "Does the platelet count speak to an ordered injection?", "C", "order-checks.xlsx › Platelet check", True, False,
        ("order_kind.kind", "injection_safety.action"),
        (Output("alert", "Platelet check: alert", "several of", "", "alert", "", "all", Atoms("several of", (), (), 2)), Output("severity", "Platelet check: severity", "several of", "", "severity", "", "all", Atoms("several of", (), (), 2)), ),
        (RULE_B12_D44_01, RULE_B12_D44_02, RULE_B12_D44_03, RULE_B12_D44_04, RULE_B12_D44_05, RULE_B12_D44_06, ),
        (),
    ),
    "check_initial": Decision(
        "B12.D45", "check_initial", "Initial regimen check", "Is the ordered initial regimen the stated one?", "C", "order-checks.xlsx › Initial regimen check", True, False,
        ("order_initial", "order_kind.kind", "intent.intent", "neuro.neuro", "treatment_phase"),
        (Output("alert", "Initial regimen check: alert", "several of", "", "alert", "", "all", Atoms("several of", (), (), 2)), Output("severity", "Initial regimen check: severity", "several of", "", "severity", "", "all", Atoms("several of", (), (), 2)), ),
        (RULE_B12_D45_01, RULE_B12_D45_02, RULE_B12_D45_03, RULE_B12_D45_04, ),
        (),
    ),
    "check_order": Decision(
        "B12.D46", "check_order", "Order completeness check", "Can the order be compared at all?", "C", "order-checks.xlsx › Order completeness check", True, False,
        ("order_kind.kind", "scope.scope", "intent.intent", "order_interval_days", "order_initial"),
        (Output("alert", "Order completeness check: alert", "several of", "", "alert", "", "all", Atoms("several of", (), (), 2)), Output("severity", "Order completeness check: severity", "several of", "", "severity", "", "all", Atoms("several of", (), (), 2)), ),
        (RULE_B12_D46_01, RULE_B12_D46_02, RULE_B12_D46_03, RULE_B12_D46_04, RULE_B12_D46_05, RULE_B12_D46_06, RULE_B12_D46_07, ),
        (),
    ),
    "check_plan": Decision(
        "B12.D47", "check_plan", "Plan check", "Which parts of the plan call for a warning?", "C", "order-checks.xlsx › Plan check", True, False,
        ("plan", "neuro.neuro", "malabsorption.malabsorption", "current_route"),
        (Output("alert", "Plan check: alert", "several of", "", "alert", "", "all", Atoms("several of", (), (), 2)), Output("severity", "Plan check: severity", "several of", "", "severity", "", "all", Atoms("several of", (), (), 2)), ),
        (RULE_B12_D47_01, RULE_B12_D47_02, RULE_B12_D47_03, RULE_B12_D47_04, RULE_B12_D47_05, RULE_B12_D47_06, RULE_B12_D47_07, RULE_B12_D47_08, RULE_B12_D47_09, RULE_B12_D47_10, RULE_B12_D47_11, ),
        (),
    ),
    "evidence_drug": Decision(
        "B12.D48", "evidence_drug", "Drug and route evidence", "Which evidence belongs beside drug, route and folate?", "C", "evidence.xlsx › Drug and route evidence", True, False,
        ("pernicious_anemia", "renal_dysfunction", "route.strength", "order_drug", "folate", "homocysteine_umol_l"),
        (Output("note", "Drug and route evidence", "several of", "", "evidence.note", "", "all", Atoms("several of", (), (), 2)), ),
        (RULE_B12_D48_01, RULE_B12_D48_02, RULE_B12_D48_03, RULE_B12_D48_04, RULE_B12_D48_05, RULE_B12_D48_06, RULE_B12_D48_07, ),
        (),
    ),
    "evidence_course": Decision(
        "B12.D49", "evidence_course", "Diagnosis and course evidence", "Which evidence belongs beside diagnosis and follow-up?", "C", "evidence.xlsx › Diagnosis and course evidence", True, False,
        ("scope.age_band", "serum_b12", "neuro.neuro", "malabsorption.malabsorption", "treatment_phase", "current_route"),
        (Output("note", "Diagnosis and course evidence", "several of", "", "evidence.note", "", "all", Atoms("several of", (), (), 2)), ),
        (RULE_B12_D49_01, RULE_B12_D49_02, RULE_B12_D49_03, RULE_B12_D49_04, RULE_B12_D49_05, RULE_B12_D49_06, ),
        (),
    ),
    "guards": Decision(
        "B12.S01", "guards", "All order alerts", "Which alerts do the order and the plan raise, and how severe is the most severe?", "", "order-checks.xlsx › All order alerts", False, False,
        (),
        (Output("alert", "All order alerts", "several of", "", "alert", "No alert was raised. That does not approve an order or a plan: only what the source states was compared.", "united", Atoms("several of", (), (), 2)), Output("highest_severity", "Highest severity", "category", "", "severity", "", "united", Atoms("category", ("stop", "refer", "warn", "info"), (), 30)), ),
        (),
        (Union("all of", ("check_drug.alert", "check_folic_acid.alert", "check_route.alert", "check_prophylaxis.alert", "check_dose.alert", "check_interval.alert", "check_platelets.alert", "check_initial.alert", "check_order.alert", "check_plan.alert"), ("G01", "G02", "G03", "G04", "G05", "G06", "G07", "G08", "G09", "G10", "G11", "G12", "G13", "G14", "G15", "G16", "G17", "G18", "G19", "G20", "G21", "G22", "G23", "G24", "G25", "G26", "G27", "G28", "G29", "G30", "G31", "G32", "G33", "G34", "G35", "G36", "G37", "G38", "G39", "G40", "G41", "G42", "G43", "G44", "G45", "G46", "G47", "G48", "G49", "G50", "G51", "G52", "G53", "G54", "G55", "G56", "G57", "G58", "G59", "G60", "G61", "G62", "K01", "K02", "K03", "K04", "K05")), Union("highest of", ("check_drug.severity", "check_folic_acid.severity", "check_route.severity", "check_prophylaxis.severity", "check_dose.severity", "check_interval.severity", "check_platelets.severity", "check_initial.severity", "check_order.severity", "check_plan.severity"), ("stop", "refer", "warn", "info")), ),
    ),
    "evidence": Decision(
        "B12.S02", "evidence", "All evidence", "Which notes on the evidence belong beside the advice?", "", "evidence.xlsx › All evidence", False, False,
        (),
        (Output("note", "All evidence", "several of", "", "evidence.note", "", "united", Atoms("several of", (), (), 2)), ),
        (),
        (Union("all of", ("evidence_drug.note", "evidence_course.note"), ("pa_oral_evidence", "cyanocobalamin_renal_evidence", "tissue_retention", "oral_dose_mma", "folate_masking", "homocysteine_purpose", "elderly_metabolic", "normal_serum_mma", "individual_frequency", "neuro_irreversible", "relapse", "stopping_neuropathy")), ),
    ),
}

VALUES = {
    "yes_no": {
        "yes": Value("yes", "Yes.", "", False),
        "no": Value("no", "No.", "", False),
    },
    "serum_b12": {
        "low": Value("low", "The laboratory calls serum B12 low.", "", False),
        "borderline": Value("borderline", "The laboratory calls serum B12 borderline.", "", False),
        "normal": Value("normal", "The laboratory calls serum B12 normal.", "", False),
    },
    "mma": {
        "raised": Value("raised", "The laboratory calls methylmalonic acid raised.", "", False),
        "normal": Value("normal", "The laboratory calls methylmalonic acid normal.", "", False),
    },
    "anti_if_result": {
        "positive": Value("positive", "Antibodies to intrinsic factor found.", "", False),
        "negative": Value("negative", "No antibodies to intrinsic factor found.", "", False),
        "not_tested": Value("not tested", "Not tested for antibodies to intrinsic factor.", "", False),
    },
    "bariatric_procedure": {
        "none": Value("none", "No bariatric surgery.", "", False),
        "roux_en_y": Value("Roux-en-Y", "Roux-en-Y gastric bypass.", "", False),
        "biliopancreatic_diversion": Value("biliopancreatic diversion", "Biliopancreatic diversion.", "", False),
        "sleeve_gastrectomy": Value("sleeve gastrectomy", "Sleeve gastrectomy.", "", False),
        "gastric_banding": Value("gastric banding", "Gastric banding.", "", False),
        "other_or_unspecified": Value("other or unspecified", "Another procedure, one that is not named, or more than one.", "", False),
    },
    "medication_cause": {
        "none": Value("none", "No medicine is held to be the cause.", "", False),
        "metformin": Value("metformin", "Metformin is held to be the cause.", "", False),
        "ppi": Value("PPI", "A proton pump inhibitor is held to be the cause.", "", False),
        "h2_blocker": Value("H2 blocker", "An H2 blocker is held to be the cause.", "", False),
        "more_than_one": Value("more than one", "More than one of the three groups is held to be the cause.", "", False),
    },
    "folate": {
        "low": Value("low", "The laboratory calls folate low.", "", False),
        "normal": Value("normal", "The laboratory calls folate normal.", "", False),
    },
    "treatment_phase": {
        "not_started": Value("not started", "No B12 treatment is running; also after an earlier treatment was stopped.", "", False),
        "initial": Value("initial regimen", "The first regimen is running: three times weekly, or on alternate days.", "", False),
        "maintenance": Value("maintenance", "Maintenance is running, or treatment by mouth of a confirmed deficiency.", "", False),
        "prophylaxis": Value("prophylaxis", "A supplement is being given without confirmed deficiency.", "", False),
    },
    "current_route": {
        "none": Value("none", "No B12 is being given.", "", False),
        "im": Value("injection", "B12 is being injected into the muscle.", "", False),
        "oral": Value("by mouth", "B12 is being taken by mouth.", "", False),
        "sublingual": Value("under the tongue", "B12 is being taken under the tongue.", "", False),
    },
    "last_b12_check": {
        "none_since_start": Value("none since the start", "No check since treatment started; a level from before treatment does not count.", "", False),
        "month_3": Value("month 3", "The check of month 3 was the last one done.", "", False),
        "month_6": Value("month 6", "The check of month 6 was the last one done.", "", False),
        "month_12": Value("month 12", "The check of month 12 was the last one done.", "", False),
        "within_last_12_months": Value("within the last 12 months", "The check of month 12 has been passed, and a level was taken less than 12 months ago.", "", False),
    },
    "neuro_still_improving": {
        "yes": Value("yes", "Still improving on alternate-day injections.", "", False),
        "no": Value("no", "No further improvement on alternate-day injections.", "", False),
        "not_applicable": Value("not applicable", "No alternate-day injections are being given.", "", False),
    },
    "order_drug": {
        "none": Value("no order", "There is no drug order to check.", "", False),
        "hydroxocobalamin": Value("hydroxocobalamin", "Hydroxocobalamin.", "", False),
        "cyanocobalamin": Value("cyanocobalamin", "Cyanocobalamin.", "", False),
        "methylcobalamin": Value("methylcobalamin", "Methylcobalamin.", "", False),
        "unspecified_b12": Value("B12 of an unnamed form", "B12, the form not named.", "", False),
        "folic_acid": Value("folic acid", "Folic acid.", "", False),
    },
    "order_route": {
        "none": Value("not named", "The order names no route.", "", False),
        "im": Value("injection", "Injection into the muscle.", "", False),
        "oral": Value("by mouth", "By mouth.", "", False),
        "sublingual": Value("under the tongue", "Under the tongue.", "", False),
    },
    "order_initial": {
        "none": Value("not in question", "The order is not about the initial regimen.", "", False),
        "three_times_weekly_2_weeks": Value("three times a week for 2 weeks", "Three injections a week for 2 weeks.", "", False),
        "alternate_days": Value("alternate days", "An injection on alternate days.", "", False),
        "skipped": Value("skipped", "Straight to maintenance, without an initial regimen.", "", False),
    },
    "plan": {
        "stop_monitoring_after_normal_result": Value("stop monitoring after a normal result", "End monitoring because one result was normal.", "", False),
        "rule_out_on_serum_b12_alone": Value("rule out on serum B12 alone", "Rule deficiency out because serum B12 is normal, without another test.", "", False),
        "stop_injections_symptoms_improved": Value("stop injections because symptoms improved", "Stop the injections because symptoms have improved.", "", False),
        "titrate_frequency_by_b12_or_mma": Value("set injection frequency by B12 or methylmalonic acid", "Set the injection frequency by serum B12 or methylmalonic acid.", "", False),
        "biomarkers_for_symptom_recurrence": Value("measure biomarkers when symptoms come back", "Measure biomarkers, rather than act, when symptoms come back.", "", False),
        "delay_treatment": Value("delay treatment", "Put treatment off.", "", False),
        "stop_supplementation": Value("stop supplementation", "Stop B12 altogether.", "", False),
        "judge_neuro_by_labs": Value("judge neurological recovery by the laboratory", "Judge neurological recovery by laboratory values rather than by symptoms.", "", False),
    },
    "scope.scope": {
        "adult": Value("adult", "18 or older: go on.", "", True),
        "child_not_covered": Value("child not covered", "Under 18: the source has no rule for children; refer.", "", False),
        "age_unknown": Value("age unknown", "Age not known: establish it; what follows is for an adult.", "", False),
    },
    "scope.age_band": {
        "under_18": Value("under 18", "Aged under 18.", "", True),
        "from_18_to_75": Value("from 18 to 75", "Aged 18 to 75.", "", True),
        "over_75_to_80": Value("over 75 to 80", "Aged over 75, up to 80: the statements for the elderly apply, the figure for over 80 does not.", "", True),
        "over_80": Value("over 80", "Aged over 80.", "", True),
        "unknown": Value("unknown", "Age band not known.", "", True),
    },
    "scope.action": {
        "proceed": Value("go on", "Go on.", "", True),
        "refer": Value("refer", "Refer for clinical judgement.", "", False),
        "establish_age": Value("establish age", "Establish the age before using the advice.", "", False),
    },
    "b12_started.started": {
        "treatment": Value("treatment", "Initial or maintenance treatment is running.", "", False),
        "prophylaxis": Value("prophylaxis only", "Only prophylaxis is running; it does not count as B12 treatment.", "", False),
        "no": Value("no", "B12 treatment has not started.", "", False),
        "unknown": Value("unknown", "It is not known whether B12 treatment is running; this is never read as running.", "", False),
    },
    "status.status": {
        "confirmed": Value("confirmed", "Deficiency attested as confirmed, now or before treatment.", "", False),
        "on_treatment_unsettled": Value("under treatment and confirmation not settled", "Treatment is running and confirmation is not settled: go on and establish it.", "", False),
        "metabolic_deficiency_not_confirmed": Value("metabolic deficiency not confirmed", "Methylmalonic acid raised: what the source calls metabolic deficiency, not attested as confirmed.", "", False),
        "low_not_confirmed": Value("low level not confirmed", "Serum B12 low, not attested as confirmed.", "", False),
        "borderline": Value("borderline level not confirmed", "Serum B12 borderline, not confirmed.", "", False),
        "not_ruled_out": Value("not ruled out", "Serum B12 normal, methylmalonic acid not known: not ruled out.", "", False),
        "not_shown": Value("not shown", "Serum B12 and methylmalonic acid both normal: no deficiency is shown, but its absence is not declared.", "", False),
        "undetermined": Value("undetermined", "No serum B12 result, so the status cannot be determined.", "", False),
    },
    "status.next_step": {
        "treat": Value("treat", "Go to the treatment tables.", "", False),
        "establish_confirmation": Value("establish confirmation", "Continue treatment and establish whether deficiency was confirmed.", "", False),
        "clinician_to_confirm": Value("clinician to confirm", "The clinician decides whether this is confirmed deficiency.", "", False),
        "measure_mma": Value("measure methylmalonic acid", "Measure methylmalonic acid.", "", False),
        "check_b12_and_folate": Value("check B12 and folate", "Check B12 and folate.", "", False),
        "refer": Value("refer", "The source is silent here: clinical judgement.", "", False),
    },
    "bariatric_line.line": {
        "rygb_bpd": Value("Roux-en-Y or diversion", "Biliopancreatic diversion or Roux-en-Y: the line for these two applies.", "", False),
        "sleeve_band": Value("sleeve or banding", "Sleeve gastrectomy or banding: the line for these two applies.", "", False),
        "other": Value("other procedure", "Another or an unspecified procedure: the general bariatric line applies.", "", False),
        "none": Value("no bariatric surgery", "No bariatric surgery.", "", False),
        "unknown": Value("unknown", "Not known whether there was bariatric surgery: ask.", "", False),
    },
    "surgical_ground.ground": {
        "ileal_resection": Value("ileal resection", "Resection of more than 20 cm of distal ileum.", "", False),
        "bariatric": Value("bariatric surgery", "Bariatric surgery.", "", False),
        "none": Value("none", "Neither bariatric surgery nor a long ileal resection.", "", False),
        "unknown": Value("unknown", "Not known whether there is a surgical ground.", "", False),
    },
    "malabsorption.malabsorption": {
        "present": Value("present", "At least one of the four listed malabsorption conditions is present.", "", False),
        "unknown": Value("unknown", "None of the four malabsorption conditions is yes, and at least one is not known.", "", False),
        "absent": Value("absent", "All four malabsorption conditions are answered no.", "", False),
    },
    "im_indications.reasons": {
        "pernicious_anemia": Value("pernicious anemia", "Pernicious anemia.", "", False),
        "ileal_resection_gt_20cm": Value("ileal resection over 20 cm", "Ileal resection over 20 cm.", "", False),
        "post_bariatric": Value("bariatric surgery", "Bariatric surgery.", "", False),
        "confirmed_malabsorption": Value("other confirmed malabsorption", "Other confirmed malabsorption.", "", False),
    },
    "neuro.neuro": {
        "present": Value("present", "Neurological involvement, now or earlier in this episode.", "", False),
        "unknown": Value("unknown", "Neurological involvement is not known: assess it; this is never read as absent.", "", False),
        "absent": Value("absent", "All four questions on neurological involvement are answered no.", "", False),
    },
    "urgency.urgency": {
        "never_delay": Value("never delay", "Never delay treatment; the damage may become permanent.", "", False),
        "decide_now_unconfirmed": Value("decide now although not confirmed", "Neurological symptoms, deficiency not confirmed: decide now whether to start.", "", False),
        "decide_now_no_deficiency_shown": Value("decide now although no deficiency is shown", "Neurological symptoms while serum B12 and methylmalonic acid are both normal: the source makes no exception; the clinician decides now.", "", False),
        "assess_neuro_now": Value("assess neurology now", "Neurological status unknown: assess it now.", "", False),
        "no_urgency_statement": Value("no statement on urgency", "The source makes no statement on urgency; that is not a statement that there is none.", "", True),
    },
    "intent.intent": {
        "treat": Value("treat confirmed deficiency", "Treat confirmed deficiency.", "", False),
        "continue_and_establish_confirmation": Value("continue and establish confirmation", "Treatment is running: continue it and establish confirmation.", "", False),
        "urgent_judgement_on_starting": Value("urgent judgement on starting", "Neurological involvement without confirmed deficiency: urgent clinical judgement on starting; no regimen is chosen here.", "", False),
        "prophylaxis": Value("prophylaxis after surgery", "Prophylaxis after surgery.", "", False),
        "pa_not_confirmed_refer": Value("pernicious anemia without confirmed deficiency", "Pernicious anemia without confirmed deficiency: the source makes lifelong injections mandatory, but when to start them is a clinical judgement.", "", False),
        "consider_prophylaxis": Value("consider prophylaxis", "Over 75 with a borderline or low level and a high-risk condition: consider prophylactic treatment.", "", False),
        "no_treatment_statement": Value("no treatment stated", "No treatment is stated: follow the next step of the status table.", "", False),
        "child_not_covered": Value("child not covered", "Child: not covered by the source; refer.", "", False),
    },
    "anti_if.action": {
        "screen": Value("screen", "Screen for antibodies to intrinsic factor, whatever the B12 level.", "", False),
        "already_tested": Value("already tested", "Tested already; the source does not say what a result means.", "", True),
        "triggers_unknown": Value("reasons to screen unknown", "No reason to screen is known and at least one is not answered: establish it.", "", False),
        "no_statement": Value("no statement", "None of the four reasons to screen: the source makes no statement.", "", True),
    },
    "oral_option.option": {
        "none": Value("none", "The source does not support treatment by mouth here.", "", False),
        "alternative": Value("acceptable alternative", "Dietary deficiency: treatment by mouth is an acceptable alternative to injection.", "", False),
        "alternative_after_renal_check": Value("alternative after a renal check", "Dietary deficiency: treatment by mouth only once renal dysfunction is excluded.", "", False),
        "usually_sufficient": Value("usually sufficient", "Named medicine as the cause: treatment by mouth is usually sufficient.", "", False),
        "sufficient_not_cyanocobalamin": Value("usually sufficient but not cyanocobalamin", "Named medicine as the cause: treatment by mouth is usually sufficient, but not as cyanocobalamin.", "", False),
        "sufficient_form_after_renal_check": Value("usually sufficient with the form after a renal check", "Named medicine as the cause: treatment by mouth is usually sufficient; choose the form once renal dysfunction is excluded.", "", False),
    },
    "route.routes": {
        "im": Value("injection", "Injection into the muscle.", "", False),
        "oral": Value("by mouth", "By mouth.", "", False),
    },
    "route.strength": {
        "required": Value("required", "Injection is required.", "", False),
        "stated": Value("stated", "Injection is the route that the source states.", "", False),
        "stated_pending_malabsorption": Value("stated until malabsorption is known", "Injection is stated; by mouth is out until malabsorption is known.", "", False),
        "stated_pending_neuro": Value("stated until neurology is known", "Injection is stated; by mouth is out until neurological status is known.", "", False),
        "oral_acceptable": Value("by mouth acceptable", "Injection; by mouth is an acceptable alternative.", "", False),
        "oral_after_renal_check": Value("by mouth after a renal check", "Injection; by mouth only once renal dysfunction is excluded.", "", False),
        "oral_usually_sufficient": Value("by mouth usually sufficient", "By mouth is usually sufficient.", "", False),
        "oral_not_cyanocobalamin": Value("by mouth but not cyanocobalamin", "By mouth is usually sufficient, but not as cyanocobalamin.", "", False),
        "oral_form_after_renal_check": Value("by mouth with the form after a renal check", "By mouth is usually sufficient; choose the form once renal dysfunction is excluded.", "", False),
        "continue_current": Value("continue the present route", "Continue the present route until confirmation is settled.", "", False),
        "see_prophylaxis": Value("see prophylaxis", "See the prophylaxis table.", "", False),
        "not_stated": Value("not stated", "No route is stated.", "", True),
    },
    "im_drug.drugs": {
        "hydroxocobalamin": Value("hydroxocobalamin", "Hydroxocobalamin.", "", False),
        "methylcobalamin": Value("methylcobalamin", "Methylcobalamin; the source states no dose for it.", "", False),
    },
    "im_drug.strength": {
        "mandatory": Value("mandatory", "Hydroxocobalamin is mandatory.", "", False),
        "either_stated": Value("either form", "Either form is named; a dose is stated for hydroxocobalamin only.", "", False),
        "hydroxocobalamin_until_pa_known": Value("hydroxocobalamin until pernicious anemia is known", "Hydroxocobalamin; methylcobalamin only once pernicious anemia is excluded.", "", False),
        "preferred": Value("preferred", "Hydroxocobalamin is preferred.", "", False),
    },
    "oral_drug.drugs": {
        "cyanocobalamin": Value("cyanocobalamin", "Cyanocobalamin.", "", False),
    },
    "oral_drug.status": {
        "named": Value("form named", "The source names the form to take by mouth.", "", False),
        "named_after_renal_check": Value("form named after a renal check", "The source names the form, to be used only once renal dysfunction is excluded.", "", False),
        "form_not_named": Value("form not named", "The source does not name the form to take by mouth.", "", False),
        "form_not_named_not_cyanocobalamin": Value("form not named and not cyanocobalamin", "The form is not named; cyanocobalamin is excluded, and no other form has a dose by mouth.", "", False),
        "form_after_renal_check": Value("form after a renal check", "The form is not named; not cyanocobalamin until renal dysfunction is excluded.", "", False),
        "no_oral_treatment": Value("no oral treatment", "No treatment by mouth is in question.", "", True),
    },
    "oral_drug.cyanocobalamin": {
        "never": Value("never", "Avoid cyanocobalamin altogether.", "", False),
        "not_until_renal_known": Value("not until renal function is known", "No cyanocobalamin until renal dysfunction is excluded.", "", False),
        "acceptable_by_mouth": Value("acceptable by mouth", "Cyanocobalamin is acceptable by mouth.", "", False),
        "not_preferred": Value("not preferred", "Hydroxocobalamin is preferred to cyanocobalamin.", "", True),
    },
    "initial_state.state": {
        "needed": Value("needed", "The initial regimen is needed, or running.", "", False),
        "needed_unless_already_given": Value("needed unless already given", "The initial regimen is needed unless it was given already: establish the phase.", "", False),
        "assess_improvement": Value("assess improvement", "Alternate-day injections are running, and it is not known whether there is still improvement: assess it and go on.", "", False),
        "plateau": Value("no further improvement", "No further improvement on alternate-day injections.", "", False),
        "past": Value("past", "The initial regimen is done, or is not used with treatment by mouth.", "", False),
        "past_symptoms_returned": Value("past and symptoms returned", "The initial regimen is done, but symptoms came back with neurological involvement: reassess.", "", False),
        "establish_current_treatment": Value("establish current treatment", "In maintenance by an unknown route: establish what is being given.", "", False),
    },
    "initial_regimen.status": {
        "start_or_continue": Value("start or continue", "Start or continue the listed regimen.", "", False),
        "first_step_pending_neuro": Value("first injection until neurology is known", "First injection only; how often to go on waits for the neurological assessment.", "", False),
        "oral_option_after_renal_check": Value("oral option after a renal check", "The option by mouth only once renal dysfunction is excluded.", "", False),
        "oral_not_cyanocobalamin": Value("by mouth but not cyanocobalamin", "By mouth, but not as cyanocobalamin.", "", False),
        "oral_form_after_renal_check": Value("by mouth with the form after a renal check", "By mouth; choose the form once renal dysfunction is excluded.", "", False),
        "plateau_move_to_maintenance": Value("move to maintenance", "No further improvement: change to maintenance injections, do not stop.", "", False),
        "already_given": Value("already given", "The initial regimen is done.", "", False),
        "already_given_symptoms_returned": Value("already given and symptoms returned", "The initial regimen is done and symptoms are back with neurological involvement: reassess; not covered by the source.", "", False),
        "establish_current_treatment": Value("establish current treatment", "Establish what is being given.", "", False),
        "none_stated": Value("none stated", "No initial regimen is stated.", "", True),
    },
    "maintenance.status": {
        "stated": Value("stated", "The listed maintenance is the one the source states.", "", False),
        "stated_for_the_surgery": Value("stated for the surgery", "The interval stated for the surgery is used; the general interval is longer.", "", False),
        "by_route_chosen": Value("by the route chosen", "The injections if injections were chosen, the tablets if tablets were.", "", False),
        "consider_im_after_oral": Value("consider injection after tablets", "Treatment by mouth has not normalized the level: consider injections; the general injection regimen is shown.", "", False),
        "continue_current": Value("continue as now", "Continue what is being given, and establish confirmation.", "", False),
        "none_stated": Value("none stated", "No maintenance is stated.", "", True),
    },
    "maintenance.duration": {
        "for_life": Value("for life", "For life.", "", False),
        "continue_source_disagrees": Value("continue as the source disagrees", "Continue. One statement says for life, another ties that to malabsorption; stopping is not covered.", "", False),
        "continue_establish_malabsorption": Value("continue and establish malabsorption", "Continue, and establish malabsorption; with it the duration is lifelong.", "", False),
        "not_stated": Value("not stated", "The duration is not stated; improvement is no reason to stop.", "", False),
        "not_applicable": Value("not applicable", "No maintenance is in question.", "", True),
    },
    "mouth_safe.safe": {
        "no": Value("no", "Prophylaxis by mouth or under the tongue is not offered: something stands against it.", "", False),
        "pending": Value("waits for answers", "No prophylaxis by mouth or under the tongue until an open question is answered.", "", False),
        "yes": Value("yes", "Nothing known stands against prophylaxis by mouth or under the tongue.", "", False),
    },
    "prophylaxis.status": {
        "stated": Value("stated", "As the source states; where it lists several options, any one of them.", "", False),
        "by_injection_only": Value("injection only", "Injection only; by mouth or under the tongue is not safe here.", "", False),
        "mouth_options_wait_for_answers": Value("other options wait for answers", "Injection; the other options wait for open answers.", "", False),
        "beside_urgent_decision": Value("beside the urgent decision", "A monthly injection is stated for the surgery; the urgent decision on treatment comes first.", "", False),
        "regimen_not_stated": Value("regimen not stated", "Consider prophylaxis; dose, route and duration are not stated.", "", False),
        "not_applicable": Value("not applicable", "No prophylaxis is in question.", "", True),
    },
    "oral_gate.gate": {
        "not_applicable": Value("not applicable", "No treatment of a deficiency by mouth is running.", "", False),
        "establish_route": Value("establish the route", "Treatment runs by an unknown route: establish it.", "", False),
        "im_required": Value("injection required", "Malabsorption: injection is required whatever the level.", "", False),
        "im_stated_neuro": Value("injection stated for neurology", "Neurological involvement: the stated regimen is by injection, whatever the level.", "", False),
        "assess_neuro_now": Value("assess neurology now", "Neurological status unknown: assess it now.", "", False),
        "establish_malabsorption": Value("establish malabsorption", "Malabsorption unknown: establish it; every statement on treatment by mouth assumes its absence.", "", False),
        "clear": Value("clear", "Nothing comes first: go on to the check at 3 months.", "", False),
    },
    "oral_check.action": {
        "not_applicable": Value("not applicable", "No treatment of a deficiency by mouth is running.", "", True),
        "establish_route": Value("establish the route", "Establish the route by which B12 is being given.", "", False),
        "im_required": Value("injection required", "Injection is required.", "", False),
        "im_stated_neuro": Value("injection stated for neurology", "Neurological involvement: injection is what the source states.", "", False),
        "assess_neuro_now": Value("assess neurology now", "Assess neurological status now.", "", False),
        "establish_malabsorption": Value("establish malabsorption", "Establish whether there is malabsorption.", "", False),
        "establish_start": Value("establish the start", "Time since the start is unknown: establish it.", "", False),
        "too_early": Value("too early", "Under 3 months: recheck at month 3.", "", False),
        "recheck_serum_b12": Value("recheck serum B12", "3 months or more and no level: recheck serum B12.", "", False),
        "normalized_continue_and_monitor": Value("normalized so continue and monitor", "Level normal: continue, and go on monitoring.", "", False),
        "consider_im": Value("consider injection", "Not normalized after 3 months: consider injections.", "", False),
        "refer_rule_for_medicines_only": Value("refer as the rule is for medicines only", "Not normalized, but the 3-month rule stands for the named medicines only: clinical judgement; injection stays the general regimen.", "", False),
    },
    "frequency.action": {
        "increase_frequency": Value("increase the frequency", "Give injections more often; how much more is not prescribed. Do not measure biomarkers to decide.", "", False),
        "no_change_stated": Value("no change stated", "No recurrence: nothing calls for a change; the interval still has to be a stated one.", "", False),
        "ask_about_symptoms": Value("ask about symptoms", "The frequency rests on symptoms: ask about them.", "", False),
        "establish_current_treatment": Value("establish current treatment", "Establish phase and route first.", "", False),
        "refer_recurrence_elsewhere": Value("refer recurrence elsewhere", "Symptoms came back outside maintenance injections: clinical judgement.", "", False),
        "not_applicable": Value("not applicable", "No maintenance injections are in question.", "", True),
    },
    "cause_statements.statement": {
        "pa_lifelong_im": Value("pernicious anemia lifelong injections", "Pernicious anemia: lifelong injections of hydroxocobalamin, 1 mg every 2-3 months.", "", False),
        "bariatric_general": Value("bariatric surgery in general", "Bariatric surgery in general, as prophylaxis: a 1000 μg injection monthly, lifelong, or 1000-2000 μg by mouth daily.", "", False),
        "rygb_bpd": Value("Roux-en-Y or diversion", "Biliopancreatic diversion or Roux-en-Y: 1000-2000 μg a day under the tongue, or 1000 μg injected monthly.", "", False),
        "sleeve_band": Value("sleeve or banding", "Sleeve or banding: 250-350 μg a day by mouth, or 1000 μg a week under the tongue.", "", False),
        "ileal_monthly": Value("ileal resection monthly injections", "Resection of more than 20 cm of distal ileum: a 1000 μg injection monthly, lifelong, as prophylaxis.", "", False),
        "crohns_annual": Value("ileal Crohn disease annual screening", "Ileal Crohn's disease past the written extent (more than 30-60 cm): annual screening, resection or not.", "", False),
        "medication_oral": Value("medicine as cause treated by mouth", "Metformin, PPI or H2 blocker: 1000 μg a day by mouth, without intrinsic malabsorption; injection to be considered if not normal after 3 months.", "", False),
        "dietary_oral": Value("dietary deficiency treated by mouth", "Dietary deficiency without malabsorption: cyanocobalamin by mouth, 1000-2000 μg a day.", "", False),
    },
    "cause_statements.condition": {
        "met": Value("met", "That is said of this cause alone: where Route or Form says otherwise, they go before it.", "", False),
        "not_met": Value("not met", "Malabsorption is present, so the line does not apply.", "", False),
        "open": Value("open", "Malabsorption is unknown, so the line's condition is open.", "", False),
    },
    "clock.period": {
        "no_treatment": Value("no treatment", "No treatment of a deficiency.", "", False),
        "before_start": Value("before the start", "Treatment has not started.", "", False),
        "start_unknown": Value("start unknown", "It is not known when treatment started.", "", False),
        "m0_3": Value("before month 3", "Before month 3 of treatment.", "", False),
        "m3_6": Value("month 3 to before 6", "Month 3 to before month 6 of treatment.", "", False),
        "m6_12": Value("month 6 to before 12", "Month 6 to before month 12 of treatment.", "", False),
        "m12_24": Value("month 12 to before 24", "Month 12 to before month 24 of treatment.", "", False),
        "m24_on": Value("month 24 or later", "Month 24 of treatment or later.", "", False),
    },
    "schedule.schedule": {
        "first_year_3_6_12": Value("months 3 and 6 and 12", "Serum B12 at months 3, 6 and 12.", "", False),
        "annual": Value("annual", "Serum B12 once a year.", "", False),
        "establish_start": Value("establish the start", "Establish when treatment started.", "", False),
        "not_stated": Value("not stated", "No schedule is stated.", "", True),
    },
    "due_now": {
        "yes": Value("yes", "A check is due now, or overdue.", "", False),
        "no": Value("no", "No check is due now.", "", False),
        "undetermined": Value("undetermined", "Whether a check is due cannot be told.", "", True),
    },
    "schedule.next_check": {
        "month_3": Value("month 3", "Next check: month 3.", "", False),
        "month_6": Value("month 6", "Next check: month 6.", "", False),
        "month_12": Value("month 12", "Next check: month 12.", "", False),
        "next_anniversary": Value("next anniversary", "Next check: the next anniversary of the start.", "", False),
        "not_stated": Value("not stated", "The next check is not stated.", "", True),
    },
    "planning_schedule.schedule": {
        "every_3_months": Value("every 3 months", "Planning pregnancy after bariatric surgery: check B12 every 3 months.", "", False),
        "ask_bariatric_history": Value("ask about bariatric surgery", "Ask about bariatric surgery.", "", False),
        "ask_pregnancy_plans": Value("ask about pregnancy plans", "Ask whether pregnancy is planned.", "", False),
        "not_stated": Value("not called for", "Three-monthly checks are not called for.", "", True),
    },
    "planning_schedule.next_check": {
        "within_3_months": Value("within 3 months", "Next check: within 3 months.", "", False),
        "not_stated": Value("not stated", "The next check is not stated.", "", True),
    },
    "tests.item": {
        "serum_b12": Value("serum B12", "Serum B12.", "", False),
        "cbc": Value("complete blood count", "Complete blood count, for the megaloblastic anemia.", "", False),
        "mma": Value("methylmalonic acid", "Methylmalonic acid, because the level is borderline.", "", False),
        "neuro_symptoms_over_labs": Value("neurological symptoms before laboratory", "Follow neurological symptoms; they count for more than the laboratory.", "", False),
        "biomarkers_not_for_frequency": Value("results do not set the frequency", "Results do not set the injection frequency.", "", False),
        "one_normal_is_not_the_end": Value("one normal result is not the end", "One normal result does not end monitoring.", "", False),
        "not_cyanocobalamin_by_mouth": Value("no cyanocobalamin by mouth", "Renal dysfunction: what is taken by mouth must not be cyanocobalamin.", "", False),
        "establish_renal_function": Value("establish renal function", "B12 is taken by mouth while renal function is unknown: establish it.", "", False),
    },
    "tests.kind": {
        "test": Value("test", "A test.", "", False),
        "principle": Value("principle", "A principle of follow-up.", "", False),
    },
    "homocysteine.result": {
        "at_target": Value("at target", "Homocysteine below 10 μmol/L: at target.", "", False),
        "not_at_target_no_action_stated": Value("not at target and no action stated", "Homocysteine 10 μmol/L or more: not at target; the source states no action.", "", False),
        "not_measured": Value("not measured", "Homocysteine not measured; no schedule is stated.", "", True),
    },
    "crohns.action": {
        "annual_screening": Value("annual screening", "Annual screening (for B12 deficiency, as read here), resection or not.", "", False),
        "no_statement": Value("no statement", "Ileal involvement of 30 cm or less: no statement on screening.", "", True),
        "not_applicable": Value("not applicable", "No ileal Crohn's disease.", "", True),
        "extent_unknown": Value("extent unknown", "Extent of ileal Crohn's disease unknown: establish it.", "", False),
    },
    "crohns.threshold": {
        "past_the_range": Value("past the range", "Past the whole range that the source writes as its threshold.", "", False),
        "inside_the_range": Value("inside the range", "Inside the range that the source writes as its threshold: screening is the careful reading.", "", False),
        "below_the_range": Value("below the range", "Below the range that the source writes as its threshold.", "", True),
        "cannot_tell": Value("cannot be told", "How the extent stands to the threshold cannot be told.", "", True),
    },
    "folate.test": {
        "check_folate": Value("check folate", "Check folate.", "", False),
        "check_b12": Value("check B12", "Check B12.", "", False),
        "check_b12_and_folate": Value("check B12 and folate", "Check B12 and folate.", "", False),
        "none": Value("none", "No check of B12 or folate is missing.", "", True),
    },
    "folate.sequence": {
        "b12_first_no_folic_acid_yet": Value("B12 first and no folic acid yet", "B12 first; no folic acid before B12 treatment.", "", False),
        "no_folic_acid_until_b12_decided": Value("no folic acid until B12 is decided", "No folic acid until the clinician has decided on B12 deficiency.", "", False),
        "no_folic_acid_until_b12_known": Value("no folic acid until B12 is known", "No folic acid until the B12 result is known.", "", False),
        "b12_started_folate_plan_not_stated": Value("B12 started and folic acid plan not stated", "B12 treatment runs, so the order is kept; dose and timing of folic acid are not stated.", "", False),
        "refer_low_folate_no_b12_deficiency_shown": Value("refer low folate without B12 deficiency shown", "Folate low, serum B12 and methylmalonic acid normal: clinical judgement, with the warning shown.", "", False),
        "no_statement": Value("no statement", "No statement on folic acid applies.", "", True),
    },
    "elderly.action": {
        "consider_prophylactic_treatment": Value("consider prophylactic treatment", "Consider prophylactic treatment; the regimen is not stated.", "", False),
        "confirm_and_consider_prophylaxis": Value("confirm and consider prophylaxis", "Serum B12 low: the clinician confirms; until then no less than for a borderline level: consider prophylactic treatment.", "", False),
        "establish_high_risk": Value("establish high risk", "Establish whether a high-risk condition is present.", "", False),
        "confirm_and_establish_high_risk": Value("confirm and establish high risk", "Serum B12 low: the clinician confirms, and establishes whether a high-risk condition is present.", "", False),
        "refer_no_high_risk": Value("refer as there is no high risk", "Borderline without a high-risk condition: nothing is stated.", "", False),
        "do_not_rule_out_on_serum_b12": Value("do not rule out on serum B12", "A normal serum B12 does not rule deficiency out (at any age; the source stresses it here).", "", False),
        "confirmed_see_treatment": Value("see treatment", "Confirmed or under treatment: see the treatment tables.", "", True),
        "clinician_to_confirm": Value("clinician to confirm", "Serum B12 low: the clinician decides on confirmation.", "", False),
        "check_b12_and_folate": Value("check B12 and folate", "No serum B12: check B12 and folate.", "", False),
        "age_unknown": Value("age unknown", "Age unknown: establish it.", "", False),
        "not_applicable": Value("not applicable", "75 or younger: the statements for the elderly do not apply.", "", True),
    },
    "injection_safety.action": {
        "platelets_permit_im": Value("platelets permit injection", "As to platelets, injection is called safe; other bleeding risks are not asked here.", "", False),
        "fine_needle_and_pressure": Value("fine needle and pressure", "25-27G needle and 5-10 minutes of pressure.", "", False),
        "prioritize_treatment": Value("treatment has priority", "Treatment has priority despite the count.", "", False),
        "prioritize_and_consider_transfusion": Value("treatment has priority and consider transfusion", "Treatment has priority; consider a platelet transfusion.", "", False),
        "refer_before_injecting": Value("refer before injecting", "Platelets under 25 without neurological symptoms: no rule; clinical judgement before injecting.", "", False),
        "assess_neuro_then_decide": Value("assess neurology then decide", "Platelets under 25 and neurological status unknown: assess it now; the rule depends on it.", "", False),
        "platelets_unknown": Value("platelets unknown", "Platelet count unknown: the statements cannot be applied.", "", False),
    },
    "injection_safety.precautions": {
        "not_needed_per_source": Value("none stated", "None is stated above 50.", "", True),
        "needle_and_pressure": Value("needle and pressure", "Needle size and pressure are stated.", "", False),
        "not_repeated_below_25": Value("not repeated below 25", "Needle and pressure are stated for 25-50 and not repeated below 25: a gap in the source, not a sign that none is needed.", "", False),
        "cannot_tell": Value("cannot be told", "Which precautions apply cannot be told.", "", False),
    },
    "pregnancy.notes": {
        "meets_minimum": Value("meets the minimum", "Oral intake reaches the minimum of 2.8 μg a day.", "", False),
        "below_minimum": Value("below the minimum", "Oral intake is under the minimum of 2.8 μg a day.", "", False),
        "needs_minimum_intake_unknown": Value("minimum needed and intake unknown", "At least 2.8 μg a day by mouth is required; the intake is unknown.", "", False),
        "minimum_is_not_treatment": Value("the minimum is not treatment", "The minimum intake does not treat the deficiency: the treatment tables apply.", "", False),
        "b12_check_every_3_months": Value("B12 check every 3 months", "Planning pregnancy after bariatric surgery: check B12 every 3 months.", "", False),
        "ask_bariatric_history": Value("ask about bariatric surgery", "Planning pregnancy: ask about bariatric surgery.", "", False),
        "pregnancy_not_covered": Value("pregnancy not covered", "Nothing is stated for a current pregnancy: clinical judgement; other statements still show.", "", False),
    },
    "order_kind.kind": {
        "none": Value("no order", "No drug order.", "", False),
        "folic_acid": Value("folic acid", "Folic acid.", "", False),
        "b12_im": Value("B12 by injection", "B12 by injection.", "", False),
        "b12_oral": Value("B12 by mouth", "B12 by mouth.", "", False),
        "b12_sublingual": Value("B12 under the tongue", "B12 under the tongue.", "", False),
        "b12_no_route": Value("B12 without a route", "B12 without a route.", "", False),
    },
    "order_context.context": {
        "treat_im": Value("treatment by injection", "Treatment of a deficiency, by injection.", "", False),
        "treat_oral": Value("treatment by mouth", "Treatment of a deficiency, by mouth.", "", False),
        "treat_sublingual": Value("treatment under the tongue", "Treatment of a deficiency, under the tongue.", "", False),
        "prophylaxis_im": Value("prophylaxis by injection", "Prophylaxis, by injection.", "", False),
        "prophylaxis_oral": Value("prophylaxis by mouth", "Prophylaxis, by mouth.", "", False),
        "prophylaxis_sublingual": Value("prophylaxis under the tongue", "Prophylaxis, under the tongue.", "", False),
        "other_im": Value("no regimen to compare by injection", "No regimen to compare with; the order is by injection.", "", False),
        "other_oral": Value("no regimen to compare by mouth", "No regimen to compare with; the order is by mouth.", "", False),
        "other_sublingual": Value("no regimen to compare under the tongue", "No regimen to compare with; the order is under the tongue.", "", False),
        "not_b12": Value("no B12 order with a route", "Not a B12 order with a route.", "", False),
    },
    "evidence.note": {
        "pa_oral_evidence": Value("oral evidence in pernicious anemia", "The source reports a trial of 1000 μg a day by mouth in pernicious anemia (88.5% no longer deficient after a month); guidelines still favour injection.", "", False),
        "cyanocobalamin_renal_evidence": Value("cyanocobalamin and the kidney", "Cyanocobalamin: hazard ratio 2.0 for cardiovascular events, in diabetic nephropathy; it is cleared by the kidney.", "", False),
        "tissue_retention": Value("tissue retention", "Hydroxocobalamin is held longer in the tissues.", "", False),
        "oral_dose_mma": Value("oral dose and methylmalonic acid", "647-1032 μg a day gives 80-90% of the largest fall in methylmalonic acid.", "", False),
        "folate_masking": Value("folic acid hides the anemia", "Folic acid can hide the anemia while nerve damage goes on.", "", False),
        "homocysteine_purpose": Value("purpose of the homocysteine target", "The homocysteine target is stated for cardiovascular outcome.", "", False),
        "elderly_metabolic": Value("metabolic deficiency over 80", "Over 80: 18.1% had metabolic deficiency with a normal serum level (a population figure).", "", False),
        "normal_serum_mma": Value("normal serum B12 and methylmalonic acid", "Of patients with a normal serum level, up to half were deficient by methylmalonic acid.", "", False),
        "individual_frequency": Value("individual injection frequency", "Up to half of patients need injections more often than every 2-3 months (from twice a week to once in 2-4 weeks).", "", False),
        "neuro_irreversible": Value("nerve damage can be permanent", "Nerve damage can become permanent.", "", False),
        "relapse": Value("relapse with malabsorption", "With malabsorption, relapse is possible.", "", False),
        "stopping_neuropathy": Value("neuropathy after stopping", "Stopping injections after improvement can end in permanent neuropathy.", "", False),
    },
    "severity": {
        "stop": Value("stop", "Contradicts the source.", "", False),
        "refer": Value("refer", "The source is silent: clinical judgement.", "", False),
        "warn": Value("warn", "Needs attention before going on.", "", False),
        "info": Value("info", "Shown beside the order.", "", False),
    },
    "alert": {
        "G01": Value("G01", "Cyanocobalamin in renal dysfunction: to be avoided altogether; hydroxocobalamin or methylcobalamin instead.", "stop", False),
        "G02": Value("G02", "Cyanocobalamin ordered while renal function is unknown: exclude renal dysfunction first.", "warn", False),
        "G03": Value("G03", "Cyanocobalamin by injection: hydroxocobalamin is the preferred form.", "warn", False),
        "G04": Value("G04", "Folic acid ordered before B12 treatment of a confirmed deficiency: B12 comes first.", "stop", False),
        "G05": Value("G05", "Folic acid ordered, B12 treatment not running and deficiency not settled: check B12 and folate; no folic acid before B12 is decided.", "warn", False),
        "G06": Value("G06", "B12 by mouth or under the tongue in pernicious anemia: lifelong injections of hydroxocobalamin are mandatory. The oral evidence is shown, not acted on.", "stop", False),
        "G07": Value("G07", "B12 by mouth or under the tongue for a deficiency with malabsorption: the injection is required.", "stop", False),
        "G08": Value("G08", "B12 by mouth or under the tongue with neurological involvement: the stated regimen is alternate-day injections.", "warn", False),
        "G09": Value("G09", "Oral dose under 1000 μg a day, the lowest stated for treating confirmed deficiency (the source gives 647-1032 μg only as evidence on methylmalonic acid).", "warn", False),
        "G10": Value("G10", "Dose by mouth or under the tongue above 2000 μg, the highest stated anywhere.", "warn", False),
        "G11": Value("G11", "Injection other than 1000 μg (1 mg), the only injected dose in the source.", "warn", False),
        "G12": Value("G12", "Platelets 25-50: 25-27G needle and 5-10 minutes of pressure.", "warn", False),
        "G13": Value("G13", "Platelets under 25 without neurological symptoms: the source has no rule; clinical judgement before injecting.", "refer", False),
        "G14": Value("G14", "Platelets under 25 with neurological symptoms: treatment has priority despite the count. The source repeats no bleeding precaution below 25.", "info", False),
        "G15": Value("G15", "Platelets under 10 with neurological symptoms: consider a platelet transfusion.", "warn", False),
        "G16": Value("G16", "Interval longer than 2 months with neurological involvement.", "warn", False),
        "G17": Value("G17", "Interval longer than 3 months.", "warn", False),
        "G18": Value("G18", "Interval longer than monthly after ileal resection over 20 cm or bariatric surgery.", "warn", False),
        "G19": Value("G19", "Monitoring must not end after one normal result.", "stop", False),
        "G20": Value("G20", "Serum B12 alone must not be used to rule deficiency out.", "stop", False),
        "G21": Value("G21", "Injections must not be stopped because symptoms improved.", "stop", False),
        "G22": Value("G22", "Injection frequency must not follow serum B12 or methylmalonic acid, but symptoms and experience.", "stop", False),
        "G23": Value("G23", "Symptoms came back: increase the frequency rather than measure biomarkers.", "warn", False),
        "G24": Value("G24", "Neurological symptoms: treatment must never be delayed.", "stop", False),
        "G25": Value("G25", "Delay planned while neurological status is unknown: assess it now.", "warn", False),
        "G26": Value("G26", "Malabsorption: supplementation is lifelong.", "stop", False),
        "G27": Value("G27", "With neurological involvement the symptoms count for more than the laboratory.", "warn", False),
        "G28": Value("G28", "Oral B12, but neither a dietary nor a named-medicine cause is established, and oral treatment is stated for those only.", "warn", False),
        "G29": Value("G29", "No sublingual regimen is stated for treating confirmed deficiency.", "warn", False),
        "G30": Value("G30", "Methylcobalamin is named only for renal dysfunction, and without a dose.", "warn", False),
        "G31": Value("G31", "After biliopancreatic diversion or Roux-en-Y, the line for the procedure gives sublingual doses or injections; tablets stand only in the general bariatric line.", "info", False),
        "G32": Value("G32", "Oral prophylaxis under 250 μg a day after sleeve gastrectomy or banding.", "warn", False),
        "G33": Value("G33", "B12 by mouth or under the tongue after ileal resection over 20 cm: the stated prophylaxis is a monthly injection.", "warn", False),
        "G34": Value("G34", "Neurological involvement: the stated initial regimen is an injection on alternate days until improvement stops.", "warn", False),
        "G35": Value("G35", "Maintenance ordered without the stated initial regimen.", "warn", False),
        "G36": Value("G36", "Platelets under 25 and neurological status unknown: assess it before injecting; the rule depends on it.", "warn", False),
        "G37": Value("G37", "Oral order while malabsorption is unknown: establish it, every oral statement assumes its absence.", "warn", False),
        "G38": Value("G38", "B12 by mouth or under the tongue while neurological status is unknown: assess it first.", "warn", False),
        "G39": Value("G39", "The order does not name the B12 form and renal dysfunction is present or not excluded: name it, and not cyanocobalamin.", "warn", False),
        "G40": Value("G40", "Under 18: the source has no rule for children.", "refer", False),
        "G41": Value("G41", "The source states no regimen for this situation, so the order cannot be compared with one.", "refer", False),
        "G42": Value("G42", "Platelet count unknown: the injection-safety statements cannot be applied.", "info", False),
        "G43": Value("G43", "Three times weekly ordered while neurological status is unknown: assess it; with involvement the regimen is alternate days.", "warn", False),
        "G44": Value("G44", "Interval longer than 2 months while neurological status is unknown.", "warn", False),
        "G45": Value("G45", "Supplementation is to stop while malabsorption is unknown: establish it; with malabsorption it is lifelong.", "warn", False),
        "G46": Value("G46", "Pernicious anemia: the injected form must be hydroxocobalamin.", "stop", False),
        "G47": Value("G47", "Prophylactic dose under 1000 μg where 1000-2000 μg a day is stated.", "warn", False),
        "G48": Value("G48", "The B12 order names no route.", "warn", False),
        "G49": Value("G49", "Methylcobalamin is an option in renal dysfunction, but the source states no dose for it.", "info", False),
        "G50": Value("G50", "The B12 order names no dose.", "warn", False),
        "G51": Value("G51", "The B12 order does not say how often.", "info", False),
        "G52": Value("G52", "The order does not name the injected B12 form; in pernicious anemia it must be hydroxocobalamin.", "warn", False),
        "G53": Value("G53", "Age unknown: establish it; nothing here applies to a child.", "info", False),
        "G54": Value("G54", "Weekly sublingual dose under 1000 μg after sleeve gastrectomy or banding.", "warn", False),
        "G55": Value("G55", "Sublingual interval longer than a week, the longest stated.", "warn", False),
        "G56": Value("G56", "Interval longer than a day where the stated regimen is daily.", "warn", False),
        "G57": Value("G57", "Prophylaxis by mouth or under the tongue is not offered here: a malabsorption cause, neurological involvement or an undecided low result stands against it.", "warn", False),
        "G58": Value("G58", "Prophylaxis by mouth or under the tongue waits for an unanswered question (malabsorption, neurology, resection, B12 result or confirmation).", "warn", False),
        "G59": Value("G59", "Confirmation of the deficiency under treatment is not settled: go on with treatment and establish it.", "info", False),
        "G60": Value("G60", "Alternate-day injections without neurological involvement: the stated initial regimen is three injections a week for 2 weeks.", "info", False),
        "G61": Value("G61", "Injections are to stop although malabsorption is excluded: the source disagrees with itself on duration and has no rule for stopping.", "refer", False),
        "G62": Value("G62", "Hydroxocobalamin by mouth or under the tongue: the source gives a dose of it for injection only.", "warn", False),
        "K01": Value("K01", "Treatment is running but deficiency is recorded as not confirmed: check which is right.", "warn", False),
        "K02": Value("K02", "Treatment recorded as not started, yet a current route is given.", "warn", False),
        "K03": Value("K03", "Treatment recorded as running, yet no current route.", "warn", False),
        "K04": Value("K04", "Antibody positive but pernicious anemia not recorded: reconcile the two before relying on an oral option.", "warn", False),
        "K05": Value("K05", "Treatment recorded as not started, yet months since start are given.", "warn", False),
    },
    "regimen": {
        "hydroxo_im_3x_weekly_2_weeks": Value("hydroxocobalamin injection three times a week for 2 weeks", "Hydroxocobalamin 1000 µg by intramuscular injection, 3 times a week for 2 weeks.", "", False),
        "hydroxo_im_alternate_days": Value("hydroxocobalamin injection on alternate days", "Hydroxocobalamin 1000 µg by intramuscular injection, every 2 days until no further improvement.", "", False),
        "hydroxo_im_first_dose": Value("first hydroxocobalamin injection", "Hydroxocobalamin 1000 µg by intramuscular injection, one dose now until neurological status is known.", "", False),
        "hydroxo_im_every_2_months": Value("hydroxocobalamin injection every 2 months", "Hydroxocobalamin 1000 µg by intramuscular injection, every 2 months.", "", False),
        "hydroxo_im_every_2_3_months": Value("hydroxocobalamin injection every 2 to 3 months", "Hydroxocobalamin 1000 µg by intramuscular injection, every 2-3 months for life.", "", False),
        "b12_im_monthly_for_life": Value("B12 injection monthly for life", "Vitamin B12 1000 µg by intramuscular injection, every month for life.", "", False),
        "b12_im_monthly": Value("B12 injection monthly", "Vitamin B12 1000 µg by intramuscular injection, every month.", "", False),
        "cyano_oral_1000_2000_daily": Value("oral cyanocobalamin 1000 to 2000 micrograms daily", "Cyanocobalamin 1000-2000 µg by mouth, daily.", "", False),
        "b12_oral_1000_daily": Value("oral B12 1000 micrograms daily", "Vitamin B12 1000 µg by mouth, daily.", "", False),
        "b12_oral_1000_2000_daily": Value("oral B12 1000 to 2000 micrograms daily", "Vitamin B12 1000-2000 µg by mouth, daily.", "", False),
        "b12_sublingual_1000_2000_daily": Value("sublingual B12 1000 to 2000 micrograms daily", "Vitamin B12 1000-2000 µg under the tongue, daily.", "", False),
        "b12_oral_250_350_daily": Value("oral B12 250 to 350 micrograms daily", "Vitamin B12 250-350 µg by mouth, daily.", "", False),
        "b12_sublingual_1000_weekly": Value("sublingual B12 1000 micrograms weekly", "Vitamin B12 1000 µg under the tongue, every week.", "", False),
    },
}

REGIMENS = {
    "hydroxo_im_3x_weekly_2_weeks": Regimen("hydroxo_im_3x_weekly_2_weeks", "hydroxocobalamin injection three times a week for 2 weeks", "hydroxocobalamin", "B03BA03", 1000, 1000, "ug", "im", 3, 1, None, "week", 2, "week", "", "no", ("S002", "S005"), "Hydroxocobalamin 1000 µg by intramuscular injection, 3 times a week for 2 weeks."),
    "hydroxo_im_alternate_days": Regimen("hydroxo_im_alternate_days", "hydroxocobalamin injection on alternate days", "hydroxocobalamin", "B03BA03", 1000, 1000, "ug", "im", 1, 2, None, "day", None, "", "no further improvement", "no", ("S009",), "Hydroxocobalamin 1000 µg by intramuscular injection, every 2 days until no further improvement."),
    "hydroxo_im_first_dose": Regimen("hydroxo_im_first_dose", "first hydroxocobalamin injection", "hydroxocobalamin", "B03BA03", 1000, 1000, "ug", "im", 1, None, None, "", None, "", "neurological status is known", "no", ("S002", "S005", "S009"), "Hydroxocobalamin 1000 µg by intramuscular injection, one dose now until neurological status is known."),
    "hydroxo_im_every_2_months": Regimen("hydroxo_im_every_2_months", "hydroxocobalamin injection every 2 months", "hydroxocobalamin", "B03BA03", 1000, 1000, "ug", "im", 1, 2, 2, "month", None, "", "", "not stated", ("S010",), "Hydroxocobalamin 1000 µg by intramuscular injection, every 2 months."),
    "hydroxo_im_every_2_3_months": Regimen("hydroxo_im_every_2_3_months", "hydroxocobalamin injection every 2 to 3 months", "hydroxocobalamin", "B03BA03", 1000, 1000, "ug", "im", 1, 2, 3, "month", None, "", "", "yes", ("S003", "S006", "S034"), "Hydroxocobalamin 1000 µg by intramuscular injection, every 2-3 months for life."),
    "b12_im_monthly_for_life": Regimen("b12_im_monthly_for_life", "B12 injection monthly for life", "not named", "B03BA", 1000, 1000, "ug", "im", 1, 1, 1, "month", None, "", "", "yes", ("S035", "S041"), "Vitamin B12 1000 µg by intramuscular injection, every month for life."),
    "b12_im_monthly": Regimen("b12_im_monthly", "B12 injection monthly", "not named", "B03BA", 1000, 1000, "ug", "im", 1, 1, 1, "month", None, "", "", "not stated", ("S038",), "Vitamin B12 1000 µg by intramuscular injection, every month."),
    "cyano_oral_1000_2000_daily": Regimen("cyano_oral_1000_2000_daily", "oral cyanocobalamin 1000 to 2000 micrograms daily", "cyanocobalamin", "B03BA01", 1000, 2000, "ug", "oral", 1, 1, None, "day", None, "", "", "not stated", ("S004", "S024"), "Cyanocobalamin 1000-2000 µg by mouth, daily."),
    "b12_oral_1000_daily": Regimen("b12_oral_1000_daily", "oral B12 1000 micrograms daily", "not named", "B03BA", 1000, 1000, "ug", "oral", 1, 1, None, "day", None, "", "", "not stated", ("S045",), "Vitamin B12 1000 µg by mouth, daily."),
    "b12_oral_1000_2000_daily": Regimen("b12_oral_1000_2000_daily", "oral B12 1000 to 2000 micrograms daily", "not named", "B03BA", 1000, 2000, "ug", "oral", 1, 1, None, "day", None, "", "", "not stated", ("S036",), "Vitamin B12 1000-2000 µg by mouth, daily."),
    "b12_sublingual_1000_2000_daily": Regimen("b12_sublingual_1000_2000_daily", "sublingual B12 1000 to 2000 micrograms daily", "not named", "B03BA", 1000, 2000, "ug", "sublingual", 1, 1, None, "day", None, "", "", "not stated", ("S037",), "Vitamin B12 1000-2000 µg under the tongue, daily."),
    "b12_oral_250_350_daily": Regimen("b12_oral_250_350_daily", "oral B12 250 to 350 micrograms daily", "not named", "B03BA", 250, 350, "ug", "oral", 1, 1, None, "day", None, "", "", "not stated", ("S039",), "Vitamin B12 250-350 µg by mouth, daily."),
    "b12_sublingual_1000_weekly": Regimen("b12_sublingual_1000_weekly", "sublingual B12 1000 micrograms weekly", "not named", "B03BA", 1000, 1000, "ug", "sublingual", 1, 1, None, "week", None, "", "", "not stated", ("S040",), "Vitamin B12 1000 µg under the tongue, every week."),
}

STATEMENTS = {
    "S001": Statement("The text is about vitamin B12 deficiency that has been confirmed.", "Overview", 1, ()),
    "S002": Statement("Start a confirmed deficiency on intramuscular hydroxocobalamin: 1 mg, three times weekly, over 2 weeks.", "Overview", 2, ("1",)),
    "S003": Statement("Maintenance after that is 1 mg into the muscle at intervals of 2-3 months, lifelong where malabsorption is present.", "Overview", 2, ("1",)),
    "S004": Statement("Where the deficiency is dietary and there is no malabsorption, 1000-2000 μg of cyanocobalamin by mouth each day is an acceptable alternative.", "Overview", 2, ("1",)),
    "S005": Statement("No neurological involvement: intramuscular hydroxocobalamin 1 mg, three injections a week over 2 weeks.", "First regimen: no neurological involvement", 5, ("1", "2")),
    "S006": Statement("No neurological involvement, maintenance: intramuscular hydroxocobalamin 1 mg at intervals of 2-3 months, lifelong.", "First regimen: no neurological involvement", 6, ("1", "2")),
    "S007": Statement("Some patients may need an injection every month to cover their metabolic needs.", "First regimen: no neurological involvement", 7, ("2",)),
    "S008": Statement("The signs of neurological involvement given are neuropathy, impaired cognition and disturbed gait.", "First regimen: neurological involvement", 8, ()),
    "S009": Statement("Neurological involvement: intramuscular hydroxocobalamin 1 mg every other day, until improvement has stopped.", "First regimen: neurological involvement", 9, ("1", "2")),
    "S010": Statement("Neurological involvement: once improvement has reached its maximum, change to maintenance with intramuscular hydroxocobalamin 1 mg at intervals of 2 months.", "First regimen: neurological involvement", 10, ("1", "2")),
    "S011": Statement("When there are neurological symptoms, treatment must never be put off.", "First regimen: neurological involvement", 11, ("2", "3")),
    "S012": Statement("Reason: the damage may become irreversible.", "First regimen: neurological involvement", 11, ("2", "3")),
    "S013": Statement("Section heading: injection into the muscle is preferred in malabsorption.", "Route: into the muscle", 13, ()),
    "S014": Statement("Pernicious anemia requires the intramuscular route.", "Route: into the muscle", 14, ("1", "2")),
    "S015": Statement("More than 20 cm of ileum resected: the intramuscular route is required.", "Route: into the muscle", 14, ("1", "2")),
    "S016": Statement("After bariatric surgery the intramuscular route is required.", "Route: into the muscle", 14, ("1", "2")),
    "S017": Statement("Malabsorption of any kind, once confirmed, requires the intramuscular route.", "Route: into the muscle", 14, ("1", "2")),
    "S018": Statement("Hydroxocobalamin is preferred to cyanocobalamin.", "Route: into the muscle", 15, ("2",)),
    "S019": Statement("Reason: the tissues retain hydroxocobalamin better.", "Route: into the muscle", 15, ("2",)),
    "S020": Statement("Renal dysfunction: avoid cyanocobalamin altogether.", "Route: into the muscle", 16, ("2",)),
    "S021": Statement("Renal dysfunction: hydroxocobalamin or methylcobalamin takes the place of cyanocobalamin.", "Route: into the muscle", 16, ("2",)),
    "S022": Statement("Reason: in diabetic nephropathy, cyanocobalamin was linked to more cardiovascular events (HR 2.0).", "Route: into the muscle", 16, ("2",)),
    "S023": Statement("Section heading: supplements by mouth are meant for dietary deficiency only.", "Route: by mouth", 17, ()),
    "S024": Statement("Cyanocobalamin by mouth, 1000-2000 μg a day, is effective in dietary deficiency if there is no malabsorption.", "Route: by mouth", 18, ("1", "4")),
    "S025": Statement("Recent evidence: even in pernicious anemia, 1000 μg of cyanocobalamin a day by mouth can correct the deficiency, by passive absorption.", "Route: by mouth", 19, ("5",)),
    "S026": Statement("In that evidence 88.5% of the patients were no longer deficient at 1 month.", "Route: by mouth", 19, ("5",)),
    "S027": Statement("Guidelines nevertheless still agree on favouring injection into the muscle in conditions with malabsorption.", "Route: by mouth", 20, ("1", "2")),
    "S028": Statement("To reach 80-90% of the largest possible fall in methylmalonic acid, 647-1032 μg a day is needed.", "Route: by mouth", 21, ("4",)),
    "S029": Statement("Pernicious anemia: intramuscular hydroxocobalamin is mandatory, lifelong.", "Cause: pernicious anemia", 24, ("1", "2")),
    "S030": Statement("Autoimmune disease: screen for antibodies to intrinsic factor, whatever the B12 level.", "Cause: pernicious anemia", 25, ("6",)),
    "S031": Statement("Glossitis: screen for antibodies to intrinsic factor, whatever the B12 level.", "Cause: pernicious anemia", 25, ("6",)),
    "S032": Statement("Anemia: screen for antibodies to intrinsic factor, whatever the B12 level.", "Cause: pernicious anemia", 25, ("6",)),
    "S033": Statement("Neuropathy: screen for antibodies to intrinsic factor, whatever the B12 level.", "Cause: pernicious anemia", 25, ("6",)),
    "S034": Statement("Pernicious anemia, maintenance: 1 mg into the muscle at intervals of 2-3 months, without an end date.", "Cause: pernicious anemia", 26, ("2", "1")),
    "S035": Statement("After bariatric surgery, as prophylaxis: 1000 μg of vitamin B12 into the muscle once a month, lifelong.", "Cause: bariatric surgery", 28, ("2",)),
    "S036": Statement("After bariatric surgery, the other choice for prophylaxis: 1000-2000 μg by mouth each day.", "Cause: bariatric surgery", 28, ("2",)),
    "S037": Statement("After biliopancreatic diversion or Roux-en-Y, one choice: 1000-2000 μg a day under the tongue.", "Cause: bariatric surgery", 29, ("2",)),
    "S038": Statement("After biliopancreatic diversion or Roux-en-Y, the other choice: 1000 μg a month into the muscle.", "Cause: bariatric surgery", 29, ("2",)),
    "S039": Statement("After gastric banding or sleeve gastrectomy, one choice: 250-350 μg a day by mouth.", "Cause: bariatric surgery", 30, ("2",)),
    "S040": Statement("After gastric banding or sleeve gastrectomy, the other choice: 1000 μg a week under the tongue.", "Cause: bariatric surgery", 30, ("2",)),
    "S041": Statement("Resection of more than 20 cm of distal ileum: 1000 μg of B12 by injection every month, lifelong, as prophylaxis.", "Cause: ileum and Crohn's disease", 32, ("2", "1")),
    "S042": Statement("Ileal Crohn's disease extending over >30-60 cm: screen once a year.", "Cause: ileum and Crohn's disease", 33, ("2",)),
    "S043": Statement("That yearly screening applies without a resection, too.", "Cause: ileum and Crohn's disease", 33, ("2",)),
    "S044": Statement("Deficiency caused by a medicine: metformin, proton pump inhibitors and H2 blockers are named.", "Cause: medicines", 34, ()),
    "S045": Statement("Deficiency caused by one of those medicines: 1000 μg a day by mouth will usually do, provided there is no intrinsic malabsorption.", "Cause: medicines", 35, ("4",)),
    "S046": Statement("In that group, consider injection into the muscle when 3 months of supplements by mouth have not normalized the levels.", "Cause: medicines", 36, ("3",)),
    "S047": Statement("Folic acid is never given ahead of B12 treatment.", "Principles: folic acid", 38, ()),
    "S048": Statement("Reason: folic acid may hide the anemia of B12 deficiency.", "Principles: folic acid", 39, ("2", "1")),
    "S049": Statement("Reason: meanwhile irreversible neurological damage can go on.", "Principles: folic acid", 39, ("2", "1")),
    "S050": Statement("Both levels, B12 and folate, are always to be checked.", "Principles: folic acid", 40, ("1",)),
    "S051": Statement("Of the two, B12 deficiency is treated first.", "Principles: folic acid", 40, ("1",)),
    "S052": Statement("Serum B12 is measured again at month 3.", "Principles: monitoring", 42, ("2",)),
    "S053": Statement("Further serum B12 checks in the first year come at months 6 and 12.", "Principles: monitoring", 42, ("2",)),
    "S054": Statement("From then on, monitoring is once a year.", "Principles: monitoring", 42, ("2",)),
    "S055": Statement("Every visit: assess serum B12.", "Principles: monitoring", 43, ("2",)),
    "S056": Statement("Every visit: a complete blood count, to follow the resolution of the megaloblastic anemia.", "Principles: monitoring", 43, ("2",)),
    "S057": Statement("Every visit: methylmalonic acid as well, if B12 is still borderline.", "Principles: monitoring", 43, ("2",)),
    "S058": Statement("Homocysteine: the target is <10 μmol/L.", "Principles: monitoring", 44, ("2",)),
    "S059": Statement("Purpose of that target: the best cardiovascular outcome.", "Principles: monitoring", 44, ("2",)),
    "S060": Statement("With neurological involvement, following the neurological symptoms clinically matters more than laboratory values.", "Principles: monitoring", 45, ("2",)),
    "S061": Statement("Platelets >50 × 10⁹/L: injection into the muscle is safe.", "Groups: low platelets", 48, ("2", "1")),
    "S062": Statement("Platelets 25-50 × 10⁹/L: a needle of 25-27G.", "Groups: low platelets", 49, ("2",)),
    "S063": Statement("Platelets 25-50 × 10⁹/L: press on the site for longer (5-10 minutes).", "Groups: low platelets", 49, ("2",)),
    "S064": Statement("Platelets <25 × 10⁹/L and neurological symptoms: treatment has priority although the count is low.", "Groups: low platelets", 50, ("2",)),
    "S065": Statement("In that situation, a platelet transfusion is to be considered at <10 × 10⁹/L.", "Groups: low platelets", 50, ("2",)),
    "S066": Statement("While breastfeeding, at least 2.8 μg a day is required by mouth.", "Groups: pregnancy and lactation", 52, ("6",)),
    "S067": Statement("Planning a pregnancy after bariatric surgery: B12 is checked every 3 months.", "Groups: pregnancy and lactation", 53, ("2",)),
    "S068": Statement("Elderly means older than 75 years.", "Groups: over 75", 54, ()),
    "S069": Statement("Of patients over 80, 18.1% have a metabolic B12 deficiency although the serum level is called normal.", "Groups: over 75", 55, ("7", "1")),
    "S070": Statement("Elderly: prophylactic treatment is to be considered even at a borderline level, if high-risk conditions are present.", "Groups: over 75", 56, ("2",)),
    "S071": Statement("One normal result is no reason to end monitoring.", "Pitfalls", 58, ("2",)),
    "S072": Statement("Patients with malabsorption need supplements lifelong.", "Pitfalls", 58, ("2",)),
    "S073": Statement("Patients with malabsorption may relapse.", "Pitfalls", 58, ("2",)),
    "S074": Statement("Serum B12 by itself must not be relied on to exclude deficiency.", "Pitfalls", 59, ("7",)),
    "S075": Statement("Of patients whose serum B12 is called normal, up to 50% have metabolic deficiency by methylmalonic acid.", "Pitfalls", 59, ("7",)),
    "S076": Statement("Improved symptoms are no reason to stop the injections.", "Pitfalls", 60, ("2",)),
    "S077": Statement("Reason: stopping may end in irreversible peripheral neuropathy.", "Pitfalls", 60, ("2",)),
    "S078": Statement("Cyanocobalamin is not to be used when there is renal dysfunction.", "Pitfalls", 61, ("2",)),
    "S079": Statement("Reason: cyanocobalamin depends on the kidney for clearance.", "Pitfalls", 61, ("2",)),
    "S080": Statement("Reason: cyanocobalamin raises cardiovascular risk.", "Pitfalls", 61, ("2",)),
    "S081": Statement("Serum B12 and methylmalonic acid levels are no basis for adjusting how often injections are given.", "Pitfalls", 62, ("3",)),
    "S082": Statement("How often injections are given rests on whether clinical symptoms resolve, and on the patient's experience.", "Pitfalls", 62, ("3",)),
    "S083": Statement("Guidelines recommend maintenance at intervals of 2-3 months.", "Individual dosing", 64, ("3",)),
    "S084": Statement("In clinical experience up to 50% of patients need injections more often, between twice a week and every 2-4 weeks, to stay free of symptoms.", "Individual dosing", 64, ("3",)),
    "S085": Statement("If symptoms return although the dosing is called adequate, injections are given more often.", "Individual dosing", 64, ("3",)),
    "S086": Statement("In that case, do that rather than measure biomarkers.", "Individual dosing", 64, ("3",)),
}

INTERPRETATIONS = {
    "A01": "50 × 10⁹/L is read as inside 25-50, because injection is called safe only above 50.",
    "A02": "25 × 10⁹/L is read as inside 25-50.",
    "A03": "Transfusion is stated only below 10.",
    "A04": "The source gives no rule for a platelet count below 25 without neurological symptoms.",
    "A05": "Needle size and pressure are stated for 25-50; the clinician decides below 25.",
    "A06": "Platelet count unknown: the injection-safety statements cannot be applied.",
    "A07": "The source gives no cut-offs: classify by the reporting laboratory, and attest confirmation.",
    "A08": "Raised methylmalonic acid is what the source calls metabolic deficiency; whether that is confirmed deficiency is the clinician's decision.",
    "A09": "Deficiency is not confirmed, but the source says never to delay with neurological symptoms: decide urgently.",
    "A10": "The three signs are read as examples, and a sign that has improved still counts in the same episode.",
    "A11": "Neurological status is unknown: only what both regimens share is shown.",
    "A12": "With neurological involvement the injection regimen is used, whatever the cause.",
    "A13": "Cyanocobalamin by mouth is not offered in renal dysfunction; the source gives no dose for another oral form.",
    "A14": "The oral option is stated only without malabsorption.",
    "A15": "For deficiency from metformin, a PPI or an H2 blocker the line for that cause is followed.",
    "A16": "The bariatric doses are read as prophylaxis; treatment of confirmed deficiency is by injection.",
    "A17": "The line for the named procedure is used; the general line covers other procedures.",
    "A18": "Lower oral doses are accepted only where the source states them, as prophylaxis.",
    "A19": "The source reports the oral evidence and still mandates injections.",
    "A20": "With neurological involvement the interval is 2 months.",
    "A21": "The monthly interval for the surgery is used; the general interval is 2-3 months.",
    "A22": "The source disagrees on duration without malabsorption: continue; stopping needs clinical judgement.",
    "A23": "Exactly 20 cm is not more than 20 cm; the source says nothing for 20 cm or less.",
    "A24": ">30-60 cm is read as more than 30 cm.",
    "A25": "Crohn's disease alone is not read as confirmed malabsorption.",
    "A26": "The source does not name the screening test.",
    "A27": "With several causes the strictest route and the most frequent stated interval are used.",
    "A28": "Cause unknown: the general injection regimen is used until the cause is known.",
    "A29": "The 3-month check counts, and a borderline level is not read as normalized.",
    "A30": "The 3-month rule is stated for medicine-induced deficiency only.",
    "A31": "The source says to increase the frequency but not to what.",
    "A32": "Tests are for monitoring; injection frequency follows symptoms.",
    "A33": "A plateau ends the initial regimen, not treatment.",
    "A34": "B12 first; folic acid waits until B12 deficiency is decided.",
    "A35": "The source gives no folic acid regimen.",
    "A36": "Months are counted from the start of treatment.",
    "A37": "Read as: borderline at this visit.",
    "A38": "The source sets a target but no action when it is missed.",
    "A39": "The recommendation starts above 75; the quoted figure is for over 80.",
    "A40": "The source neither lists the high-risk conditions nor gives a regimen.",
    "A41": "The source covers planning pregnancy after bariatric surgery, not pregnancy itself.",
    "A42": "Read as a minimum oral intake, in addition to any treatment.",
    "A43": "Renal dysfunction is the clinician's yes or no; unknown blocks cyanocobalamin until checked.",
    "A44": "The source names methylcobalamin but gives no dose.",
    "A45": "The source does not name the form here.",
    "A46": "The source says whom to screen, not what a result means.",
    "A47": "Sublingual appears only in the bariatric lines.",
    "A48": "Intervals are checked as at most 31, 62 and 92 days.",
    "A49": "The source mandates injections in pernicious anemia but only describes treating confirmed deficiency.",
    "A50": "The source says nothing about children.",
    "A51": "Where the source varies in strength, the strongest applicable word is used.",
    "A52": "Figures are the source's; see the reference notes.",
    "A53": "Injection is required, but the source gives no rule for injecting at this platelet count.",
    "A54": "The source does not mention this: clinical judgement.",
    "A55": "Where the wording gives no condition, the section heading is taken as the condition.",
    "A56": "What is being given is established first; prophylaxis is not read as treatment.",
    "A57": "The source does not say how to restart.",
    "A58": "Treatment goes on while confirmation is being established.",
    "A59": "Both tests are normal; the source makes no exception, so the clinician decides now.",
    "A60": "A low level is not given less than a borderline one.",
    "A61": "Prophylaxis by mouth is shown only where nothing in the source stands against it.",
    "A62": "An incomplete order is not read as a correct one.",
}
