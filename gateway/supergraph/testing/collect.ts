import { pino } from 'pino'
import type { Logger } from '../../../kit/logger.ts'

/** A logger that keeps its lines. */
export function openLog(): { logger: Logger; lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = []
  return { logger: pino({ level: 'info' }, { write: (line: string) => lines.push(JSON.parse(line)) }), lines }
}

/** Waits until it holds, some seconds at most; the test's own time limit is the last word. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5))
}

/** Long enough for whatever was going to happen within `ms` to have happened. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
