import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { CHANGES_PATH, changesQuestion, STANDING_PATH, standingQuestion } from '../../../../kit/standing.ts'
import type { ConsentContext } from '../context.ts'
import type { ChangesRoom } from './answer-standing.ts'
import { answerChanges, answerStanding } from './answer-standing.ts'

/** The two routes by which gateways know what holds; behind the door, so that nobody else asks or holds a lease. */
export function serveStanding(ctx: ConsentContext, room: ChangesRoom) {
  return (server: FastifyInstance): void => {
    answer(server, { path: STANDING_PATH, question: standingQuestion, reply: (asked) => answerStanding(ctx, asked) })
    answer(server, { path: CHANGES_PATH, question: changesQuestion, reply: (asked) => answerChanges(room, asked) })
  }
}

function answer<Q extends z.ZodType>(
  server: FastifyInstance,
  route: { path: string; question: Q; reply: (asked: z.output<Q>) => Promise<object> },
): void {
  server.post(route.path, async (request, reply) => {
    const asked = route.question.safeParse(request.body)
    if (asked.success) return route.reply(asked.data)
    return reply
      .code(400)
      .send({ errors: [{ message: `wanted a question of ${route.path} as kit/standing.ts has it` }] })
  })
}
