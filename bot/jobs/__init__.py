"""The clock in: one function a job, and the table of jobs with the heartbeat that calls them."""

from bot.jobs.scheduler import Job, beating
from bot.jobs.table import JOBS

__all__ = ["JOBS", "Job", "beating"]
