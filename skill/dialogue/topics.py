"""Moves of somebody who asks: a topic, or how a stretch is done. Answered at once, then back to the place."""

from __future__ import annotations

from itertools import islice

from skill.dialogue import steps
from skill.dialogue.coaching import offers
from skill.dialogue.intents import topic_of
from skill.dialogue.question import Move
from skill.dialogue.turn import Then, Turn
from skill.dialogue.words import spoken_list
from skill.guidance import late, triage
from skill.guidance.aspects import aspect_of, aspect_with_id, plain
from skill.guidance.case import Case
from skill.guidance.matters import question_in
from skill.guidance.model import Aspect, Topic
from skill.guidance.replies import Reply, answer_for, more_for

MORE = "more"
DETAIL = "Detail"
"""The slot that holds what a short question asks of what was said last."""
ASKS_FOR_MORE = frozenset({"how", "why", "meaning", "again", "one_by_one"})
"""What of it is answered by what else there is to say."""
ASPECT = "Aspect"
"""The slot that holds what is asked of a topic in particular."""


def topic(turn: Turn, id: str, usual: str | None = None) -> Then:
    """Answers the question that was asked, what was told taken into account, and keeps the place.

    `usual` is the particular question (id) that is meant where the words name none.
    """
    found = turn.content.topic(id)
    return answer(turn, *(_asked(turn, found) or (found, aspect_with_id(found, usual))))


def or_asked(move: Move) -> Move:
    """What is told is taken in by a move, unless it asks something that there is an answer to.

    A statement that no move can do anything with is answered as well, where it names what there is an answer to: "my
    sister has some codeine left". In a safety check it is left to be an answer.
    """

    def answered(turn: Turn) -> Then:
        if turn.also_asks:
            return answer(turn, *turn.also_asks)
        then = move(turn)
        is_lost = then is Then.NOT_UNDERSTOOD and not turn.checking
        return answer(turn, *turn.names) if is_lost and turn.names else then

    return answered


def answer(turn: Turn, found: Topic, aspect: Aspect | None) -> Then:
    """Answers a question, what was told taken into account, and remembers what may have to be put right."""
    case = turn.case
    reply = answer_for(
        found,
        aspect,
        (*case.flags, *case.conditions),
        turn.content,
        heard_net=case.netted,
        unplaced=aspect is None and _asks_something(turn),
        turn=case.turn,
    )
    _say(turn, found, reply)
    turn.case = late.advised(turn.case.but(topic=found.id, aspect=reply.aspect), found, aspect)
    if not (case.waiting or turn.comes_back) and (fits := offers.after_answer(turn)):
        return offers.ask(turn, fits)
    if case.steps or case.waiting or turn.comes_back:
        return Then.ASK_AGAIN
    return turn.ask_phrase(f"{MORE}:{found.id}", "topic.more") if reply.more else Then.ASK_AGAIN


def _asked(turn: Turn, found: Topic) -> tuple[Topic, Aspect] | None:
    """The particular question, of this topic or of one that the words speak for more.

    A slot holds a word or two, and the nearest value to "never" may be anything; so all that was said is looked at.
    """
    said = turn.slot(ASPECT)
    return question_in(turn.plain, turn.content, found, said.id if said else None) if turn.text else None


def warn_first(turn: Turn, flag: str) -> None:
    """Says a warning that was asked for before the question about a sign: "I'm on warfarin, can I take ..."."""
    id = topic_of(turn.intent, turn.content.topics)
    for found in (_asked(turn, turn.content.topic(id)) if id else None, turn.names):
        if found and found[1].warns and flag in (*found[1].about_signs, *found[0].avoid_with):
            turn.say_words(found[1].answer)
            return


def asks_before_pain(turn: Turn) -> bool:
    """Whether a question of this topic stands before the pain: "(does) more water stop your back getting sore"."""
    id, said = topic_of(turn.intent, turn.content.topics), turn.slot(ASPECT)
    if id is None or said is None or said.id is None:
        return False
    words = turn.plain.split()
    places = (at for at, word in enumerate(words) if word in turn.content.intake.pain.places)
    before = f" {' '.join(words[: next(places, 0)])} "
    return question_in(before, turn.content, turn.content.topic(id)) is not None


def _asks_something(turn: Turn) -> bool:
    """Whether the words ask something particular, whatever that is: "can I use heat now" does not."""
    said = " ".join(each.value for each in map(turn.slot, (ASPECT, "Description")) if each)
    return any(word not in turn.content.intake.answers.fillers for word in said.lower().split())


def _say(turn: Turn, found: Topic, reply: Reply) -> None:
    """Speaks a reply, and tells what it was about."""
    for sentence in reply.sentences:
        turn.say_words(sentence, told=reply.told or "")
    turn.topic, turn.aspect, turn.sources = found.id, reply.aspect, reply.sources
    turn.title = turn.phrase("card.topic", name=found.name)
    turn.case = turn.case.but(netted=turn.case.netted or reply.net)


def calm(turn: Turn) -> Then:
    """Help with an alarm, asked for where none stands: a question like any other, "is it an emergency"."""
    said = turn.slot("Matter")
    matter = turn.content.alarm_help.get(said.id or "") if said else None
    if matter is None or not matter.calm:
        asked = turn.also_asks
        return answer(turn, *asked) if asked else Then.NOT_UNDERSTOOD
    id, _, usual = matter.calm.partition(".")
    return topic(turn, id, usual)


def more(turn: Turn) -> Then:
    """What there is to say beyond the answer that was given last."""
    found = turn.content.topic(turn.case.topic or turn.open.about)
    aspect = aspect_with_id(found, turn.case.aspect)
    _say(turn, found, more_for(found, aspect, heard_net=turn.case.netted))
    turn.case = turn.case.but(topic=None, aspect=None)
    return Then.ASK_AGAIN


def detail(turn: Turn) -> Then:
    """More about what was last spoken of: a topic, a step or a stretch. "How often" may have an answer of its own."""
    if turn.case.topic is None:
        if steps.spoken_of(turn) is None and turn.slot(DETAIL) and not turn.comes_back:
            turn.say("topic.no_more")
        return steps.detail(turn)
    found = turn.content.topic(turn.case.topic)
    asked = _follows(turn, found) or (_asked(turn, found) if turn.slot(DETAIL) else None)
    return answer(turn, *asked) if asked else more(turn)


def _follows(turn: Turn, found: Topic) -> tuple[Topic, Aspect] | None:
    """What a short question asks of what was answered last: "and for how long", behind an answer about ice.

    It is read behind the question that was answered ("can I take ibuprofen" "and for how long"), and by itself.
    """
    said = turn.slot(DETAIL) or turn.slot("Back")
    if said is None or said.id in ASKS_FOR_MORE:
        return None
    before = aspect_with_id(found, turn.case.aspect)
    asked = (f"{before.asks[0]} {said.value}" if before else "", said.value)
    meant = (aspect_of(found, plain(words)) for words in asked)
    follows = next((aspect for aspect in meant if aspect and aspect is not before), None)
    return (found, follows) if follows else None


def put_right(turn: Turn, before: Case) -> None:
    """Advice that something told just now speaks against is put right, before anything else is said."""
    if triage.alarm(turn.case, turn.content) or turn.ends:
        return
    reply = late.put_right(before, turn.case, turn.content)
    if reply and turn.topic != reply.topic:
        turn.sentences.insert(0, turn.words(reply.sentence, told=reply.told))
        turn.case = late.forgotten(turn.case, reply.topic)


def stretch_how_to(turn: Turn) -> Then:
    """Explains one stretch: how, when to stop, who must not; or just why, or how often, where that is asked."""
    said = turn.slot("Stretch")
    stretch = turn.content.steps.get(said.id) if said and said.id else None
    if stretch is None or not stretch.stretch:
        some = tuple(step.name for step in islice(turn.content.stretches, 4))
        turn.say("stretch.unknown", some=spoken_list(some, turn.phrase("or")))
    elif set(stretch.avoid_with) & set(turn.case.flags):
        turn.say("stretch.not_now", name=stretch.name)
    else:
        steps.tell(turn, stretch, {"how"})
    turn.case = turn.case.but(topic=None)
    return Then.ASK_AGAIN
