import { isDeepStrictEqual } from 'node:util'
import type { AskSubgraph, StreamSubgraph } from '../../../../gateway/engine/engine.ts'
import { createExchange, startDeadline } from '../../../../gateway/exchange.ts'
import { invariant } from '../../../../kit/errors.ts'
import { openBareEngine } from '../engines/bare.ts'
import type { SeededText } from '../seeded-text.ts'
import { FIXED_SEED, findSeed, seededText, seedOf } from '../seeded-text.ts'
import type { SubgraphName } from '../subgraphs/contracts.ts'
import { subgraphNames } from '../subgraphs/contracts.ts'
import { openSubgraph } from '../subgraphs/execute.ts'
import { readDeepOperation } from './deep-operation.ts'
import type { OpenPart } from './part.ts'

const DEADLINE_MS = 8_000

export const openExecute: OpenPart = async (supergraphFile) => {
  const { source, document, data } = await readDeepOperation(supergraphFile)
  const engine = await openBareEngine(supergraphFile, { ask: openMemory(), stream: neverStream })
  const { signal } = new AbortController()
  const execute = (seed: string) =>
    engine.execute({
      document,
      source,
      operationName: undefined,
      variables: { seed },
      exchange: createExchange(startDeadline(DEADLINE_MS, signal)),
    })
  const first = JSON.parse(JSON.stringify((await execute(FIXED_SEED)).data))
  invariant(isDeepStrictEqual(first, data), 'the engine gives the right answer')
  let runs = 0
  return {
    name: 'execute',
    what: 'the deep query by the whole engine on answers in memory, parsing them included, HTTP and sharing not',
    async run() {
      await execute(seedOf(++runs))
    },
    close: () => engine.stop(),
  }
}

/** Subgraphs in this process: what they answered once they answer again, for other seeds too. */
function openMemory(): AskSubgraph {
  const subgraphs = new Map<string, (body: string) => Promise<string>>(
    subgraphNames.map((name: SubgraphName) => [name, openSubgraph(name)]),
  )
  const remembered = new Map<string, SeededText>()
  return async (name, { body }) => {
    const seed = findSeed(body) ?? FIXED_SEED
    const fixed = body.replaceAll(seed, FIXED_SEED)
    const known = remembered.get(name + fixed)
    const answer = known ?? seededText(Buffer.from((await subgraphs.get(name)?.(fixed)) ?? '{}'))
    remembered.set(name + fixed, answer)
    const { data } = JSON.parse(answer.withSeed(seed).toString()) as { data?: unknown }
    return { data, errors: [] }
  }
}

const neverStream: StreamSubgraph = () => {
  throw new Error('the benchmark subscribes to nothing')
}
