"""Everything that the API can ask, as one value that is handed to the resolvers."""

from dataclasses import dataclass

from events.batches import BatchFeed
from events.feed import TaskFeed
from events.seats import SeatFeed
from events.waitlist_places import WaitlistFeed
from guards.breaker.registry import BreakerRegistry
from models.audit_log import AuditLog
from models.basket_checks import BasketChecks
from models.catalogue import Catalogue
from models.catalogue_edits import CatalogueEdits
from models.overrides import Overrides
from models.retention import Retention
from models.term_refunds import TermRefunds
from services.batches import BatchService
from services.group_canceller import GroupCanceller
from services.idempotency_keys import IdempotencyKeys
from services.invariants import InvariantMonitor
from services.receipts import Receipts
from services.refusal_log import RefusalLog
from services.refused_callers import RefusedCallers
from services.sagas import SagaAdmin
from services.stats import StatsReader
from services.tasks import TaskService
from services.token_revocations import TokenRevocations


@dataclass(frozen=True, slots=True)
class ApiServices:
    """What the resolvers ask. Whatever needs the database raises DatabaseUnavailable."""

    catalogue: Catalogue
    catalogue_edits: CatalogueEdits
    group_canceller: GroupCanceller
    basket_checks: BasketChecks
    tasks: TaskService
    batches: BatchService
    task_feed: TaskFeed
    seat_feed: SeatFeed
    waitlist_feed: WaitlistFeed
    batch_feed: BatchFeed
    term_refunds: TermRefunds
    sagas: SagaAdmin
    idempotency_keys: IdempotencyKeys
    audit_log: AuditLog
    refusal_log: RefusalLog
    refused_callers: RefusedCallers
    revocations: TokenRevocations
    breakers: BreakerRegistry
    stats: StatsReader
    invariants: InvariantMonitor
    retention: Retention
    overrides: Overrides
    receipts: Receipts
