"""An example of every problem."""

from datetime import UTC, datetime

from enrollment import problems
from enrollment.problems import AnyProblem, FieldError, Hold
from enrollment.weekday import Weekday

JULY = datetime(2024, 7, 1, 8, 0, tzinfo=UTC)
AUGUST = datetime(2024, 8, 1, 8, 0, tzinfo=UTC)
SEPTEMBER = datetime(2024, 9, 1, 8, 0, tzinfo=UTC)

EXAMPLES: list[AnyProblem] = [
    problems.InvalidInput(errors=(FieldError(("input", "groupCodes", "2"), "no puede estar en blanco."),)),
    problems.StudentNotFound(student_code="EST999"),
    problems.StudentNotFound(student_code="est001", similar_code="EST001"),
    problems.TermNotFound(term_code="2024-9"),
    problems.TermNotFound(term_code="2024-02", similar_code="2024-2"),
    problems.TermNotOpen(term_code="2024-2", opens_at=AUGUST, closes_at=SEPTEMBER, now=JULY),
    problems.TermNotOpen(term_code="2024-1", opens_at=JULY, closes_at=AUGUST, now=SEPTEMBER),
    problems.GroupNotFound(group_code="G-ELC102-Z", term_code="2024-2"),
    problems.GroupFull(group_code="G-ELC102-E", capacity=40),
    problems.GroupCancelled(group_code="G-ELC102-E", cancelled_at=JULY, reason="Sin docente."),
    problems.AlreadyEnrolled(group_code="G-ELC102-E"),
    problems.AlreadyWaitlisted(group_code="G-ELC102-E"),
    problems.NotWaitlisted(group_code="G-ELC102-E"),
    problems.SameCourseTwice(course_code="ELC102", group_codes=("G-ELC102-A", "G-ELC102-B", "G-ELC102-E")),
    problems.NotEnrolled(group_code="G-ELC102-E"),
    problems.TimeConflict(group_code="G-ELC102-E", with_group_code="G-ELC106-E", weekday=Weekday.WEDNESDAY),
    problems.CreditLimitExceeded(maximum=30, held=28, asked=5),
    problems.PrerequisiteMissing(group_code="G-MAT207-A", course_code="MAT207", missing="MAT101>=51 and FIS100"),
    problems.CorequisiteMissing(group_code="G-FIS102-A", course_code="FIS102", missing="FIS102L"),
    problems.LinkedGroupMissing(group_code="G-FIS102-A", missing="G-FIS102L-A or G-FIS102L-B"),
    problems.NeededByHeldGroup(group_codes=("G-FIS102L-A",), needed_by="G-FIS102-A"),
    problems.AlreadyPassed(group_code="G-MAT207-A", course_code="MAT207", passed_in="2023-2"),
    problems.RepeatLimitReached(group_code="G-MAT207-A", course_code="MAT207", attempts=3, maximum=3),
    problems.BelowMinimumCredits(minimum=12, held=14, dropped=4),
    problems.SeatsReserved(group_code="G-MAT207-A", cohorts=("nuevos", "traspaso")),
    problems.SeatsReserved(group_code="G-MAT207-A", cohorts=("nuevos",), released_at=AUGUST),
    problems.StudentInactive(student_code="EST001"),
    problems.HoldActive(hold=Hold(reason="matrícula impaga", since=JULY, office="Caja")),
    problems.HoldActive(hold=Hold(reason="matrícula impaga", since=JULY)),
    problems.HoldNotFound(student_code="EST001", hold_code="CAJA-1"),
    problems.OverrideNotFound(),
    problems.CapacityBelowTaken(group_code="G-ELC102-E", taken=31),
    problems.TaskNotFound(),
    problems.TaskNotFound(archived_before=JULY),
    problems.AlreadyFinal(task_id="01936a5e-5f10-7000-8000-000000000001"),
    problems.NotCancellable(task_id="01936a5e-5f10-7000-8000-000000000001"),
    problems.UnknownService(service="dns", known=("database", "queue")),
    problems.SagaNotFound(),
    problems.SagaNotFound(archived_before=JULY),
    problems.SagaNotStuck(saga_id="01936a5e-5f10-7000-8000-000000000001"),
    problems.EntryNotFound(),
    problems.EntryInFlight(entry_id="01936a5e-5f10-7000-8000-000000000001"),
    problems.ParticipantDeclined(service="tesorería", reason="sin crédito"),
    problems.IdempotencyConflict(first_task_id="01936a5e-5f10-7000-8000-000000000001"),
    problems.BatchKeyConflict(first_batch_id="01936a5e-5f10-7000-8000-000000000001"),
    problems.DuplicateRow(first_row=3),
    problems.ServiceUnavailable(service="database", retry_after_seconds=2),
    problems.Overloaded(retry_after_seconds=12.5),
    problems.TooManyUnfinishedTasks(student_code="EST001", term_code="2024-2", maximum=20, retry_after_seconds=2.5),
    problems.RateLimited(retry_after_seconds=0.4),
    problems.TechnicalFailure(correlation_id="c-1"),
]
