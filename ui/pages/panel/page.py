"""The panel: who is on it, what each scores, and what each has declared."""

from __future__ import annotations

from tender_eval.domain.people import Role
from tender_eval.domain.procurement import Member
from tender_eval.services import panel
from tender_eval.services.access import Post
from tender_eval.services.panel import MemberLine, PanelView
from tender_eval.services.procurements import key_from
from ui.context import PageContext
from ui.dialogs.reason import ask_reason
from ui.pages.base import Page, later
from ui.pages.panel.declaration import DeclarationsPart
from ui.pages.panel.member import AllocationPart, MemberForm
from ui.widgets import (
    Button,
    Column,
    DataTable,
    EmptyState,
    FlowRow,
    LinkButton,
    Prose,
    Section,
    Tag,
    TwoUp,
)


class PanelPage(Page):
    """The list at the left, the chosen member at the right."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "Panel")
        self.chosen = ""

    def refresh(self) -> None:
        """Read the panel anew."""
        self.clear_parts()
        self.view = panel.panel_view(self.desk)
        members = self.view.members
        declared = sum(line.declared for line in members)
        if self.desk.person.post is Post.MEMBER:
            self.header.set_sentence(f"{len(members)} members")
            self.chosen = self.desk.person.member or ""
        else:
            self.header.set_sentence(f"{len(members)} members · {declared} have declared interests")
        self._representation(self.view)
        if not members:
            self.show_part(
                EmptyState(
                    "Nobody is on the panel yet.",
                    "Service-user representatives are full members.",
                    "Add a member",
                    self.add_member,
                )
            )
            return
        keys = [line.member.key for line in members]
        self.chosen = self.chosen if self.chosen in keys else keys[0]
        self.table = DataTable(
            "Members of the panel",
            [
                Column("Member", lambda r: r.member.name),
                Column("Role", lambda r: r.member.role.label, width=26),
                Column("To score", lambda r: str(r.responses), "right", 9),
                Column("Interests", _declared, width=17),
            ],
            members,
        )
        self.table.fit(14)
        self.table.select(keys.index(self.chosen))
        self.table.row_chosen.connect(self._choose)
        self.show_part(self.table)
        if self.is_lead:
            self.show_part(
                FlowRow(
                    Button("Add a member", self.add_member),
                    Button("Take off the panel…", self._remove),
                )
            )
        self._show_member(next(line for line in members if line.member.key == self.chosen))

    def show_target(self, member: str = "") -> None:
        """Open a member."""
        self.chosen = member
        self.refresh()

    def _representation(self, view: PanelView) -> None:
        explained = {d.step.partition(":")[2] for d in view.exceptions}
        for key in view.lots_without_service_user:
            title = view.model.lot(key).title
            if key in explained:
                self.show_part(
                    Prose(f"ⓘ {title} has no service-user representative; the reason is on record.")
                )
                continue
            row = FlowRow(
                Tag("To do", "warning"), Prose(f"{title} has no service-user representative yet.")
            )
            if self.is_lead:
                link = LinkButton("Record why not…", lambda k=key, t=title: self._explain(k, t))
                row.add(link)
            self.show_part(row)

    def _explain(self, lot: str, title: str) -> None:
        reason = ask_reason(
            f"{title} without a service-user representative",
            "People who use the services belong on the panel. Say why none is on this one.",
            parent=self,
        )
        if reason is not None:
            with self.change():
                panel.explain_no_service_user(self.desk, lot, reason)
                later(self.refresh)

    def _show_member(self, line: MemberLine) -> None:
        left = Section()
        if self.is_lead:
            left.add(MemberForm(self, line.member))
            if line.member.role.scores:
                left.add(AllocationPart(self, line.member))
        else:
            left.add(Prose(f"{line.member.name}, {line.member.role.label}"))
            left.add(Prose(line.member.experience))
        left.body.addStretch(1)
        mine = self.desk.person.member == line.member.key
        if self.desk.person.post is Post.MEMBER and not mine:
            self.show_part(left)
            return
        self.show_part(TwoUp(left, DeclarationsPart(self, line, self.is_lead or mine), (1, 1), 110))

    def _choose(self, line: MemberLine) -> None:
        if line.member.key == self.chosen:
            return
        if self.settled():
            self.chosen = line.member.key
        later(self.refresh)

    def add_member(self) -> None:
        """A new member, to be named."""
        taken = {line.member.key for line in self.view.members}
        number = len(taken) + 1
        while f"m-{number}" in taken:
            number += 1
        self.chosen = key_from(f"m {number}")
        with self.change():
            panel.save_member(self.desk, Member(self.chosen, "New member", Role.COMMISSIONER))
            later(self.refresh)

    def _remove(self) -> None:
        name = next(r.member.name for r in self.view.members if r.member.key == self.chosen)
        reason = ask_reason(f"Take {name} off the panel", parent=self)
        if reason is not None:
            with self.change():
                panel.remove_member(self.desk, self.chosen, reason)
                later(self.refresh)


def _declared(line: MemberLine) -> str:
    if not line.declarations:
        return "⚠ Not declared"
    recused = any(d.recusal != "none" for d in line.declarations)
    return "● Recused" if recused else "✓ Declared"
