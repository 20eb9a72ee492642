import { rules } from './rules/all.ts'

/** What a finding's code asks, and why; for `gba explain`. */
export interface Explanation {
  readonly code: string
  readonly asks: string
  readonly why: string
}

const COMPOSING: readonly Explanation[] = [
  {
    code: 'CONTRACT_MISSING',
    asks: 'Every agency of schema/roster.ts has its contract where the roster says.',
    why: 'The graph is composed from the roster: an entry without a contract would be an agency that nobody can ask.',
  },
  {
    code: 'SYNTAX',
    asks: 'A contract is GraphQL type system text.',
    why: 'Nothing else can be said of a text that does not parse; the other contracts are checked all the same.',
  },
  {
    code: 'FEDERATION_LINK_MISSING',
    asks: 'A contract links the Federation version it is written for.',
    why: 'Without the link it is read by the rules of Federation 1, where types are shared by silence.',
  },
  {
    code: 'FEDERATION_VERSION_TOO_NEW',
    asks: 'A contract links Federation v2.14 or older.',
    why: 'The composer is @apollo/composition 2.14; what a newer version means it cannot know.',
  },
  {
    code: 'STALE_FILE',
    asks: 'Generated files are what the contracts generate.',
    why: 'The gateway executes the generated supergraph, and resolvers are typed by generated types: both must be of today.',
  },
]

/** Every code of the house. Other codes are those of Apollo's composition. */
export function explanations(): readonly Explanation[] {
  return [...COMPOSING, ...rules].map(({ code, asks, why }) => ({ code, asks, why }))
}
