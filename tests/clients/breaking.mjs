// What in a server's schema would break clients of an earlier one, by graphql-js: `node breaking.mjs URL RELEASED`.
import { buildClientSchema, buildSchema, findBreakingChanges, getIntrospectionQuery } from 'graphql'
import { readFileSync } from 'node:fs'
import { end, report } from './report.mjs'
import { request } from './subscribe/lib.mjs'

const released = buildSchema(readFileSync(process.argv[3], 'utf8'))
const response = await fetch(request.url, {
  method: 'POST',
  headers: { ...request.headers, 'Content-Type': 'application/json' },
  body: JSON.stringify({ query: getIntrospectionQuery() }),
})
const served = buildClientSchema((await response.json()).data)
const breaking = findBreakingChanges(released, served)
report('clients of the last release go on working', !breaking.length, breaking.map(({ description }) => description).join(' '))
end()
