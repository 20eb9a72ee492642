/**
 * Text that differs from request to request in nothing but its seed: `~` and seven characters, which stand in every id.
 * With seeds of one length a text for another seed is a copy patched in place, so that neither the subgraphs nor the
 * load cost more when all requests differ.
 */
export interface SeededText {
  readonly byteLength: number
  withSeed(seed: string): Buffer
}

const SEED_LENGTH = 8

/** The seed of the requests that are all alike, and of every template. */
export const FIXED_SEED = '~0000000'

/** The `n`th seed, for `n` from 0 to 36⁷. */
export function seedOf(n: number): string {
  return `~${n.toString(36).padStart(SEED_LENGTH - 1, '0')}`
}

/** The first seed in a text, or `undefined` where there is none. */
export function findSeed(text: string): string | undefined {
  const start = text.indexOf('~')
  return start === -1 ? undefined : text.slice(start, start + SEED_LENGTH)
}

/** @param template a text that holds FIXED_SEED wherever a seed belongs */
export function seededText(template: Buffer): SeededText {
  const places = placesOf(template)
  return {
    byteLength: template.length,
    withSeed(seed) {
      const text = Buffer.from(template)
      const bytes = Buffer.from(seed, 'latin1')
      for (const place of places) bytes.copy(text, place)
      return text
    },
  }
}

function placesOf(template: Buffer): number[] {
  const places: number[] = []
  let place = template.indexOf(FIXED_SEED)
  while (place !== -1) {
    places.push(place)
    place = template.indexOf(FIXED_SEED, place + SEED_LENGTH)
  }
  return places
}
