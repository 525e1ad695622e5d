// A plain query by urql, whose Accept header names text/event-stream beside JSON: the answer has to be JSON.
import { Client, fetchExchange, gql } from '@urql/core'
import { complete, error, next, request } from './lib.mjs'

const client = new Client({ url: request.url, fetchOptions: { headers: request.headers }, preferGetMethod: false, exchanges: [fetchExchange] })
const result = await client.query(gql(request.query), request.variables).toPromise()
if (result.error) error(result.error)
next({ data: result.data })
complete()
