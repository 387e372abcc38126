"""A refusal: which fields are wrong and why, in words the views can say in any language."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why something is refused. `bot/views/refusal.py` has the sentence for each."""

    NOT_A_NUMBER = "not_a_number"
    AMBIGUOUS_NUMBER = "ambiguous_number"
    TOO_LARGE = "too_large"
    TOO_PRECISE = "too_precise"
    NEGATIVE = "negative"
    WRONG_CURRENCY = "wrong_currency"
    NOT_AN_AMOUNT_OF_MONEY = "not_an_amount_of_money"
    NOT_A_PERCENTAGE = "not_a_percentage"
    NOT_WHOLE = "not_whole"
    EMPTY = "empty"
    ALREADY_SENT = "already_sent"
    NOT_YOURS = "not_yours"
    NO_CHECKIN = "no_checkin"
    NO_TEAM = "no_team"
    NAME_A_REP = "name_a_rep"
    NOT_A_REP = "not_a_rep"
    NOT_YOUR_PAIR = "not_your_pair"
    ONLY_THE_MANAGER = "only_the_manager"
    ONLY_ORGANISERS = "only_organisers"
    ONLY_ADMINS = "only_admins"
    IS_A_BOT = "is_a_bot"
    HAS_LEFT = "has_left"
    IS_EXTERNAL = "is_external"
    NO_TEAM_NAME = "no_team_name"
    NO_REPS = "no_reps"
    MANAGER_AMONG_REPS = "manager_among_reps"
    IN_ANOTHER_TEAM = "in_another_team"
    MANAGER_STAYS = "manager_stays"
    EXTERNAL_CHANNEL = "external_channel"
    ARCHIVED_CHANNEL = "archived_channel"
    TEAM_GONE = "team_gone"
    GROUP_GONE = "group_gone"
    NO_OBJECTIVE = "no_objective"
    NO_TITLE = "no_title"
    NO_WAY_TO_GO = "no_way_to_go"
    TARGET_TOO_LOW = "target_too_low"
    TARGET_TOO_HIGH = "target_too_high"
    ENDS_BEFORE_IT_STARTS = "ends_before_it_starts"
    LINE_WITHOUT_GOAL = "line_without_goal"
    GOAL_WITHOUT_LINE = "goal_without_line"
    LINE_GONE = "line_gone"
    UNIT_STAYS = "unit_stays"
    NOT_SIGNED = "not_signed"
    SIGNED_ALREADY = "signed_already"
    CLOSED = "closed"
    ANSWER_FIRST = "answer_first"
    OTHERS_TO_ANSWER = "others_to_answer"
    SUGGESTION_GONE = "suggestion_gone"
    FLOOR_ABOVE_TARGET = "floor_above_target"
    CEILING_BELOW_TARGET = "ceiling_below_target"
    OUTSIDE_CHARTER = "outside_charter"
    WINDOW_CLOSED = "window_closed"
    REVISED_ENOUGH = "revised_enough"
    SHARES_DO_NOT_ADD_UP = "shares_do_not_add_up"
    SEGMENT_TWICE = "segment_twice"
    MILESTONE_OUTSIDE = "milestone_outside"
    MILESTONES_UNORDERED = "milestones_unordered"
    SEASON_MONTHS = "season_months"
    NOT_A_WEIGHT = "not_a_weight"
    NOT_A_SEGMENT = "not_a_segment"
    NOT_A_MILESTONE = "not_a_milestone"
    NOT_A_MONTH = "not_a_month"
    SPONSOR_OF_ONESELF = "sponsor_of_oneself"
    NOT_CHOSEN = "not_chosen"
    DAY_PAST = "day_past"
    TOO_FAR_AHEAD = "too_far_ahead"
    DAY_OFF = "day_off"
    SOMEBODY_AWAY = "somebody_away"
    TOO_SOON = "too_soon"
    TIME_PAST = "time_past"
    AFTER_DEADLINE = "after_deadline"
    NOTHING_OWED = "nothing_owed"
    AFTER_THE_NEXT = "after_the_next"
    NOT_IN_A_TEAM = "not_in_a_team"
    NOT_YOUR_ABSENCE = "not_your_absence"
    NO_ABSENCE = "no_absence"
    ABSENCE_UNDONE = "absence_undone"
    ABSENCE_CHANGED = "absence_changed"
    TWO_STAND_INS = "two_stand_ins"
    STAND_IN_ONESELF = "stand_in_oneself"
    STAND_IN_A_REP = "stand_in_a_rep"
    STAND_IN_AWAY = "stand_in_away"
    SKIP_NEEDS_REASON = "skip_needs_reason"
    SKIP_TOO_LATE = "skip_too_late"
    SKIPPED = "skipped"
    NO_ACTION = "no_action"
    NOT_YOUR_ACTION = "not_your_action"
    ACTION_DONE = "action_done"
    NOT_TO_ONESELF = "not_to_oneself"
    NO_COMMON_TEAM = "no_common_team"
    NOT_YOUR_FEEDBACK = "not_your_feedback"
    NOT_IN_CHANNEL = "not_in_channel"
    DIGEST_POSTED = "digest_posted"
    ONLY_THE_TEAM = "only_the_team"
    ONLY_THE_PREPARER = "only_the_preparer"
    NO_RETRO = "no_retro"
    NO_RETRO_HERE = "no_retro_here"
    RETRO_EXISTS = "retro_exists"
    RETRO_CLOSED = "retro_closed"
    THREAD_NOT_OPEN = "thread_not_open"
    PREPARATION_OVER = "preparation_over"
    STEP_OVER = "step_over"
    STEP_AHEAD = "step_ahead"
    FIRST_STEP = "first_step"
    NO_SOLUTIONS = "no_solutions"
    TOO_MANY_DOTS = "too_many_dots"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: the form field it belongs to ("" when to none), the reason and its details."""

    reason: Reason
    field: str = ""
    details: Mapping[str, str] = dataclasses.field(default_factory=dict[str, str])


class Rejected(Exception):  # noqa: N818 (a refusal is an answer, not an error)
    """Raised by rules and services when something may not be done; carries every problem found."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(f"{problem.field}:{problem.reason}" for problem in problems))
        self.problems = problems

    @classmethod
    def because(cls, reason: Reason, **details: str) -> "Rejected":
        """Refuse for one reason that belongs to no field."""
        return cls(Problem(reason, details=details))
