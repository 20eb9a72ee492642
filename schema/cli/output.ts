import { styleText } from 'node:util'

/** What the caller's script can tell apart. */
export const EXIT = { fine: 0, refused: 1, timedOut: 2, misuse: 3 } as const

/** The version of every `--json` answer; it grows when a field changes its meaning or goes. */
const SCHEMA_VERSION = 1

/** Talk: to people, on stderr. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** Data: to pipes, on stdout. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** The one shape of every `--json` answer. */
export function printJson(command: string, answer: { readonly ok: boolean } & Readonly<Record<string, unknown>>): void {
  print(JSON.stringify({ schemaVersion: SCHEMA_VERSION, command, ...answer }, null, 2))
}

/** Colour where the stream is a terminal and NO_COLOR is not set. */
export function paint(
  style: Parameters<typeof styleText>[0],
  text: string,
  stream: NodeJS.WriteStream = process.stderr,
): string {
  return styleText(style, text, { stream })
}
