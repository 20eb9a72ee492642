import type { FieldRead } from '../engine.ts'
import { countFields } from '../operation/refuse-selections.ts'
import type { Selection } from '../operation/selection.ts'
import type { Scope, TypeNames } from './scope.ts'
import { coordinatesOf, narrow, scopeBelow, scopeOf } from './scope.ts'

export type OwnRead = Omit<FieldRead, 'onBehalf'>

interface Position {
  readonly scope: Scope
  readonly path: readonly string[]
  readonly parent: number | null
  readonly isConditional: boolean
  readonly isRefused: boolean
}

/** What the caller names himself, field by field; without what is refused already. */
export function readFields(selections: readonly Selection[], root: string, types: TypeNames): OwnRead[] {
  const fields: OwnRead[] = []
  const next = countFields()
  const visit = (selection: Selection, at: Position): void => {
    const isConditional = at.isConditional || selection.conditions.length > 0
    if (selection.kind === 'fragment') {
      const scope = narrow(types, at.scope, selection.type)
      for (const inner of selection.selections) visit(inner, { ...at, scope, isConditional })
      return
    }
    const { name, responseName, refused } = selection
    const number = next()
    const path = [...at.path, responseName]
    const isRefused = at.isRefused || refused !== undefined
    if (!isRefused) {
      fields.push({ number, parent: at.parent, path, own: coordinatesOf(types, at.scope, name), isConditional })
    }
    const below = { scope: scopeBelow(types, at.scope, name), path, parent: number, isConditional, isRefused }
    for (const inner of selection.selections ?? []) visit(inner, below)
  }
  const start = { scope: scopeOf(types, [root]), path: [], parent: null, isConditional: false, isRefused: false }
  for (const selection of selections) visit(selection, start)
  return fields
}
