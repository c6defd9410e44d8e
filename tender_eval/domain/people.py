"""The people of a procurement: their roles, their interests and what these keep them from."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """A panel member's part. Service-user and carer representatives are full members."""

    SERVICE_USER = "service_user_representative"
    CARER = "carer_representative"
    CLINICIAN = "clinician"
    COMMISSIONER = "commissioner"
    FINANCE = "finance"
    MODERATOR = "moderator"
    OBSERVER = "observer"

    @property
    def label(self) -> str:
        """The role in words."""
        return {
            Role.SERVICE_USER: "Service-user representative",
            Role.CARER: "Carer representative",
        }.get(self, self.value.replace("_", " ").capitalize())

    @property
    def scores(self) -> bool:
        """Whether this role gives individual scores."""
        return self not in (Role.MODERATOR, Role.OBSERVER)


class Interest(StrEnum):
    """The kinds of interest a member may declare (PSR reg 21; Procurement Act 2023 s.81)."""

    NONE = "none"
    ACTUAL = "actual"
    POTENTIAL = "potential"
    PERCEIVED = "perceived"


class Recusal(StrEnum):
    """What a declared interest keeps the member from."""

    NONE = "none"
    SUPPLIER = "supplier"
    LOT = "lot"
    PROCUREMENT = "procurement"
