import type { GraphQLNamedType, GraphQLObjectType, GraphQLSchema } from 'graphql'
import { getNamedType, isAbstractType, isInterfaceType, isObjectType } from 'graphql'
import { invariant } from '../../../kit/errors.ts'
import type { Condition, Selection } from '../operation/selection.ts'
import type { Path, PathStep } from '../plan/plan.ts'
import type { ConditionalSet } from '../write/collect-fields.ts'
import type { Write } from '../write/compile-writer.ts'
import { compileWriter } from '../write/compile-writer.ts'

/** A fragment that is answered later. */
export interface DeferredFragment {
  /** The name under which the plan knows it. */
  readonly id: string
  readonly label: string | undefined
  /** What must hold for it to be asked for, and to be answered later. */
  readonly conditions: readonly Condition[]
  /** Where its objects stand in the data. */
  readonly path: Path
  readonly write: Write
  /** The deferred fragment around it, whose part the caller must have first. */
  readonly within: string | null
}

/** Where a walk through an operation stands. */
interface Position {
  readonly path: Path
  readonly within: string | null
  readonly conditions: readonly Condition[]
}

/** Finds the deferred fragments of an operation, the outer before the inner. */
export function compileDefers(
  schema: GraphQLSchema,
  root: GraphQLObjectType,
  selections: readonly Selection[],
): DeferredFragment[] {
  const writer = compileWriter(schema)
  const found: DeferredFragment[] = []
  const visit = (set: readonly Selection[], type: GraphQLNamedType, at: Position): void => {
    for (const selection of set) {
      if (selection.kind === 'field') {
        if (selection.refused !== undefined) continue
        const below = fieldType(type, selection.name)
        const inside = {
          ...at,
          path: [...at.path, selection.key],
          conditions: [...at.conditions, ...selection.conditions],
        }
        if (selection.selections && below) visit(selection.selections, below, inside)
        continue
      }
      const inner = selection.type === null ? type : schema.getType(selection.type)
      invariant(inner, 'a validated document names types that exist')
      const path = [...at.path, ...typeStep(type, inner)]
      const { defer } = selection
      const conditions = [...at.conditions, ...selection.conditions]
      if (defer) {
        const sets: ConditionalSet[] = [{ selections: selection.selections, conditions: [] }]
        const write = writerFor(writer, inner, sets)
        const later = defer.variable === null ? [] : [{ variable: defer.variable, wanted: true }]
        const { id, label } = defer
        found.push({ id, label, conditions: [...conditions, ...later], path, write, within: at.within })
      }
      visit(selection.selections, inner, { path, within: defer?.id ?? at.within, conditions })
    }
  }
  visit(selections, root, { path: [], within: null, conditions: [] })
  return found
}

function writerFor(
  writer: ReturnType<typeof compileWriter>,
  type: GraphQLNamedType,
  sets: readonly ConditionalSet[],
): Write {
  invariant(isObjectType(type) || isAbstractType(type), 'a fragment stands on a type that has fields')
  return writer.writeAnyOf(type, { sets, at: [] })
}

/** Only objects of an abstract type name the type they are of; others are of the one type that there can be. */
function typeStep(type: GraphQLNamedType, condition: GraphQLNamedType): PathStep[] {
  return isAbstractType(type) && condition !== type ? [{ types: [condition.name] }] : []
}

function fieldType(type: GraphQLNamedType, name: string): GraphQLNamedType | undefined {
  if (!isObjectType(type) && !isInterfaceType(type)) return undefined
  const field = type.getFields()[name]
  return field && getNamedType(field.type)
}
