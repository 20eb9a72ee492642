import type { ConstDirectiveNode, SelectionSetNode } from 'graphql'
import { Kind, parse } from 'graphql'
import { classAt, objectsIn } from '../access-directives.ts'
import { directivesOf, namedTypeOf, textArgument, textListArgument } from '../elements.ts'
import type { Finding } from '../findings.ts'
import { findingAt } from '../findings.ts'
import type { Rule, RuleInput } from './rule.ts'

/** A set of fields that an agency is given on behalf of its own. */
interface Reading {
  readonly agency: string
  readonly typeName: string
  readonly fields: string
  readonly directive: ConstDirectiveNode
}

export const readableBy: Rule = {
  code: 'NOT_READABLE_BY',
  asks: 'An agency reads a field for its own (`@key`, `@requires`, `@fromContext`) only where the field’s `@readableBy` lists it.',
  why: 'Otherwise any agency could have another’s facts about a person sent to it by writing one line into its own contract.',
  check: (input) => {
    const graph = readGraph(input)
    return readingsIn(input).flatMap((reading) =>
      graph
        .coordinatesIn(reading)
        .flatMap((coordinate) => checkReader(reading, { coordinate, readers: graph.readersOf(coordinate) })),
    )
  },
}

function checkReader(
  { agency, directive }: Reading,
  { coordinate, readers }: { coordinate: string; readers: readonly string[] | undefined },
): Finding[] {
  if (!readers || readers.includes(agency)) return []
  return [
    findingAt(directive, {
      code: readableBy.code,
      severity: 'error',
      message: `got @${directive.name.value} of ${agency} that reads ${coordinate}, wanted a reader listed there: ${readers.join(', ')}`,
      fix: `Do without the field, or ask its owner to add ${agency} to @readableBy.`,
    }),
  ]
}

function readingsIn({ contracts }: RuleInput): Reading[] {
  return objectsIn(contracts).flatMap(({ agency, type }) => {
    const typeName = type.name.value
    const keys = named(type, 'key').map((directive) => ({ directive, fields: textArgument(directive, 'fields') ?? '' }))
    const required = (type.fields ?? []).flatMap((field) =>
      named(field, 'requires').map((directive) => ({ directive, fields: textArgument(directive, 'fields') ?? '' })),
    )
    const own = [...keys, ...required].map((one) => ({ ...one, agency, typeName }))
    const argumentsOf = (type.fields ?? []).flatMap((field) => field.arguments ?? [])
    const fromContext = argumentsOf.flatMap((argument) => named(argument, 'fromContext'))
    return [...own, ...fromContext.flatMap((directive) => contextReadings({ contracts }, { agency, directive }))]
  })
}

/** `$name { a }`, or `$name ... on A { a }`: read of every type that sets the context. */
function contextReadings(
  { contracts }: RuleInput,
  { agency, directive }: { agency: string; directive: ConstDirectiveNode },
): Reading[] {
  const [, name, fields = ''] = /^\s*\$(\w+)\s*(.*)$/s.exec(textArgument(directive, 'field') ?? '') ?? []
  const setters = objectsIn(contracts.filter((contract) => contract.agency.name === agency)).filter(({ type }) =>
    named(type, 'context').some((each) => textArgument(each, 'name') === name),
  )
  return setters.map(({ type }) => ({ agency, typeName: type.name.value, fields, directive }))
}

function readGraph({ contracts }: RuleInput) {
  const returns = new Map<string, string>()
  const readers = new Map<string, readonly string[]>()
  for (const { type } of objectsIn(contracts)) {
    const ofType = readersAt(type)
    for (const field of type.fields ?? []) {
      const coordinate = `${type.name.value}.${field.name.value}`
      returns.set(coordinate, namedTypeOf(field.type))
      const listed = readersAt(field) ?? ofType
      if (listed) readers.set(coordinate, listed)
    }
  }
  const walk = (typeName: string, set: SelectionSetNode | undefined): string[] =>
    (set?.selections ?? []).flatMap((node) => {
      if (node.kind === Kind.FRAGMENT_SPREAD) return []
      if (node.kind === Kind.INLINE_FRAGMENT) return walk(node.typeCondition?.name.value ?? typeName, node.selectionSet)
      const coordinate = `${typeName}.${node.name.value}`
      return [coordinate, ...walk(returns.get(coordinate) ?? '', node.selectionSet)]
    })
  return {
    readersOf: (coordinate: string) => readers.get(coordinate),
    coordinatesIn: ({ typeName, fields }: Reading) => [...new Set(walk(typeName, selectionOf(fields)))],
  }
}

function readersAt(node: Parameters<typeof classAt>[0]): readonly string[] | undefined {
  const found = classAt(node).find(({ name }) => name === 'readableBy')
  return found && textListArgument(found.node, 'subgraphs')
}

/** What does not parse composition refuses. */
function selectionOf(fields: string): SelectionSetNode | undefined {
  const text = fields.trim().startsWith('{') ? fields : `{ ${fields} }`
  try {
    const [operation] = parse(text).definitions
    return operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet : undefined
  } catch {
    return undefined
  }
}

function named(node: { readonly directives?: readonly ConstDirectiveNode[] | undefined }, name: string) {
  return [...directivesOf(node, name), ...directivesOf(node, `federation__${name}`)]
}
