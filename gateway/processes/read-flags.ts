import { Command } from 'commander'
import type { Environment } from '../config.ts'
import { limitDefaults } from '../config.ts'

interface Flags {
  readonly supergraph?: string
  readonly port?: string
  readonly listen?: string
  readonly engine?: string
  readonly workers?: string
  readonly auth: boolean
  readonly unprotected?: boolean
  readonly [limit: `limit${string}`]: string | undefined
}

/**
 * The command's flags as the environment variables they stand for; config.ts checks both alike. Answers `--help`, and
 * ends the process with one line for a flag that is none.
 * @param argv without node and the file
 */
export function readFlags(argv: readonly string[]): Environment {
  const command = describeCommand()
  command.parse(argv, { from: 'user' })
  const { supergraph, port, listen, engine, workers, auth, unprotected, ...limits } = command.opts<Flags>()
  return {
    ...originOf(supergraph),
    ...present({ PORT: port, HOST: listen, ENGINE: engine, GATEWAY_WORKERS: workers }),
    ...(auth ? {} : { NO_AUTH: '1' }),
    ...(unprotected ? { UNPROTECTED: '1' } : {}),
    ...present(Object.fromEntries(Object.keys(limitDefaults).map((name) => [name, limits[limitKey(name)]]))),
  }
}

/** What the limits count. */
const measures: Readonly<Record<string, string>> = {
  LIMIT_BYTES: 'bytes of a request',
  LIMIT_TOKENS: 'tokens of a document',
  LIMIT_DEPTH: 'levels of fields',
  LIMIT_ALIASES: 'aliases',
  LIMIT_ROOT_FIELDS: 'fields at the root',
  LIMIT_DIRECTIVES: 'directives',
  LIMIT_SELECTIONS: 'fields with every fragment expanded',
  LIMIT_COST: 'fields in the answer by its page sizes',
}

function describeCommand(): Command {
  const command = new Command('gateway')
    .description('Serves a Federation 2 supergraph: one GraphQL endpoint over the subgraphs it lists.')
    .usage('--supergraph <file> [options]')
    .option(
      '--supergraph <file|url>',
      'the composed supergraph: a file, or an http(s) URL (SUPERGRAPH_FILE, SUPERGRAPH_URL)',
    )
    .option('--port <n>', 'where it listens, by default 4000; 0 takes any free port (PORT)')
    .option('--listen <address>', 'on which address, by default 127.0.0.1 (HOST)')
    .option('--workers <n>', 'processes behind the one port; 0 is this process alone (GATEWAY_WORKERS)')
    .option('--no-auth', 'every caller is anonymous and no keys are needed; on this machine only, never in production')
    .option(
      '--unprotected',
      'with --no-auth: serve a supergraph that asks for more than anonymous callers (UNPROTECTED)',
    )
    .option('--engine <name>', 'ours, or reference to compare it with; not in production (ENGINE)')
  for (const [name, fallback] of Object.entries(limitDefaults)) {
    command.option(
      `--${flagOf(name)} <n>`,
      `the most ${measures[name] ?? 'of a document'}, by default ${fallback} (${name})`,
    )
  }
  return command
    .showHelpAfterError('(--help tells what there is)')
    .addHelpText(
      'after',
      '\nFlags win over the variables in brackets; docs/operator.md lists all variables and their defaults.',
    )
}

/** LIMIT_ROOT_FIELDS is --limit-root-fields. */
function flagOf(variable: string): string {
  return variable.toLowerCase().replaceAll('_', '-')
}

/** --limit-root-fields is read as limitRootFields. */
function limitKey(variable: string): `limit${string}` {
  const [, ...words] = variable.toLowerCase().split('_')
  return `limit${words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('')}`
}

/** A flag names the one source, whichever the environment names. */
function originOf(supergraph: string | undefined): Environment {
  if (supergraph === undefined) return {}
  return /^https?:\/\//.test(supergraph)
    ? { SUPERGRAPH_FILE: undefined, SUPERGRAPH_URL: supergraph }
    : { SUPERGRAPH_FILE: supergraph, SUPERGRAPH_URL: undefined }
}

function present(variables: Environment): Environment {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined))
}
