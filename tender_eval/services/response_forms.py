"""Response forms: written for suppliers, read and checked, taken in as one act on the record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tender_eval.domain.canonical import model_digest, sha256
from tender_eval.domain.errors import Blocked, NotAllowed, Obstacle
from tender_eval.domain.procurement import State
from tender_eval.services.access import Post
from tender_eval.services.desk import Desk
from tender_eval.services.editing import next_position
from tender_eval.services.panel import state_of
from tender_eval.services.procurements import key_from
from tender_eval.store.tables_work import OfferRow, ResponseRow, SupplierRow, TenderRow

if TYPE_CHECKING:
    from tender_eval.exchange.response_form import FilledForm


@dataclass(frozen=True)
class ReadForm:
    """A form that was read, with the file's name and its SHA-256."""

    form: FilledForm
    file: str
    digest: str


def write_form(desk: Desk, folder: Path) -> Path:
    """Write the response form of the procurement into a folder; its path. Raises StoreError."""
    from tender_eval.reports.response_form import write_response_form

    record = desk.whole_record()
    path = folder / f"response-form-{record.procurement.key}.xlsx"
    write_response_form(record, model_digest(record.published_model), path)
    return path


def read_form(desk: Desk, path: Path) -> ReadForm:
    """Read and check a filled form; nothing is changed. Raises BadInput if it is no form."""
    from tender_eval.exchange.response_form import Note, read_response_form

    desk.only(Post.LEAD)
    record = desk.whole_record()
    model = record.published_model
    form = read_response_form(path, model, desk.procurement, model_digest(model))
    name = form.name.casefold()
    if any(record.supplier_name(t.key).casefold() == name for t in record.tenders):
        twice = Note("Supplier B2", f"There is a tender of {form.name} already.", stops=True)
        form = replace(form, notes=(twice, *form.notes))
    return ReadForm(form, path.name, sha256(path.read_bytes()))


def take_in(desk: Desk, read: ReadForm, received_at: datetime | None = None) -> str:
    """Enter the tender that a form holds, whole or not at all; its key. Raises Blocked."""
    desk.only(Post.LEAD)
    form = read.form
    if not form.whole:
        stops = [Obstacle(str(note)) for note in form.notes if note.stops]
        raise Blocked("The form cannot be taken in like this.", stops)
    with desk.unit("Take in a response form", f"{read.file}, SHA-256 {read.digest}") as uow:
        if state_of(uow, desk).reached(State.SCORING):
            raise NotAllowed("Tenders are fixed once scoring has begun.", remedy="Go back a step.")
        stem, number = key_from(form.name), 1
        while (
            uow.find(TenderRow, desk.procurement, f"t-{stem}") is not None
            or uow.find(SupplierRow, desk.procurement, f"s-{stem}") is not None
        ):
            number += 1
            stem = f"{key_from(form.name)}-{number}"
        here, tender = desk.procurement, f"t-{stem}"
        uow.add(
            SupplierRow(
                procurement=here, key=f"s-{stem}", position=next_position(uow, SupplierRow, desk),
                name=form.name, identifier=form.identifier, address=form.address,
                email=form.email, size="", voluntary_sector=False,
            )
        )  # fmt: skip
        uow.add(
            TenderRow(
                procurement=here, key=tender, position=next_position(uow, TenderRow, desk),
                supplier=f"s-{stem}", received_at=received_at or uow.now, exclusion_reason="",
            )
        )  # fmt: skip
        mine = {"procurement": here, "tender": tender}
        uow.add_many(OfferRow, [mine | {"lot": k, "price": p} for k, p in form.prices.items()])
        uow.add_many(
            ResponseRow, [mine | {"question": k, "text": text} for k, text in form.answers.items()]
        )
    return tender
