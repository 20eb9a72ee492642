import type { FieldPolicy } from '../../../kit/policy/field-policy.ts'
import type { TransferRules } from '../../../kit/policy/transfer-rules.ts'
import type { ConsentClaim, Viewer } from '../../../kit/viewer-statement.ts'
import { anonymous } from '../../../kit/viewer-statement.ts'
import type { Cell } from './cells.ts'

export const NOW = Date.parse('2026-11-22T10:00:00+08:00')
const DAY_MS = 86_400_000

export interface Words {
  readonly scopes: readonly string[]
  readonly purposes: readonly string[]
  readonly categories: readonly string[]
}

/** All scopes, purposes and categories that a graph's policies speak of: a caller may have all but the right one. */
export function wordsOf(policies: readonly FieldPolicy[]): Words {
  return {
    scopes: distinct(policies.flatMap(({ scopes }) => scopes?.flat() ?? [])),
    purposes: distinct(policies.flatMap(({ purposes }) => purposes ?? [])),
    categories: distinct(policies.flatMap(({ personalData }) => personalData?.category ?? [])),
  }
}

/** The caller whom a cell describes, for a field of these policies: everything he is not to have left out, all else given. */
export function viewerOf(
  cell: Cell,
  field: { policies: readonly FieldPolicy[]; words: Words; rules: TransferRules; subject: string },
): Viewer {
  if (cell.caller === 'anonymous') return anonymous
  const { policies, words, subject } = field
  const asked = wordsOf(policies)
  const isStrong = cell.client === 'strong'
  return {
    subject,
    clientId: 'partner',
    scopes: cell.scope === 'with' ? words.scopes : words.scopes.filter((scope) => !asked.scopes.includes(scope)),
    purpose: cell.purpose === 'right' ? rightPurpose(policies) : wrongPurpose(words, asked),
    assurance: isStrong ? 'HIGH' : null,
    senderConstrained: isStrong,
    registration: {
      jurisdiction: cell.way.to,
      policies: isStrong ? policies.flatMap((policy) => policy.policies?.flat() ?? []) : [],
      filings: filingsOf(cell, field.rules),
    },
    standing: { home: cell.way.from, consents: consentsOf(cell, field) },
  }
}

function rightPurpose(policies: readonly FieldPolicy[]): string {
  const [first, ...others] = policies.flatMap(({ purposes }) => (purposes ? [purposes] : []))
  return first?.find((purpose) => others.every((purposes) => purposes.includes(purpose))) ?? 'conformance'
}

function wrongPurpose(words: Words, asked: Words): string {
  return words.purposes.find((purpose) => !asked.purposes.includes(purpose)) ?? 'advertising'
}

function filingsOf({ way }: Cell, { routes }: TransferRules): NonNullable<Viewer['registration']>['filings'] {
  const leads = (between: readonly string[]) => between.includes(way.from) && between.includes(way.to)
  return routes
    .filter(({ between }) => way.kind !== 'unfiled' || !leads(between))
    .map(({ id }) => ({ route: id, id: `filing of ${id}`, validFrom: '2024-01-01', validTo: null }))
}

/** Beside what the cell says there is always a live consent that must not help: to other data, or for another purpose. */
function consentsOf(
  { consent }: Cell,
  { policies, words }: { policies: readonly FieldPolicy[]; words: Words },
): ConsentClaim[] {
  const purpose = rightPurpose(policies)
  const { categories } = wordsOf(policies)
  const whole = { id: 'whole', purpose, categories: words.categories, transfer: true, expiresAt: NOW + DAY_MS }
  if (consent === 'live') return [whole]
  const others = words.categories.filter((category) => !categories.includes(category))
  const beside: ConsentClaim[] = [
    { ...whole, id: 'other data', categories: others },
    { ...whole, id: 'other purpose', purpose: 'advertising' },
  ]
  switch (consent) {
    case 'none':
      return []
    // Identity tells no gateway of what was taken back: what is left is all else.
    case 'revoked':
      return beside
    case 'expired':
      return [...beside, { ...whole, id: 'expired', expiresAt: NOW }]
    case 'live at home':
      return [...beside, { ...whole, id: 'at home', transfer: false }]
  }
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)]
}
