"""The words of a retrospective: its steps, what each asks, and how far it has come."""

from bot.i18n import Translator
from bot.rules.retro import THREAD, Commitment, Contribution, Retro, Step, Topic
from bot.views.blocks import clipped, escaped, one_line

EMOJI = {
    Step.PREPARATION: ":memo:",
    Step.OPENING: ":wave:",
    Step.WORKED: ":sparkles:",
    Step.MOTIVATED: ":zap:",
    Step.DID_NOT: ":construction:",
    Step.SOLUTIONS: ":bulb:",
    Step.VOTES: ":raised_hand:",
    Step.COMMITMENTS: ":handshake:",
    Step.CLOSING: ":checkered_flag:",
}
NAME_LENGTH = 80
LINE_LENGTH = 280


def named(step: Step, t: Translator) -> str:
    """Name a step, briefly enough for the title of a form."""
    names = {
        Step.PREPARATION: t("Preparation"),
        Step.OPENING: t("Opening"),
        Step.WORKED: t("What worked"),
        Step.MOTIVATED: t("What motivated us"),
        Step.DID_NOT: t("What did not work"),
        Step.SOLUTIONS: t("Solutions"),
        Step.VOTES: t("Votes"),
        Step.COMMITMENTS: t("Commitments"),
        Step.CLOSING: t("Closing"),
    }
    return names[step]


def numbered(step: Step, t: Translator) -> str:
    return f"{step.number}/{len(THREAD)} · {named(step, t)}"


def titled(retro: Retro, t: Translator) -> str:
    """Name a retrospective, on one line."""
    team = clipped(one_line(retro.team), NAME_LENGTH)
    return t("Retrospective {year}: {team}", year=retro.year, team=team)


def asked(step: Step, retro: Retro, t: Translator) -> str:
    """Ask the question of a step."""
    questions = {
        Step.WORKED: t("What worked in {year}, and what made it work?", year=retro.year),
        Step.MOTIVATED: t("What gave you energy in {year}?", year=retro.year),
        Step.DID_NOT: t("What did not work in {year}, and why?", year=retro.year),
        Step.SOLUTIONS: t("What shall we do differently in {year}?", year=retro.year + 1),
        Step.VOTES: t.plural(
            "Which solution matters most? Each of you has {n} vote.",
            "Which solutions matter most? Each of you has {n} votes, one per solution.",
            retro.dots,
        ),
        Step.COMMITMENTS: t("Who does what, and by when?"),
    }
    return questions[step]


def topic(one: Topic, t: Translator) -> str:
    words = {
        Topic.WORKED: t("What worked, and what made it work"),
        Topic.MOTIVATED: t("What motivated you"),
        Topic.DID_NOT: t("What did not work, and why"),
        Topic.IDEAS: t("Ideas for next year"),
        Topic.ROLE: t("How you see your role"),
    }
    return words[one]


def count(step: Step, retro: Retro, t: Translator) -> str:
    """Say how many have taken part in a step, and with how much."""
    people = len(retro.members)
    if step is Step.VOTES:
        return t.plural(
            "{n} of {people} people has voted", "{n} of {people} people have voted", len(retro.voters), people=people
        )
    if step is Step.COMMITMENTS:
        return t.plural("{n} commitment so far", "{n} commitments so far", len(retro.commitments))
    if not retro.said_in(step):
        return t("No contribution yet")
    said = t.plural("{n} contribution", "{n} contributions", len(retro.said_in(step)))
    spoken = t.plural(
        " from {n} of {people} people", " from {n} of {people} people", retro.speakers(step), people=people
    )
    return f"{said}{spoken}"


def parked(retro: Retro, t: Translator) -> str:
    return t.plural("{n} case parked", "{n} cases parked", len(retro.cases))


def where(retro: Retro, t: Translator) -> str:
    """Say in a line where a retrospective stands."""
    if retro.closed_at:
        return ":checkered_flag: " + t("Closed. The summary is at the end of the thread.")
    if retro.step is Step.PREPARATION:
        return ":memo: " + t("Everybody prepares, each on their own.")
    return f"{EMOJI[retro.step]} " + t("The team is at step {step}", step=numbered(retro.step, t))


def place(retro: Retro) -> str:
    """Name the team's channel, for Slack to show as a link."""
    return f"<#{retro.channel}>"


def commitment(one: Commitment, t: Translator) -> str:
    """Say who does what by when."""
    text = escaped(clipped(one_line(one.text), LINE_LENGTH))
    return t("*{owner}*, by {day}: {text}", owner=escaped(one.owner.name), day=t.full_day(one.due_on), text=text)


def voted(one: Contribution, t: Translator) -> str:
    """Say how many votes a solution got."""
    text = escaped(clipped(one_line(one.text), LINE_LENGTH))
    votes = t.plural("{n} vote", "{n} votes", one.votes)
    return f"*{votes}*  ·  {text} ({escaped(one.author.name)})"
