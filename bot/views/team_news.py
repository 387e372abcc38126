"""What people are told when teams change: where they are, whom they talk with, and to whom what is shown."""

from collections.abc import Iterator
from datetime import datetime

from slack_sdk.models.blocks import Block

from bot.i18n import Translator
from bot.rules.cadence import Plan
from bot.rules.checkin import CheckIn, Side
from bot.rules.person import Person
from bot.rules.team import Leading, Parting, Seat
from bot.views import cadence, team
from bot.views import checkin as checkins
from bot.views.blocks import actions, context, escaped, rendered, section
from bot.views.checkin import Said

MOST_REPS = 30


def begun(seat: Seat, t: Translator) -> Said:
    """Tell a rep which team they are in, who leads it, what is shown to whom, and when the next talk is."""
    manager, zone = escaped(seat.manager.name), seat.rep.zone
    told = t("You are in the team {team}: {manager} leads it.", team=escaped(seat.team), manager=manager)
    lines = [f":wave: *{told}*", *_why(seat, t)]
    standing = seat.standing
    if standing and standing.manager.id != seat.manager.id:
        day, former = t.short_day(standing.talk_at, zone), escaped(standing.manager.name)
        lines.append(t("You two have begun the check-in of {day}: you finish it with {name}.", day=day, name=former))
        moment = seat.next_talk
    else:
        moment = standing.talk_at if standing else seat.next_talk
    lines.append(":calendar: " + t("Next talk with {name}: {moment}", name=manager, moment=t.moment(moment, zone)))
    blocks: list[Block] = [
        section("\n".join(lines)),
        section(t("Tandem writes to you two working days before each talk: your half takes three minutes.")),
        *_who_sees_what(t),
        actions([cadence.change_button(seat.rep.slack_id, t)]),
    ]
    return told, rendered(blocks)


def leading(found: Leading, t: Translator) -> Said:
    """Tell a manager whom they lead, and what is shown to whom."""
    told = t("You lead the team {team} in Tandem.", team=escaped(found.team))
    lines = [f":busts_in_silhouette: *{told}*"]
    if found.set_up_by and found.set_up_by.id != found.manager.id:
        lines.append(t("{name} has set it up.", name=escaped(found.set_up_by.name)))
    lines += [f"• {_talk(one, t)}" for one in found.seats[:MOST_REPS]]
    if (more := len(found.seats) - MOST_REPS) > 0:
        lines.append(t.plural("and {n} more rep", "and {n} more reps", more))
    return told, rendered([section("\n".join(lines)), *_who_sees_what(t)])


def ended(parting: Parting, side: Side, t: Translator, at: datetime) -> Said:
    """Tell one of two that they have no check-ins any more, and what becomes of the one that was open."""
    rep, manager, named = escaped(parting.rep.name), escaped(parting.manager.name), escaped(parting.team)
    if parting.successor:
        told = now_led(parting, t)
    elif side is Side.REP:
        told = t(
            "You are no longer in the team {team}: your check-ins with {name} have ended.", team=named, name=manager
        )
    else:
        told = t("{name} is no longer in the team {team}: your check-ins have ended.", name=rep, team=named)
    blocks: list[Block] = [section(f":door: *{told}*")]
    if parting.checkin:
        blocks += _open_at_the_end(parting, parting.checkin, side, t, at)
    blocks.append(context(_what_stays(parting, side, t)))
    return told, rendered(blocks)


def now_led(parting: Parting, t: Translator) -> str:
    """Say who leads a rep now; "" where nobody does."""
    if not parting.successor:
        return ""
    successor, rep, team = escaped(parting.successor.name), escaped(parting.rep.name), escaped(parting.team)
    return t("{name} now leads {team} and talks with {rep}.", name=successor, team=team, rep=rep)


def dissolved(name: str, t: Translator) -> Said:
    """Tell a manager that there is no such team any more."""
    told = t("The team {team} has been dissolved.", team=escaped(name))
    stays = t("Its check-ins and digests have stopped. What was written stays readable to whom it was shown.")
    return told, rendered([section(f":door: *{told}*\n{stays}")])


def leaderless(team_name: str, manager: Person, t: Translator) -> Said:
    """Tell who makes the teams that one needs another manager."""
    told = t("The team {team} has no manager any more.", team=escaped(team_name))
    why = t(
        "The account of {name} is deactivated. The check-ins rest until you choose somebody else.",
        name=escaped(manager.name),
    )
    return told, rendered([section(f":warning: *{told}*\n{why}"), actions([team.open_button(t)])])


def followed(plan: Plan, by: Person | None, t: Translator) -> Said:
    """Tell a rep that the rhythm they follow has changed."""
    told = (
        t("{name} has changed the rhythm that your check-ins follow.", name=escaped(by.name))
        if by
        else t("The rhythm that your check-ins follow has changed.")
    )
    blocks = [
        section(f":calendar: *{told}*\n{cadence.words(plan, plan.rep.zone, t)}"),
        *cadence.dates(plan, plan.rep.zone, t),
        context(t("The two of you may choose a rhythm of your own.")),
        actions([cadence.change_button(plan.rep.slack_id, t)]),
    ]
    return told, rendered(blocks)


def _why(seat: Seat, t: Translator) -> Iterator[str]:
    if seat.former:
        yield t("Until now you talked with {name}.", name=escaped(seat.former.name))
    elif seat.added_by:
        yield t("{name} has added you.", name=escaped(seat.added_by.name))


def _talk(seat: Seat, t: Translator) -> str:
    theirs = seat.standing if seat.standing and seat.standing.manager.id == seat.manager.id else None
    moment = t.moment(theirs.talk_at if theirs else seat.next_talk, seat.manager.zone)
    return t("{name}: next talk on {moment}", name=escaped(seat.rep.name), moment=moment)


def _open_at_the_end(parting: Parting, checkin: CheckIn, side: Side, t: Translator, at: datetime) -> Iterator[Block]:
    day, other = t.short_day(checkin.talk_at, parting.rep.zone), escaped(checkin.person(side.other).name)
    if checkin.manager.id != parting.manager.id:
        yield section(t("The check-in of {day} is now theirs: nobody had begun it.", day=day))
    elif checkin.skip:
        yield section(t("The check-in of {day} is closed.", day=day))
    else:
        yield section(
            t("The check-in of {day} has begun: it stays with you and {name} until the talk.", day=day, name=other)
        )
        yield actions([checkins.write_or_read(checkin, side, at, t)])


def _what_stays(parting: Parting, side: Side, t: Translator) -> str:
    """Say who reads what was written: the same whatever the rep chooses to show."""
    stays = t("What you wrote to each other stays readable to the two of you, and to nobody else.")
    if side is Side.REP:
        return stays
    own = t("Only {rep} may show somebody else what they themselves wrote openly.", rep=escaped(parting.rep.name))
    return f"{stays} {own}"


def _who_sees_what(t: Translator) -> Iterator[Block]:
    """Say to whom what is shown, in the words of docs/privacy.md."""
    lines = (
        t("Values, confidence, wins, obstacles and actions: the two of you, at once."),
        t("Feedback, in either direction: sealed until both halves are in; later, to whoever sent theirs."),
        t("Objectives and their history: the two of you."),
        t("The team’s channel: counts, averages and who is away. No amount, and nobody’s name beside a figure."),
        t("Anybody else, admins included: nothing. Slack’s own exports are outside Tandem’s power."),
    )
    title = t("Who sees what")
    yield section(f":lock: *{title}*\n" + "\n".join(f"• {line}" for line in lines))
