"""Procurements: the list, new ones from templates or files, and their details."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from pathlib import Path

from sqlalchemy import func, select

from tender_eval.domain.errors import BadInput, NotFound
from tender_eval.domain.model import Regime
from tender_eval.domain.procurement import Authority, Milestone, Procurement, Record, State
from tender_eval.services.access import Post
from tender_eval.services.desk import Desk, needed
from tender_eval.services.editing import editing, procurement_row
from tender_eval.store.base import columns
from tender_eval.store.records import save_record
from tender_eval.store.tables_model import AuthorityRow, LotRow, MilestoneRow, ProcurementRow
from tender_eval.store.tables_work import TenderRow

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


@dataclass(frozen=True)
class ProcurementLine:
    """One procurement in the list."""

    key: str
    title: str
    reference: str
    regime: Regime
    state: State
    lots: int
    tenders: int


@dataclass(frozen=True)
class Template:
    """A template to begin from. source: the paper it is built from."""

    name: str
    title: str
    description: str
    source: str
    lots: int
    questions: int


@dataclass(frozen=True)
class Details:
    """What a person fills in about the procurement itself."""

    title: str
    reference: str
    regime: Regime
    process: str
    description: str
    cpv: str
    full_criteria_at: str
    starts: date | None
    ends: date | None
    extension: str


def list_procurements(desk: Desk) -> list[ProcurementLine]:
    """Every procurement of the workspace, by title."""
    with desk.workspace.reading() as session:
        lot, tender, row = columns(LotRow), columns(TenderRow), columns(ProcurementRow)
        in_scope = select(lot.procurement, func.count()).where(lot.in_scope)
        lots = {found[0]: found[1] for found in session.execute(in_scope.group_by(lot.procurement))}
        received = select(tender.procurement, func.count()).group_by(tender.procurement)
        tenders = {found[0]: found[1] for found in session.execute(received)}
        rows = session.execute(
            select(row.key, row.title, row.reference, row.regime, row.state).order_by(
                row.title, row.key
            )
        )
        return [
            ProcurementLine(*row, lots=lots.get(row.key, 0), tenders=tenders.get(row.key, 0))
            for row in rows
        ]


@cache
def templates() -> tuple[Template, ...]:
    """The templates that come with the program, by title."""
    found = []
    for path in sorted((RESOURCES / "templates").glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        model, about = document["model"], document["procurement"]
        questions = json.dumps(model["criteria"]).count('"kind": "question"')
        found.append(
            Template(
                path.stem,
                about["title"],
                about.get("description", ""),
                about.get("source", ""),
                sum(lot.get("in_scope", True) for lot in model["lots"]),
                questions,
            )
        )
    return tuple(sorted(found, key=lambda template: template.title))


def new_from_template(desk: Desk, name: str, title: str = "") -> str:
    """A new draft from a template; its key. Raises NotFound naming the templates there are."""
    from tender_eval.exchange.procurement_file import read_procurement_file

    path = RESOURCES / "templates" / f"{Path(name).name}.json"
    if not path.is_file():
        names = ", ".join(template.name for template in templates())
        raise NotFound(f"There is no template “{name}”.", remedy=f"There are: {names}.")
    record = read_procurement_file(path)
    title = title.strip() or record.procurement.title
    record = replace(record, procurement=replace(record.procurement, title=title))
    return add_record(desk, record, f"New procurement from the template {name}")


def add_record(desk: Desk, record: Record, job: str, why: str = "") -> str:
    """Write a whole record under a key that is still free; that key."""
    desk.only(Post.LEAD)
    with desk.unit(job, why) as uow:
        key = record.procurement.key
        taken = set(uow.session.execute(select(ProcurementRow.key)).scalars())
        number = 1
        while key in taken:
            number += 1
            key = f"{record.procurement.key}-{number}"
        save_record(uow, replace(record, procurement=replace(record.procurement, key=key)))
    return key


def new_blank(desk: Desk, title: str) -> str:
    """A new draft with nothing but a title and the standard scale; its key."""
    from tender_eval.exchange.procurement_file import read_procurement_file

    title = needed(title, "Title", "Give the procurement a title.")
    start = read_procurement_file(RESOURCES / "templates" / "psr-competitive-process.json")
    blank = Procurement(key=key_from(title), title=title, timetable=start.procurement.timetable)
    model = replace(start.model, lots=(), criteria=(), standards=(), tie_break=(), reasons=())
    return add_record(desk, Record(blank, model), "New procurement")


def key_from(title: str) -> str:
    """A short key made from a title: `Riverside system 2026` gives `riverside-system-2026`."""
    key = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:40].strip("-")
    return key or "item"


def save_details(desk: Desk, details: Details, amendment: str = "") -> None:
    """Change the procurement's own details. Regime and title are part of what was published, so
    after publication this is recorded with a reason."""
    needed(details.title, "Title", "Give the procurement a title.")
    if details.starts and details.ends and details.ends < details.starts:
        raise BadInput(
            "The contract would end before it starts.", where="Contract end", remedy="Check both."
        )
    with editing(desk, "Change the procurement's details", amendment) as uow:
        row = procurement_row(uow, desk)
        for field in fields(details):
            setattr(row, field.name, getattr(details, field.name))


def save_authorities(desk: Desk, authorities: Sequence[Authority], amendment: str = "") -> None:
    """Replace the list of authorities and funders."""
    names = [needed(a.name, "Authority", "Give its name.") for a in authorities]
    if len(set(names)) != len(names):
        raise BadInput("The same authority is listed twice.", where="Authorities")
    with editing(desk, "Change the authorities", amendment) as uow:
        for row in uow.session.scalars(
            select(AuthorityRow).where(AuthorityRow.procurement == desk.procurement)
        ):
            if row.name not in names:
                uow.remove(row)
        for position, authority in enumerate(authorities):
            found = uow.find(AuthorityRow, desk.procurement, authority.name)
            values = {f.name: getattr(authority, f.name) for f in fields(authority)}
            if found is None:
                uow.add(AuthorityRow(procurement=desk.procurement, position=position, **values))
            else:
                for name, value in (values | {"position": position}).items():
                    setattr(found, name, value)


def set_date(desk: Desk, milestone: str, day: date | None, note: str = "") -> None:
    """Set the date of a milestone. Dates are not part of the evaluation model and may move; each
    move is recorded."""
    desk.only(Post.LEAD)
    with desk.unit("Change the timetable", note) as uow:
        row = uow.get(MilestoneRow, desk.procurement, milestone)
        row.date, row.note = day, note or row.note


def add_milestone(desk: Desk, milestone: Milestone) -> None:
    """Add a step to the timetable."""
    desk.only(Post.LEAD)
    needed(milestone.title, "Milestone", "Give it a title.")
    with desk.unit("Change the timetable") as uow:
        if uow.find(MilestoneRow, desk.procurement, milestone.key):
            raise BadInput(f"“{milestone.title}” is already there.", where="Timetable")
        count = uow.session.scalar(
            select(func.count()).where(MilestoneRow.procurement == desk.procurement)
        )
        values = {f.name: getattr(milestone, f.name) for f in fields(milestone)}
        uow.add(MilestoneRow(procurement=desk.procurement, position=count or 0, **values))
