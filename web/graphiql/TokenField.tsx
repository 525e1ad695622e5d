// The caller's token: one field for all tabs. It is stored while the browser's tab is open, and never put into a URL.
// In development the server offers one for each role to a page that was opened at the address that `registro dev`
// prints, with a nonce in it; users without a token begin as admin.
import { useGraphiQL, useGraphiQLActions } from '@graphiql/react'
import { useState } from 'react'

const KEPT = 'registro:token'
const NONCE = 'registro:nonce'
const FIRST = 'admin'

/** Tokens by role. */
type Tokens = Record<string, string>

/** What the server offers, or why it offers nothing. */
type Offer = { tokens?: Tokens; message?: string }

export const keptToken = () => sessionStorage.getItem(KEPT) ?? ''

/** Loads the tokens that the server offers; none outside development. Call it before the first request. */
export async function offeredTokens(): Promise<Offer> {
  const offer: Offer = await fetch(new URL('tokens', location.href), { headers: { 'X-Page-Nonce': nonce() } })
    .then((answer) => answer.json())
    .catch(() => ({}))
  const { tokens = {} } = offer
  const kept = keptToken()
  if (!kept || claims(kept).exp * 1000 < Date.now()) sessionStorage.setItem(KEPT, tokens[roleOf(kept, tokens) || FIRST] ?? kept)
  return offer
}

/** The nonce of the address, which is stored while the browser's tab is open, and taken out of the address. */
function nonce(): string {
  const given = new URLSearchParams(location.hash.slice(1)).get('nonce')
  if (given) {
    sessionStorage.setItem(NONCE, given)
    history.replaceState(null, '', location.pathname)
  }
  return sessionStorage.getItem(NONCE) ?? ''
}

export function TokenField({ offer, onChange }: { offer: Offer; onChange: (token: string) => void }) {
  const { tokens = {}, message } = offer
  const [token, setToken] = useState(keptToken)
  const schema = useGraphiQL((state) => state.schema)
  const { introspect } = useGraphiQLActions()
  const change = (value: string) => {
    const bare = value.trim().replace(/^bearer\s+/i, '')
    sessionStorage.setItem(KEPT, bare)
    setToken(bare)
    onChange(bare)
    if (!schema && bare.split('.').length === 3) introspect() // which may be for signed-in callers only
  }
  return (
    <div className="token" title="Sent as `Authorization: Bearer …` and when a WebSocket opens; forgotten with this browser tab">
      {message && !token && (
        <p role="status" className="unsigned">
          Not signed in. {message}
        </p>
      )}
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
