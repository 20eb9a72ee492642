import type { FastifyReply } from 'fastify'
import { invariant } from '../../../kit/errors.ts'
import { describeTransfer } from './describe-transfer.ts'
import { finishConsent } from './finish-consent.ts'
import type { ConsentQuestion, Draft } from './pages/consent-page.ts'
import { consentPage } from './pages/consent-page.ts'
import type { Page } from './pages/page.ts'
import { requestedCategories } from './requested-categories.ts'
import type { InteractionDetails, InteractionRoom, Visit } from './visit.ts'

/** Shows the resident what the partner asks for. His own portal needs no leave to show him what is his. */
export async function askConsent(visit: Visit, room: InteractionRoom): Promise<Page | FastifyReply> {
  const question = await questionOf(visit.details, room)
  if (question.partner.tier === 'first-party') return finishConsent(visit, room, { question, consentId: null })
  return showConsent(visit, room, { question })
}

export function showConsent(
  { details, language, address }: Visit,
  { vocabulary, formTokens }: InteractionRoom,
  shown: { question: ConsentQuestion; draft?: Draft; problem?: string },
): Page {
  const leadsTo = String(details.params.redirect_uri)
  return consentPage({ ...shown, language, vocabulary, address, token: formTokens.tokenFor(details.uid), leadsTo })
}

/** Everything is taken from the pushed request and the registers; nothing from the browser. */
export async function questionOf(details: InteractionDetails, room: InteractionRoom): Promise<ConsentQuestion> {
  const { client_id: clientId, scope, categories, purpose } = details.params
  const partner = await room.loadPartner(String(clientId))
  const found = await room.findHome(String(details.session?.accountId))
  invariant(partner && found, 'an authorization is of a registered partner for a known resident')
  const { home, resident } = found
  return {
    partner,
    resident: { name: resident.name, home },
    purpose: String(purpose),
    categories: requestedCategories({
      scope: String(scope ?? ''),
      categories: typeof categories === 'string' ? categories : undefined,
    }),
    transfer: describeTransfer({ home, partner, rules: room.rules, now: room.now() }),
  }
}
