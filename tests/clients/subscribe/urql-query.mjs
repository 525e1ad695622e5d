// A plain query by urql, whose Accept header names text/event-stream beside JSON: the answer has to be JSON.
import { Client, fetchExchange, gql } from '@urql/core'
import { end, report } from '../report.mjs'
import { request } from './lib.mjs'

const client = new Client({ url: request.url, fetchOptions: { headers: request.headers }, preferGetMethod: false, exchanges: [fetchExchange] })
const { data, error } = await client.query(gql(request.query), request.variables).toPromise()
report('a query of urql is answered', data && !error, error ?? '')
end()
