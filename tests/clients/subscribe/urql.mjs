// How urql's results become ours.
import { gql } from '@urql/core'
import { onEnd, pipe, subscribe } from 'wonka'
import { complete, error, next, request } from './lib.mjs'

export function run(client) {
  const shown = (result) => (result.error ? error(result.error) : next({ data: result.data }))
  pipe(client.subscription(gql(request.query), request.variables), onEnd(complete), subscribe(shown))
}
