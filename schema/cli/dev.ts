import { Command, InvalidArgumentError } from 'commander'
import type { DevEvent } from '../dev/dev-house.ts'
import { projectRoot } from '../root.ts'
import { roster } from '../roster.ts'
import { describeFindings } from './describe-findings.ts'
import { EXIT, paint, say } from './output.ts'

interface DevCommandOptions {
  readonly only?: readonly string[]
  readonly port?: number
}

export const dev = new Command('dev')
  .description('Run the gateway and the agencies, a process each, and follow what is saved.')
  .option(
    '--only <names>',
    'run only these agencies, with commas between; the others are asked at their URL',
    parseNames,
  )
  .option('--port <number>', 'where the gateway listens (default: PORT, or 4000)', parsePort)
  .addHelpText(
    'after',
    `
A saved contract is composed again; where the supergraph changed, the gateway is restarted with it (it does not answer
for a second or two). Contracts that do not compose change nothing: the old supergraph stays until they do.
SUBGRAPH_URLS='{"transit":"https://…/graphql"}' says where an agency is that is not run here. Without DATABASE_URL
each agency has an embedded database of its own, of some 400 MB.`,
  )
  .action(devCommand)

async function devCommand(options: DevCommandOptions): Promise<void> {
  const [{ startDevHouse }, { StartError }, { closeOnSignal }] = await Promise.all([
    import('../dev/dev-house.ts'),
    import('../dev/processes.ts'),
    import('../../kit/close-on-signal.ts'),
  ])
  try {
    const house = await startDevHouse({
      root: projectRoot,
      roster,
      mine: options.only ?? roster.map(({ name }) => name),
      env: process.env,
      gatewayPort: options.port ?? parsePort(process.env.PORT ?? '4000'),
      tell: (event) => say(describeEvent(event)),
    })
    closeOnSignal(() => house.close())
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    say(`gba dev: ${error.message}`)
    process.exitCode = error.kind === 'timed out' ? EXIT.timedOut : EXIT.refused
  }
}

function describeEvent(event: DevEvent): string {
  switch (event.kind) {
    case 'up': {
      const here = event.parts.map(({ name, url }) => `  ${name.padEnd(10)} ${url}`)
      const elsewhere = [...event.elsewhere].map(([name, url]) => `  ${name.padEnd(10)} ${url} (not run here)`)
      return ['The house is up and follows what you save; Ctrl-C stops it.', ...here, ...elsewhere].join('\n')
    }
    case 'restarted':
      return `${paint('green', 'restarted')} ${event.names.join(', ')} in ${Math.round(event.tookMs)} ms`
    case 'refused':
      return `${describeFindings(event.composition.findings)}\nThe contracts do not compose: the old supergraph stays, nothing was restarted.`
    case 'crashed':
      return `${paint('red', 'crashed')} ${event.name} (${event.how}); the rest goes on, the next save starts it again`
    case 'failed':
      return `${paint('red', 'stopped')} ${event.error.message}; the rest goes on, the next save tries again`
  }
}

function parseNames(text: string): readonly string[] {
  const known = roster.map(({ name }) => name)
  const names = text.split(',').map((name) => name.trim())
  const strange = names.filter((name) => !known.includes(name))
  if (strange.length === 0) return names
  throw new InvalidArgumentError(`got ${strange.join(', ')}, wanted some of ${known.join(', ')}.`)
}

function parsePort(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new InvalidArgumentError('wanted a port number from 1 to 65535.')
}
