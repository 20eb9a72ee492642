import type { VariableDefinitionNode } from 'graphql'
import { print } from 'graphql'
import type { Condition, FieldSelection, FragmentSelection, Selection } from './selection.ts'

interface Printable {
  readonly kind: string
  readonly variableDefinitions: readonly VariableDefinitionNode[]
  readonly selections: readonly Selection[]
}

/**
 * The operation as the planner reads it; `null` where the gateway answers all of it. An object of an abstract type is
 * asked for the type it is of where its answer depends on it.
 */
export function printForPlanner(operation: Printable, literalDefinitions: readonly string[]): string | null {
  const root = printRoot(operation.selections)
  return root === '' ? null : `${printHead(operation, literalDefinitions)}{${root}}`
}

/** The operation as the caller wrote it, down to his own names: the key of everything that is made for it once. */
export function printForKey(operation: Printable, literalDefinitions: readonly string[]): string {
  return printHead(operation, literalDefinitions) + printClientSet(operation.selections)
}

function printHead({ kind, variableDefinitions }: Printable, literalDefinitions: readonly string[]): string {
  const variables = [...variableDefinitions.map((node) => print(node)), ...literalDefinitions]
  return variables.length > 0 ? `${kind}(${variables.join(', ')})` : kind
}

/** Without introspection and the root's own type name, which no agency is asked for. */
function printRoot(selections: readonly Selection[]): string {
  const parts = selections.map((selection) => {
    if (selection.kind === 'field') return selection.name.startsWith('__') ? '' : printField(selection)
    const inner = printRoot(selection.selections)
    return inner && `${printFragmentHead(selection)}{${inner}}`
  })
  return parts.filter(Boolean).join(' ')
}

function printSet(selections: readonly Selection[], asksType: boolean): string {
  const others = selections.flatMap((selection) => {
    if (selection.kind === 'fragment') return [printFragmentHead(selection) + printSet(selection.selections, false)]
    return selection.name.startsWith('__') ? [] : [printField(selection)]
  })
  // A set from which everything was left out still asks whether there is an object.
  const needsType = asksType || others.length === 0 || selections.some(isTypeName)
  return `{${[...(needsType ? ['__typename'] : []), ...others].join(' ')}}`
}

function isTypeName(selection: Selection): boolean {
  return selection.kind === 'field' && selection.name === '__typename'
}

function printField(field: FieldSelection): string {
  const [own, others] = divide(field.conditions)
  const printed = printConditioned({ ...field, conditions: own })
  return others.length > 0
    ? `...${printConditions(others.slice(0, 1))}{${printField({ ...field, conditions: [...own, ...others.slice(1)] })}}`
    : printed
}

/** A directive may stand once at a field; what hangs on more conditions stands in fragments of their own. */
function divide(conditions: readonly Condition[]): [Condition[], Condition[]] {
  const own = [true, false].flatMap((wanted) => conditions.filter((one) => one.wanted === wanted).slice(0, 1))
  return [own, conditions.filter((one) => !own.includes(one))]
}

function printConditioned(field: FieldSelection): string {
  const { key, name, conditions, selections, asksType } = field
  const alias = key === name ? '' : `${key}: `
  return (
    alias + name + printTerms(field) + printConditions(conditions) + (selections ? printSet(selections, asksType) : '')
  )
}

function printTerms(field: FieldSelection): string {
  const given = field.arguments.map((argument) => print(argument)).join(', ')
  return (given && `(${given})`) + field.directives.map((directive) => ` ${print(directive)}`).join('')
}

function printFragmentHead({ type, conditions, defer }: FragmentSelection): string {
  const condition = defer?.variable ? `if: $${defer.variable}, ` : ''
  const deferred = defer ? ` @defer(${condition}label: "${defer.id}")` : ''
  return `...${type ? ` on ${type}` : ''}${printConditions(conditions)}${deferred}`
}

function printConditions(conditions: readonly Condition[]): string {
  return conditions.map(({ variable, wanted }) => ` @${wanted ? 'include' : 'skip'}(if: $${variable})`).join('')
}

function printClientSet(selections: readonly Selection[]): string {
  return `{${selections.map(printClientSelection).join(' ')}}`
}

function printClientSelection(selection: Selection): string {
  if (selection.kind === 'fragment') {
    return (
      printFragmentHead(selection) + JSON.stringify(selection.defer?.label ?? '') + printClientSet(selection.selections)
    )
  }
  const { responseName, name, conditions, selections } = selection
  return `${responseName}:${name}${printTerms(selection)}${printConditions(conditions)}${selections ? printClientSet(selections) : ''}`
}
