// Puts what a tab's variables should be into the editor, where GraphiQL does not by itself.
import { pick, useGraphiQL } from '@graphiql/react'
import { useEffect, useRef } from 'react'
import type { Accepted } from './fetcher'

/** Which id a tab's operation asks for. */
const ASKED = /\b(task|saga)\(\s*id:\s*\$id\b/
/** Where the ids are kept that came from here, so that a later visit still knows them from ids that somebody wrote. */
const KEPT = 'registro:filled-in'

export function FillIn({ accepted }: { accepted: Accepted | undefined }) {
  const { variableEditor: editor, tabs, activeTabIndex } = useGraphiQL(pick('variableEditor', 'tabs', 'activeTabIndex'))
  const filledIn = useRef(new Set(['', ...(localStorage.getItem(KEPT) ?? '').split(' ')]))
  const tab = tabs[activeTabIndex]

  // GraphiQL shows the variables of a default tab only once it is switched to, so not those of the first one.
  useEffect(() => {
    if (editor && tab?.variables && !editor.getValue()) editor.setValue(tab.variables)
  }, [editor, tab?.id])

  // The newest id of the right kind, unless somebody has written another one there.
  useEffect(() => {
    const kind = ASKED.exec(tab?.query ?? '')?.[1] as keyof Accepted | undefined
    if (!editor || !kind || !accepted) return
    const variables = parsed(editor.getValue())
    if (typeof variables?.id !== 'string' || !filledIn.current.has(variables.id)) return
    filledIn.current.add(accepted[kind])
    localStorage.setItem(KEPT, [...filledIn.current].slice(-20).join(' '))
    editor.setValue(JSON.stringify({ ...variables, id: accepted[kind] }, null, 2))
  }, [editor, tab?.id, accepted])

  return null
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // half-written
  }
}
