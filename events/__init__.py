"""After a commit: publish states, listen for them, hand them to subscribers, catch up, and wake workers."""
