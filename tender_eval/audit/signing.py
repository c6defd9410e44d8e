"""Signs checkpoints with this laptop's key, kept in the system's own safe.

A signature ties a checkpoint to whoever holds the key, so that a log rewritten later, digests and
all, cannot be passed off with a checkpoint of its own. Where the system has no safe, nothing is
signed and the reason is said: a key in a plain file would prove nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from tender_eval.domain.canonical import canonical
from tender_eval.domain.trail import Checkpoint

SERVICE = "Tender Eval"
ACCOUNT = "checkpoint signing key"


@dataclass(frozen=True)
class Signature:
    """Ed25519, both in hex. why_not: why there is none; the others are empty then."""

    public_key: str = ""
    signature: str = ""
    why_not: str = ""


def sign(checkpoint: Checkpoint) -> Signature:
    """Sign with this laptop's key, made at the first use."""
    import keyring  # these three take a tenth of a second and are wanted only here
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from keyring.errors import KeyringError

    try:
        kept = keyring.get_password(SERVICE, ACCOUNT)
        if kept is None:
            kept = Ed25519PrivateKey.generate().private_bytes_raw().hex()
            keyring.set_password(SERVICE, ACCOUNT, kept)
    except KeyringError as error:
        return Signature(
            why_not=f"This system has no safe for keys ({type(error).__name__}), so the "
            "checkpoint is not signed."
        )
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(kept))
    return Signature(
        key.public_key().public_bytes_raw().hex(), key.sign(signed_bytes(checkpoint)).hex()
    )


def signed_bytes(checkpoint: Checkpoint) -> bytes:
    """What is signed: the count of events and the whole digest of the last."""
    return canonical({"events": checkpoint.events, "digest": checkpoint.digest})


def holds(checkpoint: Checkpoint, signature: Signature) -> bool:
    """Whether the signature is of exactly this checkpoint by the key it names."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signature.public_key))
        key.verify(bytes.fromhex(signature.signature), signed_bytes(checkpoint))
    except (InvalidSignature, ValueError):
        return False
    return True
