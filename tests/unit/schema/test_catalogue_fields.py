"""Which documents read nothing but the catalogue."""

import pytest
from graphql import GraphQLInterfaceType, GraphQLObjectType, parse, validate

from schema.build import SCHEMA
from schema.catalogue_fields import is_in_catalogue, reads_only_catalogue

GROUPS = """
query($code: String!) {
  __typename
  term(code: $code) { ...T ... { isOpen } groups { nodes { course { title } } } }
}
fragment T on Term { id groups { edges { node { ... on Group { meetings { weekday } term { code } } } } } }
"""


@pytest.mark.parametrize(
    "document",
    ["{ terms { code } }", "{ courses { edges { node { code } } } }", '{ course(code: "MAT101") { credits } }', GROUPS],
)
def test_the_catalogue_is_told(document: str) -> None:
    assert reads(document)


@pytest.mark.parametrize(
    "document",
    [
        "{ terms { code } viewer { subject } }",
        '{ term(code: "2024-2") { groups { nodes { roster { nodes { since } } } } } }',
        "{ terms { code } __schema { queryType { name } } }",
        '{ node(id: "x") { id } }',
        '{ node(id: "x") { ... on Term { code } } }',
        '{ student(code: "EST001") { code } }',
        "query A { terms { code } } query B { viewer { subject } }",
        "{ terms { code } ...Q } fragment Q on Query { ... { ... on Query { viewer { subject } } } }",
        'mutation { cancelTask(input: {id: "x"}) { __typename } }',
        'subscription { seats(termCode: "2024-2") { __typename } }',
    ],
)
def test_anything_else_is_not_taken_for_it(document: str) -> None:
    assert not reads(document)


IN_CATALOGUE = {
    "Query": {"term", "terms", "course", "courses"},
    "Term": {
        *("id", "code", "name", "opensAt", "closesAt", "isOpen", "rules", "groups"),
        *("windows", "travelGapMinutes", "timeZone"),
    },
    "EnrollmentWindow": {"cohort", "opensAt", "closesAt", "dropsCloseAt", "swapsCloseAt"},
    "Course": {"id", "code", "title", "credits", "prerequisites", "corequisites", "maxAttempts"},
    "Group": {
        *("id", "code", "capacity", "seatsTaken", "seatsAvailable", "meetings", "linked", "reservedSeats"),
        "component",
        *("term", "course", "cancelledAt", "cancelReason", "seatsHeld", "seatsOffered", "waitlistLength"),
    },
    "SeatReservation": {"cohort", "seats", "until"},
    "TermRules": {
        *(
            "refundPolicy",
            "refundsUntil",
            "prerequisites",
            "inProgressCounts",
            "passedAgain",
            "maxAttempts",
            "dependentDrops",
            "minCredits",
            "offerSeconds",
        ),
    },
    "Meeting": {"weekday", "startsAt", "endsAt", "endsNextDay", "fromDate", "toDate", "everyWeeks"},
    "PageInfo": {"hasNextPage", "hasPreviousPage", "startCursor", "endCursor"},
}
"""All of them, but for the parts of pages, whose items decide. What is the caller's, a student's or any person's must
not be here: it would be given to others."""
PAGE_FIELDS = {"edges", "nodes", "pageInfo", "cursor", "node"}


def test_no_other_fields_are_declared_to_be_of_the_catalogue() -> None:
    declared = {
        name: {field for field, definition in type_.fields.items() if is_in_catalogue(definition)}
        for name, type_ in SCHEMA.core.type_map.items()
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType) and not name.startswith("__")
    }
    pages = {name for name in declared if name.endswith(("Connection", "Edge"))}
    assert {name: fields for name, fields in declared.items() if fields and name not in pages} == IN_CATALOGUE
    assert all(declared[name] <= PAGE_FIELDS for name in pages)


def reads(text: str) -> bool:
    document = parse(text)
    assert validate(SCHEMA.core, document) == []
    return reads_only_catalogue(SCHEMA.core, document)
