"""The report of a cohort: how many patients by advice, by warning, by open question; on a page, as text, as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from b12dt.cohort.audit import FINE, Alerts, rules_of
from b12dt.cohort.counts import NO_ANSWER, Counts
from b12dt.cohort.page import page
from b12dt.cohort.results import NOTHING
from b12dt.runtime.advice import NOT_PROVED, NOTICE
from b12dt.runtime.decided import Compiled
from b12dt.runtime.structure import Output

Row = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A table of counts with its bars. `of`: how many make the whole; `more`: a further column of texts, with its title."""

    title: str
    note: str
    rows: tuple[Row, ...]
    of: int
    more: tuple[str, tuple[str, ...]] | None = None


def report_page(compiled: Compiled, counts: Counts, name: str, *, markdown: bool, alerts: Alerts | None) -> str:
    """Return the report as a page of HTML that needs nothing else, or as Markdown."""
    title = f"Cohort report: {name}"
    facts = [
        ("Guideline", f"{compiled.TITLE}, version {compiled.VERSION}"),
        ("Fingerprint of its workbooks", compiled.SHA256),
        ("Rows", f"{counts.rows:,}"),
        ("Advised", f"{counts.advised:,}"),
        ("Set aside", f"{counts.rows - counts.advised:,}"),
        *([("Rows without any cell, passed over", f"{counts.blank:,}")] if counts.blank else []),
    ]
    sections = tuple(sections_of(compiled, counts, alerts))
    told = notices(compiled, counts)
    return _markdown(title, facts, told, sections) if markdown else page(title, facts, told, sections)


def notices(compiled: Compiled, counts: Counts) -> tuple[str, ...]:
    """Return what every reader of the counts has to be told."""
    about = compiled.ABOUT
    told = [about.get("Notice") or NOTICE, *([about[NOT_PROVED]] if NOT_PROVED in about else [])]
    told += [
        f"{compiled.DECISIONS[key].name}: no rule of the guideline answers for {_patients(count)}. This is a gap, not an all-clear."
        for key, count in counts.unanswered.items()
    ]
    if counts.not_given:
        given = ", ".join(f"{compiled.INPUTS[name].label} ({default})" for name, default in counts.not_given.items())
        told.append(f"No column was given for these facts; each stands at its default for every patient: {given}.")
    return tuple(told)


def _patients(count: int) -> str:
    return f"{count:,} {'patient' if count == 1 else 'patients'}"


def sections_of(compiled: Compiled, counts: Counts, alerts: Alerts | None) -> Iterator[Section]:
    """Return the tables of the report: what was set aside, warnings, advice, open questions, orders."""
    if counts.problems:
        rows = tuple((f"{one.column}: {one.problem}", one.count) for one in counts.problems)
        read = tuple(", ".join(one.read) for one in counts.problems)
        yield Section(
            title="Rows set aside", note="A row may have several reasons.", rows=_ordered(rows), of=counts.rows,
            more=("For example", tuple(text for _, text in sorted(zip(rows, read, strict=True), key=lambda one: -one[0][1]))),
        )  # fmt: skip
    if alerts is not None:
        yield from _orders(compiled, counts, alerts)
    yield from _results(compiled, counts)
    if counts.questions:
        asked = tuple((compiled.INPUTS[name].question, count) for name, count in counts.questions.items())
        note = "Facts that are unknown, and whose answer alone could still change some of the advice."
        yield Section(title="Open questions", note=note, rows=_ordered(asked), of=counts.advised)


def _results(compiled: Compiled, counts: Counts) -> Iterator[Section]:
    """Return the outputs that were asked for: those with warnings first, working steps left out."""
    warnings: list[Section] = []
    advice: list[Section] = []
    for decision in compiled.DECISIONS.values():
        for output in decision.outputs:
            numbers = counts.results.get(f"{decision.key}.{output.name}")
            if numbers is None or decision.working_step:
                continue
            words = compiled.VALUES.get(output.list, {})
            warns = any(one.severity for one in words.values())
            section = Section(
                title=f"{decision.name}: {output.label}",
                note=decision.question,
                rows=_ordered((_word(compiled, output, word), count) for word, count in numbers.items()),
                of=counts.advised,
            )
            (warnings if warns else advice).append(section)
    yield from warnings
    yield from advice


def _word(compiled: Compiled, output: Output, word: str) -> str:
    known = compiled.VALUES.get(output.list, {}).get(word)
    if known is None:
        return output.when_empty or "none" if word == NOTHING else "no answer" if word == NO_ANSWER else word
    severity = f" ({known.severity})" if known.severity else ""
    # A label that only repeats the code tells a reader nothing; the sentence does.
    said = known.sentence if known.label == word and known.sentence else ""
    return f"{known.label}{severity}{': ' if said else ''}{said}"


def _orders(compiled: Compiled, counts: Counts, alerts: Alerts) -> Iterator[Section]:
    recorded = counts.orders.get("orders", {}).get("recorded", 0)
    rows = ((word, count) for word, count in orders_by_severity(compiled, counts, alerts).items())
    note = "Rows in which something is ordered or planned, by the gravest alert that it raises."
    yield Section(title="Orders", note=note, rows=tuple(rows), of=recorded)
    output = next(one for one in compiled.DECISIONS[alerts.key].outputs if one.name == alerts.alerts)
    fired = sorted(counts.orders.get("alerts", {}).items(), key=lambda one: -one[1])
    rules = tuple(", ".join(rules_of(compiled, alerts, code)) for code, _ in fired)
    yield Section(
        title="Orders by alert", note="An order may raise several.", of=recorded,
        rows=tuple((_word(compiled, output, code), count) for code, count in fired), more=("Rules", rules),
    )  # fmt: skip


def orders_by_severity(compiled: Compiled, counts: Counts, alerts: Alerts) -> dict[str, int]:
    """Return how many orders are of each severity, the gravest first, and how many raise no alert."""
    union = next(one for one in compiled.DECISIONS[alerts.key].unions if one.takes == "highest of")
    found = counts.orders.get("severities", {})
    return {word: found.get(word, 0) for word in union.order} | {FINE: counts.orders.get("orders", {}).get(FINE, 0)}


def _ordered(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: -row[1]))


def share(count: int, of: int) -> str:
    """Return a share in percent that never rounds somebody away, nor nobody into being."""
    if not of or not count:
        return "0 %"
    percent = 100 * count / of
    if percent < 0.1:  # noqa: PLR2004 - what one decimal can still show
        return "< 0.1 %"
    return "> 99.9 %" if count < of and percent > 99.9 else f"{percent:.1f} %"  # noqa: PLR2004 - see above


def _markdown(title: str, facts: Sequence[tuple[str, str]], told: Sequence[str], sections: Sequence[Section]) -> str:
    lines = [f"# {title}", "", *(f"- {label}: {text}" for label, text in facts), "", *(f"> {one}\n" for one in told)]
    for section in sections:
        more = f" {section.more[0]} |" if section.more else ""
        lines += [
            "",
            f"## {section.title}",
            "",
            section.note,
            "",
            f"| | Patients | Share |{more}",
            f"|---|---:|---:|{'---|' if more else ''}",
        ]
        for place, (word, count) in enumerate(section.rows):
            end = f" {_cell(section.more[1][place])} |" if section.more else ""
            lines.append(f"| {_cell(word)} | {count:,} | {share(count, section.of)} |{end}")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")


def counts_text(compiled: Compiled, counts: Counts, output: str, problems: Sequence[str], alerts: Alerts | None) -> str:
    """Return in a few lines what became of a cohort."""
    lines = [f"{counts.advised:,} of {counts.rows:,} rows were advised; {output} was written."]
    if problems:
        aside = counts.rows - counts.advised
        lines += [f"{aside:,} {'row was' if aside == 1 else 'rows were'} set aside:", *(f"  {one}" for one in problems)]
    if counts.blank:
        lines.append(blank_words(counts.blank))
    if alerts is not None:
        numbers = orders_by_severity(compiled, counts, alerts)
        recorded = counts.orders.get("orders", {}).get("recorded", 0)
        told = ", ".join(f"{word} {count:,}" for word, count in numbers.items())
        lines.append(f"Of {recorded:,} rows with an order or a plan: {told}.")
    return "\n".join([*lines, *(f"! {one}" for one in notices(compiled, counts))])


def blank_words(blank: int) -> str:
    """Return in a sentence how many rows are no patients."""
    were = "1 row without any cell was" if blank == 1 else f"{blank:,} rows without any cell were"
    return f"{were} passed over; rows are counted without them."


def counts_data(compiled: Compiled, counts: Counts, alerts: Alerts | None) -> dict[str, Any]:
    """Return the counts as plain data."""
    data: dict[str, Any] = {
        "guideline": {"title": compiled.TITLE, "version": compiled.VERSION, "sha256": compiled.SHA256},
        "rows": counts.rows,
        "advised": counts.advised,
        "set_aside": counts.rows - counts.advised,
        "without_any_cell": counts.blank,
        "results": counts.results,
        "open_questions": counts.questions,
        "unanswered": counts.unanswered,
        "not_given": counts.not_given,
        "notices": list(notices(compiled, counts)),
    }
    if alerts is not None:
        fired = counts.orders.get("alerts", {})
        data["orders"] = {
            "recorded": counts.orders.get("orders", {}).get("recorded", 0),
            "by_severity": orders_by_severity(compiled, counts, alerts),
            "by_alert": {
                code: {"count": count, "rules": rules_of(compiled, alerts, code)} for code, count in fired.items()
            },
            "by_rule": counts.orders.get("rules", {}),
        }
    return data
