import type { DefinitionNode, DirectiveDefinitionNode, GraphQLNamedType, SchemaDefinitionNode } from 'graphql'
import {
  DirectiveLocation,
  GraphQLBoolean,
  GraphQLDirective,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  isEnumType,
  isScalarType,
  isTypeDefinitionNode,
  isUnionType,
  Kind,
  OperationTypeNode,
  specifiedDirectives,
} from 'graphql'
import { ConfigError } from '../../kit/config.ts'
import type { KnownScalars } from './build-types.ts'
import { openTypeBuilder } from './build-types.ts'
import { inSlices } from './parse-in-slices.ts'

/** As in the incremental delivery proposal (2023), which is what clients of the kind that ask for it know. */
const GraphQLDeferDirective = new GraphQLDirective({
  name: 'defer',
  description: 'Directs the executor to answer this fragment later, in a part of its own, where `if` is true.',
  locations: [DirectiveLocation.FRAGMENT_SPREAD, DirectiveLocation.INLINE_FRAGMENT],
  args: {
    label: { type: GraphQLString, description: 'Names the part in the answer.' },
    if: { type: new GraphQLNonNull(GraphQLBoolean), defaultValue: true, description: 'Answered at once when false.' },
  },
})

/**
 * The schema that callers validate against, of definitions such as `Supergraph.apiDefinitions` or what `parseInSlices`
 * reads. In place of `buildASTSchema`, which holds the event loop for 45 ms where the definitions come to 140 kB. Most of
 * that goes into the fields of types, so here they are made a few types at a time, and the schema's constructor only
 * gathers what is there.
 * @throws {ConfigError} where the definitions do not fit together
 */
export async function buildApiSchema(options: {
  definitions: readonly DefinitionNode[]
  /** Whether callers may defer fragments. */
  defer?: boolean
  /** Scalars whose behaviour is known. */
  scalars?: KnownScalars
}): Promise<GraphQLSchema> {
  const { definitions, defer = false, scalars } = options
  const builder = openTypeBuilder(scalars)
  try {
    await inSlices(definitions.filter(isTypeDefinitionNode), builder.addType)
    await inSlices(builder.types(), makeFields)
    return new GraphQLSchema({
      ...rootsOf(definitions, builder.findType),
      types: builder.types(),
      directives: [
        ...specifiedDirectives,
        ...ownDirectives(definitions).map(builder.buildDirective),
        ...(defer ? [GraphQLDeferDirective] : []),
      ],
      // A supergraph is checked as a whole before, by its composition and by check-schema.ts off this thread.
      assumeValid: true,
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown reason'
    throw new ConfigError(`the supergraph makes no schema (${reason}); run npm run compose`)
  }
}

/** Fields and interfaces are given as functions, called at the first look. */
function makeFields(type: GraphQLNamedType): void {
  if (isUnionType(type)) type.getTypes()
  else if (!isScalarType(type) && !isEnumType(type)) type.getFields()
  if ('getInterfaces' in type) type.getInterfaces()
}

const DEFAULT_ROOTS = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const

function rootsOf(definitions: readonly DefinitionNode[], findType: (name: string) => GraphQLNamedType | undefined) {
  const head = definitions.find((one): one is SchemaDefinitionNode => one.kind === Kind.SCHEMA_DEFINITION)
  const root = (operation: OperationTypeNode) => {
    const named = head?.operationTypes.find((one) => one.operation === operation)?.type.name.value
    const name = head ? named : DEFAULT_ROOTS[operation]
    const type = name === undefined ? undefined : findType(name)
    if (named !== undefined && !(type instanceof GraphQLObjectType)) throw new Error(`Unknown root type: "${named}".`)
    return type instanceof GraphQLObjectType ? type : undefined
  }
  const query = root(OperationTypeNode.QUERY)
  if (!query) throw new Error('there is nothing to query')
  return {
    query,
    mutation: root(OperationTypeNode.MUTATION),
    subscription: root(OperationTypeNode.SUBSCRIPTION),
    description: head?.description?.value,
    astNode: head,
  }
}

function ownDirectives(definitions: readonly DefinitionNode[]): readonly DirectiveDefinitionNode[] {
  const taken = new Set(['defer', ...specifiedDirectives.map(({ name }) => name)])
  return definitions
    .filter((one): one is DirectiveDefinitionNode => one.kind === Kind.DIRECTIVE_DEFINITION)
    .filter(({ name }) => !taken.has(name.value))
}
