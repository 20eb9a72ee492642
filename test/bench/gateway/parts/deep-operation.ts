import { parse } from 'graphql'
import { normalizeOperation } from '../../../../gateway/engine/operation/normalize-operation.ts'
import { buildApiSchema } from '../../../../gateway/supergraph/api-schema.ts'
import { readSupergraph } from '../engines/bare.ts'
import { makeDeepQuestion } from '../questions.ts'
import { FIXED_SEED } from '../seeded-text.ts'

/** The deep query as the parts of the engine know it, and the data that answer it. */
export async function readDeepOperation(supergraphFile: string) {
  const supergraph = readSupergraph(supergraphFile)
  const schema = await buildApiSchema({ definitions: supergraph.apiDefinitions })
  const { body, data } = await makeDeepQuestion()
  const { query: source } = JSON.parse(body.withSeed(FIXED_SEED).toString()) as { query: string }
  const document = parse(source)
  const normalized = normalizeOperation(document, undefined, {
    schema,
    keyFields: supergraph.keyFields,
    interfaceObjects: new Set(),
    defer: false,
  })
  return { supergraph, schema, source, document, normalized, data }
}
