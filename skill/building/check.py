"""Whatever can be wrong with content, interaction model, locales and manifest, said with file, key and remedy."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from skill.building import content_check, locale_check, manifest_check, model_check, topic_check
from skill.guidance.content import Content, ContentError, default_content


def problems(content: Content | None = None) -> list[str]:
    """Every problem found, one sentence each. Empty where all is well."""
    content = content or default_content()
    checks = (
        content_check.problems,
        topic_check.problems,
        locale_check.problems,
        model_check.problems,
        manifest_check.problems,
    )
    return list(chain.from_iterable(_run(check, content) for check in checks))


def _run(check: object, content: Content) -> Iterator[str]:
    try:
        yield from check(content)  # type: ignore[operator]
    except ContentError as error:  # the file cannot even be read: that is the problem to mend first
        yield str(error)
