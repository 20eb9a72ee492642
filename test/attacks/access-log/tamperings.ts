import type { AccessEntry } from '../../../kit/evidence/access-entry.ts'
import { canonicalEntry } from '../../../kit/evidence/access-entry.ts'
import type { Dice } from './dice.ts'
import type { LogKeys } from './sample-log.ts'
import { makeEntry, writeLog } from './sample-log.ts'

export interface Original {
  readonly entries: readonly AccessEntry[]
  readonly lines: readonly string[]
  /** Of the log itself: the attacker is the operator, and signs what he likes. */
  readonly own: LogKeys
  /** Somebody else's. */
  readonly foreign: LogKeys
}

/** Makes another log of one that is true; it must differ in what it says. */
export type Tamper = (original: Original, dice: Dice) => string[] | Promise<string[]>

const isEntry = (line: string) => line.startsWith('{"entry":')
const lineOf = (entry: AccessEntry) => `{"entry":${canonicalEntry(entry)}}`

function someLine({ lines }: Original, dice: Dice, wanted: (line: string) => boolean): number {
  const places = lines.flatMap((line, place) => (wanted(line) ? [place] : []))
  return places[dice.below(places.length)] ?? 0
}

function editEntry(entry: AccessEntry, dice: Dice): AccessEntry {
  return dice.pick<() => AccessEntry>([
    () => ({ ...entry, clientId: `${entry.clientId}0` }),
    () => ({ ...entry, purpose: null }),
    () => ({ ...entry, categories: [...entry.categories, 'wallets'] }),
    () => ({ ...entry, consentIds: [] }),
    () => ({ ...entry, subjectCommitment: dice.hash() }),
    () => ({ ...entry, requestId: dice.uuid() }),
    () => ({ ...entry, at: entry.at - 1 - dice.below(86_400_000) }),
  ])()
}

function replaceEntry({ lines, entries }: Original, dice: Dice, change: (entry: AccessEntry) => AccessEntry): string[] {
  const index = dice.below(entries.length)
  let seen = -1
  return lines.map((line) => {
    if (isEntry(line)) seen += 1
    const entry = entries[index]
    return isEntry(line) && seen === index && entry ? lineOf(change(entry)) : line
  })
}

/** What somebody can do to the file who has no key. */
const withoutKey: Readonly<Record<string, Tamper>> = {
  edit: (original, dice) => replaceEntry(original, dice, (entry) => editEntry(entry, dice)),
  backdate: (original, dice) =>
    replaceEntry(original, dice, (entry) => ({ ...entry, at: entry.at - 1 - dice.below(86_400_000) })),
  delete: (original, dice) => original.lines.toSpliced(someLine(original, dice, isEntry), 1),
  insert: (original, dice) =>
    original.lines.toSpliced(
      dice.below(original.lines.length),
      0,
      lineOf(makeEntry(dice, original.entries[0]?.at ?? 0)),
    ),
  duplicate: (original, dice) => {
    const place = someLine(original, dice, isEntry)
    return original.lines.toSpliced(place, 0, original.lines[place] ?? '')
  },
  reorder: (original, dice) => {
    const place = dice.below(original.lines.length - 1)
    const [one = '', other = ''] = original.lines.slice(place)
    return original.lines.toSpliced(place, 2, other, one)
  },
  truncate: ({ lines }, dice) => lines.slice(0, dice.below(lines.length)),
  letter: (original, dice) => {
    const place = dice.below(original.lines.length)
    const line = original.lines[place] ?? ''
    const at = dice.below(line.length)
    const letters = [...'abcdefghijklmnopqrstuvwxyz0123456789{}:," .-_'].filter((letter) => letter !== line[at])
    return original.lines.with(place, line.slice(0, at) + letters[dice.below(letters.length)] + line.slice(at + 1))
  },
  'foreign head': async (original, dice) => {
    const place = someLine(original, dice, (line) => !isEntry(line))
    const forged = await writeLog(original.entries, original.foreign.sign)
    return original.lines.with(place, forged[place] ?? '')
  },
}

/** What the log's own operator can do, who signs anew whatever he likes. */
const withKey: Readonly<Record<string, Tamper>> = {
  rewrite: ({ entries, own }, dice) => {
    const index = dice.below(entries.length)
    return writeLog(
      entries.map((entry, place) => (place === index ? editEntry(entry, dice) : entry)),
      own.sign,
    )
  },
  'rewrite without one': ({ entries, own }, dice) =>
    writeLog(entries.toSpliced(dice.below(entries.length), 1), own.sign),
  fork: ({ entries, own }, dice) => {
    const from = dice.below(entries.length)
    const others = entries.slice(from).map(({ at }) => makeEntry(dice, at))
    return writeLog([...entries.slice(0, from), ...others, makeEntry(dice, entries.at(-1)?.at ?? 0)], own.sign)
  },
  'cut and signed': ({ entries, own }, dice) => writeLog(entries.slice(0, dice.below(entries.length)), own.sign),
  'other times': ({ entries, own }, dice) => writeLog(entries, own.sign, 1 + dice.below(1_000)),
}

export const tamperings: ReadonlyMap<string, Tamper> = new Map(Object.entries({ ...withoutKey, ...withKey }))
