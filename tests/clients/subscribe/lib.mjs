// What the clients share. Each is run as `node CLIENT.mjs URL DOCUMENT [VARIABLES]`, prints every result as a line of
// JSON, and ends with the subscription: 0 if it completed and no result had errors. TOKEN: who they are.
const [url, query, variables = '{}'] = process.argv.slice(2)

export const request = {
  url,
  socketUrl: url.replace(/^http/, 'ws'),
  query,
  variables: JSON.parse(variables),
  headers: { Authorization: `Bearer ${process.env.TOKEN}` },
}

let failed = false

export function next(result) {
  console.log(JSON.stringify(result))
  if (result.error || result.errors?.length) failed = true
}

export function complete() {
  process.exit(failed ? 1 : 0)
}

export function error(problem) {
  console.error(problem)
  process.exit(1)
}
