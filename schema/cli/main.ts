#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { audit } from './audit.ts'
import { check } from './check.ts'
import { compose } from './compose.ts'
import { dev } from './dev.ts'
import { doctor } from './doctor.ts'
import { explain } from './explain.ts'
import { keys } from './keys.ts'
import { EXIT, say } from './output.ts'
import { token } from './token.ts'

const program = new Command('gba')
  .description(
    'The workbench of the GBA graph: compose and check the contracts, run the house, find out what is wrong.',
  )
  .addHelpText(
    'after',
    '\nExit codes: 0 fine · 1 refused · 2 timed out · 3 misuse. Data goes to stdout, talk to stderr; nothing ever asks a question.',
  )
  .exitOverride()

// A reader that has seen enough (`gba --help | head`) closes the pipe: no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? EXIT.fine : EXIT.refused),
)

for (const command of [compose, check, dev, doctor, token, explain, audit, keys])
  program.addCommand(command.exitOverride())

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT.fine : EXIT.misuse
  } else {
    say(`gba: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = EXIT.refused
  }
}
