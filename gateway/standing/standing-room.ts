import type { ChangesAnswer, ChangesQuestion, StandingAnswer, StandingQuestion } from '../../kit/standing.ts'

/** The agency that keeps the registers of partners and consents, as the gateway asks it. */
export interface StandingRegister {
  /** @throws where no answer came */
  ask(question: StandingQuestion): Promise<StandingAnswer>
  /** Answered after `POLL_MS` at the latest. @throws where no answer came */
  poll(question: ChangesQuestion, signal: AbortSignal): Promise<ChangesAnswer>
  close(): Promise<void>
}

/** What was changed: of all subjects or all clients where it names none. */
export interface StandingChange {
  readonly subject: string | null
  readonly clientId: string | null
}

/** True where the change says something about what holds between these two. */
export function concerns(change: StandingChange, parties: StandingChange): boolean {
  return (
    (change.subject === null || change.subject === parties.subject) &&
    (change.clientId === null || change.clientId === parties.clientId)
  )
}
