import { z } from 'zod'

/** What the rules say of each persona's trip from Shenzhen to Hong Kong, and what follows from what they hold. */
export interface Expectation {
  readonly persona: string
  readonly name: string
  readonly verdict: 'ALLOWED' | 'NOT_ALLOWED' | 'UNDETERMINED'
  /** Documents to carry, exit side first; only asked of those who may cross. */
  readonly mustCarry: readonly string[]
  readonly missing: readonly string[]
  readonly maxStayDays: number | null
  readonly ask: readonly string[]
  readonly wallets: readonly string[]
}

const allowed = { verdict: 'ALLOWED', missing: [], ask: [], maxStayDays: null } as const
const refused = {
  verdict: 'NOT_ALLOWED',
  mustCarry: [],
  missing: ['EXIT ENDORSEMENT_REQUIRED', 'ENTRY ENDORSEMENT_REQUIRED'],
  ask: [],
  maxStayDays: null,
} as const

export const expectations: readonly Expectation[] = [
  {
    ...allowed,
    persona: 'hk-resident',
    name: 'Chan Siu Ming',
    mustCarry: ['EXIT HMTP', 'ENTRY HKID'],
    wallets: ['octopus', 'alipayhk', 'wechat-pay-hk'],
  },
  {
    ...allowed,
    persona: 'shenzhen-hukou',
    name: 'Li Na',
    mustCarry: ['EXIT EEP', 'ENTRY EEP'],
    maxStayDays: 7,
    wallets: ['weixin-pay', 'alipay', 'e-cny'],
  },
  { ...refused, persona: 'zhuhai-residence-permit', name: 'Wang Wei', wallets: ['weixin-pay'] },
  {
    persona: 'foreign-visitor',
    name: 'Emma Clarke',
    verdict: 'UNDETERMINED',
    mustCarry: [],
    missing: [],
    maxStayDays: null,
    ask: ['immd'],
    wallets: ['octopus', 'weixin-pay-foreign-card'],
  },
  {
    ...allowed,
    persona: 'macao-resident',
    name: 'Maria Fong',
    mustCarry: ['EXIT HMTP', 'ENTRY MACAO_BIR'],
    maxStayDays: 180,
    wallets: ['mpay', 'weixin-pay'],
  },
  { ...refused, persona: 'zhuhai-hukou', name: 'Zhao Lei', wallets: ['weixin-pay', 'e-cny'] },
  {
    ...allowed,
    persona: 'hk-non-chinese',
    name: 'Priya Sharma',
    mustCarry: ['EXIT HMTP_NON_CHINESE', 'ENTRY HKID'],
    wallets: ['octopus', 'wechat-pay-hk'],
  },
]

const money = z.object({ amountMinor: z.int().positive(), currency: z.enum(['HKD', 'CNY', 'MOP']) })
const named = z.object({ id: z.string() })
const source = z.object({ title: z.string().min(1), url: z.string().nullable(), asOf: z.iso.date() })

const fare = z.object({
  operator: named,
  amount: money,
  source,
  payableWith: z.array(
    z.object({
      id: z.string().min(20),
      wallet: z.object({ id: z.string(), provider: named }),
      amount: money,
      quote: z.object({ rate: z.string().regex(/^\d+(\.\d+)?$/), expiresAt: z.string(), source }).nullable(),
      payable: z.boolean(),
      obstacle: z.object({ code: z.string() }).nullable(),
    }),
  ),
})

const crossing = z.object({
  at: z.string(),
  from: z.literal('MAINLAND'),
  to: z.literal('HONG_KONG'),
  controlPoint: z.object({
    id: z.string(),
    name: z.object({ en: z.string(), zhHant: z.string(), zhHans: z.string() }),
  }),
  opening: z.object({ state: z.literal('OPEN'), source }),
  decision: z.object({
    verdict: z.enum(['ALLOWED', 'NOT_ALLOWED', 'UNDETERMINED']),
    maxStayDays: z.int().nullable(),
    reasons: z
      .array(z.object({ side: z.string(), outcome: z.string(), ruleId: z.string(), authority: named, source }))
      .min(1),
    missing: z.array(z.object({ side: z.string(), code: z.string(), ruleId: z.string(), authority: named })),
    mustCarry: z.array(z.object({ side: z.string(), kind: z.string(), ruleId: z.string() })),
    ask: z.array(named),
  }),
})

const trip = z.object({
  departure: z.string(),
  arrival: z.string(),
  durationSeconds: z
    .int()
    .min(1_800)
    .max(4 * 3_600),
  legs: z
    .array(
      z.object({
        mode: z.string(),
        from: named,
        to: named,
        timetableBasis: z.enum(['PUBLISHED', 'ESTIMATED']),
        basisNote: z.string().min(10),
      }),
    )
    .min(2),
  fares: z.array(fare).min(1),
  fareTotals: z.array(money).min(1),
  crossings: z.array(crossing).length(1),
})

const answer = z.object({
  viewer: z.object({
    id: z.string().length(22),
    name: z.object({ en: z.string(), zhHant: z.string(), zhHans: z.string() }),
    identityDocuments: z.object({ nodes: z.array(z.object({ maskedNumber: z.string().regex(/\*{3}/) })).min(1) }),
    travelPermits: z.object({ nodes: z.array(z.object({ maskedNumber: z.string().regex(/\*{3}/) })) }),
    wallets: z.object({ nodes: z.array(z.object({ id: z.string(), provider: named })) }),
  }),
  itineraries: z.object({ nodes: z.array(trip).min(2) }),
})

/** What is wrong with a persona's answer to the flagship; empty where all holds. */
export function findFlagshipProblems(expectation: Expectation, data: unknown): string[] {
  const parsed = answer.safeParse(data)
  if (!parsed.success) return parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  const { viewer, itineraries } = parsed.data
  const { nodes: trips } = itineraries
  return [
    ...differs('name', viewer.name.en, expectation.name),
    ...differs(
      'wallets',
      viewer.wallets.nodes.map(({ provider }) => provider.id).sort(),
      [...expectation.wallets].sort(),
    ),
    ...trips.flatMap((each, index) =>
      findTripProblems(each, expectation).map((problem) => `trip ${index}: ${problem}`),
    ),
  ]
}

type Trip = z.output<typeof trip>

function findTripProblems(
  { crossings, fares, fareTotals, departure, arrival }: Trip,
  expectation: Expectation,
): string[] {
  const decision = crossings[0]?.decision
  if (!decision) return ['no decision']
  return [
    ...differs('verdict', decision.verdict, expectation.verdict),
    ...differs('maxStayDays', decision.maxStayDays, expectation.maxStayDays),
    ...differs(
      'missing',
      decision.missing.map(({ side, code }) => `${side} ${code}`),
      expectation.missing,
    ),
    ...(expectation.verdict === 'ALLOWED'
      ? differs(
          'mustCarry',
          decision.mustCarry.map(({ side, kind }) => `${side} ${kind}`),
          expectation.mustCarry,
        )
      : []),
    ...expectation.ask
      .filter((id) => !decision.ask.some((authority) => authority.id === id))
      .map((id) => `ask: ${id} is not named`),
    ...(Date.parse(arrival) > Date.parse(departure) ? [] : ['arrives before it departs']),
    ...differs('fareTotals', fareTotals.map(inWords).sort(), sumByCurrency(fares).map(inWords).sort()),
    ...fares.flatMap(({ payableWith }) =>
      payableWith
        .filter(({ wallet }) => !expectation.wallets.includes(wallet.provider.id))
        .map(() => 'a wallet of somebody else'),
    ),
    ...fares.flatMap(({ amount, payableWith }) =>
      payableWith
        .filter((option) => (option.quote === null) !== (option.amount.currency === amount.currency))
        .map(() => 'an exchange without a quote, or a quote without an exchange'),
    ),
  ]
}

function sumByCurrency(fares: Trip['fares']) {
  const groups = Map.groupBy(fares, ({ amount }) => amount.currency)
  return [...groups].map(([currency, members]) => ({
    amountMinor: members.reduce((sum, { amount }) => sum + amount.amountMinor, 0),
    currency,
  }))
}

const inWords = ({ amountMinor, currency }: z.output<typeof money>) => `${currency} ${amountMinor}`

function differs(what: string, got: unknown, wanted: unknown): string[] {
  return JSON.stringify(got) === JSON.stringify(wanted)
    ? []
    : [`${what}: got ${JSON.stringify(got)}, wanted ${JSON.stringify(wanted)}`]
}
