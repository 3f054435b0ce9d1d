"""What holds for each word of a text: it is told, denied, only asked about, idle talk, or of somebody else.

The words of which it holds stand in brackets. The words that do it are those of small.toml.
"""

from __future__ import annotations

import pytest

from skill.guidance import outline, scope
from tests.guidance import small

TEN = "numb weak sick ice hand back fall legs breast stroke"
assert len(TEN.split()) == scope.REACH

DENIED = [
    "[no fever] but numb",
    "[no numb weak] just fall",
    "[not numb and weak or sick]",
    "[no numb], [weak], [sick]",
    "[no numb]. weak",
    "[without ice]",
    "[free of ice]",
    "numb",
    # so far and no further; each "or", "and" or comma carries it on as far again
    f"[no {TEN.removesuffix(' stroke')}] stroke day",
    "[no numb weak sick ice hand back fall legs or numb weak sick ice hand back fall legs breast] stroke",
    # a no that is an answer by itself denies nothing behind it
    "no, numb",
    "nope, numb",
    "[not, numb]",
    "[nope numb]",
    # what looks like a denial and is none
    "not only numb",
    "no longer numb",
    "[no longer]",
    # a new subject with its verb close behind ends it, but not where it is carried on
    "[no numb] my leg is weak",
    "[no numb] my left weak sick leg is sick",
    "[no numb my left weak sick hand leg is sick]",
    "[no numb the is]",
    "[no numb] he is weak",
    "[no numb he weak is]",
    "[not think my leg is weak]",
    "[not numb if he is weak]",
    # "and a" ends a no, and nothing else
    "[no numb] and a fall",
    "[not numb and a fall]",
    # denied afterwards, as people answer a list
    "[fever] no",
    "[fever] no. numb",
    "fall. [fever] no",
    "[fever none]",
    "[fever] nope",
    "fever [not]",
    "fever [without]",
    "[sick fever] no",
    "i fever no",
    "fever is no",
    "yes fever no",
    "[fever no] but numb",
    "one [two sick numb fever] no",
]


def test_how_far_a_denial_reaches() -> None:
    assert (scope.REACH, outline.VERB_WITHIN, scope.DENIED_BACK) == (10, 4, 4)


# Only asked about, and said not to be so.
NOT_SO = ["[what if numb] it is [not]", "what if numb. it is [not]", "numb it is [not]"]


# Of oneself.
TOLD = [
    "[i numb]",
    "so [my leg numb]",
    "numb i hurts",
    "[i numb] could it be ice",
    "what if my numb",
    "is it numb. [my leg numb]",
]


# A negation inside may be denied too.
DENIED_TWICE = ["[not like that i not feel]", "[not like that numb] but sick", "not numb", "[not like that]. numb"]


ASKED = [
    "[could it be numb]",
    "numb [could it be ice]",
    "[could it be numb] my leg is weak",
    "[could it be numb]. weak",
    "[could it be numb] but weak",
    "[do i have fever]",
    # of a question about mine only the end asks
    "could my numb leg [be stroke]",
    # these ask where a clause begins, after nothing but words such as "so"
    "[is it numb]",
    "so [is it numb]",
    "so and you can [is it numb]",
    "numb is it",
    "numb, is it",
    "numb. [is it ice]",
    "numb but is it ice",
    # what may come, to the end of the sentence
    "[what if my leg is numb]",
    "[what if my leg is numb but it is ice]. weak",
    "[what if numb] right now sick",
    # told after all, or told in the asking
    "is it numb mine is",
    "is it numb mine is. [is it ice]",
    "why is my leg numb could it be ice",
    "what is it could it be ice",
    "numb",
]


IDLE = [
    "[what is numb]",
    "[so what is numb]",
    "numb what is",
    "[who is numb] but i am numb",
    "what is my numb",
    "what is i",
    "[tell me numb]",
    "[what is tell me numb]",
    "[what is give me numb]",
    "what is it numb",
    "what is pregnant",
    "[people numb]",
    "people i numb",
    "people hurts",
    "[i read numb]",
    "[i read numb] but numb",
    "[wife numb years ago]",
    "[man numb years ago]",
    "wife numb",
    "numb years ago",
    "[remind me to ice numb]",
    "[remind me to ice] my leg is numb",
    "[my dog numb]",
    "my dog me numb",
    "numb my dog",
    "[my dog] but numb",
    # a story of somebody who is not here
    "[the bloke is numb]",
    "numb [the bloke is numb]",
    "[the bloke his legs numb]",
    "[the bloke] my leg is numb",
    "the bloke here is numb",
]


# And not of their back.
OF_OTHERS = [
    "[man numb]",
    "[man numb] i numb",
    "wife numb",
    "[wife numb my back]",
    "my back but [wife numb]",
    "man numb his back",
    "my back [man] i numb",
    "[man numb] but numb",
]


THIRD = [
    "[man numb]",
    "[wife numb] i numb",
    "[wife numb] me numb",
    "numb [wife numb]",
    "[wife numb] but numb",
    "[his back numb]",
    "[wife my numb]",
    "numb",
    "[wife]. numb",
]


HOLDS = {
    "denied": [*DENIED, *NOT_SO],
    "told": TOLD,
    "denied_twice": DENIED_TWICE,
    "asked": ASKED,
    "idle": IDLE,
    "of_others": OF_OTHERS,
    "third_person": THIRD,
}
"""For what a scope tells of each word, sentences with the words of which it holds in brackets."""


@pytest.mark.parametrize(("what", "marks"), [(what, marks) for what, some in HOLDS.items() for marks in some])
def test_it_holds_of_the_words_in_brackets_and_of_no_others(what: str, marks: str) -> None:
    reading = small.read(marks.replace("[", "").replace("]", ""))
    of_these = [each is not None and each is not False for each in getattr(reading.scope, what)]
    assert small.marked(reading.words, of_these) == plain(marks)


CLAUSES = [
    ("numb weak", "00"), ("numb. weak", "01"), ("numb, weak", "00"), ("numb but weak", "011"),
    ("numb and i weak", "0111"),
    ("numb and weak", "000"), ("numb and my leg is weak", "011111"), ("numb my leg is weak", "00000"),
    ("pins and needles", "000"), ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "clauses"), CLAUSES)
def test_clauses(text: str, clauses: str) -> None:
    assert "".join(map(str, small.read(text).scope.clause)) == clauses


WHERE = [
    ("no fever", "denied_from", [0, 0]),
    ("no fever or numb", "denied_from", [0, 0, 2, 2]),
    ("no fever, numb", "denied_from", [0, 0, 2]),
    ("fever no", "denied_from", [0, None]),
    ("numb could it be ice", "asked", [None, 1, 1, 1, 1]),
    ("could my numb leg be stroke", "asked", [None, None, None, None, 4, 4]),
]


@pytest.mark.parametrize(("text", "what", "begun"), WHERE)
def test_where_it_began(text: str, what: str, begun: list[int | None]) -> None:
    assert getattr(small.read(text).scope, what) == begun


def plain(marks: str) -> str:
    """The same without pauses, as words are written here."""
    return marks.replace(",", "").replace(".", "").replace("] [", " ")
