"""The scoring scales: which there are, each score with its published words, and who scores on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from tender_eval.domain.errors import BadInput
from tender_eval.domain.model import Scale, ScaleLevel
from tender_eval.domain.scales import presets
from tender_eval.domain.values import plain
from tender_eval.services import scales
from ui.messages import show_error
from ui.pages.base import later
from ui.widgets import (
    Button,
    Card,
    Choice,
    DecimalEdit,
    Field,
    FlowRow,
    Muted,
    Prose,
    Section,
    TextArea,
)

if TYPE_CHECKING:
    from ui.pages.criteria.page import CriteriaPage


class ScalePart(Section):
    """One scale at a time; a question says in its form which one it is scored on."""

    def __init__(self, page: CriteriaPage) -> None:
        super().__init__("", "Every member scores against these words.")
        self.page = page
        found = page.view.model.scales
        keys = [scale.key for scale in found]
        if found:
            page.scale = page.scale if page.scale in keys else keys[0]
            if len(found) > 1:
                choice = Choice([(scale.key, scale.name) for scale in found], page.scale)
                choice.picked.connect(self._choose)
                self.add(Field("Scale", choice))
            self._show(next(scale for scale in found if scale.key == page.scale))
        if page.is_lead:
            self._ways_to_add()

    def _choose(self, key: object) -> None:
        if self.page.settled():
            self.page.scale = str(key)
        later(self.page.refresh)

    def _show(self, scale: Scale) -> None:
        used = len(scales.questions_on(self.page.view.model, scale.key))
        who = "1 question is" if used == 1 else f"{used} questions are"
        self.add(Muted(f"{who} scored on “{scale.name}”."))
        if self.page.is_lead:
            self._name(scale)
        for level in reversed(scale.levels):
            self.add(self._level(scale, level))
        if self.page.is_lead:
            self._new_level(scale)

    def _name(self, scale: Scale) -> None:
        card = Card()
        name = card.add(Field("Name of the scale", QLineEdit(scale.name)))
        save = self._watched(card, f"scale:{scale.key}", f"Name of {scale.name}", lambda: (
            self._edit(lambda r: scales.rename_scale(self.page.desk, scale.key, name.text(), r),
                       {"Name of the scale": name})))  # fmt: skip
        remove = Button("Remove this scale", lambda: self._edit(
            lambda r: scales.remove_scale(self.page.desk, scale.key, r)))  # fmt: skip
        card.add(FlowRow(Button("Save the name", save), remove))
        self.add(card)

    def _level(self, scale: Scale, level: ScaleLevel) -> Card:
        title = f"{plain(level.value)}: {level.name}"
        card = Card(title)
        if not self.page.is_lead:
            card.add(Prose(level.descriptor))
            return card
        name = card.add(Field("Name", QLineEdit(level.name)))
        words = card.add(Field("Descriptor", TextArea(2, level.descriptor)))

        def save() -> None:
            changed = ScaleLevel(level.value, name.text(), words.text())
            self._edit(
                lambda r: scales.save_level(self.page.desk, scale.key, changed, r),
                {"Name of the score": name},
            )

        key = f"{scale.key}:{plain(level.value)}"
        keep = Button("Save", self._watched(card, key, f"Score {title}", save))
        keep.setAccessibleName(f"Save the score {plain(level.value)}")
        remove = Button("Take it off the scale", lambda: self._edit(
            lambda r: scales.remove_level(self.page.desk, scale.key, level.value, r)))  # fmt: skip
        remove.setAccessibleName(f"Take the score {plain(level.value)} off the scale")
        card.add(FlowRow(keep, remove))
        return card

    def _new_level(self, scale: Scale) -> None:
        card = Card("Add a score")
        self.value = DecimalEdit(2)
        fields = {
            "Score": card.add(Field("Score", self.value)),
            "Name of the score": card.add(Field("Name", QLineEdit())),
        }
        words = card.add(Field("Descriptor", TextArea(2), optional=True))

        def add() -> None:
            value = self.value.value()
            if not fields["Score"].check():
                return
            if value is None:
                error = BadInput("Give the score.", where="Score")
                show_error(error, self.page, fields)
                return
            level = ScaleLevel(value, fields["Name of the score"].text(), words.text())
            self._edit(lambda r: scales.save_level(self.page.desk, scale.key, level, r), fields)

        save = self.page.watched(card, f"{scale.key}:new", "Add a score", add)
        card.add(Button("Add the score", save))
        self.add(card)

    def _ways_to_add(self) -> None:
        card = Card("Add a scale")
        self.preset = Choice([(scale.key, scale.name) for scale in presets()])
        card.add(Field("Begin with", self.preset, "Every word of it can be changed."))
        card.add(Button("Add the scale", self._add))
        self.add(card)

    def _add(self) -> None:
        chosen = str(self.preset.key())

        def act(reason: str) -> None:
            self.page.scale = scales.add_scale(self.page.desk, chosen, reason)

        self._edit(act)

    def _watched(self, card: Card, key: str, name: str, save: object) -> object:
        amending = self.page.view.amending
        return self.page.watched(card, key, name, save, by_itself=not amending)

    def _edit(self, act: object, fields: dict[str, Field] | None = None) -> None:
        self.page.edit("the scale", act, fields)
