// Sends requests to the endpoint beside this page: by HTTP, and by graphql-transport-ws for subscriptions.
import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit'
import newest from './newest.graphql?raw'

/** The ids of the task that was accepted last, and of its saga. */
export type Accepted = { task: string; saga: string }

/**
 * @param token read before every request; it travels in headers and in connection_init, never in an address
 * @param onAccepted called with the ids after an enrollment or a swap was accepted
 */
export function makeFetcher(token: () => string, onAccepted: (ids: Accepted) => void): Fetcher {
  const url = new URL('../graphql', location.href)
  const socket = new URL(url)
  socket.protocol = url.protocol.replace('http', 'ws')
  const fetcher = createGraphiQLFetcher({
    url: url.href,
    subscriptionUrl: socket.href,
    enableIncrementalDelivery: false,
  })
  return async (params, options) => {
    const headers = { ...(token() && { Authorization: `Bearer ${token()}` }), ...options?.headers }
    const result = await fetcher(params, { ...options, headers })
    const ids = acceptedIn(result)
    if (ids) onAccepted(ids)
    return result
  }
}

type Answer = { task?: { id?: string; saga?: { id?: string } } }

function acceptedIn(result: unknown): Accepted | undefined {
  const data = (result as { data?: { enroll?: Answer; swap?: Answer } } | undefined)?.data
  const task = data?.enroll?.task ?? data?.swap?.task
  return task?.id && task.saga?.id ? { task: task.id, saga: task.saga.id } : undefined
}

type Newest = { data?: { sagas?: { nodes: { id: string; task: { id: string } | null }[] } } }

/** The ids of the task that was accepted last by anyone, for whom an operator's token lets ask. */
export async function newestAccepted(token: string): Promise<Accepted | undefined> {
  const answer: Newest = await fetch(new URL('../graphql', location.href), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: newest.trimEnd() }),
  })
    .then((response) => response.json())
    .catch(() => ({}))
  const saga = answer.data?.sagas?.nodes[0]
  return saga?.task ? { task: saga.task.id, saga: saga.id } : undefined
}
