// The caller's token: one field for all tabs. It lasts as long as the browser's tab and is part of no address.
// In development the server has one for each role; whoever brings none begins as the one who may do everything.
import { useState } from 'react'

const KEPT = 'registro:token'
const FIRST = 'admin'

/** Tokens by role. */
type Tokens = Record<string, string>

export const keptToken = () => sessionStorage.getItem(KEPT) ?? ''

/** The server's tokens; none where whoever opens the page has to bring one. Call it before anything is sent. */
export async function demoTokens(): Promise<Tokens> {
  const tokens: Tokens = await fetch(new URL('tokens', location.href))
    .then((answer) => answer.json())
    .catch(() => ({}))
  const kept = keptToken()
  if (!kept || claims(kept).exp * 1000 < Date.now()) sessionStorage.setItem(KEPT, tokens[roleOf(kept, tokens) || FIRST] ?? kept)
  return tokens
}

export function TokenField({ tokens, onChange }: { tokens: Tokens; onChange: (token: string) => void }) {
  const [token, setToken] = useState(keptToken)
  const change = (value: string) => {
    const bare = value.trim().replace(/^bearer\s+/i, '')
    sessionStorage.setItem(KEPT, bare)
    setToken(bare)
    onChange(bare)
  }
  return (
    <div className="token" title="Sent as `Authorization: Bearer …` and when a WebSocket opens; forgotten with this browser tab">
      {Object.keys(tokens).length > 0 && (
        <select
          aria-label="Signed in as"
          value={roleOf(token, tokens)}
          onChange={(event) => change(tokens[event.target.value] ?? '')}
        >
          {Object.keys(tokens).map((role) => (
            <option key={role}>{role}</option>
          ))}
          <option value="">other</option>
        </select>
      )}
      <label>
        Token
        <input
          type="password"
          autoComplete="off"
          spellCheck={false}
          placeholder="none"
          value={token}
          onChange={(event) => change(event.target.value)}
        />
      </label>
    </div>
  )
}

/** The role whose token belongs to the same caller; blank if it is none of them. */
function roleOf(token: string, tokens: Tokens): string {
  const subject = claims(token).sub
  return Object.keys(tokens).find((role) => subject && claims(tokens[role]!).sub === subject) ?? ''
}

/** What a token claims, for showing it: only the server can tell whether it is a good one. */
function claims(token: string): { sub?: string; exp: number } {
  try {
    return JSON.parse(atob(token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/')))
  } catch {
    return { exp: Infinity }
  }
}
