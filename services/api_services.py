"""Everything that the API can ask, as one value that is handed to the resolvers."""

from dataclasses import dataclass

from events.feed import TaskFeed
from events.seats import SeatFeed
from guards.breaker.registry import BreakerRegistry
from models.audit_log import AuditLog
from models.catalogue import Catalogue
from models.catalogue_edits import CatalogueEdits
from services.idempotency_keys import IdempotencyKeys
from services.invariants import InvariantMonitor
from services.refusal_log import RefusalLog
from services.sagas import SagaAdmin
from services.stats import StatsReader
from services.tasks import TaskService


@dataclass(frozen=True, slots=True)
class ApiServices:
    """What the resolvers ask. Whatever needs the database raises DatabaseUnavailable."""

    catalogue: Catalogue
    catalogue_edits: CatalogueEdits
    tasks: TaskService
    task_feed: TaskFeed
    seat_feed: SeatFeed
    sagas: SagaAdmin
    idempotency_keys: IdempotencyKeys
    audit_log: AuditLog
    refusal_log: RefusalLog
    breakers: BreakerRegistry
    stats: StatsReader
    invariants: InvariantMonitor
