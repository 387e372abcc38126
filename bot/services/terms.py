"""The terms of an objective in its row: written, signed and read back."""

from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import joinedload, selectinload

import models
from bot.rules import terms
from bot.rules.charter import Charter, Sponsor
from bot.rules.objective import Closing, Field, Measure, NewObjective, Objective, Progress, Segment
from bot.rules.signing import Revision, Signatures
from bot.services import person, strategy

Told = Mapping[int, tuple[Decimal, datetime]]
NOTHING_TOLD: Told = {}
WITH_TERMS = (
    joinedload(models.Objective.strategy).joinedload(models.Strategy.goal),
    joinedload(models.Objective.sponsor),
    joinedload(models.Objective.closed_by),
    selectinload(models.Objective.segments),
    joinedload(models.Objective.open_revision).joinedload(models.Revision.author),
)


def apply(row: models.Objective, agreed: NewObjective, line: models.Strategy | None) -> None:
    """Have an objective say what was agreed. Needs `row.segments` loaded."""
    measure, charter = agreed.measure, agreed.charter
    if row.ends_on != agreed.ends_on:
        row.is_reminder_planned, row.rep_reminded, row.manager_reminded = False, None, None
    row.title, row.why, row.strategy = agreed.title, agreed.why, line
    row.unit, row.direction, row.currency = measure.unit, measure.direction, measure.currency
    row.baseline, row.target = measure.baseline, measure.target
    row.starts_on, row.ends_on, row.pace = agreed.starts_on, agreed.ends_on, terms.write_pace(agreed.pace)
    row.weight = agreed.weight
    row.floor, row.ceiling, row.is_margin_shown = charter.floor, charter.ceiling, charter.is_shown
    row.causes, row.windows = terms.write_causes(charter.causes), terms.write_windows(charter.windows)
    row.revisions_a_year = charter.revisions
    row.sponsor_id = charter.sponsor.id if charter.sponsor else None
    _apply_segments(row, agreed.segments)


def sign(row: models.Objective, me: models.Person, at: datetime) -> None:
    """Put somebody's signature under an objective: the rep's, or else the manager's."""
    if row.owner_id == me.id:
        row.rep_signed_at = at
    else:
        row.manager_signed_at = at


def frozen(row: models.Objective, latest: Progress | None, told: Told = NOTHING_TOLD) -> Objective:
    """Read an objective, with the latest value of each segment by its key. Needs what `WITH_TERMS` loads."""
    return Objective(
        id=row.id,
        title=row.title,
        why=row.why,
        measure=Measure(row.unit, row.direction, row.baseline, row.target, row.currency),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        latest=latest,
        line=strategy.frozen(row.strategy) if row.strategy else None,
        pace=terms.read_pace(row.pace),
        weight=row.weight,
        segments=tuple(_segment(one, told) for one in row.segments if not one.is_removed),
        charter=charter(row),
        signatures=signatures(row),
        revision=revision(row.open_revision) if row.open_revision else None,
        closing=_closing(row),
        reference=row.reference,
    )


def written(row: models.Objective) -> dict[Field, str]:
    """Write down what an objective says, field by field."""
    return terms.write(terms.agreed(frozen(row, None)))


def charter(row: models.Objective) -> Charter:
    return Charter(
        row.floor,
        row.ceiling,
        terms.read_causes(row.causes),
        terms.read_windows(row.windows),
        row.revisions_a_year,
        row.is_margin_shown,
        Sponsor(row.sponsor.id, row.sponsor.name, row.sponsor.slack_id) if row.sponsor else None,
    )


def signatures(row: models.Objective) -> Signatures:
    return Signatures(row.rep_signed_at, row.manager_signed_at, row.closed_at)


def revision(row: models.Revision) -> Revision:
    return Revision(row.id, person.frozen(row.author), row.suggested_at, row.note)


def _segment(row: models.Segment, told: Told) -> Segment:
    value, told_at = told.get(row.id, (None, None))
    return Segment(row.name, row.share, row.id, value, told_at)


def _closing(row: models.Objective) -> Closing | None:
    if row.closed_at is None or row.closed_by is None or row.score is None:
        return None
    return Closing(row.score, row.lesson or "", row.closed_by.name, row.closed_at)


def _apply_segments(row: models.Objective, wanted: Collection[Segment]) -> None:
    """Keep the segments that are named, by name, with the values told of them; set aside the others."""
    known = {one.name: one for one in row.segments}
    for position, segment in enumerate(wanted):
        if segment.name not in known:
            known[segment.name] = models.Segment(workspace_id=row.workspace_id, name=segment.name)
            row.segments.append(known[segment.name])
        kept = known[segment.name]
        kept.position, kept.share, kept.is_removed = position, segment.share, False
    for name in known.keys() - {one.name for one in wanted}:
        known[name].is_removed = True
