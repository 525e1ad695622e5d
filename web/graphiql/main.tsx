import 'graphiql/setup-workers/vite'
import 'graphiql/style.css'
import '@graphiql/plugin-explorer/style.css'
import './style.css'
import { explorerPlugin } from '@graphiql/plugin-explorer'
import { HISTORY_PLUGIN } from '@graphiql/plugin-history'
import { GraphiQL } from 'graphiql'
import { useMemo, useRef, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { makeFetcher, newestAccepted, type Accepted } from './fetcher'
import { FillIn } from './FillIn'
import { storage } from './storage'
import { DEFAULT_TABS } from './tabs'
import { TokenField, keptToken, offeredTokens } from './TokenField'

const OFFER = await offeredTokens()
/** In development, so that what watches a task has one to watch before anything was run. */
const NEWEST = OFFER.tokens?.operator ? await newestAccepted(OFFER.tokens.operator) : undefined
const PLUGINS = [HISTORY_PLUGIN, explorerPlugin()]

function Page() {
  const [accepted, setAccepted] = useState<Accepted | undefined>(NEWEST)
  const token = useRef(keptToken())
  const fetcher = useMemo(() => makeFetcher(() => token.current, setAccepted), [])
  return (
    <GraphiQL
      fetcher={fetcher}
      plugins={PLUGINS}
      storage={storage}
      defaultTabs={DEFAULT_TABS}
      defaultEditorToolsVisibility="variables"
      shouldPersistHeaders={false}
      inputValueDeprecation
      schemaDescription
    >
      <GraphiQL.Logo>
        <TokenField offer={OFFER} onChange={(value) => (token.current = value)} />
        <span className="wordmark">Registro</span>
      </GraphiQL.Logo>
      <FillIn accepted={accepted} />
    </GraphiQL>
  )
}

createRoot(document.getElementById('root')!).render(<Page />)
