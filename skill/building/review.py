"""`back-coach review`: one document of everything that can be said, to be read, corrected and signed by a clinician."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from datetime import date
from html import escape
from pathlib import Path

from skill.building.review_parts import Part, Section, parts
from skill.building.signatures import Signature, is_signed, signatures, state, table_for
from skill.guidance.content import Content, ContentError, default_content, fill, placeholders
from skill.guidance.model import Locale, Source

CSS = Path(__file__).with_suffix(".css")
GROUPS = {
    "flag": "Red flags",
    "question": "The safety check",
    "help": "Help with an alarm",
    "topic": "Answers to questions",
    "conditions": "What speaks against advice",
    "plan": "Plans",
    "step": "Steps and stretches",
    "constraint": "What people have not got or cannot do",
    "gate": "Before going back to sport",
    "course": "The course over days",
    "walking": "The walking program",
    "picture": "What a pain fits",
    "offer": "Offers",
    "activity": "Activities",
    "phrases": "Everything said around it",
    "locale": "Numbers and words of each country",
    "variants": "Other kinds of English",
}
"""By the first word of the id of a part, the chapter it stands in."""
BROWSERS = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome")
PRINT = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
PRINTING_SECONDS = 300


def run(folder: Path, locale: str) -> int:
    """Writes the document into a folder, as a page and, where there is Chromium, as a PDF. Returns 0."""
    content = default_content()
    read, given = list(parts(content)), signatures(content)
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / "review.html"
    page.write_text(document(content, content.locale(locale), date.today()), encoding="utf-8")
    signed = sum(is_signed(part, given.get(part.id)) for part in read)
    print(f"{page}: {len(read)} parts, {signed} signed, {len(given) - signed} signatures that hold no longer")
    print(_pdf(page) or "no Chromium here, so no PDF; print the page from a browser")
    return 0


def sign(part_id: str, name: str, registration: str) -> int:
    """Prints the table with which somebody signs a part as it stands now. Returns 0, or 2 where there is none."""
    part = next((part for part in parts(default_content()) if part.id == part_id), None)
    if part is None:
        print(f"back-coach review: no part is called {part_id!r}; the document names each", file=sys.stderr)
        return 2
    print(table_for(part, name, registration, date.today()))
    return 0


def document(content: Content, locale: Locale, day: date) -> str:
    """The whole document: contents, how to read it, and every part with a line to sign."""
    read, given = list(parts(content)), signatures(content)
    chapters: dict[str, list[Part]] = {}
    for part in read:
        chapters.setdefault(part.id.partition(":")[0], []).append(part)
    body = [_front(chapters, read, given, locale, day)]
    for kind, title in GROUPS.items():
        body.append(f'<h2 id="{kind}">{escape(title)}</h2>')
        body += [_part(part, given.get(part.id), content, locale) for part in chapters.pop(kind, [])]
    if chapters:
        raise ContentError(f"review.py: GROUPS has no chapter for {', '.join(chapters)}; add it")
    body.append(_sources(content, read))
    style = CSS.read_text(encoding="utf-8")
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Back Coach: for review</title>'
        f"<style>{style}</style><body>{''.join(body)}</body></html>\n"
    )


def _front(
    chapters: dict[str, list[Part]], read: list[Part], given: dict[str, Signature], locale: Locale, day: date
) -> str:
    states = Counter("signed" if is_signed(part, given.get(part.id)) else "not signed" for part in read)
    rows = "".join(
        f'<tr><td><a href="#{kind}">{escape(GROUPS[kind])}</a></td><td class="n">{len(found)}</td></tr>'
        for kind, found in sorted(chapters.items(), key=lambda row: list(GROUPS).index(row[0]))
    )
    return (
        "<h1>Back Coach: everything it can say</h1>"
        f"<p>Printed on {day.isoformat()}, in the words of {escape(locale.id)}. {states['signed']} of {len(read)} "
        "parts are signed. Words in [brackets] are filled in from the conversation.</p>"
        "<p>Please read each part, cross out and correct what is wrong, and sign it only as it then stands. A "
        "signature holds for these words alone: once one of them changes, the part counts as unsigned again.</p>"
        f'<table class="contents"><tr><th>chapter</th><th class="n">parts</th></tr>{rows}</table>'
    )


def _part(part: Part, signature: Signature | None, content: Content, locale: Locale) -> str:
    sections = "".join(_section(section, content, locale) for section in part.sections)
    return (
        f'<article id="{escape(part.id)}"><h3>{escape(part.title)} <code>{escape(part.id)}</code></h3>{sections}'
        f'<p class="sign"><b>{escape(state(part, signature))}</b> name <i></i> registration <i></i> date <i></i> '
        "signature <i></i></p></article>"
    )


def _section(section: Section, content: Content, locale: Locale) -> str:
    title = f"<h4>{escape(section.title)}</h4>" if section.title else ""
    said = "".join(
        f"<tr><th>{escape(label)}</th><td>{escape(as_heard(text, locale))}</td></tr>" for label, text in section.said
    )
    sources = "; ".join(content.sources[id].name for id in section.sources)
    facts = [*section.facts, ("sources", sources), ("review", section.review)]
    told = " ".join(f"<b>{escape(label)}</b> {escape(text)}." for label, text in facts if text)
    return f'<section>{title}<table>{said}</table><p class="facts">{told}</p></section>'


def as_heard(text: str, locale: Locale) -> str:
    """A text in the words of a place; what only a conversation knows stays in brackets."""
    unknown = {name: f"[{name.replace('_', ' ')}]" for name in placeholders(text)}
    return locale.own(fill(text, unknown | locale.words))


def _sources(content: Content, read: list[Part]) -> str:
    cited = {id for part in read for section in part.sections for id in section.sources}
    rows = "".join(_source(content.sources[id]) for id in content.sources if id in cited)
    return f'<h2 id="sources">Sources</h2><table class="sources">{rows}</table>'


def _source(source: Source) -> str:
    marks = [*(["a copy"] if source.copy else []), *(["not checked live"] if source.unseen else [])]
    name = escape(source.name) + (f" ({', '.join(marks)})" if marks else "")
    address = escape(source.url)
    return f'<tr><th>{name}<br><a href="{address}">{address}</a></th><td>{escape(source.supports)}</td></tr>'


def _pdf(page: Path) -> str:
    """Prints the page into a PDF beside it. Returns its name, or nothing where no Chromium is found."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not browser:
        return ""
    to = page.with_suffix(".pdf")
    told = subprocess.run(
        [browser, *PRINT, f"--print-to-pdf={to}", page.resolve().as_uri()],
        capture_output=True,
        text=True,
        timeout=PRINTING_SECONDS,
    )
    return str(to) if told.returncode == 0 and to.exists() else f"{browser} made no PDF: {told.stderr.strip()[-200:]}"
