"""Refusals in words: a sentence for each reason, in its form field or on its own."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from html import unescape
from zoneinfo import ZoneInfo

from bot.i18n import Translator
from bot.rules.agenda import Outcome
from bot.rules.checkin import Cause
from bot.rules.refusal import Problem, Reason, Rejected
from bot.rules.retro import Step
from bot.rules.strategy import Answer
from bot.rules.talk import Phase
from bot.views import import_refusal
from bot.views.blocks import REASON_LENGTH, clipped, escaped
from bot.views.retro_words import named

Sentence = Callable[[Translator, Mapping[str, str]], str]

SENTENCES: Mapping[Reason, Sentence] = {
    Reason.NOT_A_NUMBER: lambda t, said: t("Please write a number, such as {example}.", example=_example(t, said)),
    Reason.AMBIGUOUS_NUMBER: lambda t, said: t(
        "“{written}” can be read in two ways. For thousands, write {plain}.",
        written=said["written"],
        plain=said["plain"],
    ),
    Reason.TOO_LARGE: lambda t, _: t("This is more than Tandem can count: at most a thousand billion."),
    Reason.TOO_PRECISE: lambda t, said: t.plural(
        "At most {n} decimal, please.", "At most {n} decimals, please.", int(said["decimals"])
    ),
    Reason.NEGATIVE: lambda t, _: t("This value cannot be below zero."),
    Reason.WRONG_CURRENCY: lambda t, said: t(
        "This objective is counted in {expected}, not in {written}.",
        expected=t.currency(said["expected"]),
        written=said["written"],
    ),
    Reason.NOT_AN_AMOUNT_OF_MONEY: lambda t, said: t(
        "This objective is not counted in money: please leave out “{written}”.", written=said["written"]
    ),
    Reason.NOT_A_PERCENTAGE: lambda t, _: t("This objective is not a percentage: please leave out “%”."),
    Reason.NOT_WHOLE: lambda t, _: t("Please write a whole number."),
    Reason.EMPTY: lambda t, _: t("Please write at least a sentence."),
    Reason.ALREADY_SENT: lambda t, _: t(
        "Your half was sent from another window meanwhile, and stands as it was sent there. Open it again to change it."
    ),
    Reason.REVEALED: lambda t, said: t(
        "{name} has answered meanwhile: both halves are open and stay as they are. You can still add to yours.",
        name=escaped(said["name"]),
    ),
    Reason.NOT_REVEALED: lambda t, said: t(
        "{name} has not answered yet: you can still change what you wrote.", name=escaped(said["name"])
    ),
    Reason.ENERGY_OF_WHAT: lambda t, _: t("Which objective was it? Or choose “None in particular”."),
    Reason.SEGMENT_OF_WHAT: lambda t, _: t("Please choose the segment that this is about."),
    Reason.NOT_YOURS: lambda t, _: t("Only the rep and the manager of this check-in can do that."),
    Reason.NO_CHECKIN: lambda t, _: t("You have no check-in yet. It begins once you are in a team in Tandem."),
    Reason.NOT_SHOWN: lambda t, _: t("There is nothing to read here any more."),
    Reason.NOT_TO_SHOW: lambda t, _: t(
        "Whoever was meant here does not lead you any more, and reads nothing of your earlier check-ins."
    ),
    Reason.NOTHING_BEFORE: lambda t, _: t("You wrote in no check-in with another manager: there is nothing to show."),
    Reason.NO_TEAM: lambda t, _: t(
        "You are not in a team in Tandem yet. Whoever runs Tandem in your workspace can add you."
    ),
    Reason.NAME_A_REP: lambda t, _: t("Please name a rep of your team: add `@` and the name."),
    Reason.NOT_A_REP: lambda t, _: t("This person is not a rep in a team in Tandem."),
    Reason.NOT_YOUR_PAIR: lambda t, said: t(
        "Only {rep} and {manager} can do that.", rep=escaped(said["rep"]), manager=escaped(said["manager"])
    ),
    Reason.ONLY_THE_MANAGER: lambda t, said: t(
        "Only {manager}, who leads the team, can do that.", manager=escaped(said["manager"])
    ),
    Reason.ONLY_ORGANISERS: lambda t, said: _only_organisers(said["names"].splitlines(), t),
    Reason.ONLY_ADMINS: lambda t, _: t("Only an admin of your Slack workspace can name who may make teams."),
    Reason.IS_A_BOT: lambda t, said: t("{name} is an app: please choose people.", name=said["name"]),
    Reason.HAS_LEFT: lambda t, said: t(
        "The account of {name} is deactivated: please choose somebody else.", name=said["name"]
    ),
    Reason.IS_EXTERNAL: lambda t, said: t(
        "{name} belongs to another company (Slack Connect): Tandem is for people of your own workspace.",
        name=said["name"],
    ),
    Reason.NO_TEAM_NAME: lambda t, _: t("Please give the team a name."),
    Reason.NO_REPS: lambda t, _: t("Please choose at least one rep, here or with a user group."),
    Reason.MANAGER_AMONG_REPS: lambda t, said: t(
        "{name} leads the team: please choose other people as reps.", name=said["name"]
    ),
    Reason.IN_ANOTHER_TEAM: lambda t, said: t(
        "{name} is a rep in the team {team} already, and nobody is in two.", name=said["name"], team=said["team"]
    ),
    Reason.MANAGER_STAYS: lambda t, said: _manager_stays(said["names"].splitlines(), t),
    Reason.EXTERNAL_CHANNEL: lambda t, _: t(
        "This channel is shared with another company (Slack Connect), who would read the digest: please choose another."
    ),
    Reason.ARCHIVED_CHANNEL: lambda t, _: t("This channel is archived: please choose another."),
    Reason.GROUP_GONE: lambda t, _: t("Slack does not tell who is in this user group: please choose the people."),
    Reason.TEAM_GONE: lambda t, _: t("This team is not there any more."),
    Reason.NO_OBJECTIVE: lambda t, _: t("This objective is not there any more."),
    Reason.NO_TITLE: lambda t, _: t("Please say in a few words what is to be reached."),
    Reason.NO_WAY_TO_GO: lambda t, _: t("The target is the starting point: there is no way to go."),
    Reason.TARGET_TOO_LOW: lambda t, _: t("To go up, the target must be above the starting point."),
    Reason.TARGET_TOO_HIGH: lambda t, _: t("To come down, the target must be below the starting point."),
    Reason.LINE_WITHOUT_GOAL: lambda t, _: t("Please name the goal that the new strategy line leads to."),
    Reason.GOAL_WITHOUT_LINE: lambda t, _: t("Please name the strategy line that leads to this goal."),
    Reason.LINE_GONE: lambda t, _: t("This strategy line is not there any more: please choose another one."),
    Reason.LINE_ENDED: lambda t, _: t("This strategy line is not pursued any more: please choose another one."),
    Reason.NAME_IT: lambda t, _: t("Please give it a name: a few words are enough."),
    Reason.GOAL_FIRST: lambda t, _: t("A strategy line leads to a goal: please write that down first."),
    Reason.GOAL_GONE: lambda t, _: t("It is not there any more, or not pursued: please choose another goal."),
    Reason.TITLE_TAKEN: lambda t, _: t("Your team has one of this name already: please choose another name."),
    Reason.TITLE_ENDED: lambda t, _: t(
        "Your team had one of this name, which has ended: reopen that one, or choose another name."
    ),
    Reason.ONLY_WHO_LEADS: lambda t, said: t(
        "Only {manager}, who leads the team, or an admin of your workspace can change its strategy.",
        manager=escaped(said["manager"]),
    ),
    Reason.ONLY_THE_REP: lambda t, _: t("Only the person whose objective it is can answer that."),
    Reason.ANSWERED: lambda t, said: (
        t("You have said already that it is still valid.")
        if said["answer"] == Answer.VALID
        else t("You have said already that it needs a talk: it is on your agenda.")
    ),
    Reason.NO_POINT: lambda t, _: t("This point is not on your agenda any more."),
    Reason.POINT_SETTLED: lambda t, said: _settled(said, t),
    Reason.TALK_TO_COME: lambda t, said: t(
        "This talk can be opened an hour before it begins: {moment}.",
        moment=t.moment(datetime.fromisoformat(said["at"]), ZoneInfo(said["zone"])),
    ),
    Reason.TALK_CLOSED: lambda t, said: _closed_talk(Phase(said["phase"]), t),
    Reason.RECORD_CHANGED: lambda t, said: t(
        "{name} has changed the record since this was shown: please read it once more, then confirm.",
        name=escaped(said["name"]),
    ),
    Reason.DECISION_GONE: lambda t, _: t("This decision is not there any more."),
    Reason.DECISION_REMOVED: lambda t, said: t("{name} has removed this decision.", name=escaped(said["name"])),
    Reason.UNIT_STAYS: lambda t, _: t(
        "Values are recorded already, so what is counted stays as it is. For another unit, write a new objective."
    ),
    Reason.NOT_SIGNED: lambda t, _: t("This objective counts once both of you have signed it."),
    Reason.SIGNED_ALREADY: lambda t, _: t("Both of you have signed this objective: suggest a change with *Edit*."),
    Reason.CLOSED: lambda t, _: t("This objective is closed."),
    Reason.NOT_OVER: lambda t, said: t(
        "This objective runs until {day}: it is closed after that day.", day=t.dated(date.fromisoformat(said["day"]))
    ),
    Reason.NOT_A_SCORE: lambda t, said: t("Please write a whole number from 0 to {most}.", most=said["most"]),
    Reason.ANSWER_FIRST: lambda t, said: t(
        "{name} has suggested a change: please answer it first.", name=escaped(said["name"])
    ),
    Reason.OTHERS_TO_ANSWER: lambda t, said: t("It is for {name} to answer.", name=escaped(said["name"])),
    Reason.SUGGESTION_GONE: lambda t, _: t("This suggestion has been answered or replaced already."),
    Reason.FLOOR_ABOVE_TARGET: lambda t, _: t("The floor cannot be above the target."),
    Reason.CEILING_BELOW_TARGET: lambda t, _: t("The ceiling cannot be below the target."),
    Reason.OUTSIDE_CHARTER: lambda t, _: t(
        "This amount is outside the margin you agreed on. Settle another margin first, or talk to the sponsor."
    ),
    Reason.WINDOW_CLOSED: lambda t, said: t(
        "You agreed to change the amount only in {months}.",
        months=t.listed([t.month_name(int(month)) for month in said["months"].split(",")]),
    ),
    Reason.REVISED_ENOUGH: lambda t, said: t.plural(
        "You agreed to change the amount at most {n} time a year, and that is used up.",
        "You agreed to change the amount at most {n} times a year, and that is used up.",
        int(said["revisions"]),
    ),
    Reason.SHARES_DO_NOT_ADD_UP: lambda t, said: t(
        "The shares have to add up to 100 %: they make {sum} %.", sum=t.figure(Decimal(said["sum"]))
    ),
    Reason.NO_VALUE: lambda t, _: t("Please fill in the segments, or this figure alone."),
    Reason.PART_MISSING: lambda t, _: t("Please fill in this segment too (0 counts), or none of them."),
    Reason.PARTS_DO_NOT_ADD_UP: lambda t, said: _sum(said, t),
    Reason.SEGMENTS_CHANGED: lambda t, _: t(
        "The segments of this objective have changed meanwhile. Please open the form again."
    ),
    Reason.CORRECTED_ALREADY: lambda t, _: t(
        "This value has been corrected meanwhile. In the history you can correct what stands in its place."
    ),
    Reason.NOT_YOUR_VALUE: lambda t, said: t(
        "Only {author}, who told this value, can correct it.", author=escaped(said["author"])
    ),
    Reason.SEGMENT_TWICE: lambda t, said: t("“{name}” is there twice.", name=said["name"]),
    Reason.MILESTONE_OUTSIDE: lambda t, said: t(
        "{day} is outside the period of the objective.", day=t.dated(date.fromisoformat(said["day"]))
    ),
    Reason.MILESTONES_UNORDERED: lambda t, _: t(
        "Milestones have to go from the starting point towards the target, one day after the other."
    ),
    Reason.SEASON_MONTHS: lambda t, said: t.plural(
        "Please write {n} weight, for the month of the period.",
        "Please write {n} weights, one for each month of the period.",
        int(said["count"]),
    ),
    Reason.NOT_A_WEIGHT: lambda t, _: t("Please write a whole number from 1 to 100."),
    Reason.SEGMENT_LINE: lambda t, said: t(
        "“{line}”: please write a name and a share, such as “Key accounts: 40 %”.", line=said["line"]
    ),
    Reason.MILESTONE_LINE: lambda t, said: t(
        "“{line}”: please write a day and a value, such as “31 March: 120,000”.", line=said["line"]
    ),
    Reason.MONTH_LINE: lambda t, said: t(
        "“{line}”: please write the month and a whole number, such as “January: 8”.", line=said["line"]
    ),
    Reason.SPONSOR_OF_ONESELF: lambda t, _: t(
        "The sponsor must be somebody other than the two of you: usually the manager’s manager."
    ),
    Reason.NOT_CHOSEN: lambda t, _: t("Please choose one."),
    Reason.DAY_PAST: lambda t, _: t("This day has passed: please choose one from today on."),
    Reason.TOO_FAR_AHEAD: lambda t, said: t(
        "That is too far ahead: please choose a day before {day}.", day=t.full_day(date.fromisoformat(said["until"]))
    ),
    Reason.ENDS_BEFORE_IT_STARTS: lambda t, _: t("The last day comes before the first."),
    Reason.NOT_IN_A_TEAM: lambda t, _: t("This person is not in a team in Tandem, so there is nobody to be away from."),
    Reason.NOT_YOUR_ABSENCE: lambda t, said: (
        t(
            "Only {person}, {manager} as the manager and the admins of the workspace can say when {person} is away.",
            person=escaped(said["person"]),
            manager=escaped(said["manager"]),
        )
        if "manager" in said
        else t(
            "Only {person} and the admins of the workspace can say when {person} is away.",
            person=escaped(said["person"]),
        )
    ),
    Reason.NO_ABSENCE: lambda t, _: t("This absence is not there any more."),
    Reason.ABSENCE_UNDONE: lambda t, _: t("This was undone already. “My absences” shows what holds now."),
    Reason.ABSENCE_CHANGED: lambda t, _: t(
        "These days have been changed again since, so they stay as they are. “My absences” shows what holds now."
    ),
    Reason.TWO_STAND_INS: lambda t, _: t(
        "Somebody else stands in on some of these days already. “My absences” shows which: please change that absence."
    ),
    Reason.STAND_IN_ONESELF: lambda t, _: t("Nobody stands in for themselves: please choose somebody else."),
    Reason.STAND_IN_A_REP: lambda t, said: t(
        "{name} is a rep of this team: please choose somebody else.", name=said["name"]
    ),
    Reason.STAND_IN_AWAY: lambda t, said: t(
        "{name} is away on some of these days too: please choose somebody else.", name=said["name"]
    ),
    Reason.SKIP_NEEDS_REASON: lambda t, _: t(
        "Please say why, so that the other knows. For example: `/checkin skip at a trade fair all week`."
    ),
    Reason.SKIP_TOO_LATE: lambda t, _: t("Both halves are in: this check-in cannot be skipped any more."),
    Reason.SKIPPED: lambda t, said: _skipped(said, t),
    Reason.NO_ACTION: lambda t, _: t("This action is not there any more."),
    Reason.NOT_YOUR_ACTION: lambda t, _: t("Only the two people whom this action concerns can tick it."),
    Reason.ACTION_DONE: lambda t, said: t(
        "This action was ticked on {day}: there is nothing left to do.", day=t.short_day(date.fromisoformat(said["on"]))
    ),
    Reason.ACTION_DROPPED: lambda t, said: t(
        "{name} dropped this action on {day}: {reason}",
        name=escaped(said["name"]),
        day=t.short_day(date.fromisoformat(said["on"])),
        reason=escaped(clipped(said["why"], REASON_LENGTH)),
    ),
    Reason.NOT_TO_CHANGE: lambda t, _: t(
        "Only the person who does it or who wrote it down can give an action another day."
    ),
    Reason.ANOTHERS_OBJECTIVE: lambda t, _: t("This objective is somebody else’s: please choose one of this pair."),
    Reason.NO_NOTE: lambda t, _: t("This note is not there any more."),
    Reason.NOT_TO_ONESELF: lambda t, _: t("Feedback goes to somebody else: please choose another person."),
    Reason.NO_COMMON_TEAM: lambda t, _: t(
        "In Tandem, feedback goes between people of the same team, and this person is in none of yours."
    ),
    Reason.NOT_YOUR_FEEDBACK: lambda t, _: t(
        "Only the person who wrote this feedback and the one it is for can read it."
    ),
    Reason.NOT_IN_CHANNEL: lambda t, said: t(
        "Invite me to {channel} first: write `/invite @Tandem` there.", channel=f"<#{said['channel']}>"
    ),
    Reason.DIGEST_POSTED: lambda t, _: t(
        "A digest has been posted in the meantime. `/digest` shows what is new since then."
    ),
    Reason.ONLY_THE_TEAM: lambda t, said: t(
        "Only the reps of {team} and {manager} take part in this retrospective.",
        team=escaped(said["team"]),
        manager=escaped(said["manager"]),
    ),
    Reason.ONLY_THE_PREPARER: lambda t, said: t(
        "Only {rep} can open this: what somebody prepares is theirs alone.", rep=escaped(said["rep"])
    ),
    Reason.NO_RETRO: lambda t, _: t("No retrospective has begun yet. The manager begins it with `/retro start`."),
    Reason.NO_RETRO_HERE: lambda t, _: t(
        "No retrospective is under way in this channel. A case can be parked once its thread is open."
    ),
    Reason.RETRO_EXISTS: lambda t, said: t(
        "The retrospective of {year} has begun already, and is at this step: {step}.",
        year=said["year"],
        step=_step(said, t),
    ),
    Reason.RETRO_CLOSED: lambda t, said: t(
        "The retrospective of {year} is closed. Its summary is at the end of its thread.", year=said["year"]
    ),
    Reason.THREAD_NOT_OPEN: lambda t, said: t(
        "The thread is not open yet: {manager} opens it once everybody has prepared.", manager=escaped(said["manager"])
    ),
    Reason.DAY_OFF: lambda t, said: t("{day} is a weekend day or a public holiday.", day=_day(said, t)),
    Reason.SOMEBODY_AWAY: lambda t, said: t("{name} is away on {day}.", name=said["who"], day=_day(said, t)),
    Reason.TOO_SOON: lambda t, _: t("The talk has to leave an hour to read both halves: please choose a later time."),
    Reason.TIME_PAST: lambda t, _: t("This moment has passed: please choose a later one."),
    Reason.AFTER_DEADLINE: lambda t, _: t("Your half is due before that: please choose an earlier moment."),
    Reason.TOO_QUIET: lambda t, _: t("Quiet hours last 20 hours a day at most: please leave Tandem a part of the day."),
    Reason.NOTHING_OWED: lambda t, _: t("Nobody is waiting for your half of this check-in any more."),
    Reason.AFTER_THE_NEXT: lambda t, said: t(
        "The next check-in is prepared from {day} on: please choose a day before that.", day=_day(said, t)
    ),
    Reason.PREPARATION_OVER: lambda t, _: t(
        "The preparation is over: the thread is open. Copy what you wrote, and say it there with “Contribute”."
    ),
    Reason.STEP_OVER: lambda t, said: t("This step is over; the team is at: {step}.", step=_step(said, t)),
    Reason.STEP_AHEAD: lambda t, said: t("The team has gone back; it is at: {step}.", step=_step(said, t)),
    Reason.FIRST_STEP: lambda t, _: t("This is the first step: there is none to go back to."),
    Reason.NO_SOLUTIONS: lambda t, _: t("No solution was put forward, so there is nothing to vote on."),
    Reason.TOO_MANY_DOTS: lambda t, said: t.plural(
        "You have {n} vote: please choose no more.", "You have {n} votes: please choose no more.", int(said["dots"])
    ),
    **import_refusal.SENTENCES,
}


def sentence(refusal: Rejected, t: Translator) -> str:
    """Say why something is refused, in mrkdwn."""
    return " ".join(
        escaped(said(problem, t)) if problem.field else _sentence(problem, t) for problem in refusal.problems
    )


def errors(refusal: Rejected, t: Translator, *, otherwise: str) -> dict[str, str]:
    """Say each problem in its field; one that belongs to no field stands in the field named `otherwise`."""
    return {problem.field or otherwise: said(problem, t) for problem in refusal.problems}


def said(problem: Problem, t: Translator) -> str:
    """Say what is wrong as plain text. The sentences of problems that belong to no field are written as mrkdwn."""
    return _sentence(problem, t) if problem.field else unescape(_sentence(problem, t))


def _sentence(problem: Problem, t: Translator) -> str:
    return SENTENCES[problem.reason](t, problem.details)


def _closed_talk(phase: Phase, t: Translator) -> str:
    said = {
        Phase.CONFIRMED: t("Both of you have confirmed the record of this talk: it stays as it is."),
        Phase.OVER: t("The next check-in has opened: the record of this talk stays as it is."),
        Phase.ENDED: t("You two have no check-ins any more: what was noted stays as it is."),
        Phase.SKIPPED: t("This check-in is skipped: there is no talk to note anything in."),
    }
    return said.get(phase, t("This talk has moved: it can be opened an hour before it begins."))


def _settled(said: Mapping[str, str], t: Translator) -> str:
    """Say what became of a point of an agenda."""
    if said["outcome"] == Outcome.CARRIED:
        return t("This point has gone along to the talks with your new manager.")
    name, why = escaped(said["who"]), escaped(clipped(said["why"], REASON_LENGTH))
    if said["outcome"] == Outcome.DROPPED:
        return t("{name} has taken this point off: {reason}", name=name, reason=why)
    return t("{name} has ticked this point already: you have talked about it.", name=name)


def _example(t: Translator, said: Mapping[str, str]) -> str:
    """Write a figure as the reader would: the objective's own target."""
    return t.figure(Decimal(said["example"]))


def _sum(said: Mapping[str, str], t: Translator) -> str:
    made = t.figure(Decimal(said["sum"]))
    if said.get("percent"):
        return t("The segments, weighed by their shares, make {sum}: leave this empty, or the segments.", sum=made)
    return t("The segments make {sum} together: leave this empty, or the segments.", sum=made)


def _day(said: Mapping[str, str], t: Translator) -> str:
    return t.full_day(date.fromisoformat(said["day"]))


def _step(said: Mapping[str, str], t: Translator) -> str:
    return named(Step(said["step"]), t)


def _only_organisers(names: list[str], t: Translator) -> str:
    if not names:
        return t("Only an admin of your Slack workspace, or somebody they name, can do that.")
    return t("Only those who make the teams can do that: {names}.", names=t.listed([escaped(name) for name in names]))


def _manager_stays(names: list[str], t: Translator) -> str:
    who = t.listed(names) if names else t("an admin of your Slack workspace")
    return t("To give a team another manager, turn to those who make the teams: {names}.", names=who)


def _skipped(said: Mapping[str, str], t: Translator) -> str:
    if said.get("cause") == Cause.CLOSED:
        return t("This check-in is closed: you two have no check-ins any more.")
    if said.get("cause") == Cause.TANDEM:
        return t("There is no such check-in: Tandem was not running when it was due.")
    if "name" not in said:
        return t("There is no such check-in: one of you is away that day.")
    reason = escaped(clipped(said["why"], REASON_LENGTH))
    return t("{name} skipped this check-in: {reason}", name=escaped(said["name"]), reason=reason)
