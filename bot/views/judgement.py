"""What the figures of an objective say and by which rule, what the rep sees beside it, and how each segment stands."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from slack_sdk.models.blocks import Block

from bot.i18n import Translator
from bot.rules.objective import (
    BEHIND_NEEDS_ATTENTION,
    BEHIND_ON_TRACK,
    MISSED_NEEDS_ATTENTION,
    Objective,
    Segment,
    Shared,
    Unit,
)
from bot.rules.progress import Stand, furthest, stands
from bot.views import objective as objectives
from bot.views import segment as segments
from bot.views.blocks import context, escaped, quote, section
from bot.views.objective import Look

MOST_SEGMENTS, SEGMENTS_A_SECTION = 60, 5  # each of a few hundred characters


def explained(shared: Shared, t: Translator, at: datetime) -> Iterator[Block]:
    """Explain how an objective is judged today, or show nothing where there is nothing to judge."""
    objective, look = shared.objective, Look.of(shared.reader, shared.rep, at)
    if objectives.not_judged(objective, t, look):
        return
    headed = t("*How it stands*")
    yield section(f"{headed}\n{objectives.verdict(objective, t, look)}{_today(objective, t, look)}")
    yield context(_rule(objective, t))
    if objectives.reason(objective, t, look) and objective.latest:
        others = t("What {name} sees that the figures do not", name=shared.rep.name)
        yield quote(t("What you see that the figures do not") if shared.own else others, objective.latest.note)
    yield from _by_segment(objective, t, look)


def _today(objective: Objective, t: Translator, look: Look) -> str:
    """Say what the judgement is made of: the way that is done, and what the pace asks."""
    expected = objective.expected(look.today)
    if expected is None:
        return ""
    asked = objective.measure.share(expected)
    return "\n" + t(
        "{done} of the way is done, the pace asks for {asked} today.",
        done=t.share(objective.share),
        asked=t.share(asked),
    )


def _rule(objective: Objective, t: Translator) -> str:
    """Say the rule of `Objective.status` in words."""
    if objective.measure.unit is Unit.YES_NO:
        return t(
            "To be done once: on track for three quarters of the period, then it needs attention; "
            "off track once the period is over."
        )
    if objective.measure.has_a_way:
        return t(
            "On track up to {near} points of the way behind its pace, needs attention up to {far}, off track beyond.",
            near=_points(BEHIND_ON_TRACK, t),
            far=_points(BEHIND_NEEDS_ATTENTION, t),
        )
    tolerated = t.share(MISSED_NEEDS_ATTENTION)
    return t(
        "On track while it holds, needs attention when it is missed by up to {share} of the target, off track beyond.",
        share=tolerated,
    )


def _points(share: Decimal, t: Translator) -> str:
    return t.figure((share * 100).normalize())


def _by_segment(objective: Objective, t: Translator, look: Look) -> Iterator[Block]:
    known = {one.segment.id: one for one in stands(objective, look.today)}
    if not known:
        return
    last = furthest([*known.values()])
    shown = [
        _named(one, t, is_furthest=bool(last and one.id == last.segment.id))
        + "\n"
        + _stand(objective, known.get(one.id), t, look)
        for one in objective.segments[:MOST_SEGMENTS]
    ]
    yield section(t("*By segment*"))
    for first in range(0, len(shown), SEGMENTS_A_SECTION):
        yield section("\n".join(shown[first : first + SEGMENTS_A_SECTION]))


def _named(segment: Segment, t: Translator, *, is_furthest: bool) -> str:
    named = f"{escaped(segments.name(segment))} ({t.percentage(segment.share)})"
    return named + ("  ·  :small_orange_diamond: " + t("furthest from plan") if is_furthest else "")


def _stand(objective: Objective, stand: Stand | None, t: Translator, look: Look) -> str:
    """Show how a segment stands in a line: ▰▰▰▰▰▰▱▱▱▱ 62%  ·  €180,000 of €288,000."""
    if stand is None or stand.segment.value is None:
        return f"{objectives.bar(Decimal(0))}  ·  " + t("no value yet")
    about = replace(stand.measure, target=objectives.roughly(stand.measure.target, stand.measure))
    said = [f"{objectives.bar(stand.share)} {t.share(stand.share)}", objectives.goal(about, stand.segment.value, t)]
    told_at = stand.segment.told_at
    if told_at and objective.latest and told_at != objective.latest.at:
        said.append(t.day_of(told_at.astimezone(look.zone).date(), look.today))
    return "  ·  ".join(said)
