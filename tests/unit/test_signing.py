"""Signed checkpoints: made with the safe's key, refused when altered, honest when there is no safe."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from tender_eval.audit.signing import Signature, holds, sign
from tender_eval.domain.errors import BadInput
from tender_eval.domain.trail import Checkpoint
from tender_eval.services.desk import Desk
from tender_eval.services.verification_file import checkpoint_in, write_verification_file

MARK = Checkpoint(7, "ab" * 32, datetime(2026, 3, 1, tzinfo=UTC))


class SafeInMemory(KeyringBackend):
    """A safe that forgets at the end of the test."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


@pytest.fixture
def safe() -> object:
    before = keyring.get_keyring()
    keyring.set_keyring(SafeInMemory())
    yield
    keyring.set_keyring(before)


@pytest.fixture
def no_safe() -> object:
    from keyring.backends.fail import Keyring

    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())
    yield
    keyring.set_keyring(before)


def test_a_signature_holds_for_its_checkpoint_alone(safe: object) -> None:
    signature = sign(MARK)
    assert holds(MARK, signature)
    assert not holds(Checkpoint(6, MARK.digest, MARK.at), signature)
    assert not holds(MARK, Signature(signature.public_key, "00" * 64))


def test_one_laptop_signs_with_one_key(safe: object) -> None:
    assert sign(MARK).public_key == sign(MARK).public_key


def test_without_a_safe_nothing_is_signed_and_it_says_so(no_safe: object) -> None:
    signature = sign(MARK)
    assert signature.signature == ""
    assert "no safe for keys" in signature.why_not


def test_an_altered_verification_file_is_refused(safe: object, lead: Desk, tmp_path: Path) -> None:
    path = tmp_path / "audit-verification.json"
    with lead.unit("Nothing yet"):
        pass
    write_verification_file(lead, path)
    assert checkpoint_in(path).events == 0
    document = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(document | {"checkpoint": "9:" + "cd" * 32}), encoding="utf-8")
    with pytest.raises(BadInput, match="the file was altered"):
        checkpoint_in(path)
