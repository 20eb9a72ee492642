import type { DatedSpan } from './records.ts'

/** True on the first and on the last day and between them. `day` is `YYYY-MM-DD`. */
export function isInForce(span: DatedSpan, day: string): boolean {
  return span.validFrom <= day && (span.validTo === null || day <= span.validTo)
}
