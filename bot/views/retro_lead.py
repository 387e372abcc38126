"""What the manager leads a retrospective from: the form that begins it, a message that follows it, its state."""

import json
from collections.abc import Collection, Iterator
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement, ConfirmObject, SectionBlock
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.person import Person
from bot.rules.retro import DOTS, MOST_DOTS, NewRetro, Preparer, Retro, Step
from bot.views import preparation
from bot.views.blocks import actions, button, context, escaped, marked, plain, rendered, section
from bot.views.fields import Fields, labelled, select
from bot.views.retro import leading
from bot.views.retro_words import count, parked, place, titled, where

START, OPEN = "retro_start", "retro_open"
MOST_NAMES = 30

Said = tuple[str, list[dict[str, Any]]]


def form(team_id: int, channel: str, years: Collection[int], t: Translator) -> dict[str, Any]:
    """Return the form that begins a retrospective, of one of these years; the first is the usual one."""
    steps = [
        t("Each rep receives the packet of their year, and prepares in private. You see who has prepared, never what."),
        t(
            "When you are ready, you open the thread in {channel} and lead it from step to step.",
            channel=f"<#{channel}>",
        ),
        t("At the end, a summary is posted; commitments come back in the check-ins."),
    ]
    choices = {str(year): str(year) for year in years}
    dots = {str(number): str(number) for number in range(1, MOST_DOTS + 1)}
    view = View(
        type="modal",
        callback_id=START,
        title=plain(t("Annual retrospective")),
        submit=plain(t("Begin")),
        close=plain(t("Cancel")),
        private_metadata=json.dumps({"locale": t.tag, "team": team_id}),
        blocks=[
            section("\n".join(f"{number}. {line}" for number, line in enumerate(steps, 1))),
            labelled("year", t("Year to look back on"), select("year", choices, initial=next(iter(choices)))),
            labelled("dots", t("Votes per person, on the solutions"), select("dots", dots, initial=str(DOTS))),
        ],
    )
    return view.to_dict()


def read_form(view: dict[str, Any]) -> tuple[int, NewRetro]:
    """Read back for which team a retrospective begins, and which."""
    fields = Fields(view)
    return json.loads(view["private_metadata"])["team"], NewRetro(
        int(fields.choice("year")), int(fields.choice("dots"))
    )


def begun(retro: Retro, t: Translator) -> str:
    """Say what happens next to whoever has just begun one."""
    return t.plural(
        "It has begun: {n} rep receives the packet of the year. My message to you shows who has prepared.",
        "It has begun: {n} reps receive the packet of their year. My message to you shows who has prepared.",
        len(retro.preparers),
    )


def lead(retro: Retro, t: Translator) -> Said:
    """Tell the manager who has prepared and then where the team is, with the buttons to lead on."""
    title = escaped(titled(retro, t))
    if retro.called_off:
        return title, rendered([section(f"*{title}*\n:door: {preparation.called_off(retro, t)}")])
    blocks: list[Block] = [section(f"*{title}*\n{where(retro, t)}"), *_details(retro, t)]
    if retro.step is Step.PREPARATION:
        blocks.append(actions([_open_button(retro, t)]))
    elif retro.closed_at is None:
        blocks.append(actions(list(leading(retro, t))))
    return title, rendered(blocks)


def status(retro: Retro, reader: Person, t: Translator) -> Said:
    """Answer where a retrospective stands, with what the reader can do."""
    if reader.id == retro.manager.id:
        return lead(retro, t)
    title = escaped(titled(retro, t))
    blocks: list[Block] = [_line(retro, reader, t)]
    if retro.step is not Step.PREPARATION:
        blocks.append(context(t("Its thread is in {channel}.", channel=place(retro))))
    return title, rendered(blocks)


def home_line(retro: Retro, reader: Person, t: Translator) -> Iterator[Block]:
    """Show on App Home what is under way, to a rep or to the manager."""
    yield _line(retro, reader, t)
    if reader.id == retro.manager.id and retro.in_thread:
        yield actions(list(leading(retro, t)))


def _line(retro: Retro, reader: Person, t: Translator) -> SectionBlock:
    mine = retro.preparer(reader)
    lines = [f"*{escaped(titled(retro, t))}*", where(retro, t)]
    if reader.id == retro.manager.id:
        lines += [told] if (told := _progress(retro, t)) else []
        accessory = _open_button(retro, t) if retro.step is Step.PREPARATION else None
        return section("\n".join(lines), button=accessory)
    if mine and retro.step is Step.PREPARATION:
        lines.append(preparation.state(retro, mine, t))
    return section("\n".join(lines), button=preparation.open_button(retro, mine, t) if mine else None)


def _progress(retro: Retro, t: Translator) -> str:
    if retro.step is Step.PREPARATION:
        ready = sum(one.sent_at is not None for one in retro.preparers)
        return t.plural("{n} of {all} has prepared", "{n} of {all} have prepared", ready, all=len(retro.preparers))
    if retro.closed_at:
        return t.plural("{n} commitment", "{n} commitments", len(retro.commitments))
    return count(retro.step, retro, t) if retro.step is not Step.OPENING else ""


def _details(retro: Retro, t: Translator) -> Iterator[Block]:
    if told := _progress(retro, t):
        cases = f"  ·  :pushpin: {parked(retro, t)}" if retro.cases else ""
        yield section(told + cases)
    if retro.step is Step.PREPARATION:
        ready = [one for one in retro.preparers if one.sent_at]
        awaited = [one for one in retro.preparers if not one.sent_at]
        if ready:
            yield section(":white_check_mark: " + t("Prepared: {names}", names=_names(ready, t)))
        if awaited:
            yield section(":hourglass_flowing_sand: " + t("Still to come: {names}", names=_names(awaited, t)))
        yield context(":lock: " + t("What they prepare is theirs alone: nobody else reads it, not even you."))
    else:
        yield context(":speech_balloon: " + t("Its thread is in {channel}.", channel=place(retro)))


def _names(preparers: list[Preparer], t: Translator) -> str:
    names = [escaped(one.rep.name) for one in preparers[:MOST_NAMES]]
    if (more := len(preparers) - MOST_NAMES) > 0:
        names.append(t.plural("{n} more", "{n} more", more))
    return t.listed(names)


def _open_button(retro: Retro, t: Translator) -> ButtonElement:
    opening = button(t("Open the thread"), OPEN, retro.id, style="primary")
    opening.confirm = ConfirmObject(
        title=t("Open the thread now?"),
        text=marked(t("It opens in {channel}, and the preparation ends.", channel=place(retro))),
        confirm=t("Open it"),
        deny=t("Not yet"),
    )
    return opening
