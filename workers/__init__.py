"""What happens later: the ARQ worker, the saga executor, participants, heartbeat, sweep and notifications."""
