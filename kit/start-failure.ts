/** One line on standard error: what came, what was wanted, what to do next. */
export function reportStartFailure(name: string, error: unknown): void {
  console.error(`${name} cannot start: ${describeStartFailure(error)}`)
}

function describeStartFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code, port } = error as Error & { code?: string; port?: number }
  if (code === 'EADDRINUSE')
    return `port ${port} is taken; stop what listens there or set its port variable to a free one`
  if (code === 'EACCES' && port !== undefined) return `this user may not listen on port ${port}; choose one above 1023`
  return error.message.split('\n')[0] || 'no reason was given'
}
