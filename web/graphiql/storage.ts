// What GraphiQL stores between visits: tabs, history, theme. The names have a prefix of ours, because another service's
// GraphiQL may have stored some at this origin. Request headers are not stored, because they may hold secrets.
import type { Storage } from '@graphiql/toolkit'

const PREFIX = 'registro:'

const names = () => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))

export const storage: Storage = {
  getItem: (name) => localStorage.getItem(PREFIX + name),
  setItem: (name, value) => localStorage.setItem(PREFIX + name, withoutHeaders(value)),
  removeItem: (name) => localStorage.removeItem(PREFIX + name),
  clear: () => names().forEach((name) => localStorage.removeItem(name)),
  get length() {
    return names().length
  },
}

function withoutHeaders(value: string): string {
  if (!value.includes('"headers"')) return value
  try {
    return JSON.stringify(JSON.parse(value, (name, part) => (name === 'headers' ? null : part)))
  } catch {
    return value // not JSON, for example a query
  }
}
