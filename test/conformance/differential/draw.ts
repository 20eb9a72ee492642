/** Draws numbers below a bound; the same draw from the same seed is the same for everybody who makes it. */
export type Draw = (below: number) => number

/** FNV-1a over the parts as text: 32 bits that stand for them. */
export function hashOf(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5
  const text = parts.join('\u0000')
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}

/** Mulberry32, seeded by the parts. */
export function openDraw(...parts: readonly (string | number)[]): Draw {
  let state = hashOf(...parts)
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}
