import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Plan } from '../../../gateway/engine/plan/plan.ts'
import type { Planner, PlanRequest } from '../../../gateway/engine/plan/planner.ts'
import { PlanningError } from '../../../gateway/engine/plan/planner.ts'

export interface HostCommand {
  readonly supergraphSdl: string
  readonly request: PlanRequest
}

export type HostReply = { readonly plan: Plan } | { readonly failure: string }

/** Far above what the gateway gives a plan: the machine may be busy. */
const PLAN_LIMIT_MS = 5_000

const ENTRY = fileURLToPath(new URL('./shared-planner-child.ts', import.meta.url))

/**
 * One planner process for the supergraphs of all worlds: to start one for each would take longer than all the rest, and
 * in this process a planner that aborts would end the tests. Asked for one plan at a time.
 */
export class SharedPlanner {
  /** How often the process ended, or was ended, while it made a plan. */
  aborts = 0
  #child: ChildProcess | undefined

  openFor(supergraphSdl: string, keep: (plan: Plan) => void): Planner {
    return {
      plan: async (request) => {
        const plan = await this.#plan({ supergraphSdl, request })
        keep(plan)
        return plan
      },
      close: async () => {},
    }
  }

  close(): void {
    this.#child?.disconnect()
    this.#child = undefined
  }

  async #plan(command: HostCommand): Promise<Plan> {
    this.#child ??= fork(ENTRY, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] })
    const child = this.#child
    const heard = new AbortController()
    const { signal } = heard
    const timer = setTimeout(() => child.kill('SIGKILL'), PLAN_LIMIT_MS)
    child.send(command)
    const [reply] = await Promise.race([once(child, 'message', { signal }), once(child, 'exit', { signal })])
    heard.abort()
    clearTimeout(timer)
    // What the child's `tell` has sent, or how it ended.
    if (typeof reply === 'object' && reply !== null) return planOf(reply as HostReply)
    this.#child = undefined
    this.aborts++
    throw new PlanningError('PLAN_FAILED', 'the planner ended its process or planned for too long')
  }
}

function planOf(reply: HostReply): Plan {
  if ('plan' in reply) return reply.plan
  throw new PlanningError('PLAN_FAILED', reply.failure)
}
