"""Which unknown facts could still change the advice.

Two questions are asked. *One answer alone*: each unknown fact is given a value of each of its atoms in turn and the
patient is decided again; that is exact. *All answers together*: every table is followed with sets of atoms instead of
atoms, which finds every fact that could matter in some combination, and perhaps one that could not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from b12dt.runtime.atoms import atom_of
from b12dt.runtime.decided import outputs_of
from b12dt.runtime.structure import Atoms, Decision, Rule, several

if TYPE_CHECKING:
    from b12dt.runtime.advice import Advice


IN_ORDER = ("R", "O")
"""Hit policies by which the order of several results means something."""


class OpenQuestion(NamedTuple):
    """An unknown fact worth asking for: the question, and the outputs that some answer to it would change."""

    name: str
    label: str
    question: str
    changes: tuple[str, ...]


def unknown_facts(advice: Advice) -> tuple[str, ...]:
    """Return the names of the facts that nobody knows."""
    return tuple(name for name, value in advice.facts.items() if value == "unknown")


def open_questions(advice: Advice) -> tuple[OpenQuestion, ...]:
    """Return the unknown facts of which some answer alone changes some output, the most decisive first."""
    return questions_among(advice, unknown_facts(advice))


def questions_among(advice: Advice, names: Iterable[str]) -> tuple[OpenQuestion, ...]:
    """Return those of the named facts of which some other value than today's changes some output."""
    questions: list[OpenQuestion] = []
    for name in names:
        one = advice.compiled.INPUTS[name]
        changed = _changed(advice, name)
        if changed:
            questions.append(
                OpenQuestion(name, one.label, one.question, tuple(path for path in advice if path in changed))
            )
    return tuple(sorted(questions, key=lambda question: -len(question.changes)))


def _changed(advice: Advice, name: str) -> set[str]:
    """Return the outputs that some value of a fact changes while the other facts stay."""
    compiled = advice.compiled
    changed: set[str] = set()
    before = outputs_of(compiled.DECISIONS, advice.fired)
    for sample in compiled.INPUTS[name].samples:
        fired = compiled.decide({**advice.checked_facts, name: sample})
        if fired != advice.fired:
            after = outputs_of(compiled.DECISIONS, fired)
            changed |= {
                path
                for path, value in after.items()
                if value != before[path] and not _same(path, value, before, compiled.DECISIONS)
            }
    return changed


def _same(path: str, value: Any, before: Mapping[str, Any], decisions: Mapping[str, Decision]) -> bool:
    """Tell whether two results say the same: several values that were collected have no order of their own."""
    decision = decisions[path.partition(".")[0]]
    both = (value, before[path])
    return (
        decision.hit_policy not in IN_ORDER
        and all(isinstance(one, tuple) for one in both)
        and set(value) == set(before[path])
    )


def facts_that_matter(advice: Advice, names: Iterable[str]) -> tuple[str, ...]:
    """Return those of the named facts that could change some output if all of them were open at once.

    Every fact that can matter is among them; one that is not named here cannot, whatever the others turn out to be.
    """
    compiled = advice.compiled
    asked = set(names)
    possible: dict[str, int] = {}
    for name, one in compiled.INPUTS.items():
        possible[name] = one.atoms.domain if name in asked else 1 << atom_of(advice.checked_facts[name], one.atoms)
    undecided: dict[str, tuple[Rule, ...]] = {}
    for decision in compiled.DECISIONS.values():
        if decision.unions:
            _follow_summary(decision, possible)
            continue
        certain, perhaps = _rules_left(decision, possible, advice)
        for index, output in enumerate(decision.outputs):
            possible[f"{decision.key}.{output.name}"] = _results(decision, index, certain, perhaps, output.atoms)
        if _differ(decision, certain, perhaps, possible):
            undecided[decision.key] = (*certain, *perhaps)
    matter = _asked_by(compiled.DECISIONS, undecided, possible)
    return tuple(name for name in compiled.INPUTS if name in asked and name in matter)


def _rules_left(decision: Decision, possible: Mapping[str, int], advice: Advice) -> tuple[list[Rule], list[Rule]]:
    """Return the rules that fire whatever is answered, and those that may."""
    certain: list[Rule] = []
    perhaps: list[Rule] = []
    sets = [possible[path] for path in decision.inputs]
    for rule in decision.rules:
        if not all(mask & left for mask, left in zip(rule.masks, sets, strict=True)):
            continue
        covers = all(left & ~mask == 0 for mask, left in zip(rule.masks, sets, strict=True))
        if covers and decision.hit_policy in ("U", "F"):
            # Nothing below a rule that is certainly met can count; it counts itself unless one above does.
            (perhaps or certain).append(rule)
            break
        (certain if covers else perhaps).append(rule)
    if decision.hit_policy == "P" and certain:
        ranks = _ranks(decision, advice)
        best = min(ranks[rule.id] for rule in certain)
        return [one for one in certain if ranks[one.id] == best], [one for one in perhaps if ranks[one.id] <= best]
    return certain, perhaps


def _ranks(decision: Decision, advice: Advice) -> dict[str, tuple[tuple[int, ...], ...]]:
    orders = [list(advice.compiled.VALUES[output.list]) for output in decision.outputs]
    return {
        rule.id: tuple(
            tuple(order.index(code) for code in several(value))
            for order, value in zip(orders, rule.outputs, strict=True)
        )
        for rule in decision.rules
    }


def _differ(decision: Decision, certain: list[Rule], perhaps: list[Rule], possible: Mapping[str, int]) -> bool:
    """Tell whether what is still possible leads to more than one result."""
    if decision.outputs[0].gathers == "one":
        if len({rule.outputs for rule in (*certain, *perhaps)}) > 1:
            return True
        return not certain and not _covered(tuple(possible[path] for path in decision.inputs), perhaps)
    if any(output.gathers != "all" for output in decision.outputs):
        return bool(perhaps)
    if decision.hit_policy in IN_ORDER:
        return bool(perhaps)
    known = [{value for rule in certain for value in several(rule.outputs[i])} for i in range(len(decision.outputs))]
    return any(set(several(rule.outputs[i])) - known[i] for rule in perhaps for i in range(len(known)))


def _covered(box: tuple[int, ...], rules: list[Rule]) -> bool:
    """Tell whether every patient of a box meets one of the rules: what lies outside the first must meet the others."""
    if not rules:
        return False
    for column, (left, mask) in enumerate(zip(box, rules[0].masks, strict=True)):
        outside = left & ~mask
        if outside and not _covered((*box[:column], outside, *box[column + 1 :]), rules[1:]):
            return False
        if not left & mask:
            return True
        box = (*box[:column], left & mask, *box[column + 1 :])
    return True


def _results(decision: Decision, index: int, certain: list[Rule], perhaps: list[Rule], atoms: Atoms) -> int:
    """Return the atoms that an output may lie in."""
    gathers = decision.outputs[index].gathers
    if gathers == "one":
        return _bits(atoms, (rule.outputs[index] for rule in (*certain, *perhaps)))
    if gathers != "all" or atoms.kind != "several of":
        return atoms.domain
    sets = {tuple(value for rule in certain for value in several(rule.outputs[index]))}
    for rule in perhaps:
        sets |= {(*values, *several(rule.outputs[index])) for values in sets}
        sets = {tuple(code for code in atoms.codes if code in values) for values in sets}
    return _bits(atoms, sets)


def _bits(atoms: Atoms, values: Iterable[Any]) -> int:
    bits = 0
    for value in values:
        bits |= 1 << atom_of(value, atoms)
    return bits


def _follow_summary(decision: Decision, possible: dict[str, int]) -> None:
    for output in decision.outputs:
        possible[f"{decision.key}.{output.name}"] = output.atoms.domain


def _asked_by(
    decisions: Mapping[str, Decision], undecided: Mapping[str, tuple[Rule, ...]], possible: Mapping[str, int]
) -> set[str]:
    """Return every path, back to the facts, that an undecided rule's answer hangs on."""
    matter: set[str] = set()
    waiting = list(undecided)
    seen: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key in seen:
            continue
        seen.add(key)
        decision = decisions[key]
        if decision.unions:
            waiting += [path.partition(".")[0] for union in decision.unions for path in union.sources]
        for rule in undecided.get(key, decision.rules):
            for path, mask in zip(decision.inputs, rule.masks, strict=True):
                if possible[path] & ~mask and possible[path] & mask:
                    matter.add(path)
                    if "." in path:
                        waiting.append(path.partition(".")[0])
    return matter
