"""Parts of documents that are printed from the code: between two comments that name them."""

from __future__ import annotations

import re

from tests.test_rooms import ROOT


def is_shown(document: str, part: str, text: str, rewrite: bool) -> None:
    """Whether a part of a document in docs/ is this; with `rewrite` it is written there."""
    path = ROOT / "docs" / document
    written = path.read_text(encoding="utf-8")
    found = re.search(f"(<!-- {part} -->\n)(.*?)(<!-- /{part} -->)", written, re.DOTALL)
    assert found, f"docs/{document} has no part {part!r}: put <!-- {part} --> and <!-- /{part} --> around it"
    if rewrite:
        path.write_text(written[: found.start(2)] + text + "\n" + written[found.end(2) :], encoding="utf-8")
    else:
        assert found.group(2) == f"{text}\n", f"docs/{document} shows {part} as they were; run pytest --rewrite"
