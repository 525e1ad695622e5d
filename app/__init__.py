"""One process put together: settings, the container, the API and the worker."""
