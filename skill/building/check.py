"""Whatever can be wrong with content, interaction model, locales and manifest, said with file, key and remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from skill.building import (
    content_check,
    intake_check,
    locale_check,
    manifest_check,
    model_check,
    phrase_check,
    scanner_check,
    signatures,
    topic_check,
)
from skill.guidance.content import Content, ContentError, default_content

Check = Callable[[Content], Iterator[str]]
OF_CONTENT: tuple[Check, ...] = (
    content_check.problems,
    topic_check.problems,
    intake_check.problems,
    scanner_check.problems,
    phrase_check.problems,
    locale_check.problems,
    signatures.problems,
)
OF_MODELS: tuple[Check, ...] = (model_check.problems, manifest_check.problems)


def problems(content: Content | None = None) -> list[str]:
    """Every problem found, one sentence each. Empty where all is well."""
    content = content or default_content()
    return list(chain.from_iterable(found(check, content) for check in (*OF_CONTENT, *OF_MODELS)))


def of_content(content: Content) -> list[str]:
    """The problems of the content alone, which need no interaction model."""
    return list(chain.from_iterable(found(check, content) for check in OF_CONTENT))


def found(check: Check, content: Content) -> Iterator[str]:
    """What one check finds. Where a file cannot even be read, that is the problem."""
    try:
        yield from check(content)
    except ContentError as error:
        yield str(error)
