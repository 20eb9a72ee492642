import { z } from 'zod'

/** As the gateway answers them (gateway/access/access-table.ts). */
const row = z.object({
  path: z.string(),
  coordinates: z.array(z.string()),
  asks: z.array(z.string()),
  decision: z.enum(['allowed', 'refused']),
  code: z.string().optional(),
  message: z.string().optional(),
  details: z.record(z.string(), z.unknown()).optional(),
  isOnBehalf: z.boolean().optional(),
  consentId: z.string().optional(),
  route: z.string().optional(),
  until: z.string().optional(),
})
type Row = z.output<typeof row>
const answer = z.union([
  z.object({ fields: z.array(row) }),
  z.object({ errors: z.array(z.object({ message: z.string() })).min(1) }),
])

/** @throws {z.ZodError} where something else than a gateway answered */
export function parseAnswer(value: unknown): z.output<typeof answer> {
  return answer.parse(value)
}

/** One line a field, in columns: field, decision, why or by what right, and what is asked of whoever reads it. */
export function describeAccess(rows: readonly Row[]): string[] {
  const lines = [
    ['FIELD', 'DECISION', 'WHY, OR WHAT HELPS', 'ASKED'],
    ...rows
      .filter((one) => !rows.some((outer) => saysTheSame(outer, one)))
      .map((one) => [one.path, one.code ?? one.decision, reasonOf(one), one.asks.join(' ')]),
  ]
  const widths = [0, 1, 2].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  return lines.map((line) =>
    line
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

/** What stands in a field and is asked and decided as the field itself needs no line of its own. */
function saysTheSame(outer: Row, inner: Row): boolean {
  const told = ({ asks, code, decision }: Row) => JSON.stringify([asks, code, decision])
  return inner.path.startsWith(`${outer.path}.`) && told(outer) === told(inner)
}

function reasonOf({ decision, message, details = {}, isOnBehalf, consentId, route, until }: Row): string {
  if (decision === 'refused') {
    const { rule, consentUrl, alternatives } = details
    return [
      `${rule}: ${message}`,
      ...(isOnBehalf ? ['(for what an agency must be told to answer it)'] : []),
      ...(consentUrl ? [`→ ${consentUrl}`] : []),
      ...(Array.isArray(alternatives) ? [`→ ask ${alternatives.join(' or ')}`] : []),
    ].join(' ')
  }
  return [
    ...(consentId ? [`consent ${consentId}`] : []),
    ...(route ? [`route ${route}`] : []),
    ...(until ? [`until ${until}`] : []),
  ].join(', ')
}
