import type { ChangesAnswer, ChangesQuestion, StandingAnswer, StandingQuestion } from '../../../kit/standing.ts'
import type { Viewer } from '../../../kit/viewer-statement.ts'
import { anonymous } from '../../../kit/viewer-statement.ts'
import type { StandingChange, StandingRegister } from '../standing-room.ts'

export const CHAN = '11111111-1111-4111-8111-111111111111'
export const LI = '22222222-2222-4222-8222-222222222222'
export const NOW = Date.parse('2026-11-21T10:00:00+08:00')

export function viewerOf(subject: string | null, clientId = 'app'): Viewer {
  return { ...anonymous, subject, clientId, scopes: ['profile'] }
}

export function answerWith(consent: string, expiresAt = NOW + 86_400_000): StandingAnswer {
  return {
    registration: { jurisdiction: 'HONG_KONG', policies: [], filings: [] },
    client: { tier: 'standard', budgets: { costPerMinute: 1, requestsPerMinute: 1 } },
    standing: {
      home: 'HONG_KONG',
      consents: [{ id: consent, purpose: 'travel', categories: ['profile'], transfer: false, expiresAt }],
    },
  }
}

/** A register whose every answer the test gives, or lets fail. */
export function openFakeRegister() {
  const asked: StandingQuestion[] = []
  const polls: ChangesQuestion[] = []
  let answer: (question: StandingQuestion) => Promise<StandingAnswer> = async () => answerWith('first')
  let waiting: { resolve: (answer: ChangesAnswer) => void; reject: (error: Error) => void } | undefined
  let arrived = Promise.withResolvers<void>()
  const register: StandingRegister = {
    ask(question) {
      asked.push(question)
      return answer(question)
    },
    poll(question, signal) {
      polls.push(question)
      if (question.leaving) return Promise.resolve({ version: 0, changes: [] })
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        signal.addEventListener('abort', () => reject(new Error('aborted')))
        arrived.resolve()
      })
    },
    close: async () => {},
  }
  /** Ends the poll that waits, and resolves when what it says has been taken and the next one has been sent. */
  const endPoll = async (end: (poll: NonNullable<typeof waiting>) => void) => {
    await arrived.promise
    arrived = Promise.withResolvers()
    if (waiting) end(waiting)
  }
  return {
    register,
    asked,
    polls,
    answerBy(next: typeof answer) {
      answer = next
    },
    answerPoll: async (version: number, changes: readonly StandingChange[] | null = []) => {
      await endPoll(({ resolve }) => resolve({ version, changes: changes && [...changes] }))
      await arrived.promise
    },
    failPoll: () => endPoll(({ reject }) => reject(new Error('cut off'))),
  }
}
