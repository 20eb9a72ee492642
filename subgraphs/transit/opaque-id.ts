/** An id that says all of what it stands for, so that nothing need be kept to find that again. */
export function writeOpaqueId(parts: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** What such an id says, still to be checked; `undefined` where it says nothing. */
export function readOpaqueId(id: string): unknown {
  try {
    return JSON.parse(Buffer.from(id, 'base64url').toString())
  } catch {
    return undefined
  }
}
