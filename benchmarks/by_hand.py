"""Two tables as a programmer would write them by hand: what the generated decisions are measured against.

Each answers with the outputs of the rule that counts. The names are the guideline's.
"""

from __future__ import annotations


def route(intent: str, malabsorption: str, neuro: str, option: str) -> tuple[tuple[str, ...], str]:
    """Return the routes for confirmed deficiency, and how strongly they are stated."""
    if intent == "prophylaxis":
        return (), "see_prophylaxis"
    if intent == "continue_and_establish_confirmation":
        return (), "continue_current"
    if intent != "treat":
        return (), "not_stated"
    if malabsorption == "present":
        return ("im",), "required"
    if neuro == "present":
        return ("im",), "stated"
    if neuro == "unknown":
        return ("im",), "stated_pending_neuro"
    if malabsorption == "unknown":
        return ("im",), "stated_pending_malabsorption"
    if option == "none":
        return ("im",), "stated"
    if option == "alternative":
        return ("im", "oral"), "oral_acceptable"
    if option == "alternative_after_renal_check":
        return ("im", "oral"), "oral_after_renal_check"
    if option == "usually_sufficient":
        return ("oral",), "oral_usually_sufficient"
    if option == "sufficient_not_cyanocobalamin":
        return ("oral",), "oral_not_cyanocobalamin"
    return ("oral",), "oral_form_after_renal_check"


def injection_safety(platelets: float | None, neuro: str) -> tuple[str, str]:
    """Return what the platelet count requires before an injection, and the precautions."""
    if platelets is None:
        return "platelets_unknown", "cannot_tell"
    if platelets > 50:
        return "platelets_permit_im", "not_needed_per_source"
    if platelets >= 25:
        return "fine_needle_and_pressure", "needle_and_pressure"
    if neuro == "unknown":
        return "assess_neuro_then_decide", "not_repeated_below_25"
    if neuro == "absent":
        return "refer_before_injecting", "not_repeated_below_25"
    if platelets >= 10:
        return "prioritize_treatment", "not_repeated_below_25"
    return "prioritize_and_consider_transfusion", "not_repeated_below_25"
