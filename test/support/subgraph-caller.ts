import { randomBytes } from 'node:crypto'
import { exportJWK, generateKeyPair } from 'jose'
import { openBodyMac } from '../../kit/body-mac.ts'
import type { DoorKeys } from '../../kit/subgraph/door.ts'
import { postSealed } from '../../kit/subgraph/testing/seal.ts'
import type { Viewer } from '../../kit/viewer-statement.ts'
import { anonymous, openStatementSigner } from '../../kit/viewer-statement.ts'

export interface SubgraphAnswer {
  readonly status: number
  // A test reads whatever the schema promises; it asserts the shape itself.
  readonly data: Record<string, unknown> | null
  readonly errors:
    | readonly { message: string; path?: (string | number)[]; extensions?: { code?: string } }[]
    | undefined
}

/** Plays the gateway towards one subgraph: holds the keys that viewer statements and bodies are signed with. */
export interface SubgraphCaller {
  readonly doorKeys: DoorKeys
  ask(options: {
    url: string
    audience: string
    query: string
    variables?: object
    viewer?: Viewer
  }): Promise<SubgraphAnswer>
}

export async function openSubgraphCaller(now: () => number = Date.now): Promise<SubgraphCaller> {
  const pair = await generateKeyPair('EdDSA', { extractable: true })
  const sign = await openStatementSigner({ privateJwk: await exportJWK(pair.privateKey), now })
  const bodySecret = randomBytes(32)
  const mac = openBodyMac(bodySecret)
  return {
    doorKeys: { gatewayPublicJwk: await exportJWK(pair.publicKey), bodySecret },
    async ask({ url, audience, query, variables, viewer = anonymous }) {
      const seal = { statement: await sign({ viewer, audience }), mac }
      const response = await postSealed(url, seal, { query, variables })
      const body = (await response.json()) as Pick<SubgraphAnswer, 'data' | 'errors'>
      return { status: response.status, data: body.data ?? null, errors: body.errors }
    },
  }
}
