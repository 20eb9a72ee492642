import { OperationTypeNode } from 'graphql'
import { compileWriter } from '../../../../gateway/engine/write/compile-writer.ts'
import { Output } from '../../../../gateway/engine/write/output.ts'
import { invariant } from '../../../../kit/errors.ts'
import { readDeepOperation } from './deep-operation.ts'
import type { OpenPart } from './part.ts'

export const openWrite: OpenPart = async (supergraphFile) => {
  const { schema, normalized, data } = await readDeepOperation(supergraphFile)
  const root = schema.getRootType(OperationTypeNode.QUERY)
  invariant(root, 'the benchmark has queries')
  const sets = [{ selections: normalized.selections, conditions: [] }]
  const write = compileWriter(schema).writeObject(root, { sets, at: [] })
  const writeOnce = () => {
    const output = new Output({ isTrue: () => true, introspected: {}, texts: { plain: true } })
    return write(data, output) ? output.take().toString() : undefined
  }
  invariant(writeOnce() === JSON.stringify(data), 'the writer writes the right answer')
  return {
    name: 'write',
    what: 'the answer of 87 kB as text',
    run() {
      writeOnce()
      return undefined
    },
  }
}
