// Apollo Client with automatic persisted queries: the first request has only a hash, and the second has to work.
import { ApolloClient, HttpLink, InMemoryCache, gql } from '@apollo/client'
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries'
import { createHash } from 'node:crypto'
import { end, report } from '../report.mjs'
import { request } from './lib.mjs'

const sha256 = (text) => createHash('sha256').update(text).digest('hex')

async function check(method, useGETForHashedQueries) {
  const sent = []
  const watched = (address, options) => {
    sent.push(options.body?.includes('"query"') || `${address}`.includes('query=') ? 'document' : 'hash')
    return fetch(address, options)
  }
  const http = new HttpLink({ uri: request.url, headers: request.headers, fetch: watched })
  const link = new PersistedQueryLink({ sha256, useGETForHashedQueries }).concat(http)
  const client = new ApolloClient({ link, cache: new InMemoryCache() })
  try {
    for (let time = 0; time < 2; time += 1) {
      const { data } = await client.query({ query: gql(request.query), variables: request.variables, fetchPolicy: 'network-only' })
      if (!data) throw new Error('an answer has no data')
    }
    // A server that keeps no documents says so once, and is sent them from then on.
    const all = sent.join(', ')
    report(`hashes by ${method}, documents from the second request on`, all === 'hash, document, document', all)
  } catch (problem) {
    report(`hashes by ${method}, documents from the second request on`, false, problem)
  }
}

await check('POST', false)
await check('GET', true)
end()
