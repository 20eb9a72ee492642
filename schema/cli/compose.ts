import { Command } from 'commander'
import { describeFindings } from './describe-findings.ts'
import { EXIT, print, printJson, say } from './output.ts'

export const compose = new Command('compose')
  .description(
    'Compose the contracts; write the supergraph, the partner schema, the resolver types and the policy tables.',
  )
  .option('--json', 'answer as JSON on stdout')
  .action(composeCommand)

async function composeCommand(options: { json?: boolean }): Promise<void> {
  const { composeProject, saveComposition } = await import('../compose.ts')
  const composition = await composeProject()
  const { findings } = composition
  const ok = composition.files.size > 0
  const written = saveComposition(composition)
  if (!ok) process.exitCode = EXIT.refused
  if (options.json)
    return printJson('compose', { ok, findings, written, current: composition.files.size - written.length })
  if (findings.length > 0) say(`${describeFindings(findings)}\n`)
  for (const path of written) print(path)
  if (!ok) say('The contracts do not compose. Nothing was written: the last good supergraph stays.')
  else
    say(`${composition.contracts.length} contracts compose; ${written.length} files written, the others were current.`)
}
