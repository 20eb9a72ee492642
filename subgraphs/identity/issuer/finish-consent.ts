import type { FastifyReply } from 'fastify'
import type { ConsentQuestion } from './pages/consent-page.ts'
import { RESOURCE } from './provider.ts'
import { wordsOf } from './requested-categories.ts'
import type { InteractionRoom, Visit } from './visit.ts'

/** The grant that codes and tokens of this authorization rest on, tied to its purpose and to the consent. */
export async function finishConsent(
  visit: Visit,
  room: InteractionRoom,
  { question, consentId }: { question: ConsentQuestion; consentId: string | null },
): Promise<FastifyReply> {
  const { details } = visit
  const scopes = wordsOf(String(details.params.scope ?? ''))
  const resident = String(details.session?.accountId)
  const grant = new (room.provider().Grant)({ accountId: resident, clientId: question.partner.clientId })
  if (scopes.includes('openid')) grant.addOIDCScope('openid')
  const ofGraph = scopes.filter((scope) => question.partner.scopes.includes(scope) && scope !== 'openid')
  if (ofGraph.length > 0) grant.addResourceScope(RESOURCE, ofGraph.join(' '))
  const grantId = await grant.save()
  await room.saveGrantTerms(grantId, { resident, purpose: question.purpose, consentId })
  return visit.finish({ consent: { grantId } })
}
