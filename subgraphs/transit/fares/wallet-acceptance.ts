import type { Feed } from '../feed-data.ts'
import type { Source, WalletAcceptance } from '../records.ts'

export interface OperatorAcceptance extends WalletAcceptance {
  readonly operatorId: string
}

/** A feed's table of which operator takes which wallet, each row with its source and what to know before relying on it. */
export function acceptancesOf(feed: Feed): OperatorAcceptance[] {
  const sources = new Map(feed.sources.map((row) => [row.id, row]))
  return feed.walletAcceptances.map((row) => {
    const source: Source = sources.get(row.sourceId) ?? {
      title: `Feed ${feed.id}`,
      url: null,
      asOf: row.validFrom,
      verification: 'UNVERIFIED',
      note: null,
    }
    const { operatorId, providerId, networkId, basis, validFrom, validTo, flatAmountMinor, flatCurrency } = row
    return {
      operatorId,
      providerId,
      networkId,
      basis,
      validFrom,
      validTo,
      flatAmount:
        flatAmountMinor !== null && flatCurrency ? { amountMinor: flatAmountMinor, currency: flatCurrency } : null,
      source: {
        title: source.title,
        url: source.url,
        asOf: source.asOf,
        verification: row.verification ?? source.verification,
        note: row.note || source.note,
      },
    }
  })
}

/** The acceptances in force on a day, first and last day included. */
export function acceptancesOn(rows: readonly WalletAcceptance[], date: string): readonly WalletAcceptance[] {
  return rows.filter((row) => row.validFrom <= date && (row.validTo === null || date <= row.validTo))
}
