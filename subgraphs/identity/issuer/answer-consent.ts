import type { FastifyReply } from 'fastify'
import { PublicError } from '../../../kit/errors.ts'
import type { ConsentTerms } from '../consents/records.ts'
import { questionOf, showConsent } from './ask-consent.ts'
import { finishConsent } from './finish-consent.ts'
import type { ConsentQuestion, Draft } from './pages/consent-page.ts'
import { DURATIONS_DAYS, offered } from './pages/consent-page.ts'
import type { Page } from './pages/page.ts'
import { fill, textsIn } from './pages/texts.ts'
import { TRANSFERS_NOTHING } from './requested-categories.ts'
import type { InteractionRoom, Visit } from './visit.ts'
import { formOf } from './visit.ts'

const DAY_MS = 86_400_000

/** The resident has agreed to some of it, or to nothing. */
export async function answerConsent(visit: Visit, room: InteractionRoom): Promise<Page | FastifyReply> {
  const form = formOf(visit.request)
  if (visit.details.prompt.name !== 'consent' || form.get('decision') !== 'agree') return refuse(visit, room)
  const question = await questionOf(visit.details, room)
  const draft = readDraft(form, question)
  const problem = problemOf(question, draft)
  const texts = textsIn(visit.language)
  if (problem) return showConsent(visit, room, { question, draft, problem: texts[problem] })
  const outcome = await record(termsOf({ visit, question, draft, room }), room)
  if ('consentId' in outcome) return finishConsent(visit, room, { question, consentId: outcome.consentId })
  return showConsent(visit, room, { question, draft, problem: fill(texts.notGranted, outcome) })
}

/** The library uses a pushed request up where it ends in a code; here, so that nobody asks a second time by it. */
async function refuse(visit: Visit, { provider }: InteractionRoom): Promise<FastifyReply> {
  const { parJti } = visit.details as { readonly parJti?: string } // the library's types leave it out
  const pushed = parJti && (await provider().PushedAuthorizationRequest.find(parJti, { ignoreExpiration: true }))
  if (pushed) await pushed.consume()
  return visit.finish({ error: 'access_denied', error_description: 'the resident refused' })
}

function readDraft(form: URLSearchParams, question: ConsentQuestion): Draft {
  const ticked = form.getAll('category')
  return {
    categories: offered(question).filter((category) => ticked.includes(category)),
    transfer: form.get('transfer') === 'yes',
    days: DURATIONS_DAYS.find((days) => String(days) === form.get('days')) ?? DURATIONS_DAYS[0],
  }
}

/** An agreement by which nothing could ever be read would only look like one. */
function problemOf({ transfer }: ConsentQuestion, draft: Draft): 'nothingTicked' | 'transferNotTicked' | undefined {
  if (draft.categories.length === 0) return 'nothingTicked'
  const moves = draft.categories.some((category) => !TRANSFERS_NOTHING.includes(category))
  const isMissing = transfer.kind === 'route' && transfer.separate && moves && !draft.transfer
  return isMissing ? 'transferNotTicked' : undefined
}

function termsOf(given: {
  visit: Visit
  question: ConsentQuestion
  draft: Draft
  room: InteractionRoom
}): ConsentTerms {
  const { visit, question, draft, room } = given
  const resident = String(visit.details.session?.accountId)
  return {
    resident,
    givenBy: resident,
    clientId: question.partner.clientId,
    purpose: question.purpose,
    categories: draft.categories,
    transfer: question.transfer.kind === 'route' && (draft.transfer || !question.transfer.separate),
    language: visit.language,
    method: 'CONSENT_PAGE',
    expiresAt: room.now() + draft.days * DAY_MS,
  }
}

/** Refusals of the register, one who is too young among them, are told on the page. */
async function record(terms: ConsentTerms, room: InteractionRoom): Promise<{ consentId: string } | { reason: string }> {
  try {
    const outcome = await room.grantConsent(terms)
    return 'consent' in outcome ? { consentId: outcome.consent.id } : { reason: outcome.message }
  } catch (error) {
    if (error instanceof PublicError) return { reason: error.message }
    throw error
  }
}
