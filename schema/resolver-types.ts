import { codegen } from '@graphql-codegen/core'
import * as typescript from '@graphql-codegen/typescript'
import * as typescriptResolvers from '@graphql-codegen/typescript-resolvers'
import type { DefinitionNode, DocumentNode } from 'graphql'
import { isTypeDefinitionNode, Kind, parse, visit } from 'graphql'

const config = {
  federation: true,
  enumsAsTypes: true,
  useTypeImports: true,
  skipTypename: true,
  immutableTypes: true,
  contextType: './context.ts#Context',
  defaultScalarType: 'unknown',
  scalars: {
    ID: 'string',
    Date: 'string',
    DateTime: 'number',
    SafeInt: 'number',
  },
}

/**
 * The TypeScript types an agency's resolvers are checked against. Where `records` (the text of the agency's
 * `records.ts`) exports a type named like a GraphQL type, resolvers of that type receive that record as their parent.
 */
export async function resolverTypesOf(options: { typeDefs: string; records: string }): Promise<string> {
  const document = withoutDescriptions(parse(options.typeDefs))
  const declared = new Set(
    document.definitions
      .filter((node) => isTypeDefinitionNode(node))
      .filter(hasResolvers)
      .map((node) => node.name.value),
  )
  const names = [...options.records.matchAll(/^export (?:interface|type) (\w+)/gm)]
    .flatMap(([, name]) => name ?? [])
    .filter((name) => declared.has(name))
  const output = await codegen({
    filename: 'schema.types.ts',
    schema: document,
    documents: [],
    config: {
      ...config,
      mappers: Object.fromEntries(names.map((name) => [name, `./records.ts#${name} as ${name}Record`])),
    },
    plugins: [{ typescript: {} }, { resolvers: {} }],
    pluginMap: { typescript, resolvers: typescriptResolvers },
  })
  return `// Generated from schema.graphql and records.ts by \`npm run compose\`; never edited by hand.\n${output}`
}

/** The contract holds the descriptions already; codegen's own switch for this does not know Federation's directives. */
function withoutDescriptions(document: DocumentNode): DocumentNode {
  return visit(document, { enter: (node) => ('description' in node ? { ...node, description: undefined } : undefined) })
}

/** Only what resolvers answer for can have a record; enums and scalars stay what the contract says. */
function hasResolvers({ kind }: DefinitionNode): boolean {
  return (
    kind === Kind.OBJECT_TYPE_DEFINITION ||
    kind === Kind.INTERFACE_TYPE_DEFINITION ||
    kind === Kind.UNION_TYPE_DEFINITION
  )
}
