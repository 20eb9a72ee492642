/** Who asks, of whom the data are, and on what terms: one question that the matrix asks of every classed field. */
export interface Cell {
  readonly caller: (typeof dimensions.caller)[number]
  readonly scope: (typeof dimensions.scope)[number]
  readonly consent: (typeof dimensions.consent)[number]
  readonly purpose: (typeof dimensions.purpose)[number]
  readonly client: (typeof dimensions.client)[number]
  readonly way: Way
}

/** From the jurisdiction of the resident's home register to the one where the client processes data. */
export interface Way {
  readonly from: string
  readonly to: string
  /** `unfiled`: there is a route, and the client has filed others only; `unrouted`: there is none. */
  readonly kind: 'same' | 'routed' | 'unfiled' | 'unrouted'
}

const homes = ['HONG_KONG', 'MACAO', 'MAINLAND']
/** A place that no route leads to. */
const ELSEWHERE = 'ELSEWHERE'

const dimensions = {
  caller: ['anonymous', 'other resident', 'owner'],
  scope: ['without', 'with'],
  /** `live at home`: the resident has not agreed to a transfer. */
  consent: ['none', 'live', 'live at home', 'expired', 'revoked'],
  purpose: ['right', 'wrong'],
  /** `weak`: a token nobody stands for, of a client without policies. */
  client: ['strong', 'weak'],
} as const

const ways: readonly Way[] = homes.flatMap((from) => [
  { from, to: from, kind: 'same' as const },
  ...homes
    .filter((to) => to !== from)
    .flatMap((to) => [
      { from, to, kind: 'routed' as const },
      { from, to, kind: 'unfiled' as const },
    ]),
  { from, to: ELSEWHERE, kind: 'unrouted' as const },
])

/** Every combination there is, those that cannot come about included. */
export const allCells: readonly Cell[] = dimensions.caller.flatMap((caller) =>
  dimensions.scope.flatMap((scope) =>
    dimensions.consent.flatMap((consent) =>
      dimensions.purpose.flatMap((purpose) =>
        dimensions.client.flatMap((client) =>
          ways.map((way): Cell => ({ caller, scope, consent, purpose, client, way })),
        ),
      ),
    ),
  ),
)

/** The one cell that is left of all those of a caller without a token. */
const nobody: Omit<Cell, 'way'> = {
  caller: 'anonymous',
  scope: 'without',
  consent: 'none',
  purpose: 'wrong',
  client: 'weak',
}

/** Why there is no such caller; `undefined` where there may be one. */
export function impossible({ way, ...cell }: Cell): string | undefined {
  if (cell.caller !== 'anonymous') return undefined
  const isNobody = JSON.stringify(cell) === JSON.stringify(nobody) && way === ways[0]
  return isNobody ? undefined : 'who shows no token has no scopes, purpose, consents or place of his own'
}

export function nameOf({ way, ...cell }: Cell): string {
  return [...Object.entries(cell).map(([name, value]) => `${name} ${value}`), way.kind, way.from, way.to].join(', ')
}
