import { OperationTypeNode } from 'graphql'
import { compileWriter } from '../../../../gateway/engine/write/compile-writer.ts'
import { openWriteRun } from '../../../../gateway/engine/write/flaws.ts'
import { invariant } from '../../../../kit/errors.ts'
import { readDeepOperation } from './deep-operation.ts'
import type { OpenPart } from './part.ts'

export const openWrite: OpenPart = async (supergraphFile) => {
  const { schema, normalized, data } = await readDeepOperation(supergraphFile)
  const root = schema.getRootType(OperationTypeNode.QUERY)
  invariant(root, 'the benchmark has queries')
  const write = compileWriter(schema).writeObject(root, [{ selections: normalized.selections, conditions: [] }])
  const wanted = JSON.stringify(data)
  invariant(
    write(
      data,
      openWriteRun({ isTrue: () => true, introspected: {} }),
    ) === wanted,
    'the writer writes the right answer',
  )
  return {
    name: 'write',
    what: 'the answer of 87 kB as text',
    run() {
      write(
        data,
        openWriteRun({ isTrue: () => true, introspected: {} }),
      )
      return undefined
    },
  }
}
