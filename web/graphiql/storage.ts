// What GraphiQL stores between visits: tabs, history, theme. The names have a prefix of ours, because another service's
// GraphiQL may have stored some at this origin. Request headers are not stored, because they may hold secrets.
import type { Storage } from '@graphiql/toolkit'

const PREFIX = 'registro:'
/**
 * What the editors held is read from the tab that was open. If it differed from each tab, GraphiQL would open one more,
 * and without it the editor of any tab but the first would be empty.
 */
const OF_EDITORS: Record<string, 'query' | 'variables'> = { 'graphiql:query': 'query', 'graphiql:variables': 'variables' }

const names = () => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))

export const storage: Storage = {
  getItem: (name) => {
    const part = OF_EDITORS[name]
    return part ? ofOpenTab(part) : localStorage.getItem(PREFIX + name)
  },
  setItem: (name, value) => localStorage.setItem(PREFIX + name, withoutHeaders(value)),
  removeItem: (name) => localStorage.removeItem(PREFIX + name),
  clear: () => names().forEach((name) => localStorage.removeItem(name)),
  get length() {
    return names().length
  },
}

function ofOpenTab(part: 'query' | 'variables'): string | null {
  try {
    const { tabs, activeTabIndex } = JSON.parse(localStorage.getItem(`${PREFIX}graphiql:tabState`) ?? '')
    return tabs[activeTabIndex][part]
  } catch {
    return null // the first visit
  }
}

function withoutHeaders(value: string): string {
  if (!value.includes('"headers"')) return value
  try {
    return JSON.stringify(JSON.parse(value, (name, part) => (name === 'headers' ? null : part)))
  } catch {
    return value // not JSON, for example a query
  }
}
