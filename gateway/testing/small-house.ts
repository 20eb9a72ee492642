import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { composeServices } from '@apollo/composition'
import { parse } from 'graphql'
import { importJWK, SignJWT } from 'jose'
import { pino } from 'pino'
import type { Clock } from '../../kit/clock.ts'
import { PublicError } from '../../kit/errors.ts'
import { loadKeyPair, loadPublicKey, loadSecret } from '../../kit/keys.ts'
import { openPseudonyms } from '../../kit/pseudonym.ts'
import type { RequestBase, RunningSubgraph, SubgraphDefinition } from '../../kit/subgraph/start-subgraph.ts'
import { startSubgraph } from '../../kit/subgraph/start-subgraph.ts'
import type { GatewayOptions, RunningGateway } from '../main.ts'
import { startGateway } from '../main.ts'

/** A library and the shelf its books stand on: two agencies with one entity, an own scalar, a change and every fault. */
const library: SubgraphDefinition = {
  name: 'library',
  typeDefs: /* GraphQL */ `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.8", import: ["@key", "@shareable"])
    scalar Date
    type Query {
      books(first: Int = 2): [Book]
      book(id: ID!): Book
      due(on: Date!): Date
      me: String
      tree: Tree
      leak: String
      refused: String
      slow: String
      member: Member @shareable
    }
    type Member @key(fields: "id") {
      id: ID!
      name: String
    }
    type Mutation {
      lend(id: ID!): Book
    }
    type Tree {
      name: String
      tree: Tree
      left: Tree
      right: Tree
    }
    type Book @key(fields: "id") {
      id: ID!
      title: String
    }
  `,
  resolvers: {
    Query: {
      books: (_: unknown, { first }: { first: number }) =>
        Array.from({ length: first }, (_, index) => book(`${index + 1}`)),
      book: (_: unknown, { id }: { id: string }) => book(id),
      due: (_: unknown, { on }: { on: string }) => on,
      me: (_: unknown, _arguments: unknown, { viewer }: RequestBase) => viewer.subject ?? 'anonymous',
      tree: () => ({ name: 'root' }),
      member: () => ({ id: 'm1', name: 'Ada' }),
      leak: () => {
        throw new Error('connect postgres://gba:hunter2@10.0.0.5/library failed')
      },
      refused: () => {
        throw new PublicError('PAGE_SIZE_INVALID', 'got first: 0, wanted 1 to 100')
      },
      slow: () => new Promise((resolve) => setTimeout(resolve, 2_000, 'late')),
    },
    Mutation: { lend: (_: unknown, { id }: { id: string }) => book(id) },
  },
  createContext: (base) => base,
}

function book(id: string) {
  return { id, title: `Book ${id}` }
}

const shelves: SubgraphDefinition = {
  name: 'shelves',
  typeDefs: /* GraphQL */ `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.8", import: ["@key", "@shareable"])
    type Query {
      floors: [String!]
      member: Member @shareable
    }
    type Member @key(fields: "id") {
      id: ID!
      seat: String
      key: String!
    }
    type Book @key(fields: "id") {
      id: ID!
      shelf: String
      code: String!
    }
  `,
  resolvers: {
    Query: { floors: () => ['ground', 'first'], member: () => ({ id: 'm1', seat: 'A1', key: 'K1' }) },
    Book: {
      // Book 13 is not on any shelf; of book 7 the label has come off.
      __resolveReference: async ({ id }: { id: string }) => (id === '13' ? null : { id }),
      shelf: ({ id }: { id: string }) => {
        if (id === '666') throw new Error('shelf of Chan Siu Ming, HKID Z683365(5)')
        return `shelf ${id}`
      },
      code: ({ id }: { id: string }) => `code ${id}`,
    },
  },
  createContext: (base) => base,
}

const definitions = { library, shelves }

/** The supergraph of the two, at addresses nobody answers on; the gateway is told the real ones. */
export function composeSmallHouse(): string {
  const composed = composeServices(
    [library, shelves].map(({ name, typeDefs }) => ({
      name,
      url: `http://127.0.0.1:9/${name}`,
      typeDefs: parse(typeDefs),
    })),
  )
  if (!composed.supergraphSdl) throw new Error(composed.errors?.map(({ message }) => message).join('; '))
  return composed.supergraphSdl
}

export interface SmallHouse {
  readonly gateway: RunningGateway
  readonly agencies: Record<string, RunningSubgraph>
  /** What the gateway logged, one parsed line an entry. */
  readonly log: Record<string, unknown>[]
  readonly folder: string
  ask(query: string, options?: AskOptions): Promise<Answer>
  tokenFor(options?: { subject?: string; clientId?: string }): Promise<string>
  startAgency(name: keyof typeof definitions, port?: number): Promise<RunningSubgraph>
  close(): Promise<void>
}

interface AskOptions {
  readonly variables?: Record<string, unknown>
  readonly headers?: Record<string, string>
}

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly data?: Record<string, unknown> | null
  readonly errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[]
  readonly text: string
}

/** A gateway over the two agencies, on free ports and with keys of its own. `urls` replaces an agency by another server. */
export async function startSmallHouse(
  options: {
    env?: Record<string, string>
    urls?: Record<string, string>
    now?: Clock
    sandbox?: GatewayOptions['sandbox']
  } = {},
): Promise<SmallHouse> {
  const { env = {}, urls = {}, now = Date.now, sandbox } = options
  const folder = mkdtempSync(join(tmpdir(), 'gba-gateway-'))
  const keyring = { folder: join(folder, 'keys'), createMissing: true }
  const supergraphFile = join(folder, 'supergraph.graphql')
  writeFileSync(supergraphFile, composeSmallHouse())
  const log: Record<string, unknown>[] = []
  const logger = pino({ level: 'info' }, { write: (line: string) => log.push(JSON.parse(line)) })
  const { publicJwk } = await loadKeyPair(keyring, 'gateway')
  // A production gateway makes no keys; here it finds what the sandbox would have made.
  await loadPublicKey(keyring, 'issuer')
  await loadSecret(keyring, 'pairwise')

  const startAgency = async (name: keyof typeof definitions, port = 0) => {
    const bodySecret = await loadSecret(keyring, `statement-${name}`)
    const terms = {
      host: '127.0.0.1',
      port,
      gatewayPublicJwk: publicJwk,
      bodySecret,
      now,
      logger: pino({ level: 'silent' }),
    }
    const running = await startSubgraph(definitions[name], terms)
    agencies[name] = running
    return running
  }
  const agencies: Record<string, RunningSubgraph> = {}
  await Promise.all([startAgency('library'), startAgency('shelves')])
  const own = Object.fromEntries(Object.values(agencies).map(({ name, url }) => [name, url]))
  const gateway = await startGateway({
    env: { PORT: '0', SUPERGRAPH_FILE: supergraphFile, KEYS_DIR: keyring.folder, ...env },
    subgraphUrls: { ...own, ...urls },
    now,
    logger,
    ...(sandbox ? { sandbox } : {}),
  })
  return {
    gateway,
    agencies,
    log,
    folder,
    startAgency,
    ask: (query, asked) => post(gateway.url, query, asked),
    tokenFor: ({ subject = '11111111-1111-4111-8111-111111111111', clientId = 'app-a' } = {}) =>
      issueToken({ keyring, now, subject, clientId }),
    async close() {
      await gateway.close()
      await Promise.all(Object.values(agencies).map((agency) => agency.close()))
      rmSync(folder, { recursive: true })
    },
  }
}

async function post(url: string, query: string, options: AskOptions = {}): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...options.headers },
    body: JSON.stringify({ query, variables: options.variables }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, ...JSON.parse(text) }
}

async function issueToken(options: {
  keyring: { folder: string; createMissing: boolean }
  now: Clock
  subject: string
  clientId: string
}): Promise<string> {
  const { keyring, now, subject, clientId } = options
  const { privateJwk } = await loadKeyPair(keyring, 'issuer')
  const pseudonyms = openPseudonyms(await loadSecret(keyring, 'pairwise'))
  const issuedAt = Math.floor(now() / 1000)
  return new SignJWT({ client_id: clientId, scope: 'identity:read' })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: String(privateJwk.kid) })
    .setIssuer('http://127.0.0.1:4001')
    .setAudience('gba-graph')
    .setSubject(pseudonyms.toPseudonym({ reference: subject, clientId }))
    .setJti('token-1')
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + 600)
    .sign(await importJWK(privateJwk, 'EdDSA'))
}
