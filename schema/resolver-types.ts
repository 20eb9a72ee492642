import { codegen } from '@graphql-codegen/core'
import * as typescript from '@graphql-codegen/typescript'
import * as typescriptResolvers from '@graphql-codegen/typescript-resolvers'
import { parse } from 'graphql'

const config = {
  federation: true,
  enumsAsTypes: true,
  useTypeImports: true,
  skipTypename: true,
  immutableTypes: true,
  disableDescriptions: true,
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
  const names = [...options.records.matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name]) => name as string)
  const output = await codegen({
    filename: 'schema.types.ts',
    schema: parse(options.typeDefs),
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
