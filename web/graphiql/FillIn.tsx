// Fills in the variables of a tab where GraphiQL does not do so itself.
import { pick, useGraphiQL } from '@graphiql/react'
import { useEffect, useRef } from 'react'
import type { Accepted } from './fetcher'

/** The kind of id that a tab's operation needs. */
const ASKED = /\b(task|saga)\(\s*id:\s*\$id\b/
/** Where filled-in ids are stored, so that a later visit can distinguish them from ids that the user typed. */
const KEPT = 'registro:filled-in'

export function FillIn({ accepted }: { accepted: Accepted | undefined }) {
  const { variableEditor: editor, tabs, activeTabIndex } = useGraphiQL(pick('variableEditor', 'tabs', 'activeTabIndex'))
  const filledIn = useRef(new Set(['', ...(localStorage.getItem(KEPT) ?? '').split(' ')]))
  const tab = tabs[activeTabIndex]

  // GraphiQL shows the variables of a default tab only after switching to it, so never those of the first tab.
  useEffect(() => {
    if (editor && tab?.variables && !editor.getValue()) editor.setValue(tab.variables)
  }, [editor, tab?.id])

  // The newest id of the right kind, unless the user has typed another one.
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
    return undefined // still being typed
  }
}
