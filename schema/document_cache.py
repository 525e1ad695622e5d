"""Documents that were found valid, and how they are found so: within limits, in a time linear in their size."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    OverlappingFieldsCanBeMergedRule,
    SelectionSetNode,
    ValidationContext,
    specified_rules,
    validate,
)
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule
from strawberry.types.graphql import OperationType

from guards.operation_limits import OperationLimits
from resolvers.errors import BadDocument, RequestError
from schema.catalogue_fields import reads_only_catalogue
from schema.document_limits import document_refusals
from schema.operation_cost import Cost, cost_of, cost_of_standard_introspection

_MAX_ERRORS = 5
"""Errors of one document after which its validation ends: each may look for similar names in the whole schema."""
_COMPARISONS = 10_000
_COMPARISONS_PER_TOKEN = 20
"""How much fields of one name may have to be compared with each other, in units of graphql-core: in any document, or in
a long one for each token, whichever is more. The documents of clients take two units a token."""
_BYTES = 5000
_BYTES_PER_TOKEN = 600
"""Memory that a document takes which is kept, and more for each of its tokens, rounded up."""

_TOO_DEEP = ("The document is nested too deeply.", "El documento está anidado a demasiada profundidad.")
_TOO_MUCH_INTROSPECTION = (
    "The introspection asks for far more than the standard introspection query; ask for fewer fields within fields.",
    "La introspección pide mucho más que la consulta de introspección estándar; pida menos campos dentro de campos.",
)


class _BoundedConflicts(OverlappingFieldsCanBeMergedRule):
    """graphql-core's rule, whose budget is made for documents of any size."""

    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        self.rule_context.remaining_complexity_budget = max(
            _COMPARISONS, _COMPARISONS_PER_TOKEN * context.document.token_count
        )


_RULES = (
    *(_BoundedConflicts if rule is OverlappingFieldsCanBeMergedRule else rule for rule in specified_rules),
    MaybeNullValidationRule,
    OneOfInputValidationRule,
)


def refusal(error: RequestError) -> GraphQLError:
    """The error as graphql-core has them."""
    return GraphQLError(str(error), original_error=error)


class ParseOptions(TypedDict):
    """The limits that graphql-core's parser knows."""

    max_source_length: int
    max_lexical_tokens: int
    max_comments: int


@dataclass(slots=True)
class Named:
    """An operation of a document.

    Attributes:
        fields: its root fields joined by commas; its kind where they are all in fragments.
        cost: where variables do not matter, once it is known.
        surely_executes: see `ValidDocument.surely_executes`; None until that is asked.
    """

    node: OperationDefinitionNode
    name: str | None
    kind: OperationType
    fields: str
    cost: Cost | None = None
    surely_executes: bool | None = None


def named_operation(document: DocumentNode, name: str | None) -> Named | None:
    """The operation of this name, the first one without a name; None if there is none."""
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode):
            own = node.name.value if node.name else None
            if name is None or own == name:
                kind = OperationType(node.operation.value)
                roots = (each.name.value for each in node.selection_set.selections if isinstance(each, FieldNode))
                return Named(node, own, kind, ",".join(dict.fromkeys(roots)) or kind.value)
    return None


@dataclass(slots=True)
class ValidDocument:
    """A document that may be executed.

    Attributes:
        size_bytes: the memory that it takes, roughly.
        only_catalogue: whether it reads nothing else; None until that is asked.
    """

    document: DocumentNode
    has_several_operations: bool
    size_bytes: int
    only_catalogue: bool | None = None
    _operations: dict[str | None, Named] = field(default_factory=dict)

    def operation(self, name: str | None) -> Named | None:
        """The operation of this name, the first one without a name; None if there is none."""
        found = self._operations.get(name)
        if found is None and (found := named_operation(self.document, name)) is not None:
            self._operations[name] = found
        return found

    def surely_executes(self, operation: Named) -> bool:
        """Whether the operation has a root field besides `__typename` that no directive can leave out."""
        if operation.surely_executes is None:
            operation.surely_executes = self._surely_selects(operation.node.selection_set)
        return operation.surely_executes

    def _surely_selects(self, selected: SelectionSetNode) -> bool:
        fragments = {
            node.name.value: node.selection_set
            for node in self.document.definitions
            if isinstance(node, FragmentDefinitionNode)
        }
        unread, read = [selected], set[str]()
        while unread:
            for node in unread.pop().selections:
                if node.directives:
                    continue
                if isinstance(node, FieldNode) and node.name.value != "__typename":
                    return True
                if isinstance(node, InlineFragmentNode):
                    unread.append(node.selection_set)
                elif isinstance(node, FragmentSpreadNode) and node.name.value not in read:
                    read.add(node.name.value)
                    unread.append(fragments[node.name.value])
        return False


class Documents:
    """Validates documents, and keeps the valid ones that were used last.

    Args:
        schema: what they are validated against.
    """

    def __init__(self, schema: GraphQLSchema, limits: OperationLimits) -> None:
        self.limits = limits
        self.kept_bytes = 0
        self._schema = schema
        self._kept: OrderedDict[str, ValidDocument] = OrderedDict()
        self._max_introspection = 2 * cost_of_standard_introspection(schema)

    def __len__(self) -> int:
        return len(self._kept)

    def known(self, query: str) -> ValidDocument | None:
        """The document with this text, if it is kept."""
        if len(query) > self.limits.max_document_characters:
            return None
        found = self._kept.get(query)
        if found is not None:
            self._kept.move_to_end(query)
        return found

    def parse_options(self) -> ParseOptions:
        """The limits, as options of graphql-core's parser."""
        return {
            "max_source_length": self.limits.max_document_characters,
            "max_lexical_tokens": self.limits.max_document_tokens,
            "max_comments": self.limits.max_document_tokens,
        }

    def validate(
        self, query: str, document: DocumentNode, *, hide_suggestions: bool = False
    ) -> ValidDocument | Sequence[GraphQLError]:
        """The document, which is kept from now on, or what is wrong with it.

        Args:
            hide_suggestions: whether errors must not name what the schema has.
        """
        try:
            errors = [refusal(error) for error in document_refusals(document)]
            errors = errors or validate(
                self._schema, document, _RULES, max_errors=_MAX_ERRORS, hide_suggestions=hide_suggestions
            )
        except RecursionError:
            errors = [refusal(BadDocument(*_TOO_DEEP))]
        if errors:
            return errors
        operations = sum(isinstance(node, OperationDefinitionNode) for node in document.definitions)
        size = _BYTES + _BYTES_PER_TOKEN * document.token_count + 4 * len(query)
        valid = ValidDocument(document, operations > 1, size)
        self._keep(query, valid)
        return valid

    def cost(self, valid: ValidDocument, operation_name: str | None, variables: Mapping[str, object]) -> Cost:
        """What the operation costs with these variables. Raises BadDocument if it is an introspection of too much."""
        operation = valid.operation(operation_name)
        assert operation is not None
        cost = operation.cost
        if cost is None:
            try:
                cost = cost_of(self._schema, valid.document, operation.node, variables)
            except RecursionError:
                raise BadDocument(*_TOO_DEEP) from None
            if cost.constant:
                operation.cost = cost
        if cost.introspection > self._max_introspection:
            raise BadDocument(*_TOO_MUCH_INTROSPECTION)
        return cost

    def only_catalogue(self, query: str) -> bool:
        """Whether the document with this text is kept, and reads nothing but the catalogue."""
        kept = self.known(query)
        if kept is None:
            return False
        if kept.only_catalogue is None:
            kept.only_catalogue = reads_only_catalogue(self._schema, kept.document)
        return kept.only_catalogue

    def _keep(self, query: str, valid: ValidDocument) -> None:
        self._kept[query] = valid
        self.kept_bytes += valid.size_bytes
        while self.kept_bytes > self.limits.document_cache_bytes:
            _, dropped = self._kept.popitem(last=False)
            self.kept_bytes -= dropped.size_bytes
