import { readFileSync } from 'node:fs'
import type { ConstDirectiveNode, ObjectTypeDefinitionNode, TypeNode } from 'graphql'
import { Kind, parse } from 'graphql'
import { loadSupergraph } from '../../../gateway/supergraph/load-supergraph.ts'
import type { FieldPolicy } from '../../../kit/policy/field-policy.ts'
import type { PolicyTable } from '../../../kit/policy/policy-table.ts'
import { readPolicyTable } from '../../../kit/policy/policy-table.ts'
import { roster } from '../../../schema/roster.ts'

const root = new URL('../../../', import.meta.url)
const supergraphSdl = readFileSync(new URL('schema/supergraph.graphql', root), 'utf8')

/** The policy table of each agency, as it stands at its door. */
export const tables: ReadonlyMap<string, PolicyTable> = new Map(
  roster.map(({ name }) => [name, readPolicyTable(new URL(`subgraphs/${name}/policy.json`, root))]),
)

export const supergraph = loadSupergraph({ sdl: supergraphSdl, addresses: {} })
/** What the gateway decides by. */
export const gatewayPolicies = supergraph.policies

/** By coordinate, as one agency is asked. */
export function policiesOf({ fields }: PolicyTable): ReadonlyMap<string, readonly FieldPolicy[]> {
  return Map.groupBy(fields, ({ coordinate }) => coordinate)
}

const CLASSES = /^(personalData|purpose|residency|assurance|readableBy|authenticated|requiresScopes|policy)$/

/**
 * The coordinates that bear a class in the composed text: on the field, on its type, or on the type it returns. Read by
 * the plainest means, so that a field nobody's reader found is found here.
 */
export function classedCoordinates(): string[] {
  const objects = parse(supergraphSdl).definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION)
  const classed = new Set(objects.filter(isClassed).map(({ name }) => name.value))
  return objects.flatMap((type: ObjectTypeDefinitionNode) =>
    (type.fields ?? [])
      .filter((field) => isClassed(field) || classed.has(type.name.value) || classed.has(namedType(field.type)))
      .map((field) => `${type.name.value}.${field.name.value}`),
  )
}

function isClassed({ directives }: { readonly directives?: readonly ConstDirectiveNode[] }): boolean {
  return directives?.some(({ name }) => CLASSES.test(name.value)) ?? false
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type)
}
