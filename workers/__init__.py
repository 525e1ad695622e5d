"""What happens later: the ARQ worker that answers bells, its heartbeat, and the sweeper."""
