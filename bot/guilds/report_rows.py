"""Reports of mistakes in the database: who made how many of late, and what was decided."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update

from bot.guilds.reports import MOST_A_DAY, Decision, Report, TooManyReportsError
from bot.guilds.sessions import Sessions
from bot.guilds.tables import ReportRow


class Reports:
    """All reports of late."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def make(self, user_id: int, record_id: str, now: datetime) -> Report:
        """Note a report. Raises TooManyReportsError when somebody makes too many."""
        async with self._sessions.writing() as session:
            lately = await session.scalar(
                select(func.count())
                .select_from(ReportRow)
                .where(ReportRow.user_id == user_id, ReportRow.made_at > now - timedelta(days=1))
            )
            if (lately or 0) >= MOST_A_DAY:
                raise TooManyReportsError
            row = ReportRow(user_id=user_id, record_id=record_id, made_at=now)
            session.add(row)
            await session.flush()
            return _report_of(row)

    async def withdraw(self, report: Report) -> None:
        """Forget a report that could not be delivered."""
        async with self._sessions.writing() as session:
            await session.execute(delete(ReportRow).where(ReportRow.id == report.id))

    async def forget_old(self, before: datetime) -> None:
        """Forget who made reports ``before`` that moment."""
        async with self._sessions.writing() as session:
            await session.execute(delete(ReportRow).where(ReportRow.made_at < before))

    async def decide(self, report_id: int, decision: Decision) -> Report | None:
        """Note the decision; None if there was one already, or nobody remembers the report."""
        async with self._sessions.writing() as session:
            row = await session.scalar(
                update(ReportRow)
                .where(ReportRow.id == report_id, ReportRow.decision.is_(None))
                .values(decision=decision)
                .returning(ReportRow)
            )
            return None if row is None else _report_of(row)


def _report_of(row: ReportRow) -> Report:
    return Report(row.id, row.user_id, row.record_id)
