import type { JWK } from 'jose'
import { exportJWK, generateKeyPair } from 'jose'
import type { Viewer } from '../../kit/viewer-statement.ts'
import { anonymous, openStatementSigner, STATEMENT_HEADER } from '../../kit/viewer-statement.ts'

export interface SubgraphAnswer {
  readonly status: number
  // A test reads whatever the schema promises; it asserts the shape itself.
  readonly data: Record<string, unknown> | null
  readonly errors:
    | readonly { message: string; path?: (string | number)[]; extensions?: { code?: string } }[]
    | undefined
}

/** Plays the gateway towards one subgraph: holds the key that signs viewer statements. */
export interface SubgraphCaller {
  readonly publicJwk: JWK
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
  return {
    publicJwk: await exportJWK(pair.publicKey),
    async ask({ url, audience, query, variables, viewer = anonymous }) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [STATEMENT_HEADER]: await sign({ viewer, audience }) },
        body: JSON.stringify({ query, variables }),
      })
      const body = (await response.json()) as Pick<SubgraphAnswer, 'data' | 'errors'>
      return { status: response.status, data: body.data ?? null, errors: body.errors }
    },
  }
}
