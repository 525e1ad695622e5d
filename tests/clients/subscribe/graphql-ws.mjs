// graphql-ws: graphql-transport-ws over a WebSocket.
import { createClient } from 'graphql-ws'
import WebSocket from 'ws'
import { complete, error, next, request } from './lib.mjs'

const client = createClient({
  url: request.socketUrl,
  webSocketImpl: WebSocket,
  connectionParams: request.headers,
  retryAttempts: 0,
})
client.subscribe({ query: request.query, variables: request.variables }, { next, error, complete })
