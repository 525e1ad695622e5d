// What graphql-http demands of a GraphQL server over HTTP, be it MUST, SHOULD or MAY: `node audit.mjs URL`.
import { serverAudits } from 'graphql-http'
import { end, report } from './report.mjs'
import { request } from './subscribe/lib.mjs'

const fetchFn = (address, options) =>
  fetch(address, {
    ...options,
    headers: { ...request.headers, ...options?.headers },
    signal: AbortSignal.timeout(10_000),
  })

async function outcome(audit) {
  try {
    return await audit.fn()
  } catch (problem) {
    return { status: 'error', reason: String(problem) }
  }
}

async function answered(response) {
  if (!response) return ''
  const body = response.bodyUsed ? '' : await response.text()
  return `; the answer was ${response.status} ${response.headers.get('content-type')} ${body.slice(0, 160)}`
}

for (const audit of serverAudits({ url: request.url, fetchFn })) {
  const { status, reason, response } = await outcome(audit)
  if (status === 'ok') report(audit.name, true)
  else report(audit.name, false, `${reason}${await answered(response)}`)
}
end()
