"""A compiled guideline made ready for cohorts: of each decision, what it is asked, and what it can state."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from math import prod
from threading import Lock
from typing import Any

import numpy as np

from b12dt.cohort.dense import Asked, asked, cells, groups, places
from b12dt.cohort.digits import Codes, Digits, digits_of
from b12dt.cohort.lazy import Merge
from b12dt.cohort.states import Choose, Interned, Stated, chooser, stated_by_summary, stated_by_table
from b12dt.runtime.decided import Compiled
from b12dt.runtime.structure import Decision, several

IN_ORDER = ("R", "O")
"""Hit policies by which the order of several results means something."""


MOST_TOGETHER = 1 << 7
"""Combinations of what several sources of a summary state, up to which one number stands for them."""


@dataclass(slots=True)
class Said:
    """What codes stand for, as it is said: the distinct `words`, and for each code the place of its word, -1 where it has none."""

    words: Interned[Any] = field(default_factory=Interned[Any])
    places: Codes = field(default_factory=lambda: np.zeros(0, dtype=np.int32))


class Coded:
    """One thing told of each state, as codes: a result, the rules, a digit for the decisions that ask.

    `entries` are what the codes stand for. States are added while patients come, codes with them.
    """

    def __init__(
        self, tell: Callable[[Stated], Hashable], entries: Iterable[Hashable] = (), *, known: bool = True
    ) -> None:
        """Tell `tell` of each state; `entries` fixes the first codes. `known`: no more will be met."""
        self.known = known
        self._tell = tell
        self._lock = Lock()
        self._said: dict[Callable[[Any], Any], Said] = {}
        self._entries: Interned[Hashable] = Interned()
        for one in entries:
            self._entries.place(one)
        self.codes: Codes = np.zeros(0, dtype=np.uint32)

    @property
    def entries(self) -> list[Hashable]:
        """Return what each code stands for."""
        return self._entries.all

    def said(self, say: Callable[[Any], Any]) -> tuple[list[Any], Codes]:
        """Return the words for what the codes stand for, and of each code the place of its own; said once for all cohorts.

        A code for which `say` has None has no word: its place is -1.
        """
        with self._lock:
            known = self._said.setdefault(say, Said())
            words = [say(one) for one in self._entries.all[len(known.places) :]]
            if words:
                more = [-1 if one is None else known.words.place(one) for one in words]
                known.places = np.concatenate([known.places, np.array(more, dtype=np.int32)])
            return known.words.all, known.places

    def follow(self, states: list[Stated]) -> None:
        """Give every state its code."""
        known = len(self.codes)
        if known < len(states):
            more = [self._entries.place(self._tell(one)) for one in states[known:]]
            self.codes = np.concatenate([self.codes, np.array(more, dtype=np.uint32)])


@dataclass(kw_only=True)
class Node(ABC):
    """A decision. `states` is what it states: for a table of one group all of it, else what was met so far.

    `silent`: it may have no answer.
    """

    decision: Decision
    digits: dict[str, Digits]
    silent: bool
    states: Interned[Stated] = field(default_factory=Interned[Stated])
    coded: dict[tuple[str, int], Coded] = field(default_factory=dict[tuple[str, int], Coded])
    lock: Lock = field(default_factory=Lock)

    @property
    def known(self) -> bool:
        """Tell whether all its states are known, and not only those that were met."""
        return False

    @abstractmethod
    def parts(self) -> Merge[Any]:
        """Return how its parts come together, of which there are several."""

    @cached_property
    def merge(self) -> Merge[Any]:
        """Return the one table in which all cohorts look up what its parts find together."""
        return self.parts()

    def tell(self, what: str, index: int = 0) -> Coded:
        """Return what is told of each state: `state`, `gap`, `rules`, `statements`, a `digit` or a `value` of an output."""
        with self.lock:
            found = self.coded.get((what, index))
            if found is None:
                found = self.coded[what, index] = self._coded(what, index)
                found.follow(self.states.all)
        return found

    def met(self, one: Stated) -> int:
        """Return the number of a state that was met just now, and tell of it; the lock is held."""
        place = self.states.place(one)
        for coded in self.coded.values():
            coded.follow(self.states.all)
        return place

    def _coded(self, what: str, index: int) -> Coded:
        if what == "state":
            return Coded(lambda one: one)
        if what == "gap":
            return Coded(lambda one: not one.answered, (False, True))
        if what == "rules":
            return Coded(lambda one: one.rules if one.rules or one.answered else None, known=self.known)
        if what == "statements":
            return Coded(lambda one: one.statements if one.rules or one.answered else None, known=self.known)
        output = self.decision.outputs[index]
        digits = self.digits[f"{self.decision.key}.{output.name}"]
        if what == "same":
            return Coded(lambda one: _as_compared(one.outputs[index], self.decision))
        if what == "digit":
            return Coded(
                lambda one: digits.of(one.outputs[index]) if one.handed[index] else digits.gap, range(digits.size)
            )
        if output.kind == "category" and output.gathers in ("one", "united"):
            # Named as they are numbered, so that one column serves the reader and the decisions that ask.
            words = ("unknown", *digits.atoms.codes)[digits.first :]
            return Coded(lambda one: one.outputs[index], words)
        return Coded(lambda one: one.outputs[index], known=self.known)


@dataclass(kw_only=True)
class TableNode(Node):
    """A decision made by rules. `places` and `sets`, group by group: which set of rules each combination meets."""

    groups: list[list[Asked]]
    places: list[Codes]
    sets: list[list[int | None]]
    choose: Choose

    @property
    def known(self) -> bool:
        """Tell whether one look-up answers it."""
        return len(self.groups) == 1

    def state_of_cells(self) -> Codes:
        """Return the state of each combination of a table of one group."""
        return np.array([self._state(one) for one in self.sets[0]], dtype=np.uint32)[self.places[0]]

    def parts(self) -> Merge[int | None]:
        """Return how what the groups find comes together: the rules that are met in all of them."""

        def join(found: int | None, place: int, number: int) -> int | None:
            more = self.sets[place][number]
            return None if found is None or more is None else found & more

        return Merge(len(self.groups), lambda number: self.sets[0][number], join, self._state, self.lock)

    def _state(self, found: int | None) -> int:
        return self.met(stated_by_table(self.decision, None if found is None else self.choose(places(found))))


@dataclass(kw_only=True)
class SummaryNode(Node):
    """A decision that unites others, its `sources`."""

    sources: tuple[Node, ...]

    def parts(self) -> Merge[tuple[int, ...]]:
        """Return how what the sources state comes together: the states of all of them."""
        return Merge(
            len(self.grouped),
            lambda number: (number,),
            lambda found, _, number: (*found, number),
            self._state,
            self.lock,
        )

    @cached_property
    def grouped(self) -> tuple[tuple[Node, ...], ...]:
        """Return the sources in groups; of a group whose states are all known, one number tells all states.

        Those with most states come first: what was found so far grows from part to part, so that the table of each level
        stays small if the next part is.
        """
        found: list[tuple[Node, ...]] = []
        for one in sorted(self.sources, key=lambda one: -len(one.states.all)):
            together = (*found[-1], one) if found else (one,)
            if len(together) > 1 and all(each.known for each in together) and _combinations(together) <= MOST_TOGETHER:
                found[-1] = together
            else:
                found.append((one,))
        return tuple(found)

    def _state(self, of_groups: tuple[int, ...]) -> int:
        of: dict[str, Stated] = {}
        for group, number in zip(self.grouped, of_groups, strict=True):
            left = number
            for one in reversed(group[1:]):
                left, place = divmod(left, len(one.states.all))
                of[one.decision.key] = one.states.all[place]
            of[group[0].decision.key] = group[0].states.all[left]
        stated = {one.decision.key: (one.decision, of[one.decision.key]) for one in self.sources}
        return self.met(stated_by_summary(self.decision, stated))


def _combinations(nodes: Iterable[Node]) -> int:
    return prod(len(one.states.all) for one in nodes)


class Machine:
    """The decisions of a compiled guideline, each made ready when it is first needed."""

    def __init__(self, compiled: Compiled) -> None:
        """Take a compiled guideline; nothing is worked out yet."""
        self.compiled = compiled
        self.facts = {name: digits_of(one.atoms) for name, one in compiled.INPUTS.items()}
        self._nodes: dict[str, Node] = {}
        self._lock = Lock()

    def nodes(self, keys: Iterable[str]) -> dict[str, Node]:
        """Return the decisions named and all that they need, in the order of the guideline."""
        decisions = self.compiled.DECISIONS
        wanted = set(keys)
        for key in reversed(list(decisions)):
            if key in wanted:
                wanted |= needs(decisions[key]).keys()
        with self._lock:
            for key, decision in decisions.items():
                if key in wanted and key not in self._nodes:
                    self._nodes[key] = self._summary(decision) if decision.unions else self._table(decision)
        return {key: self._nodes[key] for key in decisions if key in wanted}

    def digits(self, path: str) -> Digits:
        """Return how a fact or an output is numbered."""
        key, _, _ = path.partition(".")
        return self.facts[path] if path in self.facts else self._nodes[key].digits[path]

    def _table(self, decision: Decision) -> TableNode:
        columns = asked(decision, [self.digits(path) for path in decision.inputs])
        grouped = groups(columns)
        found = [cells(one, len(decision.rules)) for one in grouped]
        choose = chooser(decision, self.compiled)
        sets = [one for _, one in found]
        # What several look-ups find together is known only when patients come: then it may be nothing.
        silent = len(grouped) > 1 or any(one is None or choose(places(one)) is None for one in sets[0])
        return TableNode(
            decision=decision, digits=_digits(decision, silent=silent), silent=silent, groups=grouped, places=[one for one, _ in found], sets=sets, choose=choose,
        )  # fmt: skip

    def _summary(self, decision: Decision) -> SummaryNode:
        sources = tuple(self._nodes[key] for key in needs(decision))
        silent = any(one.silent for one in sources) or any(one.takes != "all of" for one in decision.unions)
        return SummaryNode(
            decision=decision, digits=_digits(decision, silent=silent), silent=silent, sources=sources,
        )  # fmt: skip


def _as_compared(value: Any, decision: Decision) -> Any:
    """Return a result so that two that say the same are equal: what was collected has no order of its own."""
    collected = hasattr(value, "__iter__") and not isinstance(value, str) and decision.hit_policy not in IN_ORDER
    return frozenset(several(value)) if collected else value


def needs(decision: Decision) -> dict[str, None]:
    """Return the keys of the decisions that a decision asks or unites, in its order."""
    paths = [path for union in decision.unions for path in union.sources] or decision.inputs
    return dict.fromkeys(path.partition(".")[0] for path in paths if "." in path)


def _digits(decision: Decision, *, silent: bool) -> dict[str, Digits]:
    return {f"{decision.key}.{one.name}": digits_of(one.atoms, silent=silent) for one in decision.outputs}
