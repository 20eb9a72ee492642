/** What everybody asks, word for word the same, so that only who asks tells two requests apart. */
export interface Question {
  readonly kind: string
  readonly query: string
  readonly variables?: object
  readonly way?: 'get' | 'parts'
  /** Every answer to somebody tells his name. */
  readonly tellsName: boolean
}

const NAME = 'name { en zhHant zhHans }'

export const questions: readonly [Question, ...Question[]] = [
  { kind: 'name', query: `{ viewer { id ${NAME} } }`, tellsName: true },
  { kind: 'by GET', query: `{ viewer { ${NAME} id } }`, way: 'get', tellsName: true },
  {
    kind: 'aliases',
    query: '{ one: viewer { id name { en } } other: viewer { id again: name { zhHant } } }',
    tellsName: true,
  },
  { kind: 'deferred', query: `{ viewer { id ... @defer { ${NAME} } } }`, way: 'parts', tellsName: true },
  {
    kind: 'four agencies',
    query: `{ viewer { id ${NAME} residencies { jurisdiction } wallets { nodes { id } } travelPermits { nodes { kind } }
      crossing(from: HONG_KONG, to: MACAO, at: "2026-11-23T08:30:00+08:00") { __typename } }
      stop(id: "hk:mtr:CEN") { name { en } } }`,
    tellsName: true,
  },
  {
    kind: 'variables',
    query: `query ($kind: TravelPermitKind!, $more: Boolean!) { viewer { id name @include(if: $more) { en zhHant }
      holdsValidPermit(kind: $kind) { holds proof } } }`,
    variables: { kind: 'HMTP', more: true },
    tellsName: true,
  },
  {
    kind: 'proof alone',
    query: '{ viewer { id holdsValidPermit(kind: EEP) { holds proof } } }',
    tellsName: false,
  },
]
