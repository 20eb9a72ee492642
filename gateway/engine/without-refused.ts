import type { Compiled, Wanted } from './compile-operation.ts'
import type { Authorize, FieldRefusal } from './engine.ts'

/** For who may read everything. */
export const NOTHING_REFUSED: ReadonlyMap<number, FieldRefusal> = new Map()

/** What is left when a part was refused has a plan of its own, and that is looked at again; after so many times no more is. */
const ROUNDS_LIMIT = 8

/** The operation without what its caller may not read. Each plan that is run has been looked at. */
export async function withoutRefused(
  whole: Compiled,
  terms: { wanted: Wanted; authorize: Authorize; compile: (wanted: Wanted) => Promise<Compiled> },
): Promise<{ compiled: Compiled; refused: ReadonlyMap<number, FieldRefusal> }> {
  const { wanted, authorize, compile } = terms
  let compiled = whole
  let refused = NOTHING_REFUSED
  for (let round = 0; round < ROUNDS_LIMIT; round++) {
    const more = authorize(compiled.reads())
    if (more.size === 0) return { compiled, refused }
    refused = refused.size === 0 ? more : new Map([...refused, ...more])
    compiled = await compile({ ...wanted, refused: new Set(refused.keys()) })
  }
  throw new Error(`after ${ROUNDS_LIMIT} rounds the plan still reads what is refused`)
}
