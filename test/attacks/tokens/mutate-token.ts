const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/'

export type Dice = (sides: number) => number

/** Chance that comes the same again for the same seed (mulberry32), so that a finding can be repeated. */
export function openDice(seed: number): Dice {
  let state = seed
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides
  }
}

type Mutation = (jwt: string, dice: Dice) => string

const spliced: Mutation[] = [
  (jwt, dice) => put(jwt, { at: dice(jwt.length), cut: 1, text: ALPHABET[dice(ALPHABET.length)] ?? '' }),
  (jwt, dice) => put(jwt, { at: dice(jwt.length), cut: 1 + dice(8), text: '' }),
  (jwt, dice) => put(jwt, { at: dice(jwt.length), cut: 0, text: ALPHABET[dice(ALPHABET.length)] ?? '' }),
  (jwt, dice) => jwt.slice(0, 1 + dice(jwt.length - 1)),
  (jwt, dice) => put(jwt, { at: dice(jwt.length), cut: 0, text: jwt.slice(dice(jwt.length), dice(jwt.length)) }),
  (jwt, dice) => swap(jwt, dice(jwt.length), dice(jwt.length)),
]

/** Changes of what the token says, written back with the signature it had. */
const rewritten: Mutation[] = [0, 1].map((part) => (jwt: string, dice: Dice) => {
  const parts = jwt.split('.')
  const text = Buffer.from(parts[part] ?? '', 'base64url')
  const at = dice(text.length)
  text[at] = (text[at] ?? 0) ^ (1 << dice(8))
  parts[part] = text.toString('base64url')
  return parts.join('.')
})

const flipped: Mutation = (jwt, dice) => {
  const parts = jwt.split('.')
  const signature = Buffer.from(parts[2] ?? '', 'base64url')
  for (let flips = 1 + dice(3); flips > 0; flips -= 1) {
    const at = dice(signature.length)
    signature[at] = (signature[at] ?? 0) ^ (1 << dice(8))
  }
  parts[2] = signature.toString('base64url')
  return parts.join('.')
}

const mutations = [...spliced, ...rewritten, flipped]

/** The token with one to three things changed, which never is the token again. */
export function mutateToken(jwt: string, dice: Dice): string {
  let changed = jwt
  for (let steps = 1 + dice(3); steps > 0; steps -= 1)
    changed = mutations[dice(mutations.length)]?.(changed, dice) ?? changed
  return sameBytes(changed, jwt) ? mutateToken(jwt, dice) : changed
}

/** The last character of a part holds bits that base64url ignores: another text may be the same token. */
function sameBytes(one: string, other: string): boolean {
  const bytes = (text: string) => text.split('.').map((part) => Buffer.from(part, 'base64url').toString('hex'))
  return bytes(one).join('.') === bytes(other).join('.')
}

function put(text: string, { at, cut, text: inserted }: { at: number; cut: number; text: string }): string {
  return text.slice(0, at) + inserted + text.slice(at + cut)
}

function swap(text: string, one: number, other: number): string {
  const [low, high] = one < other ? [one, other] : [other, one]
  if (low === high) return text
  return `${text.slice(0, low)}${text[high]}${text.slice(low + 1, high)}${text[low]}${text.slice(high + 1)}`
}
