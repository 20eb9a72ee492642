import { hash } from 'node:crypto'

/** Chance that comes out the same for the same seed. */
export interface Dice {
  below(limit: number): number
  pick<T>(from: readonly [T, ...T[]]): T
  hash(): string
  uuid(): string
}

export function openDice(seed: number): Dice {
  let count = 0
  const roll = () => hash('sha256', `${seed}/${count++}`, 'buffer')
  const below = (limit: number) => roll().readUInt32BE() % limit
  return {
    below,
    pick: (from) => from[below(from.length)] ?? from[0],
    hash: () => roll().toString('base64url'),
    uuid() {
      const hex = roll().toString('hex')
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
    },
  }
}
