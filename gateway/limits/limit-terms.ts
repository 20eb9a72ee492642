/**
 * What holds where no registration says otherwise. Budgets are in weighted fields (`extensions.cost`); each holds what
 * flows in within a minute.
 */
export interface LimitTerms {
  /** Of all callers without a token from one address. */
  readonly anonymousCostPerMinute: number
  /** Of a client of whose registration nothing is known. */
  readonly clientCostPerMinute: number
  /** Operations by one client, each mutation in them counted. */
  readonly clientPerMinute: number
  /** Operations about one resident, by all clients together. */
  readonly residentPerMinute: number
}
