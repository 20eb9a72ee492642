import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DocumentNode } from 'graphql'
import { parse, print } from 'graphql'
import { ConfigError } from '../../kit/config.ts'

/** Operations that were looked at before anybody may run them, by the hash of their normal form. */
export interface TrustedOperations {
  readonly size: number
  /** Its text; `undefined` where no such operation is trusted. @param hash in hexadecimal */
  find(hash: string): string | undefined
  /** However it is laid out and commented. */
  includes(document: DocumentNode): boolean
}

/** @param folder of `*.graphql`, one document a file; without one nothing is trusted @throws {ConfigError} */
export function readTrustedOperations(folder: string | undefined): TrustedOperations {
  const files = folder === undefined ? [] : globSync('*.graphql', { cwd: folder }).map((file) => join(folder, file))
  return openTrustedOperations(files.toSorted().map(readNormal))
}

/** @param texts documents in any layout */
export function openTrustedOperations(texts: readonly string[]): TrustedOperations {
  const byHash = new Map(texts.map((text) => [hashOf(parse(text, { noLocation: true })), text]))
  return {
    size: byHash.size,
    find: (hash) => byHash.get(hash.toLowerCase()),
    includes: (document) => byHash.has(hashOf(document)),
  }
}

const hashes = new WeakMap<DocumentNode, string>()

/**
 * SHA-256, in hexadecimal, of the document as graphql-js prints it: without comments and layout. The tools that make
 * manifests of persisted queries hash the same text.
 */
export function hashOf(document: DocumentNode): string {
  const known = hashes.get(document)
  if (known) return known
  const hash = createHash('sha256').update(print(document)).digest('hex')
  hashes.set(document, hash)
  return hash
}

function readNormal(path: string): string {
  const text = readFileSync(path, 'utf8')
  try {
    return print(parse(text, { noLocation: true }))
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown reason'
    throw new ConfigError(
      `${path} is no GraphQL document (${reason}); mend it or take it out of TRUSTED_OPERATIONS_DIR`,
    )
  }
}
