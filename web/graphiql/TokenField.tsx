// The caller's token: one field for all tabs. It lasts as long as the browser's tab and is part of no address.
import { useState } from 'react'

const KEPT = 'registro:token'

export const keptToken = () => sessionStorage.getItem(KEPT) ?? ''

export function TokenField({ onChange }: { onChange: (token: string) => void }) {
  const [token, setToken] = useState(keptToken)
  const change = (value: string) => {
    const bare = value.trim().replace(/^bearer\s+/i, '')
    sessionStorage.setItem(KEPT, bare)
    setToken(bare)
    onChange(bare)
  }
  return (
    <label className="token" title="Sent as `Authorization: Bearer …` and when a WebSocket opens; forgotten with this browser tab">
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
  )
}
