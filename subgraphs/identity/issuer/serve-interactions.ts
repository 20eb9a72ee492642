import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { answerConsent } from './answer-consent.ts'
import { askConsent } from './ask-consent.ts'
import { finishLogin } from './finish-login.ts'
import { errorPage } from './pages/error-page.ts'
import type { Language } from './pages/languages.ts'
import { chooseLanguage } from './pages/languages.ts'
import { loginPage } from './pages/login-page.ts'
import type { Page } from './pages/page.ts'
import { paths } from './provider.ts'
import type { InteractionDetails, InteractionRoom, Visit } from './visit.ts'
import { formOf } from './visit.ts'

const FORM_BYTES = 8_192

/** The sign-in and the consent page. @throws nothing: whatever cannot go on is a page that says so */
export function serveInteractions(scope: FastifyInstance, room: InteractionRoom): void {
  scope.removeAllContentTypeParsers()
  const asForm = { parseAs: 'string', bodyLimit: FORM_BYTES } as const
  scope.addContentTypeParser('application/x-www-form-urlencoded', asForm, (_request, body, done) =>
    done(null, new URLSearchParams(String(body))),
  )
  const address = `${paths.interaction}/:uid`
  scope.get(address, (request, reply) =>
    visit(room, { request, reply }, (present) =>
      present.details.prompt.name === 'login' ? showLogin(present, room) : askConsent(present, room),
    ),
  )
  scope.post(`${address}/login`, (request, reply) =>
    visit(room, { request, reply }, (present) => finishLogin(present, room)),
  )
  scope.post(`${address}/consent`, (request, reply) =>
    visit(room, { request, reply }, (present) => answerConsent(present, room)),
  )
}

type Answer = Promise<Page | FastifyReply> | Page

async function visit(
  room: InteractionRoom,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  answer: (present: Visit) => Answer,
): Promise<unknown> {
  const wishes = { chosen: chosenIn(request), acceptLanguage: request.headers['accept-language'] }
  try {
    const provider = room.provider()
    const details = await provider.interactionDetails(request.raw, reply.raw)
    const present: Visit = {
      request,
      reply,
      details,
      language: chooseLanguage({ ...wishes, uiLocales: uiLocalesOf(details) }),
      address: `${paths.interaction}/${details.uid}`,
      finish: async (result, then) => {
        const returnTo = await provider.interactionResult(request.raw, reply.raw, result)
        await then?.()
        return reply.redirect(returnTo, 303)
      },
    }
    if (request.method === 'POST' && !isOurs(present, room)) return send(reply.code(403), gone(present.language))
    const answered = await answer(present)
    return 'body' in answered && 'headers' in answered && typeof answered.body === 'string'
      ? send(reply, answered)
      : answered
  } catch (error) {
    if (!(error instanceof Error && error.name === 'SessionNotFound')) throw error
    return send(reply.code(400), gone(chooseLanguage(wishes)))
  }
}

function showLogin({ language, address, details }: Visit, { personas, formTokens }: InteractionRoom): Page {
  return loginPage({ language, address, personas, token: formTokens.tokenFor(details.uid) })
}

function isOurs({ request, details }: Visit, { formTokens }: InteractionRoom): boolean {
  return formTokens.isOurs(request, { uid: details.uid, token: formOf(request).get('token') ?? '' })
}

function gone(language: Language): Page {
  return errorPage({ language, error: 'session_not_found', detail: undefined })
}

function send(reply: FastifyReply, page: Page): FastifyReply {
  return reply.headers(page.headers).send(page.body)
}

const query = z.object({ lang: z.string().optional() })

function chosenIn(request: FastifyRequest): string | undefined {
  const fromForm = formOf(request).get('lang')
  return fromForm ?? query.safeParse(request.query).data?.lang
}

/** A language that was chosen on the first page holds on the second. */
function uiLocalesOf({ params, lastSubmission }: InteractionDetails): string | undefined {
  const chosen = lastSubmission?.lang
  const asked = params.ui_locales
  if (typeof chosen === 'string') return chosen
  return typeof asked === 'string' ? asked : undefined
}
