"""After a commit: publishes states, passes them to subscribers, catches up on lost messages, and wakes workers."""
