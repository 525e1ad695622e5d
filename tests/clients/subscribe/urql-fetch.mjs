// urql by itself: it takes server-sent events or a multipart answer, as the server likes.
import { Client, fetchExchange } from '@urql/core'
import { request } from './lib.mjs'
import { run } from './urql.mjs'

run(
  new Client({
    url: request.url,
    fetchOptions: { headers: request.headers },
    preferGetMethod: false,
    fetchSubscriptions: true,
    exchanges: [fetchExchange],
  }),
)
