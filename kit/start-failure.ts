import { ConfigError } from './config.ts'

/** Each different reason is a line on standard error: what came, what was wanted, what to do next. */
export function reportStartFailure(name: string, error: unknown): void {
  const different = new Map(reasonsOf(error).map((reason) => [firstLine(reason), reason]))
  for (const reason of different.values()) console.error(`${name} cannot start: ${reason}`)
}

/**
 * Does all of it at once and waits for all, so that whoever mends a start learns of every problem together.
 * @throws the one failure, or an AggregateError of several
 */
export async function doAll(tasks: readonly (() => unknown)[]): Promise<void> {
  const outcomes = await Promise.allSettled(tasks.map(async (task) => task()))
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
  if (failures.length > 0) throw failures.length === 1 ? failures[0] : new AggregateError(failures)
}

function reasonsOf(error: unknown): string[] {
  if (error instanceof AggregateError) return error.errors.flatMap(reasonsOf)
  return [error instanceof Error ? describeStartFailure(error) : String(error)]
}

function describeStartFailure(error: Error): string {
  const { code, port } = error as Error & { code?: string; port?: number }
  if (error instanceof ConfigError) return error.message
  if (code === 'EADDRINUSE') return `port ${port} is taken; stop what listens there or choose a free one`
  if (code === 'EACCES' && port !== undefined) return `this user may not listen on port ${port}; choose one above 1023`
  // What the system and the database tell has a code. Anything else is a bug, and who mends it needs the place.
  return code ? `${firstLine(error.message)} (${code})` : (error.stack ?? error.message)
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? ''
}
