"""Standing in for a manager on leave: what the stand-in, the reps and the manager are told."""

from slack_sdk.models.blocks import Block

from bot.i18n import Translator
from bot.rules.person import Person
from bot.rules.stand_in import Duty, Gap
from bot.views import absence as absences
from bot.views.blocks import actions, context, escaped, rendered, section
from bot.views.checkin import Said


def told(duty: Duty, t: Translator) -> Said:
    """Tell somebody from when to when they stand in and for whom; or that it is changed, or no longer so."""
    manager = escaped(duty.manager.name)
    if not duty.now:
        said = t("You do not stand in for {manager} any more.", manager=manager)
        return said, rendered([section(f":palm_tree: *{said}*")])
    said = (
        t("The days on which you stand in for {manager} have changed.", manager=manager)
        if duty.before
        else t("You stand in for {manager}.", manager=manager)
    )
    blocks = [_on_which_days(said, duty, t), *_for_whom(duty, t)]
    private = t(
        "You hold no talk in {manager}’s place, and Tandem shows you nothing of what the pairs write.", manager=manager
    )
    return said, rendered([*blocks, context(private)])


def team(duty: Duty, t: Translator) -> Said:
    """Tell who stands in that the manager leads other people than before, or nobody."""
    manager = escaped(duty.manager.name)
    said = (
        t("The team that {manager} leads has changed.", manager=manager)
        if duty.reps
        else t("{manager} leads nobody any more: nobody has to turn to you.", manager=manager)
    )
    return said, rendered([_on_which_days(said, duty, t), *_for_whom(duty, t)])


def _on_which_days(said: str, duty: Duty, t: Translator) -> Block:
    days = [f"{escaped(duty.manager.name)}  ·  {absences.days(one, t)}" for one in duty.now]
    return section("\n".join([f":palm_tree: *{said}*", *days]))


def _for_whom(duty: Duty, t: Translator) -> list[Block]:
    names = t.listed([escaped(one.name) for one in duty.reps])
    return [section(t("Who may turn to you on these days: {names}", names=names))] if names else []


def gap(gap: Gap, t: Translator) -> Said:
    """Tell a manager that the stand-in cannot."""
    name, days = escaped(gap.stand_in.name), absences.days(gap.days, t)
    said = t("{name} cannot stand in for you.", name=name)
    gone = t("The account of {name} is deactivated.", name=name)
    why = gone if gap.is_gone else t("{name} is away on some of these days too.", name=name)
    ask = t("Please change your absence and choose somebody else.")
    lines = [f":warning: *{said}*", f"{days[:1].upper()}{days[1:]}", f"{why} {ask}"]
    return said, rendered([section("\n".join(lines)), actions([absences.open_button(t("My absences"))])])


def turn_to(stand_in: Person | None, manager: Person, t: Translator) -> list[Block]:
    """Tell a rep whom to turn to while the manager is away."""
    if stand_in is None:
        return []
    name, away = escaped(stand_in.name), escaped(manager.name)
    return [section(":handshake: " + t("While {manager} is away, please turn to {name}.", manager=away, name=name))]
