import type { FieldDefinitionNode } from 'graphql'
import { Kind, print } from 'graphql'
import type { Element } from '../elements.ts'
import { directivesOf, namedTypeOf, textListArgument } from '../elements.ts'
import type { Finding } from '../findings.ts'
import { findingAt } from '../findings.ts'
import type { Rule, RuleInput } from './rule.ts'
import { elementsIn } from './rule.ts'

const SUFFIX = 'Connection'

export const connections: Rule = {
  code: 'CONNECTION_SHAPE',
  asks: 'A connection has edges, nodes, pageInfo and totalCount; a field that returns one takes first and after, and has @listSize.',
  why: 'Clients page through every list in the same way (Relay cursor connections), and the gateway bounds an answer by its page sizes before it asks.',
  check: (input) => {
    const elements = elementsIn(input)
    return [
      ...elements
        .filter(({ kind, name }) => kind === 'type' && name.endsWith(SUFFIX))
        .flatMap((type) => checkType(type, elements)),
      ...elements.flatMap((element) => checkField(element, pagedUnions(input))),
    ]
  },
}

function checkType(type: Element & { agency: string }, elements: readonly (Element & { agency: string })[]): Finding[] {
  const item = type.name.slice(0, -SUFFIX.length)
  const shape = { edges: `[${item}Edge!]!`, nodes: `[${item}!]!`, pageInfo: 'PageInfo!', totalCount: 'Int!' }
  return Object.entries(shape).flatMap(([name, wanted]) => {
    const field = elements.find((each) => each.agency === type.agency && each.coordinate === `${type.name}.${name}`)
    const got = field?.type ? print(field.type) : 'nothing'
    return got === wanted ? [] : [refuse(field ?? type, `got ${got} for ${type.name}.${name}, wanted ${wanted}`)]
  })
}

function checkField(element: Element, unions: ReadonlySet<string>): Finding[] {
  const { kind, type, node, coordinate } = element
  if (kind !== 'field' || !type || node.kind !== Kind.FIELD_DEFINITION) return []
  const returned = namedTypeOf(type)
  const isDirect = returned.endsWith(SUFFIX)
  if (!isDirect && !unions.has(returned)) return []
  const missing = [...missingArguments(node), ...(isDirect ? missingListSize(node) : [])]
  return missing.map((wanted) =>
    refuse(element, `got ${coordinate}, which returns a page, without ${wanted}; wanted it`),
  )
}

/** Unions through which a page comes; `@listSize` cannot be said of them, a union has no sized fields. */
function pagedUnions(input: RuleInput): Set<string> {
  return new Set(
    input.contracts
      .flatMap(({ document }) => document.definitions)
      .flatMap((node) => {
        const isPaged =
          node.kind === Kind.UNION_TYPE_DEFINITION && node.types?.some(({ name }) => name.value.endsWith(SUFFIX))
        return isPaged ? [node.name.value] : []
      }),
  )
}

function missingArguments(field: FieldDefinitionNode): string[] {
  const wanted = { first: 'Int', after: 'String' }
  return Object.entries(wanted).flatMap(([name, type]) => {
    const argument = field.arguments?.find((each) => each.name.value === name)
    return argument && print(argument.type) === type ? [] : [`the argument \`${name}: ${type}\``]
  })
}

function missingListSize(field: FieldDefinitionNode): string[] {
  const [listSize] = directivesOf(field, 'listSize')
  if (!listSize) return ['@listSize']
  const parts = { slicingArguments: ['first'], sizedFields: ['edges', 'nodes'] }
  return Object.entries(parts).flatMap(([name, wanted]) => {
    const got = textListArgument(listSize, name)
    return wanted.every((each) => got.includes(each)) ? [] : [`${name}: ${JSON.stringify(wanted)} in @listSize`]
  })
}

function refuse(element: Element, message: string): Finding {
  const fix = 'Copy the shape of Query.cities and CityConnection in subgraphs/identity/schema.graphql.'
  return findingAt(element.node, { code: connections.code, severity: 'error', message, fix })
}
