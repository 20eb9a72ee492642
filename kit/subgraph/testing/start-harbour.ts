import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { openLogger } from '../../logger.ts'
import type { Viewer } from '../../viewer-statement.ts'
import { loadDoorKeys } from '../door.ts'
import { buildFederatedSchema } from '../federated-schema.ts'
import type { RequestBase, SubgraphDefinition, SubgraphOptions } from '../start-subgraph.ts'
import { startSubgraph } from '../start-subgraph.ts'
import type { Seal } from './seal.ts'
import { openSealer, postSealed } from './seal.ts'

const typeDefs = /* GraphQL */ `
  type Query { slow: String me: String ships: [Ship!] }
  type Ship @key(fields: "id") { id: ID! cargo: String captain: Captain }
  type Captain { name: String }
  type Subscription { forever: Int flood: String }
`
const logger = openLogger({ name: 'harbour', level: 'silent' })

/** A small agency, with the secrets of a house of its own. */
export async function startHarbour(
  options: Partial<SubgraphOptions> & { definition?: Partial<SubgraphDefinition> } = {},
) {
  const { definition, ...terms } = options
  const keyring = { folder: mkdtempSync(join(tmpdir(), 'harbour-')), createMissing: true }
  const { resolvers, ...seen } = openResolvers()
  const clock = { now: Date.now() }
  const now = terms.now ?? (() => clock.now)
  const running = await startSubgraph(
    { name: 'harbour', typeDefs, resolvers, createContext: (base: RequestBase) => base, ...definition },
    { host: '127.0.0.1', port: 0, ...(await loadDoorKeys(keyring, 'harbour')), now, logger, ...terms },
  )
  const sealFor = async (viewer: Viewer, by: { agency?: string; key?: string } = {}): Promise<Seal> =>
    (await openSealer({ keyring, agency: 'harbour', now, ...by }))(viewer)
  const ask = async (query: string, seal: Seal | undefined, variables: object = {}): Promise<Answer> => {
    const response = await postSealed(running.url, seal, { query, variables })
    return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) }
  }
  return { running, keyring, clock, sealFor, ask, ...seen }
}

/** What an agency is built of, without a server. */
startHarbour.parts = () => {
  const { resolvers } = openResolvers()
  return { schema: buildFederatedSchema({ typeDefs, resolvers }), logger }
}

export interface Answer {
  readonly status: number
  readonly data?: Record<string, unknown> | null
  readonly errors?: readonly {
    readonly message: string
    readonly path?: readonly (string | number)[]
    readonly extensions: Readonly<Record<string, unknown>>
  }[]
}

function openResolvers() {
  const reached = Promise.withResolvers<void>()
  const opened = Promise.withResolvers<void>()
  const floods = { count: 0 }
  const resolved: string[] = []
  const noting = (name: string, value: unknown) => () => {
    resolved.push(name)
    return value
  }
  const resolvers = {
    Query: {
      slow: async () => {
        reached.resolve()
        await opened.promise
        return 'done'
      },
      me: (_: unknown, _args: unknown, { viewer }: RequestBase) => viewer.subject,
      ships: noting('Query.ships', [{ id: 's1' }]),
    },
    Ship: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      cargo: noting('Ship.cargo', 'tea'),
      captain: noting('Ship.captain', { name: 'Wong' }),
    },
    Subscription: {
      forever: {
        subscribe: async function* () {
          resolved.push('Subscription.forever')
          yield { forever: 1 }
          await new Promise(() => {})
        },
      },
      flood: {
        subscribe: async function* () {
          for (;;) {
            floods.count += 1
            await setImmediate()
            yield { flood: 'water '.repeat(100_000) }
          }
        },
      },
    },
  }
  return { resolvers, gate: { reached: reached.promise, open: () => opened.resolve() }, floods, resolved }
}
