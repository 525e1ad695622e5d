"""The settings of retention; `app.settings` reads them."""

from datetime import timedelta
from pathlib import Path

from pydantic import Field

from app.settings.setting_group import SettingGroup
from enrollment.pruned import KNOWN_DAYS
from workers.nightly_pruning import PruneSchedule


class RetentionSettings(SettingGroup, title="Retention"):
    """How long finished tasks are kept ([retention.md](retention.md)). Unless set, they are kept for ever."""

    prune_after_days: int | None = Field(
        default=None,
        ge=KNOWN_DAYS,
        le=36_500,
        description="Days after which tasks of closed terms are deleted by workers, once a day.",
    )
    prune_hour_utc: int = Field(default=3, ge=0, le=23, description="The hour of the day, UTC, in which that begins.")
    archive_folder: Path | None = Field(
        default=None, description="Folder in which what is deleted is archived; when unset, it is not."
    )

    @property
    def schedule(self) -> PruneSchedule | None:
        """When workers delete what; None: never."""
        if self.prune_after_days is None:
            return None
        return PruneSchedule(self.prune_hour_utc, timedelta(days=self.prune_after_days), self.archive_folder)
