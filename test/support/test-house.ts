import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { House } from '../../start.ts'
import { startHouse } from '../../start.ts'

export interface GatewayAnswer {
  readonly status: number
  readonly data: Record<string, unknown> | null
  readonly errors:
    | readonly { message: string; path?: (string | number)[]; extensions: { code: string; subgraph?: string } }[]
    | undefined
}

export interface TestHouse extends House {
  /** Where this house keeps its keys, for a test that plays the gateway. */
  readonly keysFolder: string
  /** Asks the gateway as a persona, or as nobody. */
  ask(question: { query: string; variables?: object; persona?: string; token?: string }): Promise<GatewayAnswer>
}

/** A whole house of its own: free ports, fresh keys, an engine in memory; the clock may be set. */
export async function openTestHouse({
  env: wishes,
  ...options
}: {
  now?: () => number
  agencyPolicy?: null
  env?: Readonly<Record<string, string>>
} = {}): Promise<TestHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'gba-house-'))
  const env = { KEYS_DIR: join(folder, 'keys'), LOG_LEVEL: 'silent', NODE_ENV: 'test', ...wishes }
  const house = await startHouse({ env, ports: 'free', composed: true, ...options })
  return {
    ...house,
    keysFolder: env.KEYS_DIR,
    async ask({ query, variables, persona, token }) {
      const bearer = token ?? (persona ? await house.tokenFor(persona) : undefined)
      const response = await fetch(`${house.gatewayUrl}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(bearer ? { authorization: `Bearer ${bearer}` } : {}) },
        body: JSON.stringify({ query, variables }),
      })
      const body = (await response.json()) as Pick<GatewayAnswer, 'data' | 'errors'>
      return { status: response.status, data: body.data ?? null, errors: body.errors }
    },
    async close() {
      await house.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
