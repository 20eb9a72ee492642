import { Command } from 'commander'
import { roster } from '../roster.ts'
import { EXIT, paint, print, printJson } from './output.ts'

export const doctor = new Command('doctor')
  .description('Look at all that a house needs to start, and say how to mend what is wrong.')
  .option('--json', 'answer as JSON on stdout')
  .action(doctorCommand)

async function doctorCommand(options: { json?: boolean }): Promise<void> {
  const { examine } = await import('../doctor.ts')
  const diagnoses = await examine({ roster, env: process.env, nodeVersion: process.version })
  const ok = diagnoses.every((diagnosis) => diagnosis.ok)
  if (!ok) process.exitCode = EXIT.refused
  if (options.json) return printJson('doctor', { ok, diagnoses })
  for (const { ok: isWell, name, found, fix } of diagnoses) {
    const mark = isWell ? paint('green', 'well', process.stdout) : paint('red', 'ill ', process.stdout)
    print(`${mark} ${name}: ${found}${fix ? `\n     next: ${fix}` : ''}`)
  }
}
