import type { Clock } from '../../../kit/clock.ts'
import type { Logger } from '../../../kit/logger.ts'
import type { Plan } from '../plan/plan.ts'
import type { Planner, PlanRequest } from '../plan/planner.ts'
import { PlanningError } from '../plan/planner.ts'
import { PlannerProcess } from './planner-process.ts'
import { RefusedOperations } from './refused-operations.ts'

export interface PlannerOptions {
  readonly supergraphSdl: string
  /** Processor time of one plan (four times that by the clock): not while it waits or a process boots. */
  readonly budgetMs?: number
  /** What the planner's process may hold in MiB, native memory included. */
  readonly memoryMb?: number
  /** How many operations may wait. */
  readonly queueLimit?: number
  /** For how long one may wait before it is refused instead of planned. */
  readonly queueMs?: number
  readonly now?: Clock
  readonly logger: Logger
}

/**
 * A planner in a process of its own, ready to plan. Whatever an operation does to that process, another one takes its
 * place and those who waited go on.
 * @throws {PlanningError} `PLAN_FAILED` where the text is no supergraph that can be planned
 */
export async function openPlanner(options: PlannerOptions): Promise<Planner> {
  const settings = { budgetMs: 250, memoryMb: 512, queueLimit: 50, queueMs: 5_000, now: Date.now, ...options }
  return new QueuedPlanner(settings, await PlannerProcess.open(settings.supergraphSdl, settings))
}

interface Job {
  readonly request: PlanRequest
  readonly since: number
  resolve(plan: Plan): void
  reject(error: unknown): void
}

class QueuedPlanner implements Planner {
  readonly #settings: Required<PlannerOptions>
  readonly #refused: RefusedOperations
  readonly #jobs: Job[] = []
  #process: Promise<PlannerProcess>
  #busy = false
  #closed = false

  constructor(settings: Required<PlannerOptions>, first: PlannerProcess) {
    this.#settings = settings
    this.#refused = new RefusedOperations(settings.now)
    this.#process = Promise.resolve(first)
  }

  async plan(request: PlanRequest): Promise<Plan> {
    this.#checkWanted(request)
    const { queueLimit, now } = this.#settings
    if (this.#jobs.length >= queueLimit) {
      throw new PlanningError('PLAN_OVERLOAD', `${queueLimit} operations wait to be planned, no more are taken`)
    }
    const { promise, resolve, reject } = Promise.withResolvers<Plan>()
    this.#jobs.push({ request, since: now(), resolve, reject })
    void this.#work()
    return promise
  }

  async close(): Promise<void> {
    this.#closed = true
    const current = await this.#process.catch(() => undefined)
    await current?.close()
  }

  async #work(): Promise<void> {
    if (this.#busy) return
    this.#busy = true
    for (let job = this.#jobs.shift(); job; job = this.#jobs.shift()) {
      await this.#planNow(job).then(job.resolve, job.reject)
    }
    this.#busy = false
  }

  async #planNow({ request, since }: Job): Promise<Plan> {
    const { queueMs, now } = this.#settings
    this.#checkWanted(request)
    if (now() - since > queueMs) throw new PlanningError('PLAN_OVERLOAD', `nobody could plan it within ${queueMs} ms`)
    const planner = await this.#ready()
    try {
      return await planner.plan(request)
    } catch (error) {
      if (error instanceof PlanningError && error.fault === 'PLAN_TIMEOUT') this.#refused.add(request)
      if (!planner.alive && !this.#closed) this.#replace(error)
      throw error
    }
  }

  /** At once, not when somebody asks. Where it fails, whoever asks next tries again. */
  #replace(cause: unknown): void {
    this.#settings.logger.warn({ err: cause }, 'a planner process ended while it made a plan; another one is started')
    this.#process = this.#open()
    this.#process.catch(() => {})
  }

  /** What was refused a moment ago is refused again, also to those who asked before that and waited. */
  #checkWanted(request: PlanRequest): void {
    if (this.#closed) throw new PlanningError('PLAN_FAILED', 'the planner was closed')
    if (this.#refused.has(request)) {
      throw new PlanningError('PLAN_TIMEOUT', 'this operation had to be stopped a moment ago; not planned again')
    }
  }

  async #ready(): Promise<PlannerProcess> {
    const current = await this.#process.catch(() => undefined)
    if (current?.alive) return current
    if (this.#closed) throw new PlanningError('PLAN_FAILED', 'the planner was closed')
    this.#process = this.#open()
    return this.#process
  }

  #open(): Promise<PlannerProcess> {
    return PlannerProcess.open(this.#settings.supergraphSdl, this.#settings)
  }
}
