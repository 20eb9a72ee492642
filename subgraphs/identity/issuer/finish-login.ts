import type { FastifyReply } from 'fastify'
import { assuranceLevels } from '../../../kit/policy/field-policy.ts'
import { loginPage } from './pages/login-page.ts'
import type { Page } from './pages/page.ts'
import { wordsOf } from './requested-categories.ts'
import type { InteractionDetails, InteractionRoom, Visit } from './visit.ts'
import { formOf } from './visit.ts'

/** How surely the sandbox takes its residents to be known, unless the partner asks for another level. */
const USUAL = 'SUBSTANTIAL'

/** The resident has said who he is. */
export async function finishLogin(visit: Visit, room: InteractionRoom): Promise<Page | FastifyReply> {
  const { details, language, address } = visit
  const { personas, formTokens } = room
  const persona = personas.find(({ slug }) => slug === formOf(visit.request).get('persona'))
  if (!persona || details.prompt.name !== 'login')
    return loginPage({ language, address, personas, token: formTokens.tokenFor(details.uid) })
  const login = { accountId: persona.reference, acr: levelOf(details), remember: false }
  return visit.finish({ login, lang: language }, () => forgetLastLogin(details, room))
}

function levelOf({ params }: InteractionDetails): string {
  const asked = wordsOf(typeof params.acr_values === 'string' ? params.acr_values : '')
  return asked.find((level) => assuranceLevels.some((known) => known === level)) ?? USUAL
}

/** Another resident at the same browser: the library would first ask the one before to sign out. */
async function forgetLastLogin({ session }: InteractionDetails, { provider }: InteractionRoom): Promise<void> {
  const before = session?.cookie ? await provider().Session.find(session.cookie) : undefined
  if (!before?.accountId) return
  delete before.accountId
  await before.persist()
}
