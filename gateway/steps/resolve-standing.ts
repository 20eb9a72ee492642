import type { FastifyRequest } from 'fastify'
import type { Instant } from '../../kit/clock.ts'
import type { Viewer } from '../../kit/viewer-statement.ts'
import { exchangeOf } from '../exchange.ts'
import type { Standing } from '../standing/open-standing.ts'
import { consentEndsAt } from '../standing/standing-entry.ts'
import type { Identified, IdentifyViewer } from './authenticate.ts'

/**
 * Once the body is there, so that who sends it slowly is judged by what holds then: completes the viewer with what his
 * client is registered for and what the resident has agreed to.
 */
export function resolveStanding(standing: Standing) {
  return (request: FastifyRequest, _reply: unknown, done: (error?: Error) => void): void => {
    const exchange = exchangeOf(request)
    const resolved = standing.resolve(exchange.viewer)
    const complete = (viewer: Viewer) => {
      Object.assign(exchange, lastingFor(viewer, exchange.expiresAt ?? null))
      done()
    }
    if (resolved instanceof Promise) resolved.then(complete, done)
    else complete(resolved)
  }
}

/** The same for a socket, whose operations all come from whom its first message names. */
export function identifyWithStanding(identify: IdentifyViewer, standing: Standing): IdentifyViewer {
  return async (authorization, presented) => {
    const { viewer, expiresAt } = await identify(authorization, presented)
    return lastingFor(await standing.resolve(viewer), expiresAt)
  }
}

/** What streams for him ends with the token, or with the first consent that does. */
function lastingFor(viewer: Viewer, tokenEnds: Instant | null): Identified {
  const consentEnds = consentEndsAt(viewer)
  const expiresAt = consentEnds === null || tokenEnds === null ? tokenEnds : Math.min(tokenEnds, consentEnds)
  return { viewer, expiresAt }
}
