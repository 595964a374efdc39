"""Multi-valued decision diagrams: a function of many variables, written so that equal parts are one.

A diagram is a node: a terminal that holds a value, or a question about one variable with a node for each of its
atoms. Variables are asked in one fixed order, a question whose answers all lead to the same node is left out, and no
two nodes are the same. So two functions are equal exactly when their nodes are, and "is there a patient for whom ..."
is answered by looking for a terminal.

Source: R. E. Bryant, Graph-Based Algorithms for Boolean Function Manipulation (1986), with more than two answers.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

Node = int
"""A function, by its number in the space it belongs to."""

Near = tuple[int, tuple[tuple[int, int], ...]] | None
"""A patient by how he differs from another one: in how many variables, and in which, with his atoms; None for nobody."""

MOST_NODES = 2_000_000


class TooLargeError(Exception):
    """The diagram outgrew its bound; whoever asked has to say so and use another way."""


class Space:
    """The nodes over one list of variables. `sizes` holds for each variable, in order, how many atoms it has.

    `full` tells whether something did not fit. What the variables mean is nothing to a space: functions of a later
    guideline find those that are the same there already.
    """

    def __init__(self, sizes: Iterable[int], most_nodes: int = MOST_NODES) -> None:
        self.sizes = tuple(sizes)
        self._most_nodes = most_nodes
        self.full = False
        self._end = len(self.sizes)
        self._levels: list[int] = []
        self._children: list[tuple[Node, ...]] = []
        self._values: list[Any] = []
        self._unique: dict[tuple[int, tuple[Node, ...]], Node] = {}
        self._terminals: dict[Hashable, Node] = {}
        self._cases: dict[tuple[Node, ...], Node] = {}
        self._results: dict[Node, frozenset[Node]] = {}
        self.false = self.terminal(False)
        self.true = self.terminal(True)
        self._counts: dict[Node, int] = {self.false: 0, self.true: 1}
        self._near: dict[tuple[int, ...], dict[Node, Near]] = {}

    def __len__(self) -> int:
        """Return the number of nodes made so far."""
        return len(self._levels)

    def terminal(self, value: Hashable) -> Node:
        """Return the function that is `value` for every patient. Values are told apart by type, too: 1 is not True."""
        key = (type(value), value)
        node = self._terminals.get(key)
        if node is None:
            node = self._terminals[key] = self._new(self._end, (), value)
        return node

    def variable(self, place: int, values: Iterable[Hashable]) -> Node:
        """Return the function that is the value listed for the atom of the variable at `place`."""
        return self.ask(place, tuple(self.terminal(value) for value in values))

    def ask(self, place: int, children: tuple[Node, ...]) -> Node:
        """Return the question about a variable, left out where every answer leads to the same node."""
        first = children[0]
        if children.count(first) == len(children):
            return first
        key = (place, children)
        node = self._unique.get(key)
        if node is None:
            node = self._unique[key] = self._new(place, children, None)
        return node

    def _new(self, level: int, children: tuple[Node, ...], value: Any) -> Node:
        if len(self._levels) >= self._most_nodes:
            self.full = True
            raise TooLargeError(f"more than {self._most_nodes} nodes")
        self._levels.append(level)
        self._children.append(children)
        self._values.append(value)
        return len(self._levels) - 1

    def is_terminal(self, node: Node) -> bool:
        """Tell whether a function is the same for every patient."""
        return self._levels[node] == self._end

    def asks(self, node: Node, place: int) -> bool:
        """Tell whether a function begins with the question about the variable at `place`."""
        return self._levels[node] == place

    def value(self, node: Node) -> Any:
        """Return what a terminal holds."""
        return self._values[node]

    def results(self, node: Node) -> tuple[Any, ...]:
        """Return the values that a function takes for some patient, each once."""
        return tuple(self._values[terminal] for terminal in sorted(self._terminals_of(node)))

    def _terminals_of(self, node: Node) -> frozenset[Node]:
        found = self._results.get(node)
        if found is None:
            found = frozenset((node,)) if self.is_terminal(node) else frozenset[Node]()
            for child in set(self._children[node]):
                found |= self._terminals_of(child)
            self._results[node] = found
        return found

    def case(self, selector: Node, choices: Mapping[Any, Node]) -> Node:
        """Return the function that is, for each patient, the choice that the selector's value names."""
        values = sorted(self.results(selector), key=repr)
        return self._case((selector, *(choices[value] for value in values)), values)

    def _case(self, key: tuple[Node, ...], values: list[Any]) -> Node:
        selector = key[0]
        if self.is_terminal(selector):
            return key[1 + values.index(self._values[selector])]
        known = (*key, *(self.terminal(("value", value)) for value in values))
        node = self._cases.get(known)
        if node is None:
            level = min(self._levels[one] for one in key)
            children = tuple(
                self._case(tuple(self.child(one, level, atom) for one in key), values)
                for atom in range(self.sizes[level])
            )
            node = self._cases[known] = self.ask(level, children)
        return node

    def child(self, node: Node, level: int, atom: int) -> Node:
        """Return what is left of a function when the variable `level` has this atom; earlier variables are decided."""
        return self._children[node][atom] if self._levels[node] == level else node

    def relabel(self, node: Node, label: Callable[[Any], Hashable]) -> Node:
        """Return the function with each of its values replaced."""
        done: dict[Node, Node] = {}

        def walk(one: Node) -> Node:
            found = done.get(one)
            if found is None:
                if self.is_terminal(one):
                    found = self.terminal(label(self._values[one]))
                else:
                    found = self.ask(self._levels[one], tuple(walk(child) for child in self._children[one]))
                done[one] = found
            return found

        return walk(node)

    def both(self, first: Node, second: Node) -> Node:
        """Return where both conditions hold."""
        return self.choose(first, second, self.false)

    def either(self, first: Node, second: Node) -> Node:
        """Return where at least one condition holds."""
        return self.choose(first, self.true, second)

    def no(self, node: Node) -> Node:
        """Return where a condition does not hold."""
        return self.choose(node, self.false, self.true)

    def choose(self, test: Node, yes: Node, no: Node) -> Node:
        """Return the function that is `yes` where a condition holds, and `no` where it does not."""
        if test == self.true or yes == no:
            return yes
        if test == self.false:
            return no
        if yes == self.true and no == self.false:
            return test
        key = (-1, test, yes, no)
        node = self._cases.get(key)
        if node is None:
            levels, below = self._levels, self._children
            level = min(levels[test], levels[yes], levels[no])
            size = self.sizes[level]
            tests = below[test] if levels[test] == level else (test,) * size
            ones = below[yes] if levels[yes] == level else (yes,) * size
            others = below[no] if levels[no] == level else (no,) * size
            node = self._cases[key] = self.ask(level, tuple(map(self.choose, tests, ones, others)))
        return node

    def without(self, first: Node, second: Node) -> Node:
        """Return where the first condition holds and the second does not."""
        return self.choose(second, self.false, first)

    def unlike(self, first: Node, second: Node) -> Node:
        """Return where just one of two conditions holds."""
        return self.choose(first, self.no(second), second)

    def all_of(self, nodes: Iterable[Node]) -> Node:
        """Return where all conditions hold."""
        result = self.true
        for node in nodes:
            result = self.both(result, node)
        return result

    def any_of(self, nodes: Iterable[Node]) -> Node:
        """Return where at least one condition holds."""
        result = self.false
        for node in nodes:
            result = self.either(result, node)
        return result

    def restrict(self, node: Node, place: int, atom: int) -> Node:
        """Return the function with one variable held at one atom."""
        level = self._levels[node]
        if level > place:
            return node
        if level == place:
            return self._children[node][atom]
        known = (-2, node, place, atom)
        found = self._cases.get(known)
        if found is None:
            found = self.ask(level, tuple([self.restrict(child, place, atom) for child in self._children[node]]))
            self._cases[known] = found
        return found

    def touches(self, node: Node, box: Sequence[int], known: dict[Node, bool]) -> bool:
        """Tell whether a condition holds for some patient of a box of masks; `known` keeps what was found of nodes."""
        found = known.get(node)
        if found is None:
            if self.is_terminal(node):
                found = node == self.true
            else:
                mask = box[self._levels[node]]
                inside = {child for atom, child in enumerate(self._children[node]) if mask >> atom & 1}
                found = any(self.touches(child, box, known) for child in inside)
            known[node] = found
        return found

    def count(self, node: Node) -> int:
        """Return for how many distinguishable patients a condition holds."""
        return self._below(node) * self._skipped(0, node)

    def _below(self, node: Node) -> int:
        """Count over the variables from the node's own on."""
        found = self._counts.get(node)
        if found is None:
            level = self._levels[node]
            found = sum(self._below(child) * self._skipped(level + 1, child) for child in self._children[node])
            self._counts[node] = found
        return found

    def _skipped(self, level: int, node: Node) -> int:
        product = 1
        for place in range(level, min(self._levels[node], self._end)):
            product *= self.sizes[place]
        return product

    def nearest(self, node: Node, base: tuple[int, ...]) -> dict[int, int] | None:
        """Return the patient who meets a condition and differs from `base` in the fewest variables.

        The answer names the variables that differ and their atoms; None where no patient meets the condition.
        """
        answer = self._nearest(node, base, self._near.setdefault(base, {self.false: None, self.true: (0, ())}))
        return None if answer is None else dict(answer[1])

    def _nearest(self, node: Node, base: tuple[int, ...], known: dict[Node, Near]) -> Near:
        if node in known:
            return known[node]
        level, children = self._levels[node], self._children[node]
        own = base[level]
        # The base patient's own atom is tried first, so that it wins where all cost the same.
        found = self._nearest(children[own], base, known)
        for atom, child in enumerate(children):
            below = None if atom == own else self._nearest(child, base, known)
            if below is not None and (found is None or below[0] + 1 < found[0]):
                found = (below[0] + 1, ((level, atom), *below[1]))
        known[node] = found
        return found

    def support(self, node: Node) -> frozenset[int]:
        """Return the variables that a function depends on."""
        seen: set[Node] = set()
        levels: set[int] = set()
        waiting = [node]
        while waiting:
            one = waiting.pop()
            if one in seen or self.is_terminal(one):
                continue
            seen.add(one)
            levels.add(self._levels[one])
            waiting += set(self._children[one])
        return frozenset(levels)
