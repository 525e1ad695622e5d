"""Who may use which root field.

Every field of the schema is here, or a test says so: add yours, with who may use it and a document that does. Those who
may not are refused before anything else happens; the tests see to that too.
"""

from dataclasses import dataclass
from uuid import UUID

from resolvers.caller import Role
from resolvers.node import NodeKind
from schema.ids import encode

NOBODYS = UUID("00000000-0000-7000-8000-000000000000")
TASK, SAGA, ENTRY, BATCH = (
    encode(kind, NOBODYS) for kind in (NodeKind.TASK, NodeKind.SAGA, NodeKind.IDEMPOTENCY_ENTRY, NodeKind.BATCH)
)
BASKET = '{studentCode: "EST002", termCode: "2024-2", groupCodes: ["G-ELC102-E"]}'
SWAP = '{studentCode: "EST002", termCode: "2024-2", dropGroupCodes: ["G-ELC102-E"], takeGroupCodes: ["G-ELC106-E"]}'
WINDOW = 'opensAt: "2030-01-01T00:00:00Z", closesAt: "2030-02-01T00:00:00Z"'


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a root field.

    Attributes:
        document: uses it alone; the student in it is EST002, who is also the student of the tests.
        roles: who may; an ADMIN may do everything.
        anonymous: whether those may who have not signed in.
    """

    document: str
    roles: frozenset[Role]
    anonymous: bool = False

    def allows(self, role: Role | None) -> bool:
        """Whether a caller with this role alone may; None: one who has not signed in."""
        return self.anonymous if role is None else role in self.roles or role is Role.ADMIN


def use(document: str, *roles: Role, anonymous: bool = False) -> Use:
    """The document may be used by these."""
    return Use(document, frozenset(roles), anonymous)


STUDENT, REGISTRAR, OPERATOR = Role.STUDENT, Role.REGISTRAR, Role.OPERATOR

ROOT_FIELDS = {
    "Query.auditLog": use("{ auditLog { nodes { id } } }", REGISTRAR, OPERATOR),
    "Query.batch": use(f'{{ batch(id: "{BATCH}") {{ id }} }}', REGISTRAR, OPERATOR),
    "Query.course": use('{ course(code: "ELC102") { id } }', *Role),
    "Query.courses": use("{ courses { nodes { id } } }", *Role),
    "Query.idempotencyCache": use("{ idempotencyCache { hits } }", OPERATOR),
    "Query.idempotencyEntries": use("{ idempotencyEntries { nodes { id } } }", OPERATOR),
    "Query.invariants": use("{ invariants { name } }", OPERATOR),
    "Query.node": use(f'{{ node(id: "{TASK}") {{ id }} }}', *Role),
    "Query.circuitBreakers": use("{ circuitBreakers { state } }", OPERATOR),
    "Query.nodes": use(f'{{ nodes(ids: ["{TASK}"]) {{ id }} }}', *Role),
    "Query.saga": use(f'{{ saga(id: "{SAGA}") {{ id }} }}', *Role),
    "Query.sagas": use("{ sagas { nodes { id } } }", OPERATOR),
    "Query.stats": use("{ stats { at } }", OPERATOR),
    "Query.student": use('{ student(code: "EST002") { id } }', *Role),
    "Query.students": use("{ students { nodes { id } } }", REGISTRAR, OPERATOR),
    "Query.task": use(f'{{ task(id: "{TASK}") {{ id }} }}', *Role),
    "Query.tasks": use(f'{{ tasks(ids: ["{TASK}"]) {{ id }} }}', *Role),
    "Query.term": use('{ term(code: "2024-2") { id } }', *Role),
    "Query.terms": use("{ terms { id } }", *Role),
    "Query.validateBasket": use(f"{{ validateBasket(input: {BASKET}) {{ passes }} }}", STUDENT, REGISTRAR),
    "Query.viewer": use("{ viewer { subject } }", *Role, anonymous=True),
    "Mutation.cancelGroup": use(
        'mutation { cancelGroup(input: {termCode: "2024-2", groupCode: "NONE", reason: "x"}) { __typename } }',
        REGISTRAR,
    ),
    "Mutation.cancelTask": use(f'mutation {{ cancelTask(input: {{id: "{TASK}"}}) {{ __typename }} }}', *Role),
    "Mutation.clearHold": use(
        'mutation { clearHold(input: {studentCode: "EST002", code: "NONE", reason: "x"}) { __typename } }', REGISTRAR
    ),
    "Mutation.closeTerm": use(
        'mutation { closeTerm(input: {termCode: "NONE", reason: "x"}) { __typename } }', REGISTRAR
    ),
    "Mutation.drop": use(f"mutation {{ drop(input: {BASKET}) {{ __typename }} }}", STUDENT, REGISTRAR),
    "Mutation.enroll": use(f"mutation {{ enroll(input: {BASKET}) {{ __typename }} }}", STUDENT, REGISTRAR),
    "Mutation.enrollBatch": use(
        f'mutation {{ enrollBatch(input: {{rows: [{BASKET}], reason: "x"}}) {{ __typename }} }}', REGISTRAR
    ),
    "Mutation.grantOverride": use(
        'mutation { grantOverride(input: {studentCode: "EST002", termCode: "NONE", kind: GROUP_FULL, reason: "x"})'
        " { __typename } }",
        REGISTRAR,
    ),
    "Mutation.revokeOverride": use(
        f'mutation {{ revokeOverride(input: {{id: "{ENTRY}", reason: "x"}}) {{ __typename }} }}', REGISTRAR
    ),
    "Mutation.invalidateIdempotencyKey": use(
        f'mutation {{ invalidateIdempotencyKey(input: {{entryId: "{ENTRY}", reason: "x"}}) {{ __typename }} }}',
        OPERATOR,
    ),
    "Mutation.placeHold": use(
        'mutation { placeHold(input: {studentCode: "EST002", code: "NOTE", reason: "x", blocksEnrollment: false})'
        " { __typename } }",
        REGISTRAR,
    ),
    "Mutation.resetCircuitBreaker": use(
        'mutation { resetCircuitBreaker(input: {service: "dns", reason: "x"}) { __typename } }', OPERATOR
    ),
    "Mutation.retrySaga": use(
        f'mutation {{ retrySaga(input: {{id: "{SAGA}", reason: "x"}}) {{ __typename }} }}', OPERATOR
    ),
    "Mutation.revokeTokens": use('mutation { revokeTokens(input: {subject: "gone", reason: "x"}) { __typename } }'),
    "Mutation.saveCourse": use(
        'mutation { saveCourse(input: {code: "NEW101", title: "Nueva", credits: 4}) { __typename } }', REGISTRAR
    ),
    "Mutation.saveGroup": use(
        'mutation { saveGroup(input: {termCode: "2024-2", code: "G-ELC102-E", courseCode: "ELC102", capacity: 77})'
        " { __typename } }",
        REGISTRAR,
    ),
    "Mutation.saveRefunds": use(
        'mutation { saveRefunds(input: {termCode: "2024-2", policy: NONE, reason: "x"}) { __typename } }', REGISTRAR
    ),
    "Mutation.saveStudent": use(
        'mutation { saveStudent(input: {code: "EST002", maxCredits: 31}) { __typename } }', REGISTRAR
    ),
    "Mutation.saveTerm": use(
        f'mutation {{ saveTerm(input: {{code: "2030-1", {WINDOW}}}) {{ __typename }} }}',
        REGISTRAR,
    ),
    "Mutation.swap": use(f"mutation {{ swap(input: {SWAP}) {{ __typename }} }}", STUDENT, REGISTRAR),
    "Subscription.batch": use(f'subscription {{ batch(id: "{BATCH}") {{ final }} }}', REGISTRAR, OPERATOR),
    "Subscription.circuitBreakers": use("subscription { circuitBreakers { state } }", OPERATOR),
    "Subscription.saga": use(f'subscription {{ saga(id: "{SAGA}") {{ version }} }}', *Role),
    "Subscription.sagas": use("subscription { sagas { version } }", OPERATOR),
    "Subscription.seats": use('subscription { seats(termCode: "2024-2") { at } }', *Role),
    "Subscription.waitlist": use('subscription { waitlist(studentCode: "EST002", termCode: "2024-2") { at } }', *Role),
    "Subscription.stats": use("subscription { stats { at } }", OPERATOR),
    "Subscription.task": use(f'subscription {{ task(id: "{TASK}") {{ version }} }}', *Role),
}
"""By type and name."""
