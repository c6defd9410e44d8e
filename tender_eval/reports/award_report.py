"""The award report: what was bought, how it was judged, who judged, the result and every reason.

Holds what PSR reg 24 asks to be recorded: the decision-making process, who decided, how the criteria
were evaluated, the reasons, and how declared interests were managed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reportlab.platypus import KeepTogether, PageBreak, Spacer

from tender_eval.domain.dossier import Dossier
from tender_eval.domain.model import Criterion, Kind
from tender_eval.domain.people import Interest, Recusal
from tender_eval.domain.procurement import State
from tender_eval.domain.values import money, percent, plain
from tender_eval.domain.weights import overall_weights
from tender_eval.reports.design import (
    BODY,
    DIGEST,
    FIGURE,
    LEAD,
    SMALL,
    TITLE,
    Marked,
    build,
    indented,
    load_fonts,
    strong,
    summary,
    table,
    text,
)
from tender_eval.reports.reasons import reasons, scores_appendix
from tender_eval.reports.results import lot_section
from tender_eval.reports.words import day, moment, rounding, weight


def write_award_report(dossier: Dossier, path: Path) -> None:
    """Write the report as PDF. Raises StoreError."""
    load_fonts()
    story: list[Any] = [
        *_opening(dossier),
        PageBreak(),
        *_model(dossier),
        *_people(dossier),
        PageBreak(),
        *_results(dossier),
        *_decisions(dossier),
        PageBreak(),
        Marked("Reasons for each consensus score"),
        *reasons(dossier),
        PageBreak(),
        Marked("Appendix: individual scores before moderation"),
        *scores_appendix(dossier),
    ]
    build(dossier, f"Award report: {dossier.record.procurement.title}", story, path)


def _opening(dossier: Dossier) -> list[Any]:
    record, procurement = dossier.record, dossier.record.procurement
    decided = procurement.state.reached(State.APPROVED) and procurement.state != State.ABANDONED
    status = "" if decided else "Draft – not a decision"
    story: list[Any] = [
        text("Award report" + (f" · {status}" if status else ""), LEAD),
        text(procurement.title, TITLE),
        text(", ".join(a.name for a in procurement.authorities), LEAD),
        Spacer(1, 6),
        summary(
            [
                ("Reference", procurement.reference),
                ("Regime", f"{procurement.regime.label}; {procurement.process}"),
                ("Subject", f"CPV {procurement.cpv}" if procurement.cpv else ""),
                ("Contract", _contract(dossier)),
                ("Where it stands", procurement.state.label),
                ("Criteria in full", procurement.full_criteria_at),
                ("Report made", f"{moment(dossier.made_at)} by {dossier.made_by}"),
            ]
        ),
        Marked("Summary"),
    ]
    if procurement.description:
        story.append(text(procurement.description))
    rows = []
    for result in dossier.results:
        chosen = next((r for r in record.recommendations if r.lot == result.lot), None)
        winner = next((t for t in result.tenders if chosen and t.tender == chosen.tender), None)
        name = winner.supplier if winner else ("No award" if chosen else "Not yet recommended")
        rows.append(
            [
                text(result.title, SMALL),
                text(name, SMALL),
                money(winner.price) if winner and winner.price is not None else "–",
                str(winner.total) if winner else "–",
                f"{len(result.ranked)} of {len(result.tenders)}",
            ]
        )
    story.append(
        table(
            ["Lot", "Recommended for award", "Price", "Total", "Tenders ranked"],
            rows,
            [34, 34, 18, 11, 17],
            right=(2, 3, 4),
        )
    )
    for result in dossier.results:
        for warning in result.warnings:
            story.append(strong(f"To know, {result.title}:", warning))
    if dossier.standstill is not None:
        story.append(
            strong(
                "Standstill:",
                f"from {day(dossier.standstill.first)} to midnight at the end of "
                f"{day(dossier.standstill.last)} ({dossier.standstill.source}).",
            )
        )
    return story


def _contract(dossier: Dossier) -> str:
    contract = dossier.record.procurement.contract
    if contract.starts is None:
        return ""
    extension = f"; extension {contract.extension}" if contract.extension else ""
    return f"{day(contract.starts)} to {day(contract.ends)}{extension}"


def _model(dossier: Dossier) -> list[Any]:
    model = dossier.model
    published = f"Version {dossier.version}" if dossier.version else "Not yet published"
    story: list[Any] = [
        Marked("The evaluation model as published"),
        strong(f"{published}.", "Its digest, SHA-256 over its canonical JSON, is"),
        text(dossier.digest, DIGEST),
        *_versions(dossier),
        Marked("Lots and price models", 1),
        table(
            ["Lot", "Price model", "Ceiling", "Yearly value"],
            [
                [
                    lot.title if lot.in_scope else f"{lot.title} (out of scope)",
                    f"{lot.price_model.kind.label}: {lot.price_model.kind.formula}",
                    money(lot.price_model.ceiling) if lot.price_model.ceiling else "none",
                    money(lot.annual_value) if lot.annual_value else "–",
                ]
                for lot in model.lots
            ],
            [34, 44, 18, 18],
            right=(2, 3),
            wrap=(0, 1),
        ),
        text(rounding(model)),
        Marked("Award criteria and weights", 1),
        _criteria(dossier),
        Marked("Minimum standards (pass or fail)", 1),
    ]
    if model.standards:
        story.append(
            table(
                ["Standard", "What a tender must show", "Evidence"],
                [[s.title, s.requirement, s.evidence] for s in model.standards],
                [26, 54, 30],
                wrap=(0, 1, 2),
            )
        )
    else:
        story.append(text("None."))
    if model.minimum_quality is not None:
        story.append(
            text(
                f"A tender with less than {percent(model.minimum_quality)} of the quality marks of a "
                "lot is out of that lot."
            )
        )
    for scale in model.scales:
        story.append(
            KeepTogether(
                [
                    Marked(f"Scoring scale: {scale.name}", 1),
                    table(
                        ["Score", "Name", "Descriptor"],
                        [[plain(v.value), v.name, v.descriptor] for v in reversed(scale.levels)],
                        [9, 22, 80],
                        wrap=(1, 2),
                    ),
                ]
            )
        )
    story += [Marked("Ties", 1), text(_tie_break(dossier))]
    if model.reasons:
        story += [
            Marked("Recorded reasons", 1),
            table(
                ["Check", "Reason"], [[r.check, r.reason] for r in model.reasons], [36, 74],
                wrap=(0, 1),
            ),
        ]  # fmt: skip
    return story


def _versions(dossier: Dossier) -> list[Any]:
    versions = dossier.record.versions
    if len(versions) < 2:
        return []
    return [
        Marked("Amendments after publication", 1),
        table(
            ["Version", "When and by whom", "Reason", "Digest"],
            [
                [str(v.number), f"{moment(v.at)}, {v.by}", v.reason, text(v.digest, DIGEST)]
                for v in versions
            ],
            [10, 30, 40, 30],
            wrap=(1, 2),
        ),
    ]


def _criteria(dossier: Dossier) -> Any:
    model, lots = dossier.model, dossier.model.lots_in_scope()
    weights = {lot.key: overall_weights(model, lot.key) for lot in lots}
    rows: list[list[object]] = []
    bold: list[int] = []

    def down(node: Criterion, depth: int) -> None:
        if not any(node.key in weights[lot.key] for lot in lots):
            return
        if depth == 0:
            bold.append(len(rows))
        title = indented(node.title, depth, bold=depth == 0)
        minimum = ""
        if node.minimum is not None:
            minimum = plain(node.minimum) if node.kind is Kind.QUESTION else percent(node.minimum)
        shares = [
            weight(weights[lot.key][node.key]) if node.key in weights[lot.key] else "–"
            for lot in lots
        ]
        rows.append([title, percent(node.weight), *[text(s, FIGURE) for s in shares], minimum])
        for child in node.children:
            down(child, depth + 1)

    for root in model.criteria:
        down(root, 0)
    count = max(1, len(lots))
    return table(
        ["Criterion", "Weight in its group", *[f"Of {lot.title}" for lot in lots], "Minimum"],
        rows,
        [40, 14, *[46 / count] * count, 12],
        right=tuple(range(1, count + 3)),
        bold_rows=bold,
    )


def _tie_break(dossier: Dossier) -> str:
    names = {"quality": "the higher quality total", "price": "the lower price"}
    rules = [
        names.get(rule) or f"the higher score in “{dossier.model.criterion(rule).title}”"
        for rule in dossier.model.tie_break
    ]
    order = ", then ".join(rules)
    rest = "What is still equal is decided on record."
    return f"Equal totals are ranked by {order}. {rest}" if rules else rest


def _people(dossier: Dossier) -> list[Any]:
    record = dossier.record
    names = {m.key: m.name for m in record.panel}
    suppliers = {s.key: s.name for s in record.suppliers}
    lots = {lot.key: lot.title for lot in dossier.model.lots}
    story: list[Any] = [
        Marked("The panel"),
        table(
            ["Member", "Role", "Organisation", "Relevant experience"],
            [[m.name, m.role.label, m.organisation, m.experience] for m in record.panel],
            [24, 24, 28, 44],
            wrap=(0, 1, 2, 3),
        ),
        Marked("Declarations of interest and how each was managed", 1),
    ]
    rows = []
    for declaration in record.declarations:
        about = suppliers.get(declaration.supplier or "") or lots.get(declaration.lot or "", "")
        if declaration.interest is Interest.NONE:
            what, managed = "Nothing to declare", "–"
        else:
            what = f"{declaration.interest.value.capitalize()} interest: {declaration.description}"
            scope = {
                Recusal.NONE: "Not recused",
                Recusal.SUPPLIER: "Recused from this supplier's tender",
                Recusal.LOT: "Recused from this lot",
                Recusal.PROCUREMENT: "Recused from the whole procurement",
            }[declaration.recusal]
            managed = f"{scope}. {declaration.mitigation}".strip()
        rows.append(
            [names[declaration.member], day(declaration.made_on), about or "All", what, managed]
        )
    story.append(
        table(
            ["Member", "Declared on", "About", "Declared", "Managed by"],
            rows,
            [22, 24, 22, 34, 30],
            wrap=(0, 1, 2, 3, 4),
        )
    )
    return story


def _results(dossier: Dossier) -> list[Any]:
    story: list[Any] = [Marked("Results")]
    if not dossier.results:
        story.append(text("No tender has been made yet."))
    for result in dossier.results:
        story += lot_section(dossier, result)
    return story


def _decisions(dossier: Dossier) -> list[Any]:
    record = dossier.record
    story: list[Any] = [Marked("Decisions and dates")]
    titles = {result.lot: result.title for result in dossier.results}
    for recommendation in record.recommendations:
        story.append(
            strong(
                f"{titles.get(recommendation.lot, recommendation.lot)}:",
                f"{recommendation.reason} ({recommendation.by}, {moment(recommendation.at)})",
            )
        )
    if record.decisions:
        story.append(
            table(
                ["Step", "By", "When", "Reason"],
                [
                    [d.step.replace("-", " ").replace(":", ": ").capitalize(), d.by, moment(d.at),
                     d.reason]
                    for d in record.decisions
                ],
                [24, 28, 34, 40],
                wrap=(0, 1, 2, 3),
            )
        )  # fmt: skip
    else:
        story.append(text("No decision has been recorded yet.", BODY))
    story += [
        Marked("Timetable", 1),
        table(
            ["Milestone", "Date", "Note"],
            [[m.title, day(m.date), m.note] for m in record.procurement.timetable],
            [40, 36, 44],
            wrap=(0, 2),
        ),
    ]
    if dossier.standstill is not None:
        story += [
            Marked("The standstill, day by day", 1),
            text(f"Counted under {dossier.standstill.source}."),
            table(
                ["Day", "Counted as", "Why not"],
                [
                    [day(d.date), str(d.counted) if d.counted else "–", d.why_not]
                    for d in dossier.standstill.days
                ],
                [44, 20, 56],
                wrap=(2,),
            ),
        ]
    return story
