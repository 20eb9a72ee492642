import { Command } from 'commander'
import { explainAccess } from './explain-access.ts'
import { EXIT, print, printJson, say } from './output.ts'

export const explain = new Command('explain')
  .description('Say what a finding’s code asks, and why; without a code, list them all.')
  .argument('[code]', 'for example LIST_UNBOUNDED')
  .option('--json', 'answer as JSON on stdout')
  .action(explainCommand)
  .addCommand(explainAccess)

async function explainCommand(code: string | undefined, options: { json?: boolean }): Promise<void> {
  const { explanations } = await import('../explanations.ts')
  const known = explanations()
  const chosen = code ? known.filter((each) => each.code === code.toUpperCase()) : known
  const ok = chosen.length > 0
  if (!ok) process.exitCode = EXIT.misuse
  if (options.json) return printJson('explain', { ok, explanations: chosen })
  for (const each of chosen) print(`${each.code}\n  ${each.asks}\n  ${each.why}`)
  if (!ok) {
    say(`got ${code}, wanted one of: ${known.map((each) => each.code).join(', ')}.`)
    say(
      'Codes of composition itself: https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/errors',
    )
  }
}
