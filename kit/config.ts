import { z } from 'zod'

/** A problem in the environment that the operator must mend before the process can start. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/**
 * Reads and freezes a room's configuration. Every problem is reported at once, one line each,
 * naming the variable, what was wanted and never the value (it may be a secret).
 * @throws {ConfigError}
 */
export function readConfig<S extends z.ZodObject>(
  shape: S,
  env: Record<string, string | undefined>,
): Readonly<z.output<S>> {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = shape.safeParse(present)
  if (parsed.success) return Object.freeze(parsed.data)
  const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new ConfigError(`bad configuration: ${lines.join('; ')}`)
}

/** A TCP port from the environment; 0 lets the system choose a free one. */
export const portVariable = z.coerce.number('wanted a port number').int('wanted a whole number').min(0).max(65_535)

/** Where the tables live, where a server is used. */
export const databaseUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'wanted a PostgreSQL URL such as postgresql://user@host:5432/gba',
})

/** A sandbox unless it says production; a misspelt production must not become a sandbox. */
export const nodeEnvironment = z
  .enum(['development', 'test', 'production'], 'wanted development, test or production')
  .default('development')
