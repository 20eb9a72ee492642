import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ConfigError } from '../../kit/config.ts'
import type { TransferRules } from '../../kit/policy/transfer-rules.ts'
import { parseTransferRules } from '../../kit/policy/transfer-rules.ts'

const ours = fileURLToPath(new URL('../../schema/transfer-rules.json', import.meta.url))

/** Without rules nothing leaves its jurisdiction. @throws {ConfigError} for a file that was named and cannot be used */
export function loadTransferRules(file: string | undefined): TransferRules {
  if (file === undefined && !existsSync(ours)) return { routes: [], exporters: [] }
  try {
    return parseTransferRules(JSON.parse(readFileSync(file ?? ours, 'utf8')))
  } catch {
    throw new ConfigError(`TRANSFER_RULES_FILE ${file ?? ours}: wanted JSON with routes and exporters, as published`)
  }
}
