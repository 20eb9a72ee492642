import { GraphQLError } from 'graphql'

/**
 * An error meant for the caller: its message and code leave the house unmasked. Anything else that is thrown is a bug
 * and is masked. A refusal that a person can act on is no error but a typed result in the schema.
 */
export class PublicError extends GraphQLError {
  constructor(code: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message, { extensions: { ...details, code } })
  }
}

/** Asserts what must hold if the code is right; a failure is a bug, never the caller's fault. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`invariant broken: ${message}`)
}
