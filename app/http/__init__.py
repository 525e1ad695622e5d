"""The ASGI application: GraphQL over HTTP and WebSocket, pages, health, metrics, authentication."""
