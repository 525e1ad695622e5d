// urql over graphql-sse.
import { Client, fetchExchange, subscriptionExchange } from '@urql/core'
import { createClient } from 'graphql-sse'
import { request } from './lib.mjs'
import { run } from './urql.mjs'

const events = createClient({ url: request.url, headers: request.headers, retryAttempts: 0 })
const forwardSubscription = (operation) => ({ subscribe: (sink) => ({ unsubscribe: events.subscribe(operation, sink) }) })
run(
  new Client({
    url: request.url,
    preferGetMethod: false,
    exchanges: [fetchExchange, subscriptionExchange({ forwardSubscription })],
  }),
)
