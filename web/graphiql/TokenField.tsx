// The caller's token: one field for all tabs. It is stored while the browser's tab is open, and never put into a URL.
// In development the server offers one for each role; users without a token begin as admin.
import { useState } from 'react'

const KEPT = 'registro:token'
const FIRST = 'admin'

/** Tokens by role. */
type Tokens = Record<string, string>

export const keptToken = () => sessionStorage.getItem(KEPT) ?? ''

/** Loads the tokens that the server offers; none outside development. Call it before the first request. */
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

/** The role whose offered token has the same subject as this one; empty if none has. */
function roleOf(token: string, tokens: Tokens): string {
  const subject = claims(token).sub
  return Object.keys(tokens).find((role) => subject && claims(tokens[role]!).sub === subject) ?? ''
}

/** The claims of a token, to display them. Only the server can verify it. */
function claims(token: string): { sub?: string; exp: number } {
  try {
    return JSON.parse(atob(token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/')))
  } catch {
    return { exp: Infinity }
  }
}
