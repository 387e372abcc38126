"""Every job, and how often the heartbeat looks whether it has something to do."""

from datetime import timedelta

from bot.jobs import checkin, closing, digest, importing, outbox
from bot.jobs.scheduler import Job

JOBS = (
    Job("checkin", checkin.run_once, checkin.next_at, every=timedelta(seconds=10)),
    Job("closing", closing.run_once, closing.next_at, every=timedelta(minutes=1)),
    Job("digest", digest.run_once, digest.next_at, every=timedelta(seconds=10)),
    Job("importing", importing.run_once, importing.next_at, every=timedelta(seconds=1)),
    Job("outbox", outbox.run_once, outbox.next_at, every=timedelta(seconds=5)),
)
