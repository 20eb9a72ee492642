import type { ConstDirectiveNode, DefinitionNode, GraphQLSchema, TypeNode } from 'graphql'
import { isInterfaceType, isObjectType, Kind } from 'graphql'
import type { Feature } from '../supergraph/features.ts'
import { nameOfDirective, readArguments } from '../supergraph/features.ts'

/** What `@cost` and `@listSize` say of one field (IBM's specification of GraphQL cost directives; Federation 2.9). */
export interface Weight {
  /** What the field itself costs; one where nobody says. */
  readonly weight: number
  readonly list: ListSize | null
}

export interface ListSize {
  readonly assumed: number | null
  /** Arguments that say how long a page is. */
  readonly slicing: readonly string[]
}

/** By coordinate, e.g. `Query.stops`; only fields of which something is said. */
export type Weights = ReadonlyMap<string, Weight>

/** A weight beyond this is a slip of the pen, and a sum of many must stay exact. */
const WEIGHT_MAX = 1_000_000
const EXTENSION = 'gateway.weight'

/** Collects the weights definition by definition, under whatever names the supergraph imports the directives. */
export function openWeights(features: readonly Feature[]) {
  const cost = features.find(({ name, official }) => official && name === 'cost')
  const names = cost && { cost: nameOfDirective(cost, 'cost'), listSize: nameOfDirective(cost, 'listSize') }
  const ofTypes = new Map<string, number>()
  const ofFields: { coordinate: string; type: string; directives: readonly ConstDirectiveNode[] }[] = []
  return {
    add(definition: DefinitionNode): void {
      if (!names || !('name' in definition) || definition.name === undefined) return
      // Nothing in a supergraph is an operation, whose directives could hold variables.
      const own = readCost(definition.directives as readonly ConstDirectiveNode[] | undefined, names.cost)
      if (own !== null) ofTypes.set(definition.name.value, own)
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) return
      for (const { name, type, directives = [] } of definition.fields ?? []) {
        ofFields.push({ coordinate: `${definition.name.value}.${name.value}`, type: namedType(type), directives })
      }
    },
    finish(): Weights {
      if (!names) return new Map()
      return new Map(
        ofFields.flatMap(({ coordinate, type, directives }) => {
          const weight = readCost(directives, names.cost) ?? ofTypes.get(type) ?? 1
          const list = readListSize(directives, names.listSize)
          return weight === 1 && !list ? [] : [[coordinate, { weight, list }] as const]
        }),
      )
    },
  }
}

/** Puts each weight where whoever walks an operation meets it. The schema is the engine's own and not yet in use. */
export function addWeights(schema: GraphQLSchema, weights: Weights): void {
  for (const [coordinate, weight] of weights) {
    const [typeName = '', fieldName = ''] = coordinate.split('.')
    const type = schema.getType(typeName)
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[fieldName] : undefined
    if (field) field.extensions = { ...field.extensions, [EXTENSION]: weight }
  }
}

const PLAIN: Weight = { weight: 1, list: null }

export function weightOf(field: { readonly extensions: Readonly<Record<string, unknown>> }): Weight {
  // Only addWeights writes there.
  return (field.extensions[EXTENSION] as Weight | undefined) ?? PLAIN
}

function readCost(directives: readonly ConstDirectiveNode[] | undefined, name: string): number | null {
  const directive = directives?.find((one) => one.name.value === name)
  if (!directive) return null
  const weight = Number(readArguments(directive).weight)
  return Number.isFinite(weight) ? Math.min(WEIGHT_MAX, Math.max(0, weight)) : null
}

function readListSize(directives: readonly ConstDirectiveNode[], name: string): ListSize | null {
  const directive = directives.find((one) => one.name.value === name)
  if (!directive) return null
  const { assumedSize, slicingArguments } = readArguments(directive)
  return {
    assumed: typeof assumedSize === 'number' ? assumedSize : null,
    slicing: Array.isArray(slicingArguments) ? slicingArguments.map(String) : [],
  }
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type)
}
