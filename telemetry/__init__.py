"""What a process says about itself: logs without secrets, and latencies."""
