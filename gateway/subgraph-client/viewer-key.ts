import { hash } from 'node:crypto'
import type { Viewer } from '../../kit/viewer-statement.ts'

const keys = new WeakMap<Viewer, string>()

/**
 * Equal for two viewers only if a statement would say the same of both: every member counts, also one that is added
 * later. A viewer is plain JSON, as it came out of a token, and never changed; so its key is worked out once. It is a hash:
 * it becomes part of the key of every call, and a viewer with his consents takes kilobytes.
 */
export function viewerKey(viewer: Viewer): string {
  const known = keys.get(viewer)
  if (known !== undefined) return known
  const said = JSON.stringify(Object.entries(viewer).sort(([one], [other]) => (one < other ? -1 : 1)))
  const key = hash('sha256', said, 'base64url')
  keys.set(viewer, key)
  return key
}
