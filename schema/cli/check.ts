import { Command } from 'commander'
import type { CheckReport } from '../check.ts'
import { BaselineError, loadBaseline } from './baseline.ts'
import { describeChanges } from './describe-changes.ts'
import { describeFindings } from './describe-findings.ts'
import { EXIT, printJson, say } from './output.ts'

interface CheckOptions {
  readonly against?: string
  readonly acceptBreaking?: boolean
  readonly json?: boolean
}

export const check = new Command('check')
  .description('Check the contracts: composition, rules, stale files, and what would change for callers.')
  .option('--against <revision or file>', 'what to compare with; without it the last commit')
  .option('--accept-breaking', 'breaking changes are agreed with those who call')
  .option('--json', 'answer as JSON on stdout')
  .action(checkCommand)

async function checkCommand(options: CheckOptions): Promise<void> {
  try {
    const baseline = loadBaseline(options)
    const [{ checkProject }, { partnerViewOf }, { isRefused }] = await Promise.all([
      import('../check.ts'),
      import('../api-schema.ts'),
      import('../findings.ts'),
    ])
    const before = baseline.text === undefined ? undefined : partnerViewOf(baseline.text)
    const report = await checkProject({ before, today: new Date().toISOString().slice(0, 10) })
    const ok = !isRefused(report.findings) && (options.acceptBreaking === true || !breaks(report))
    if (!ok) process.exitCode = EXIT.refused
    if (options.json) printJson('check', { ok, against: baseline.place, ...report })
    else tell(report, { ok, place: baseline.place })
  } catch (error) {
    if (!(error instanceof BaselineError)) throw error
    say(`gba check: ${error.message}`)
    process.exitCode = error.kind === 'misuse' ? EXIT.misuse : EXIT.timedOut
  }
}

function breaks(report: CheckReport): boolean {
  return report.changes.some(({ level }) => level === 'BREAKING')
}

function tell(report: CheckReport, options: { ok: boolean; place: string }): void {
  const { findings, changes } = report
  if (findings.length > 0) say(`${describeFindings(findings)}\n`)
  say(changes.length > 0 ? describeChanges(changes, options.place) : `No change against ${options.place}.`)
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const broken = changes.filter(({ level }) => level === 'BREAKING').length
  if (options.ok) say('The contracts pass.')
  else say(`The contracts are refused: ${errors} errors, ${broken} breaking changes. Nothing was changed.`)
  if (!options.ok && errors === 0) {
    say('next: deprecate first ("Use X. Removal YYYY-MM-DD."), or agree with the callers and pass --accept-breaking.')
  }
}
