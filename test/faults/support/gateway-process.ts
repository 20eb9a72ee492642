import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Started } from '../../support/started-house.ts'
import { projectRoot, startCommand } from '../../support/started-house.ts'

/** A gateway as an operator starts it, over a supergraph file and without authentication. */
export interface GatewayProcess {
  readonly url: string
  readonly process: Started
  /** One reading of `/metrics`: the values of a metric's series by their labels as they are written. */
  metrics(): Promise<ReadonlyMap<string, number>>
  /** Processes that the gateway has started and that still run. */
  children(): readonly string[]
  /** @returns how it ended */
  stop(): Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

export async function startGatewayProcess(
  supergraphFile: string,
  extra: NodeJS.ProcessEnv = {},
): Promise<GatewayProcess> {
  const { NODE_ENV, NODE_OPTIONS, ...shell } = process.env
  const flags = ['--supergraph', supergraphFile, '--port', '0', '--no-auth']
  const started = startCommand([join(projectRoot, 'node_modules/.bin/node'), 'gateway/main.ts', ...flags], {
    env: { ...shell, LOG_LEVEL: 'error', ...extra },
  })
  await started.says('gateway answers on ').catch((error: unknown) => {
    started.end()
    throw error
  })
  const url = /answers on (\S+)/.exec(started.stdout())?.[1] ?? ''
  return {
    url,
    process: started,
    async metrics() {
      const text = await (await fetch(new URL('/metrics', url))).text()
      return new Map(
        [...text.matchAll(/^(\w+(?:\{.*\})?) (\S+)$/gm)].map(([, series = '', value]) => [series, Number(value)]),
      )
    },
    children: () => childrenOf(started.pid),
    stop() {
      started.signal('SIGTERM')
      return started.exit
    },
  }
}

function childrenOf(pid: number): string[] {
  const table = execFileSync('ps', ['-A', '-o', 'ppid=,stat=,pid='], { encoding: 'utf8' })
  return [...table.matchAll(/^ *(\d+) +(\S+) +(\d+)$/gm)]
    .filter(([, parent, state]) => Number(parent) === pid && !state?.startsWith('Z'))
    .map(([, , child]) => String(child))
}
