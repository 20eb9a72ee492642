import type { GraphQLSchemaModule } from '@apollo/subgraph'
import { buildSubgraphSchema } from '@apollo/subgraph'
import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql'
import { Kind, parse } from 'graphql'
import { PublicError } from '../errors.ts'
import { scalars } from '../scalars.ts'

export type Resolvers = NonNullable<GraphQLSchemaModule['resolvers']>

/** A gateway that asks for more entities than this in one call is refused (PAGE_LIMIT² would be the worst honest plan). */
const ENTITIES_LIMIT = 1_000

/** The executable subgraph: Federation's own fields, the kit's scalars, and what the libraries leave open mended. */
export function buildFederatedSchema(options: { typeDefs: string; resolvers: object }): GraphQLSchema {
  const typeDefs = parse(options.typeDefs)
  const declared = new Set(
    typeDefs.definitions.flatMap((node) => (node.kind === Kind.SCALAR_TYPE_DEFINITION ? [node.name.value] : [])),
  )
  const known = Object.fromEntries(Object.entries(scalars).filter(([name]) => declared.has(name)))
  const schema = buildSubgraphSchema([
    { typeDefs, resolvers: { ...known, ...isolateReferences(options.resolvers as Resolvers) } },
  ])
  limitEntities(schema)
  tellContract(schema, options.typeDefs)
  return schema
}

/** A synchronous throw in one `__resolveReference` would lose the whole `_entities` list; a rejection loses its element. */
function isolateReferences(resolvers: Resolvers): Resolvers {
  const isolated = Object.entries(resolvers).map(([type, fields]) => {
    if (typeof fields !== 'object' || !('__resolveReference' in fields)) return [type, fields]
    const original = fields.__resolveReference as (...args: unknown[]) => unknown
    return [type, { ...fields, __resolveReference: async (...args: unknown[]) => original(...args) }]
  })
  return Object.fromEntries(isolated) as Resolvers
}

/** As it is written: the library's own print leaves out the definitions of the directives that are composed. */
function tellContract(schema: GraphQLSchema, sdl: string): void {
  const field = schema.getQueryType()?.getFields()._service
  if (field) field.resolve = () => ({ sdl })
}

function limitEntities(schema: GraphQLSchema): void {
  const field = schema.getQueryType()?.getFields()._entities
  if (!field?.resolve) return
  const original = field.resolve as GraphQLFieldResolver<unknown, unknown, { representations: readonly unknown[] }>
  field.resolve = (source, args, context, info) => {
    const asked = args.representations as readonly unknown[]
    if (asked.length > ENTITIES_LIMIT) {
      throw new PublicError(
        'TOO_MANY_ENTITIES',
        `got ${asked.length} representations, wanted at most ${ENTITIES_LIMIT}; ask in parts`,
      )
    }
    return original(source, { ...args, representations: asked }, context, info)
  }
}
