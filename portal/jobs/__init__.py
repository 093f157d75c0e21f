"""Work behind the pages, done by `portal work`: short jobs, long ones, and what finds again that was left behind.

The database is the truth about work, a job only carries it out: a queue may lose everything.
"""

from portal.jobs.queues import do_waiting, init_app
from portal.jobs.registry import Job, Stopping, is_stopping, job, long_job, sweep

__all__ = ["Job", "Stopping", "do_waiting", "init_app", "is_stopping", "job", "long_job", "sweep"]
