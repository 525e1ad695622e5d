"""What both drivers send. `tests/jmeter/enrollment.jmx` has the same documents."""

ENROLL = (
    "mutation ($input: EnrollInput!) { enroll(input: $input) { __typename"
    " ... on TaskAccepted { replayed task { id } } ... on Problem { code message } } }"
)
STATUS = "query ($ids: [ID!]!) { tasks(ids: $ids) { id status final } }"
