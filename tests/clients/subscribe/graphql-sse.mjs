// graphql-sse in its mode of distinct connections: server-sent events as the answer to a POST.
import { createClient } from 'graphql-sse'
import { complete, error, next, request } from './lib.mjs'

const client = createClient({ url: request.url, headers: request.headers, retryAttempts: 0 })
client.subscribe({ query: request.query, variables: request.variables }, { next, error, complete })
