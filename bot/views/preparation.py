"""Preparing a retrospective: the packet of one's year, and a form that nobody else reads."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.refusal import Problem, Reason, Rejected
from bot.rules.retro import Notes, Preparer, Retro, Step, Topic
from bot.rules.year import Packet, Year
from bot.views import objective as objectives
from bot.views.blocks import actions, button, clipped, context, escaped, plain, quote, rendered, section
from bot.views.fields import Fields, text_field
from bot.views.retro import counted
from bot.views.retro_words import place, titled, topic

PREPARE, FORM = "retro_prepare", "retro_preparation"
MOST_OBJECTIVES = 15
MOST_WORDS, WORDS_LENGTH = 3, 200

Said = tuple[str, list[dict[str, Any]]]


def packet(packet: Packet, t: Translator) -> Said:
    """Hand a rep their year to prepare from; the same message says later that it is done, and what comes next."""
    retro, mine = packet.retro, packet.retro.preparer(packet.rep)
    title, your_year = escaped(titled(retro, t)), t("Your {year}", year=retro.year)
    blocks: list[Block] = [section(f"*{title}*\n{_task(packet, t)}")]
    if mine and (opening := open_button(retro, mine, t)):
        blocks.append(actions([opening]))
    blocks += [
        DividerBlock(),
        section("\n".join([f"*{your_year}*", *_figures(packet.year, t)])),
        *_objectives(packet.year, t),
        *_words(t("Your wins"), packet.year.wins, t),
        *_words(t("Your obstacles"), packet.year.obstacles, t),
        context(
            ":lock: "
            + t(
                "What you prepare is yours alone: neither {manager} nor anybody else reads it.",
                manager=escaped(retro.manager.name),
            )
        ),
    ]
    return title, rendered(blocks)


def modal(packet: Packet, t: Translator) -> dict[str, Any]:
    """Return the form while one may write, and later what one wrote, to read."""
    retro = packet.retro
    return _form(packet, t) if retro.step is Step.PREPARATION and not retro.called_off else _reading(packet, t)


def read_form(view: dict[str, Any]) -> tuple[int, Notes]:
    """Read back whose preparation it is and what was written, or raise Rejected where nothing was."""
    fields = Fields(view)
    written = {one: text for one in Topic if (text := fields.text(one))}
    if not written:
        raise Rejected(Problem(Reason.EMPTY, next(iter(Topic))))
    return json.loads(view["private_metadata"])["preparation"], written


def state(retro: Retro, mine: Preparer, t: Translator) -> str:
    """Say whether one has prepared."""
    if not mine.sent_at:
        return t("Ten minutes are enough: look at your year, then note what you want to say.")
    manager = escaped(retro.manager.name)
    return ":white_check_mark: " + t(
        "You have prepared. You can change it until {manager} opens the thread.", manager=manager
    )


def open_button(retro: Retro, mine: Preparer, t: Translator) -> ButtonElement | None:
    """Return the button that fits: prepare, change, or read what was prepared."""
    if retro.step is not Step.PREPARATION or retro.called_off:
        return button(t("Read what I prepared"), PREPARE, mine.preparation) if mine.sent_at else None
    if mine.sent_at:
        return button(t("Change what I prepared"), PREPARE, mine.preparation)
    return button(t("Prepare my retrospective"), PREPARE, mine.preparation, style="primary")


def called_off(retro: Retro, t: Translator) -> str:
    return t(
        "The team {team} has been dissolved: this retrospective does not take place. "
        "What was prepared stays with whoever wrote it.",
        team=escaped(retro.team),
    )


def _task(packet: Packet, t: Translator) -> str:
    retro, mine = packet.retro, packet.retro.preparer(packet.rep)
    if retro.called_off:
        return ":door: " + called_off(retro, t)
    if retro.closed_at:
        return ":checkered_flag: " + t(
            "It is closed. The summary is at the end of the thread, in {channel}.", channel=place(retro)
        )
    if retro.in_thread and mine and mine.sent_at:
        return ":speech_balloon: " + t(
            "The thread is open in {channel}: what you prepared is there when you press *Contribute*.",
            channel=place(retro),
        )
    if retro.in_thread:
        return ":speech_balloon: " + t(
            "The thread is open in {channel}. You can take part without having prepared.", channel=place(retro)
        )
    asked = t("The team looks back on {year} together. What you say there begins here.", year=retro.year)
    return f"{asked}\n{state(retro, mine, t)}" if mine else asked


def _figures(year: Year, t: Translator) -> Iterator[str]:
    yield from counted(year.checkins, year.actions, t)
    if year.feedback:
        yield ":incoming_envelope: " + t.plural(
            "{n} piece of feedback received", "{n} pieces of feedback received", year.feedback
        )


def _objectives(year: Year, t: Translator) -> Iterator[Block]:
    for one in year.objectives[:MOST_OBJECTIVES]:
        yield section(":dart: " + objectives.titled(one, t))
    if (more := len(year.objectives) - MOST_OBJECTIVES) > 0:
        yield context(t.plural("and {n} more objective", "and {n} more objectives", more))


def _words(label: str, words: Sequence[str], t: Translator) -> Iterator[Block]:
    """Show the newest of what the rep wrote over the year."""
    if not words:
        return
    lines = [f"• {clipped(' '.join(text.split()), WORDS_LENGTH)}" for text in words[:MOST_WORDS]]
    if (more := len(words) - MOST_WORDS) > 0:
        lines.append(t.plural("and {n} more", "and {n} more", more))
    yield quote(label, "\n".join(lines))


def _form(packet: Packet, t: Translator) -> dict[str, Any]:
    placeholders = {
        Topic.WORKED: t("A way of working, a client won, a habit"),
        Topic.MOTIVATED: t("What you would do again tomorrow"),
        Topic.DID_NOT: t("The facts first, then what they come from"),
        Topic.IDEAS: t("What you would try, and what it would take"),
        Topic.ROLE: t("What you want more of, less of, or other"),
    }
    private = t("Only you read this. In the thread you choose what you say; what you note here is prefilled there.")
    view = View(
        type="modal",
        callback_id=FORM,
        title=plain(t("Prepare my retrospective")),
        submit=plain(t("Save")),
        close=plain(t("Cancel")),
        private_metadata=json.dumps({"locale": t.tag, "preparation": packet.preparation}),
        blocks=[
            context(f":lock: {private}"),
            *(text_field(one, topic(one, t), placeholders[one], initial=packet.notes.get(one, "")) for one in Topic),
        ],
    )
    return view.to_dict()


def _reading(packet: Packet, t: Translator) -> dict[str, Any]:
    written: list[Block] = [quote(topic(one, t), packet.notes[one]) for one in Topic if one in packet.notes]
    blocks = [
        context(":lock: " + t("Only you read this.")),
        *(written or [section(t("You had not prepared anything."))]),
    ]
    return View(type="modal", title=plain(t("What I prepared")), close=plain(t("Close")), blocks=blocks).to_dict()
