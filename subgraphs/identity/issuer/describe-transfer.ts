import type { Instant } from '../../../kit/clock.ts'
import { regionalDate } from '../../../kit/clock.ts'
import type { TransferRules } from '../../../kit/policy/transfer-rules.ts'
import { consentForExport, findRoute, holdsOn } from '../../../kit/policy/transfer-rules.ts'
import type { Partner } from '../partners/partner.ts'

/** What becomes of a resident's data when a partner reads them, as the consent page must tell. */
export type Transfer =
  | { readonly kind: 'stays' }
  | { readonly kind: 'route'; readonly route: string; readonly filing: string; readonly separate: boolean }
  | { readonly kind: 'blocked' }

/** By the same rules that gateway and agencies decide by, so that nobody agrees to what is then refused. */
export function describeTransfer(options: {
  home: string
  partner: Partner
  rules: TransferRules
  now: Instant
}): Transfer {
  const { home, partner, rules } = options
  if (partner.jurisdiction === home) return { kind: 'stays' }
  const on = regionalDate(options.now)
  const route = findRoute(rules, { from: home, to: partner.jurisdiction, on })
  const filing = route && partner.filings.find((filed) => filed.route === route.id && holdsOn(filed, on))
  if (!route || !filing) return { kind: 'blocked' }
  const separate = consentForExport(rules, { from: home, on }) === 'SEPARATE'
  return { kind: 'route', route: route.id, filing: filing.id, separate }
}
