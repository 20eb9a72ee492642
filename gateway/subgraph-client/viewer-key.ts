import type { Viewer } from '../../kit/viewer-statement.ts'

const keys = new WeakMap<Viewer, string>()

/**
 * Equal for two viewers only if a statement would say the same of both: every member counts, also one that is added
 * later. A viewer is plain JSON, as it came out of a token, and never changed; so its key is worked out once.
 */
export function viewerKey(viewer: Viewer): string {
  const known = keys.get(viewer)
  if (known !== undefined) return known
  const key = JSON.stringify(Object.entries(viewer).sort(([one], [other]) => (one < other ? -1 : 1)))
  keys.set(viewer, key)
  return key
}
