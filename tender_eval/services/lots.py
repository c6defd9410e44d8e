"""Lots: add, change, set the scope by hand, put in order, remove."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import select

from tender_eval.domain.errors import BadInput, Obstacle
from tender_eval.domain.errors import Blocked as BlockedError
from tender_eval.domain.model import EvaluationModel, Kind, Lot, PriceKind
from tender_eval.domain.price import price_curve, price_scores
from tender_eval.domain.values import MONEY_PLACES, check_decimal
from tender_eval.domain.weights import overall_weights
from tender_eval.services.desk import Desk, needed
from tender_eval.services.editing import editing, next_position
from tender_eval.store.records import lot_values
from tender_eval.store.tables_model import CriterionRow, LotRow, StandardRow
from tender_eval.store.tables_work import AllocationRow, DeclarationRow, OfferRow


@dataclass(frozen=True)
class PricePicture:
    """How a lot's price model turns prices into marks. points: price in pounds, exact marks.

    bids: the bids that the picture supposes, with the marks each gets; a relative model is drawn as
    a further bid beside them would be scored. weight: the marks for price.
    """

    weight: Fraction
    points: tuple[tuple[Decimal, Fraction], ...]
    bids: tuple[tuple[Decimal, Fraction], ...]


def price_picture(model: EvaluationModel, lot: Lot) -> PricePicture | None:
    """The picture of a lot's price model on invented bids at 80, 90 and 100 % of the ceiling.

    None where the price earns no marks or the model is not whole yet.
    """
    price = lot.price_model
    if price.kind is PriceKind.FIXED or price.problems():
        return None
    nodes = [node for root in model.in_lot(lot.key) for node in root.walk()]
    node = next((node for node in nodes if node.kind is Kind.PRICE), None)
    weight = overall_weights(model, lot.key)[node.key] if node else Fraction(100)
    known = (price.ceiling, price.no_marks_at, lot.annual_value)
    top = next((amount for amount in known if amount and amount > 0), Decimal(1_000_000))
    invented = {str(share): top * share / 100 for share in (80, 90, 100)}
    scores = price_scores(price, weight, invented)
    return PricePicture(
        weight,
        tuple(price_curve(price, weight, invented)),
        tuple((invented[key], scores[key]) for key in invented),
    )


def save_lot(desk: Desk, lot: Lot, amendment: str = "") -> None:
    """Add or change a lot. Raises BadInput naming the field."""
    needed(lot.title, "Title of the lot", "Give the lot a title.")
    price = lot.price_model
    for amount, where in (
        (lot.annual_value, "Yearly value"),
        (price.ceiling, "Ceiling"),
        (price.full_marks_at, "Full marks"),
        (price.no_marks_at, "No marks"),
    ):
        if amount is not None:
            check_decimal(amount, places=MONEY_PLACES, where=where)
            if amount <= 0:
                raise BadInput(f"{amount} is not above zero.", where=where, remedy="Give pounds.")
    with editing(desk, "Change a lot", amendment) as uow:
        row = uow.find(LotRow, desk.procurement, lot.key)
        if row is None:
            position = next_position(uow, LotRow, desk)
            uow.add(LotRow(procurement=desk.procurement, position=position, **lot_values(lot)))
        else:
            for name, value in lot_values(lot).items():
                setattr(row, name, value)


def remove_lot(desk: Desk, key: str, amendment: str = "") -> None:
    """Take a lot out. Refused while anything refers to it; each place is named."""
    with editing(desk, "Remove a lot", amendment) as uow:
        row = uow.get(LotRow, desk.procurement, key)
        obstacles = []
        for criterion in uow.session.scalars(
            select(CriterionRow).where(CriterionRow.procurement == desk.procurement)
        ):
            if key in criterion.lots:
                obstacles.append(Obstacle(f"The criterion “{criterion.title}” is for this lot."))
        for standard in uow.session.scalars(
            select(StandardRow).where(StandardRow.procurement == desk.procurement)
        ):
            if key in standard.lots:
                obstacles.append(Obstacle(f"The standard “{standard.title}” is for this lot."))
        for kind, what in (
            (OfferRow, "A tender is for this lot."),
            (AllocationRow, "A panel member is allocated to this lot."),
            (DeclarationRow, "A declaration is about this lot."),
        ):
            found = select(kind).where(kind.procurement == desk.procurement, kind.lot == key)
            if uow.session.scalars(found).first():
                obstacles.append(Obstacle(what))
        if obstacles:
            raise BlockedError(
                f"“{row.title}” cannot be removed. You can set it out of scope instead.", obstacles
            )
        uow.remove(row)


def move_lot(desk: Desk, key: str, steps: int, amendment: str = "") -> None:
    """Move a lot up (negative) or down in the published order."""
    with editing(desk, "Put the lots in order", amendment) as uow:
        rows = list(
            uow.session.scalars(
                select(LotRow)
                .where(LotRow.procurement == desk.procurement)
                .order_by(LotRow.position)
            )
        )
        put_in_order(rows, key, steps)


def put_in_order(rows: Sequence[LotRow | CriterionRow], key: str, steps: int) -> None:
    """Move the row of this key by so many places and number all anew."""
    place = next(n for n, row in enumerate(rows) if row.key == key)
    target = min(max(place + steps, 0), len(rows) - 1)
    moved = list(rows)
    moved.insert(target, moved.pop(place))
    for position, row in enumerate(moved):
        row.position = position
