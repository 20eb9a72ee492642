import { CircuitState, SamplingBreaker } from 'cockatiel'

export interface BreakerSettings {
  /** How far back calls are counted. */
  readonly windowMs: number
  /** Fewer calls than this in the window prove nothing. */
  readonly callsAtLeast: number
  /** From 0 to 1: the share of failures at which it opens. */
  readonly failureShare: number
  /** How long an open breaker refuses before it lets one call try. */
  readonly openMs: number
}

export type BreakerState = 'closed' | 'open' | 'half-open'

/** Given to a call that is let through; it tells the state that let it through. */
export type Ticket = number

/**
 * Stops asking an agency that fails, so that callers are told at once and the agency can recover. The library counts;
 * the states are driven here, because its own policy lets calls wait for the probe instead of refusing them, and
 * measures the pause by the wall clock, which may be set back.
 */
export class Breaker {
  readonly #settings: BreakerSettings
  readonly #now: () => number
  readonly #onChange: (state: BreakerState) => void
  #samples: SamplingBreaker
  #sampledAtMs: number
  #state: BreakerState = 'closed'
  #since: Ticket = 1
  #openedAtMs = 0

  /** `now` is monotonic, in milliseconds. */
  constructor(settings: BreakerSettings, now: () => number, onChange: (state: BreakerState) => void = () => {}) {
    this.#settings = settings
    this.#now = now
    this.#onChange = onChange
    this.#samples = openSamples(settings)
    this.#sampledAtMs = now()
  }

  get state(): BreakerState {
    return this.#state
  }

  /** `undefined` where the call must not be made. A call that is made reports by one of the three below. */
  enter(): Ticket | undefined {
    if (this.#state === 'closed') return this.#since
    if (this.#state === 'half-open' || this.#now() - this.#openedAtMs < this.#settings.openMs) return undefined
    this.#turn('half-open')
    return this.#since
  }

  succeeded(ticket: Ticket): void {
    if (ticket !== this.#since) return
    if (this.#state === 'closed') {
      this.#current().success(CircuitState.Closed)
    } else {
      this.#samples = openSamples(this.#settings)
      this.#turn('closed')
    }
  }

  failed(ticket: Ticket): void {
    if (ticket !== this.#since) return
    if (this.#state === 'closed' && !this.#current().failure(CircuitState.Closed)) return
    this.#openedAtMs = this.#now()
    this.#turn('open')
  }

  /** The call ended without telling anything of the agency; if it was the probe, the next call is one. */
  untold(ticket: Ticket): void {
    if (ticket === this.#since && this.#state === 'half-open') this.#turn('open')
  }

  /** What was let through before is of the past: it comes back late and decides nothing. */
  #turn(state: BreakerState): void {
    this.#state = state
    this.#since += 1
    this.#onChange(state)
  }

  /** The library moves its window on by one step a call, so that it would remember an idle agency's past for ever. */
  #current(): SamplingBreaker {
    const nowMs = this.#now()
    if (nowMs - this.#sampledAtMs > this.#settings.windowMs) this.#samples = openSamples(this.#settings)
    this.#sampledAtMs = nowMs
    return this.#samples
  }
}

function openSamples({ windowMs, callsAtLeast, failureShare }: BreakerSettings): SamplingBreaker {
  return new SamplingBreaker({
    // The library opens above the threshold; we promise to open at it.
    threshold: failureShare - 1e-6,
    duration: windowMs,
    minimumRps: callsAtLeast / (windowMs / 1000),
  })
}
