// Sends requests to the endpoint beside this page: by HTTP, and by graphql-transport-ws for subscriptions.
import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit'

/** The ids of the task that was accepted last, and of its saga. */
export type Accepted = { task: string; saga: string }

/**
 * @param token read before every request; it travels in headers and in connection_init, never in an address
 * @param onAccepted called with the ids after an enrollment was accepted
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

function acceptedIn(result: unknown): Accepted | undefined {
  const task = (result as { data?: { enroll?: { task?: { id?: string; saga?: { id?: string } } } } } | undefined)?.data
    ?.enroll?.task
  return task?.id && task.saga?.id ? { task: task.id, saga: task.saga.id } : undefined
}
