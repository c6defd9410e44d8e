"""Files written whole or not at all, and words made safe to print."""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tender_eval.domain.errors import StoreError

# Control characters but tab and new line, lone surrogates, and code points XML 1.0 leaves out.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(words: str) -> str:
    """The words without characters that no page and no workbook can hold."""
    return _UNPRINTABLE.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))


@contextlib.contextmanager
def whole_file(path: Path, what: str) -> Iterator[Path]:
    """A temporary path beside `path`, put in its place when everything has been written.

    Whatever goes wrong leaves no half-written file and the old one as it was. what: the file in
    words, as in `The report`. Raises StoreError where the folder or the file cannot be written.
    """
    beside: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=".", suffix=f".{path.suffix.strip('.')}.part", delete=False
        ) as reserved:
            beside = Path(reserved.name)
        yield beside
        beside.chmod(0o644)
        beside.replace(path)
    except OSError as error:
        raise StoreError(
            f"{what} cannot be written ({error.strerror or error}).",
            where=str(path),
            remedy="Close it if it is open elsewhere, or choose another folder.",
        ) from error
    finally:
        if beside is not None:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
