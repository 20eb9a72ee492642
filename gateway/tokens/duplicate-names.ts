const PARTS = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g

/**
 * True where an object in the JSON text, however deep, has a member name twice. Readers differ in which one they take, so
 * that one who checks and one who uses could see different values (RFC 7519, section 4). The text must be valid JSON.
 */
export function hasDuplicateNames(json: string): boolean {
  const objects: (Set<string> | null)[] = []
  let last = ''
  for (const [part] of json.matchAll(PARTS)) {
    if (part === '{') objects.push(new Set())
    else if (part === '[') objects.push(null)
    else if (part === '}' || part === ']') objects.pop()
    else if (part === ':') {
      const names = objects.at(-1)
      const name: unknown = JSON.parse(last)
      if (names?.has(String(name))) return true
      names?.add(String(name))
    }
    last = part
  }
  return false
}
