"""What saveCourse is sent, and what it answers."""

import strawberry

from enrollment.limits import MAX_ATTEMPTS, MAX_CODE_CHARACTERS, MAX_CREDITS, MAX_TITLE_CHARACTERS
from resolvers.rule_inputs import SentCourseRules
from resolvers.save_course import save_course
from schema.course import Course
from schema.mapping import copy_fields
from schema.results import result_type


@strawberry.input(description="What a course demands of its students; what is left out is no rule.")
class CourseRulesInput:
    prerequisites: str | None = strawberry.field(
        default=None,
        description="What has to be taken before it: `MAT101>=51 and (FIS100 or FIS101)`, for example, where a number "
        "is the lowest grade that will do.",
    )
    corequisites: str | None = strawberry.field(
        default=None, description="The courses that are taken together with it, in the same form without grades."
    )
    max_attempts: int | None = strawberry.field(
        default=None, description=f"How often it may be taken, 0 to {MAX_ATTEMPTS}; left out: as the term says."
    )


@strawberry.input(description="A course as it shall be from now on; it is found by its code.")
class SaveCourseInput:
    code: str = strawberry.field(description=f"Its code, at most {MAX_CODE_CHARACTERS} characters.")
    title: str = strawberry.field(description=f"Its title, at most {MAX_TITLE_CHARACTERS} characters.")
    credits: int = strawberry.field(
        description=f"The credits it counts, 0 to {MAX_CREDITS}; for whatever is carried out from now on."
    )
    rules: CourseRulesInput | None = strawberry.field(default=None, description="Its rules; without them, they stay.")

    def to_rules(self) -> SentCourseRules | None:
        return None if self.rules is None else copy_fields(SentCourseRules, self.rules)


@strawberry.type(description="The course is saved.")
class CourseSaved:
    course: Course = strawberry.field(description="The course, as it is now.")


SaveCourseResult = result_type(save_course, CourseSaved, "The course, or why it was not saved.")
