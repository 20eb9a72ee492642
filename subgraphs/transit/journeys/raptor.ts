import { StopSet } from './stop-set.ts'
import type { Timetable } from './timetable.ts'

/** Nobody wants to change more than seven times; the contract promises at most forty legs. */
export const MAX_RIDES = 8
const NEVER = 0x7fffffff

/** What a search is asked. All times are seconds on the timetable's axis. */
export interface Question {
  readonly origin: number
  readonly target: number
  /** The departures to try, latest first. */
  readonly departures: readonly number[]
  /** Journeys that end at or after this are of no interest. */
  readonly before: number
  /** Seconds from the origin's street to its platforms, and back at the target, where a boundary lies between. */
  readonly accessSeconds: number
  readonly egressSeconds: number
  /** Lines and walks not to be used, by number; nothing is closed where absent. */
  readonly closedLines?: Uint8Array
  readonly closedWalks?: Uint8Array
}

export interface RidePart {
  readonly kind: 'ride'
  readonly line: number
  readonly run: number
  readonly boardPlace: number
  readonly alightPlace: number
}
export interface WalkPart {
  readonly kind: 'walk'
  readonly walk: number
}

/** A way from origin to target that no other found way beats in departure, arrival and number of rides at once. */
export interface Path {
  readonly parts: readonly (RidePart | WalkPart)[]
  readonly rides: number
  readonly arrival: number
}

/**
 * Range RAPTOR (Delling, Pagh and Werneck 2012, sections 3 and 4.2) over one timetable. Labels survive from one
 * departure to the next earlier one, so an earlier departure is followed only where it arrives earlier.
 *
 * Two labels a round and stop: `ride` is the arrival on a vehicle, from which one may walk on; `ready` is when one may
 * board there or, at the target, has arrived. Keeping them apart makes at most one walk between two rides, as
 * transfers.txt means it, and keeps every journey reconstructible.
 */
export class Raptor {
  readonly #timetable: Timetable
  readonly #ride: Int32Array
  readonly #ready: Int32Array
  /** The least label of that stop over all rounds up to this one. */
  readonly #rideBest: Int32Array
  readonly #readyBest: Int32Array
  readonly #rideLine: Int32Array
  readonly #rideRun: Int32Array
  readonly #boardPlace: Int32Array
  readonly #alightPlace: Int32Array
  /** The walk by which one got ready, or -1 where it was by the stop's own ride or the start. */
  readonly #readyWalk: Int32Array
  readonly #readyStops: StopSet
  readonly #rideStops: StopSet
  readonly #firstPlace: Int32Array
  readonly #queue: Int32Array
  #question: Question
  #targetImproved = false

  constructor(timetable: Timetable) {
    const size = (MAX_RIDES + 1) * timetable.stopCount
    const labels = () => new Int32Array(size)
    this.#timetable = timetable
    this.#ride = labels()
    this.#ready = labels()
    this.#rideBest = labels()
    this.#readyBest = labels()
    this.#rideLine = labels()
    this.#rideRun = labels()
    this.#boardPlace = labels()
    this.#alightPlace = labels()
    this.#readyWalk = labels()
    this.#readyStops = new StopSet(timetable.stopCount)
    this.#rideStops = new StopSet(timetable.stopCount)
    this.#firstPlace = new Int32Array(timetable.lines.length).fill(-1)
    this.#queue = new Int32Array(timetable.lines.length)
    this.#question = { origin: 0, target: 0, departures: [], before: 0, accessSeconds: 0, egressSeconds: 0 }
  }

  /** All Pareto-optimal ways over the departures asked, latest departure first, fewer rides first. */
  search(question: Question): Path[] {
    this.#reset(question)
    return question.departures.flatMap((departure) => this.#depart(departure))
  }

  /** The earliest arrival at every stop with at most `rides` rides, after a search; NEVER is `undefined`. */
  earliestArrival(stop: number, rides: number): number | undefined {
    const arrival = at(this.#readyBest, rides * this.#timetable.stopCount + stop)
    return arrival === NEVER ? undefined : arrival
  }

  #reset(question: Question): void {
    this.#question = question
    for (const labels of [this.#ride, this.#ready, this.#rideBest, this.#readyBest]) labels.fill(NEVER)
    for (let round = 0; round <= MAX_RIDES; round++) {
      this.#readyBest[round * this.#timetable.stopCount + question.target] = question.before
    }
  }

  #depart(departure: number): Path[] {
    const paths: Path[] = []
    this.#start(departure)
    for (let round = 0; ; round++) {
      if (this.#targetImproved) paths.push(this.#pathIn(round))
      this.#targetImproved = false
      const queued = round < MAX_RIDES ? this.#collectLines() : this.#forgetMarks()
      if (!queued) return paths
      for (let index = 0; index < queued; index++) this.#scanLine(at(this.#queue, index), round + 1)
      this.#walkOn(round + 1)
    }
  }

  #start(departure: number): void {
    const { origin, accessSeconds } = this.#question
    this.#improveReady({ round: 0, stop: origin, time: departure + accessSeconds, walk: -1 })
    this.#walkFrom(origin, departure, 0)
  }

  /** Puts every line at a stop that got ready on the queue, from its first such place on. */
  #collectLines(): number {
    const { stopStart, stopLines, stopPlaces } = this.#timetable
    const { closedLines } = this.#question
    const firstPlace = this.#firstPlace
    let queued = 0
    this.#readyStops.drain((stop) => {
      for (let index = at(stopStart, stop); index < at(stopStart, stop + 1); index++) {
        const line = at(stopLines, index)
        if (closedLines && at(closedLines, line)) continue
        const known = at(firstPlace, line)
        const place = at(stopPlaces, index)
        if (known === -1) this.#queue[queued++] = line
        if (known === -1 || place < known) firstPlace[line] = place
      }
    })
    return queued
  }

  /** Nothing may stay marked for the next departure, which begins its own rounds. */
  #forgetMarks(): 0 {
    this.#readyStops.drain(() => {})
    return 0
  }

  #scanLine(line: number, round: number): void {
    const { lineStart, lineStops, canBoard, canAlight, timeStart, arrivals, departures, stopCount } = this.#timetable
    const start = at(lineStart, line)
    const length = at(lineStart, line + 1) - start
    const times = at(timeStart, line)
    let run = -1
    let boardPlace = -1
    for (let place = at(this.#firstPlace, line); place < length; place++) {
      const stop = at(lineStops, start + place)
      if (run !== -1 && at(canAlight, start + place)) {
        this.#improveRide(round, stop, at(arrivals, times + run * length + place), line, run, boardPlace, place)
      }
      if (!at(canBoard, start + place) || place === length - 1) continue
      const ready = at(this.#readyBest, (round - 1) * stopCount + stop)
      if (ready === NEVER || (run !== -1 && ready > at(departures, times + run * length + place))) continue
      const earliest = this.#earliestRun(line, place, ready)
      if (earliest === -1 || earliest === run) continue
      run = earliest
      boardPlace = place
    }
    this.#firstPlace[line] = -1
  }

  /** The first run that leaves the place at `ready` or later, -1 where none does. */
  #earliestRun(line: number, place: number, ready: number): number {
    const { lineStart, timeStart, departures } = this.#timetable
    const length = at(lineStart, line + 1) - at(lineStart, line)
    const times = at(timeStart, line)
    const runs = (at(timeStart, line + 1) - times) / length
    let low = 0
    let high = runs
    while (low < high) {
      const middle = (low + high) >> 1
      if (at(departures, times + middle * length + place) < ready) low = middle + 1
      else high = middle
    }
    return low === runs ? -1 : low
  }

  /** Positional for speed: this runs for every call of every scanned line. */
  #improveRide(
    round: number,
    stop: number,
    time: number,
    line: number,
    run: number,
    boardPlace: number,
    alightPlace: number,
  ): void {
    const { stopCount, changeSeconds } = this.#timetable
    const { target, egressSeconds } = this.#question
    const label = round * stopCount + stop
    if (time >= at(this.#rideBest, label) || time >= at(this.#readyBest, round * stopCount + target)) return
    this.#ride[label] = time
    this.#rideLine[label] = line
    this.#rideRun[label] = run
    this.#boardPlace[label] = boardPlace
    this.#alightPlace[label] = alightPlace
    lowerFrom(this.#rideBest, { round, stop, stopCount, time })
    this.#rideStops.add(stop)
    const change = stop === target ? egressSeconds : at(changeSeconds, stop)
    this.#improveReady({ round, stop, time: time + change, walk: -1 })
  }

  #walkOn(round: number): void {
    this.#rideStops.drain((stop) => {
      this.#walkFrom(stop, at(this.#ride, round * this.#timetable.stopCount + stop), round)
    })
  }

  #walkFrom(stop: number, time: number, round: number): void {
    const { walkStart, walkTo, walkSeconds } = this.#timetable
    const { closedWalks } = this.#question
    for (let walk = at(walkStart, stop); walk < at(walkStart, stop + 1); walk++) {
      if (closedWalks && at(closedWalks, walk)) continue
      this.#improveReady({ round, stop: at(walkTo, walk), time: time + at(walkSeconds, walk), walk })
    }
  }

  #improveReady(label: { round: number; stop: number; time: number; walk: number }): void {
    const { round, stop, time, walk } = label
    const { stopCount } = this.#timetable
    const { target } = this.#question
    const index = round * stopCount + stop
    if (time >= at(this.#readyBest, index) || time >= at(this.#readyBest, round * stopCount + target)) return
    this.#ready[index] = time
    this.#readyWalk[index] = walk
    lowerFrom(this.#readyBest, { round, stop, stopCount, time })
    this.#readyStops.add(stop)
    if (stop === target) this.#targetImproved = true
  }

  /** Walks the labels back from the target; must run in the round that improved it, before labels change again. */
  #pathIn(rides: number): Path {
    const { stopCount, lineStart, lineStops, walks } = this.#timetable
    const parts: (RidePart | WalkPart)[] = []
    const arrival = at(this.#ready, rides * stopCount + this.#question.target)
    let stop = this.#question.target
    for (let round = rides; ; round = this.#roundReady(stop, round - 1)) {
      const walk = at(this.#readyWalk, round * stopCount + stop)
      if (walk !== -1) parts.push({ kind: 'walk', walk })
      if (walk !== -1) stop = walks[walk]?.from as number // a number of the list
      if (round === 0) return { parts: parts.reverse(), rides, arrival }
      const label = round * stopCount + stop
      const line = at(this.#rideLine, label)
      const boardPlace = at(this.#boardPlace, label)
      const ride = { line, run: at(this.#rideRun, label), boardPlace, alightPlace: at(this.#alightPlace, label) }
      parts.push({ kind: 'ride', ...ride })
      stop = at(lineStops, at(lineStart, line) + boardPlace)
    }
  }

  /** The round whose label made the stop ready as early as it was by `round`. */
  #roundReady(stop: number, round: number): number {
    const { stopCount } = this.#timetable
    const best = at(this.#readyBest, round * stopCount + stop)
    let earliest = round
    while (earliest > 0 && at(this.#readyBest, (earliest - 1) * stopCount + stop) === best) earliest--
    return earliest
  }
}

function lowerFrom(best: Int32Array, label: { round: number; stop: number; stopCount: number; time: number }): void {
  for (let index = label.round * label.stopCount + label.stop; index < best.length; index += label.stopCount) {
    if (at(best, index) > label.time) best[index] = label.time
  }
}

/** Every index here is within its array by construction; the compiler cannot know. */
function at(array: Int32Array | Uint8Array, index: number): number {
  return array[index] as number
}
