"""The panel on paper: who decided, with what experience, and how interests were managed.

PSR reg 24 asks for the individuals and how each conflict was managed; reg 21 for recusal.
"""

from __future__ import annotations

from typing import Any

from tender_eval.domain.dossier import Dossier
from tender_eval.domain.people import Interest, Recusal
from tender_eval.reports.design import Marked, table
from tender_eval.reports.words import day


def people_section(dossier: Dossier) -> list[Any]:
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
            empty="No panel has been named yet.",
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
            [
                names.get(declaration.member, declaration.member),
                day(declaration.made_on),
                about or "All",
                what,
                managed,
            ]
        )
    story.append(
        table(
            ["Member", "Declared on", "About", "Declared", "Managed by"],
            rows,
            [22, 24, 22, 34, 30],
            wrap=(0, 1, 2, 3, 4),
            empty="None has been recorded yet.",
        )
    )
    return story
