import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { projectRoot } from '../root.ts'
import { EXIT, print, printJson, say } from './output.ts'

/** Identity keeps the log; this room only knows where its command stands. */
const EXPORT = 'subgraphs/identity/commands/export-access-log.ts'

interface VerifyOptions {
  readonly key?: string
  readonly witness: readonly string[]
  readonly json?: boolean
}

const verify = new Command('verify')
  .description('Check a receipt of the access log, a consent receipt or an exported log, offline, by public key alone.')
  .argument('<file>', 'the receipt as the graph gave it, or what `gba audit export` wrote')
  .option('--key <file>', 'the public key, as JWK or JWKS; the sandbox’s own unless given')
  .option('--witness <file>', 'a signed tree head that somebody else kept; may be given several times', collect, [])
  .option('--json', 'answer as JSON on stdout')
  .action(verifyCommand)

const write = new Command('export')
  .description('Write the whole access log with its signed heads on stdout, as JSON lines.')
  .action(exportCommand)

export const audit = new Command('audit')
  .description('Check who read what: receipts and the access log itself.')
  .addCommand(verify.exitOverride())
  .addCommand(write.exitOverride())

async function verifyCommand(file: string, options: VerifyOptions): Promise<void> {
  const { kindOf, readKeys, verifyFile } = await import('./audit-file.ts')
  const found = kindOf(file)
  if (!found) {
    say(`got ${file}, wanted a receipt of the access log, a consent receipt or an exported access log.`)
    process.exitCode = EXIT.refused
    return
  }
  const { kind, keyName } = found
  const keyFile = options.key ?? join(process.env.KEYS_DIR ?? '.gba/keys', `${keyName}.public.jwk.json`)
  const witnesses = options.witness.map((path) => readFileSync(path, 'utf8').trim())
  const verdict = await verifyFile({ path: file, kind, keys: readKeys(keyFile), witnesses })
  if (!verdict.holds) process.exitCode = EXIT.refused
  if (options.json) {
    const outcome = verdict.holds ? { checked: verdict.found.checked } : { why: verdict.why }
    return printJson('audit verify', { ok: verdict.holds, kind, ...outcome })
  }
  if (!verdict.holds) return say(`refused: this ${kind} does not hold: ${verdict.why}.`)
  print(`This ${kind} holds, by the key in ${keyFile}:`)
  for (const line of verdict.found.checked) print(`  ${line}`)
}

async function exportCommand(): Promise<void> {
  const child = spawn(process.execPath, [join(projectRoot, EXPORT)], { cwd: projectRoot, stdio: 'inherit' })
  process.exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? EXIT.refused))
  })
}

function collect(path: string, before: readonly string[]): readonly string[] {
  return [...before, path]
}
