import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Command } from 'commander'
import { projectRoot } from '../root.ts'
import { EXIT, print, printJson, say } from './output.ts'

/** Identity issues the sandbox's tokens; this room only knows where its command stands. */
const ISSUER = 'subgraphs/identity/commands/issue-token.ts'
const TIMEOUT_MS = 10_000

interface Options {
  readonly operation: string
  readonly operationName?: string
  readonly url: string
  readonly persona?: string
  readonly client?: string
  readonly purpose?: string
  readonly scope?: string
  readonly acr?: string
  readonly token?: string
  readonly variables?: string
  readonly json?: boolean
}

export const explainAccess = new Command('access')
  .description('Ask a running gateway what of an operation a caller may read, by which rule, and what would help.')
  .requiredOption('--operation <file>', 'the GraphQL document')
  .option('--operation-name <name>', 'which of its operations')
  .option('--variables <json>', 'its variables')
  .option('--persona <name>', 'a made-up resident of the sandbox to act for')
  .option('--client <id>', 'the partner that asks')
  .option('--purpose <name>', 'what it asks for')
  .option('--scope <words>', 'the scopes of its token, with spaces between them')
  .option('--acr <level>', 'how surely the resident is known')
  .option('--token <jwt>', 'an access token, in place of a persona; without either nobody in particular asks')
  .option('--url <url>', 'where the gateway answers', 'http://127.0.0.1:4000/access')
  .option('--json', 'answer as JSON on stdout')
  .action(run)

async function run(_own: unknown, command: Command): Promise<void> {
  const options = command.optsWithGlobals<Options>()
  const { describeAccess, parseAnswer } = await import('./explain-access-answer.ts')
  const token = options.token ?? (options.persona === undefined ? undefined : await issue(options))
  const told = parseAnswer(await ask(options, token))
  if ('errors' in told) {
    for (const { message } of told.errors) say(`gba explain access: ${message}`)
    process.exitCode = EXIT.refused
    return
  }
  if (options.json) return printJson('explain access', { ok: true, ...told })
  if (told.fields.length === 0) return say('Nothing in this operation is guarded: anybody may read all of it.')
  for (const line of describeAccess(told.fields)) print(line)
}

async function issue({ persona = '', client, purpose, scope, acr }: Options): Promise<string> {
  const wishes = Object.entries({ persona, client, purpose, scope, acr })
  const given = wishes.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]))
  const issuing = promisify(execFile)(process.execPath, [join(projectRoot, ISSUER), ...given])
  const { stdout } = await issuing.catch(({ stderr }: { stderr?: string }) => {
    throw new Error(stderr?.trim() || `no token was issued for ${persona}`)
  })
  return stdout.trim()
}

async function ask(options: Options, token: string | undefined): Promise<unknown> {
  const { url, operation, operationName, variables } = options
  const body = {
    query: readFileSync(operation, 'utf8'),
    ...(operationName ? { operationName } : {}),
    ...(variables ? { variables: JSON.parse(variables) } : {}),
  }
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => {
    throw new Error(`no gateway answers at ${url}; start the house (npm start), or name another by --url`)
  })
  return response.json()
}
