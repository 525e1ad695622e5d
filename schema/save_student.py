"""What saveStudent is sent, and what it answers."""

import msgspec
import strawberry

from enrollment.catalogue_edits import DEFAULT_MAX_CREDITS, StudentDraft
from enrollment.limits import MAX_CODE_CHARACTERS, MAX_COHORTS, MAX_CREDITS, MAX_NAME_CHARACTERS
from resolvers.save_student import save_student
from schema.mapping import copy_fields
from schema.results import result_type
from schema.student import Student


@strawberry.input(description="A student, found by their code; what is left out stays as it is.")
class SaveStudentInput:
    code: str = strawberry.field(description=f"Their code, at most {MAX_CODE_CHARACTERS} characters.")
    name: str | None = strawberry.field(
        default=None, description=f"Their name, at most {MAX_NAME_CHARACTERS} characters."
    )
    active: bool | None = strawberry.field(
        default=None, description="Whether they may enroll at all; a new student is active unless said otherwise."
    )
    max_credits: int | None = strawberry.field(
        default=None,
        description=f"The most credits they may hold in a term, 0 to {MAX_CREDITS}; {DEFAULT_MAX_CREDITS} for a new "
        "student unless said otherwise.",
    )
    min_credits: int | None = strawberry.field(
        default=strawberry.UNSET,
        description=f"The credits below which a drop must not take them, 0 to {MAX_CREDITS}, instead of the term's. "
        "Null: the term's count, as for a new student.",
    )
    cohorts: list[str] | None = strawberry.field(
        default=None,
        description=f"What rules may tell them apart by, such as a programme, a year or an appointment: at most "
        f"{MAX_COHORTS}, of at most {MAX_CODE_CHARACTERS} characters each; empty: none.",
    )

    def to_draft(self) -> StudentDraft:
        cohorts = None if self.cohorts is None else tuple(self.cohorts)
        min_credits = msgspec.UNSET if self.min_credits is strawberry.UNSET else self.min_credits
        return copy_fields(StudentDraft, self, cohorts=cohorts, min_credits=min_credits)


@strawberry.type(description="The student is saved; it counts for whatever is carried out from now on.")
class StudentSaved:
    student: Student = strawberry.field(description="The student, as they are now.")


SaveStudentResult = result_type(save_student, StudentSaved, "The student, or why they were not saved.")
