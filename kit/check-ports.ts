import { once } from 'node:events'
import { createServer } from 'node:net'
import { ConfigError } from './config.ts'
import { doAll } from './start-failure.ts'

/** A part that is about to listen, and the variable that moves it elsewhere. */
export interface Listener {
  readonly name: string
  readonly variable: string
  /** 0 lets the system choose. */
  readonly port: number
}

/**
 * Tries every port, so that all that are taken are told before anything has started.
 * @throws {ConfigError} naming part, port and variable; an AggregateError of several
 */
export async function checkPorts(listeners: readonly Listener[], host: string): Promise<void> {
  const chosen = listeners.filter(({ port }) => port !== 0)
  checkDifferent(chosen)
  await doAll(chosen.map((listener) => () => checkPort(listener, host)))
}

function checkDifferent(listeners: readonly Listener[]): void {
  for (const [port, wanting] of Map.groupBy(listeners, (listener) => listener.port)) {
    if (wanting.length === 1) continue
    const variables = wanting.map(({ variable }) => variable).join(' and ')
    throw new ConfigError(`${variables} have the same port ${port}; each part needs one of its own`)
  }
}

async function checkPort({ name, variable, port }: Listener, host: string): Promise<void> {
  const probe = createServer()
  try {
    probe.listen({ host, port })
    await once(probe, 'listening')
  } catch (error) {
    throw new ConfigError(describeObstacle({ name, variable, port, code: (error as NodeJS.ErrnoException).code }))
  }
  probe.close()
  await once(probe, 'close')
}

/** The system's reason in the operator's words. */
export function describeObstacle(obstacle: Listener & { readonly code: string | undefined }): string {
  const { name, variable, port, code } = obstacle
  if (code === 'EADDRINUSE')
    return `port ${port} of ${name} is taken; stop what listens there or set ${variable} to a free one`
  if (code === 'EACCES')
    return `this user may not listen on port ${port}, wanted for ${name}; set ${variable} to one above 1023`
  return `nothing can listen on port ${port} of ${name} (${code}); set ${variable} to another`
}
