// urql over graphql-ws.
import { Client, fetchExchange, subscriptionExchange } from '@urql/core'
import { createClient } from 'graphql-ws'
import WebSocket from 'ws'
import { request } from './lib.mjs'
import { run } from './urql.mjs'

const socket = createClient({
  url: request.socketUrl,
  webSocketImpl: WebSocket,
  connectionParams: request.headers,
  retryAttempts: 0,
})
const forwardSubscription = (operation) => ({ subscribe: (sink) => ({ unsubscribe: socket.subscribe(operation, sink) }) })
run(
  new Client({
    url: request.url,
    preferGetMethod: false,
    exchanges: [fetchExchange, subscriptionExchange({ forwardSubscription })],
  }),
)
