"""The evaluation model on paper, as it was published, with what has changed since."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from reportlab.platypus import KeepTogether

from tender_eval.domain.dossier import Dossier
from tender_eval.domain.model import Criterion, EvaluationModel, KeyCriterion, Kind, Lot, Regime
from tender_eval.domain.values import money, percent, plain
from tender_eval.domain.weights import overall_weights
from tender_eval.reports.design import Marked, indented, table, text
from tender_eval.reports.look import DIGEST, FIGURE
from tender_eval.reports.words import moment, rounding, tie_break, weight

# So many lots stand side by side in one table of weights; more make another.
ABREAST = 4


def model_section(dossier: Dossier, *, inside: bool = True) -> list[Any]:
    """The model as it decides. inside: with the panel's guidance and the reasons kept on checks,
    which suppliers are not given."""
    model = dossier.model
    published = "This is a draft. It has not been published, and may change."
    if dossier.record.versions:
        last = dossier.record.versions[-1]
        published = f"Version {last.number}, {moment(last.at)}, by {last.by}: {last.reason}"
    story: list[Any] = [
        Marked("The evaluation model as published" if dossier.version else "The evaluation model"),
        text(published),
        text("Its digest, SHA-256 over its canonical JSON, is"),
        text(dossier.digest, DIGEST),
        *_versions(dossier),
        Marked("Lots and price models", 1),
        table(
            ["Lot", "Price model", "Ceiling", "Yearly value"],
            [
                [
                    lot.title if lot.in_scope else f"{lot.title} (out of scope)",
                    f"{lot.price_model.kind.label}: {lot.price_model.formula}",
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
        *_criteria(dossier, inside=inside),
        *_key_criteria(dossier),
        Marked("Minimum standards (pass or fail)", 1),
    ]
    story.append(
        table(
            ["Standard", "What a tender must show", "Evidence"],
            [[st.title, st.requirement, st.evidence] for st in model.standards],
            [26, 54, 30],
            wrap=(0, 1, 2),
        )
    )
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
    story += [Marked("Ties", 1), text(tie_break(model))]
    if model.reasons and inside:
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
            ["Version", "When and by whom", "Reason", "Digest before", "Digest after"],
            [
                [
                    str(version.number),
                    f"{moment(version.at)}, {version.by}",
                    version.reason,
                    text(before.digest, DIGEST),
                    text(version.digest, DIGEST),
                ]
                for before, version in pairwise(versions)
            ],
            [9, 24, 33, 28, 28],
            wrap=(1, 2),
        ),
    ]


def _criteria(dossier: Dossier, *, inside: bool) -> list[Any]:
    lots = dossier.model.lots_in_scope()
    tables = [_weights(dossier.model, lots[n : n + ABREAST]) for n in range(0, len(lots), ABREAST)]
    questions = [node for node in dossier.model.walk() if node.kind is Kind.QUESTION]
    return [
        *(tables or [text("No lot is in scope yet.")]),
        Marked("The questions as published", 1),
        _questions(dossier.model, questions, inside=inside),
    ]


def _questions(model: EvaluationModel, questions: list[Criterion], *, inside: bool) -> Any:
    heads, widths = ["Question", "What is asked"], [24, 42]
    rows = [[q.title, q.question] for q in questions]
    if inside:
        heads, widths = [*heads, "Guidance for the panel"], [*widths, 42]
        rows = [[*row, q.guidance] for row, q in zip(rows, questions, strict=True)]
    if len(model.scales) > 1:
        heads, widths = [*heads, "Scale"], [*widths, 14]
        rows = [[*row, model.scale_of(q).name] for row, q in zip(rows, questions, strict=True)]
    heads, widths = [*heads, "Words"], [*widths, 9]
    rows = [[*row, str(q.word_limit or "–")] for row, q in zip(rows, questions, strict=True)]
    return table(heads, rows, widths, right=(len(heads) - 1,), wrap=tuple(range(len(heads) - 1)))


def _weights(model: EvaluationModel, lots: tuple[Lot, ...]) -> Any:
    weights = {lot.key: overall_weights(model, lot.key) for lot in lots}
    rows: list[list[object]] = []
    bold: list[int] = []

    def down(node: Criterion, depth: int) -> None:
        if not any(node.key in weights[lot.key] for lot in lots):
            return
        if depth == 0:
            bold.append(len(rows))
        title = indented(node.title, depth, bold=depth == 0)
        least = "–"
        if node.minimum is not None:
            least = plain(node.minimum) if node.kind is Kind.QUESTION else percent(node.minimum)
        shares = [weights[lot.key].get(node.key) for lot in lots]
        cells = [text("–" if share is None else weight(share), FIGURE) for share in shares]
        rows.append([title, percent(node.weight), *cells, least])
        for child in node.children:
            down(child, depth + 1)

    for root in model.criteria:
        down(root, 0)
    return table(
        ["Criterion", "Weight in its group", *[f"Of {lot.title}" for lot in lots], "Minimum"],
        rows,
        [40, 14, *[46 / len(lots)] * len(lots), 13],
        right=tuple(range(1, len(lots) + 3)),
        bold_rows=bold,
        empty="No criterion has been set yet.",
    )


def _key_criteria(dossier: Dossier) -> list[Any]:
    """Which award criteria serve each key criterion (SI 2023/1348 reg 5), or the reason why none."""
    if dossier.record.procurement.regime is not Regime.PSR:
        return []
    serving: dict[KeyCriterion, list[str]] = {key: [] for key in KeyCriterion}
    for node in dossier.model.walk():
        if node.key_criterion is not None:
            serving[node.key_criterion].append(node.title)
    reasons = {reason.check: reason.reason for reason in dossier.model.reasons}
    rows = [
        [key.label, "; ".join(titles) or reasons.get(f"key-criterion-{key.value}", "none")]
        for key, titles in serving.items()
    ]
    return [
        Marked("The five key criteria and what serves them", 1),
        table(
            ["Key criterion", "Award criteria, or why there is none"], rows, [44, 66], wrap=(0, 1)
        ),
    ]
