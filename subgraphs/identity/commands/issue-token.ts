import { parseArgs } from 'node:util'
import { z } from 'zod'
import { readConfig } from '../../../kit/config.ts'
import { readIssuerConfig } from '../issuer/config.ts'
import type { SandboxWishes } from '../issuer/issue-token.ts'
import {
  issueSandboxToken,
  personas,
  sandboxTerms,
  UnknownPersonaError,
  UnknownTermError,
} from '../issuer/issue-token.ts'

const USAGE = `Issues an access token of the sandbox on standard output.

  --persona NAME   the made-up resident to act for
  --client ID      the partner that asks; sandbox-partner unless given
  --purpose NAME   what it asks for, one of its registration's
  --scope WORDS    the scopes, with spaces between them
  --acr LEVEL      how surely the resident is known: LOW, SUBSTANTIAL (unless given), HIGH
  --list           the residents there are
  --json           as JSON
  --help           this text`

const EXIT = { done: 0, refused: 1, usage: 2, unknownPersona: 3 }

const environment = z.object({
  KEYS_DIR: z.string().default('.gba/keys'),
  NODE_ENV: z.string().default('development'),
})

process.exitCode = await run()

async function run(): Promise<number> {
  try {
    const { values } = parseArgs({
      options: {
        persona: { type: 'string' },
        client: { type: 'string' },
        purpose: { type: 'string' },
        scope: { type: 'string' },
        acr: { type: 'string' },
        list: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    if (values.help) return answer(USAGE)
    if (values.list) return answer(values.json ? JSON.stringify(listed(), null, 2) : table())
    if (values.persona === undefined) return refuse('got no persona, wanted --persona NAME; see --list', EXIT.usage)
    const { client: clientId, purpose, scope, acr } = values
    const token = await issue(values.persona, { clientId, purpose, scope, acr })
    return answer(values.json ? JSON.stringify(token) : token.access_token)
  } catch (error) {
    return refuse(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error), exitCodeOf(error))
  }
}

/** A token response as RFC 6749, section 5.1 has it. */
async function issue(persona: string, wishes: SandboxWishes) {
  const { KEYS_DIR, NODE_ENV } = readConfig(environment, process.env)
  const config = readIssuerConfig(process.env)
  const keyring = { folder: KEYS_DIR, createMissing: NODE_ENV !== 'production' }
  return {
    access_token: await issueSandboxToken({ env: process.env, keyring, persona, wishes, now: Date.now }),
    token_type: 'Bearer',
    expires_in: config.SANDBOX_TOKEN_LIFETIME_SECONDS,
    scope: sandboxTerms(config, wishes).scope,
  }
}

/** Without the internal references: a partner reads this list. */
function listed() {
  return personas.map(({ slug, name, description }) => ({ slug, name, description }))
}

function table(): string {
  return listed()
    .map(({ slug, name, description }) => `${slug.padEnd(24)} ${name}: ${description}`)
    .join('\n')
}

function exitCodeOf(error: unknown): number {
  if (error instanceof UnknownPersonaError) return EXIT.unknownPersona
  if (error instanceof UnknownTermError) return EXIT.usage
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code.startsWith('ERR_PARSE_ARGS') ? EXIT.usage : EXIT.refused
}

function answer(text: string): number {
  console.log(text)
  return EXIT.done
}

function refuse(reason: string, exitCode: number): number {
  console.error(`issue-token: ${reason}`)
  return exitCode
}
