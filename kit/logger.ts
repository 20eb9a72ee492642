import type { Logger } from 'pino'
import { pino } from 'pino'

export type { Logger } from 'pino'

/** Structured log lines on standard error, so that standard output stays free for what a person or a program reads. */
export function openLogger(options: { name: string; level: string }): Logger {
  return pino({ name: options.name, level: options.level }, pino.destination(2))
}
