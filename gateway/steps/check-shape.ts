import type { DocumentNode, FieldNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql'
import { Kind, visit } from 'graphql'
import type { Limits } from '../config.ts'
import type { ErrorCode } from '../errors.ts'
import { Refusal } from '../errors.ts'

/** Introspection is deep by nature (a type within seven wrappers), so it has limits of its own. */
const INTROSPECTION_DEPTH = 20
/** The standard introspection query comes to 230 with all it can ask for; every tool sends that one. */
const INTROSPECTION_SELECTIONS = 400

/** A document that asks for something reasonable comes to a few dozen; thousands take validation a tenth of a second. */
const PAIRS = 20_000

/** What a selection set comes to once its fragments are expanded. */
interface Measure {
  readonly depth: number
  readonly selections: number
  readonly introspectionDepth: number
  readonly introspectionSelections: number
}

const NOTHING: Measure = { depth: 0, selections: 0, introspectionDepth: 0, introspectionSelections: 0 }

/**
 * Refuses a document that is too big in any measure. Fragments count as often as they are spread: a few hundred bytes
 * of them can stand for millions of fields, and the planner walks every one.
 * @throws {Refusal} LIMIT_…
 */
export function checkShape(document: DocumentNode, limits: Limits): void {
  const counts = countNodes(document)
  check('LIMIT_ALIASES', 'aliases', counts.aliases, limits.aliases)
  check('LIMIT_DIRECTIVES', 'directives', counts.directives, limits.directives)
  const ruler = openRuler(document)
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue
    check('LIMIT_ROOT_FIELDS', 'root fields', ruler.rootFields(definition.selectionSet), limits.rootFields)
    const measure = ruler.measure(definition.selectionSet)
    check('LIMIT_SELECTIONS', 'fields with fragments expanded', measure.selections, limits.selections)
    check('LIMIT_DEPTH', 'levels of fields', measure.depth, limits.depth)
    check('LIMIT_SELECTIONS', 'pairs of objects under one name', ruler.pairs(definition.selectionSet), PAIRS)
    check('LIMIT_DEPTH', 'levels of introspection', measure.introspectionDepth, INTROSPECTION_DEPTH)
    const { introspectionSelections } = measure
    check('LIMIT_SELECTIONS', 'fields of introspection', introspectionSelections, INTROSPECTION_SELECTIONS)
  }
}

function check(code: ErrorCode, what: string, got: number, wanted: number): void {
  if (got > wanted) throw new Refusal(code, `got ${got} ${what}, wanted at most ${wanted}; ask in several requests`)
}

function countNodes(document: DocumentNode): { aliases: number; directives: number } {
  const counts = { aliases: 0, directives: 0 }
  visit(document, {
    Field: (node) => {
      if (node.alias) counts.aliases += 1
    },
    Directive: () => {
      counts.directives += 1
    },
  })
  return counts
}

/** Measures each fragment once, however often it is spread, so that measuring a bomb costs no more than reading it. */
function openRuler(document: DocumentNode) {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  }
  const measured = new Map<string, Measure>()
  const counted = new Map<string, number>()

  /** A fragment that spreads itself comes to nothing here; validation refuses it by name. */
  const once = <T>(known: Map<string, T>, name: string, nothing: T, compute: (set: SelectionSetNode) => T): T => {
    const fragment = fragments.get(name)
    const before = known.get(name)
    if (before !== undefined || !fragment) return before ?? nothing
    known.set(name, nothing)
    const value = compute(fragment.selectionSet)
    known.set(name, value)
    return value
  }

  const measure = (set: SelectionSetNode): Measure =>
    set.selections.reduce((sum, selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        return add(sum, once(measured, selection.name.value, NOTHING, measure))
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) return add(sum, measure(selection.selectionSet))
      const below = selection.selectionSet ? measure(selection.selectionSet) : NOTHING
      return add(sum, under(selection.name.value, below))
    }, NOTHING)

  const rootFields = (set: SelectionSetNode): number =>
    set.selections.reduce((sum, selection) => {
      if (selection.kind === Kind.FIELD) return sum + 1
      if (selection.kind === Kind.INLINE_FRAGMENT) return sum + rootFields(selection.selectionSet)
      return sum + once(counted, selection.name.value, 0, rootFields)
    }, 0)

  /** The fields of a set, each with the fragments it stands in: what spreads itself is left to validation. */
  const fieldsOf = (set: SelectionSetNode, within: readonly string[]): [FieldNode, readonly string[]][] =>
    set.selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [[selection, within]]
      if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(selection.selectionSet, within)
      const { value: name } = selection.name
      const fragment = within.includes(name) ? undefined : fragments.get(name)
      return fragment ? fieldsOf(fragment.selectionSet, [...within, name]) : []
    })

  /** Validation compares each two objects of one name field by field. The set has been measured: it can be written out. */
  const pairs = (set: SelectionSetNode, within: readonly string[] = []): number => {
    const counts = new Map<string, number>()
    let sum = 0
    for (const [field, inside] of fieldsOf(set, within)) {
      if (!field.selectionSet) continue
      const name = (field.alias ?? field.name).value
      const before = counts.get(name) ?? 0
      counts.set(name, before + 1)
      sum += before + pairs(field.selectionSet, inside)
    }
    return sum
  }

  return { measure, rootFields, pairs }
}

function add(one: Measure, other: Measure): Measure {
  return {
    depth: Math.max(one.depth, other.depth),
    selections: one.selections + other.selections,
    introspectionDepth: Math.max(one.introspectionDepth, other.introspectionDepth),
    introspectionSelections: one.introspectionSelections + other.introspectionSelections,
  }
}

function under(field: string, below: Measure): Measure {
  const { depth, selections, introspectionDepth, introspectionSelections } = below
  return field === '__schema' || field === '__type'
    ? {
        depth: 1,
        selections: 1,
        introspectionDepth: Math.max(depth, introspectionDepth) + 1,
        introspectionSelections: selections + introspectionSelections + 1,
      }
    : { depth: depth + 1, selections: selections + 1, introspectionDepth, introspectionSelections }
}
