"""The API over HTTP and WebSocket: GraphQL, pages, health, metrics."""
