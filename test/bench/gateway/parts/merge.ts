import { isDeepStrictEqual } from 'node:util'
import { shapeOf } from '../../../../gateway/engine/program/shape.ts'
import { compileTaker } from '../../../../gateway/engine/program/take.ts'
import { invariant } from '../../../../kit/errors.ts'
import { readDeepOperation } from './deep-operation.ts'
import type { OpenPart } from './part.ts'

export const openMerge: OpenPart = async (supergraphFile) => {
  const { source, data } = await readDeepOperation(supergraphFile)
  const taker = compileTaker(shapeOf(source, []), new Map())
  const merged = {}
  taker.merge(merged, data as Record<string, unknown>, false)
  invariant(isDeepStrictEqual(merged, data), 'what is taken from the answer is the answer')
  return {
    name: 'merge',
    what: 'the whole answer of 87 kB, parsed before, taken into an empty tree as if from one subgraph',
    run() {
      taker.merge({}, data as Record<string, unknown>, false)
      return undefined
    },
  }
}
