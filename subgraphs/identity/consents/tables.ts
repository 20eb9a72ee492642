import type { ConsentLanguage, ConsentMethod } from './records.ts'

/** The tables of `004-consents.sql`. */
export interface ConsentTables {
  standing_version: { only_row: boolean; version: number }
  standing_change: { version: number; resident: string | null; client_id: string | null }
  consent_event: {
    version: number
    kind: 'GRANTED' | 'REVOKED'
    consent_id: string
    resident: string
    client_id: string
    purpose: string
    categories: string[]
    transfer: boolean
    language: ConsentLanguage
    method: ConsentMethod
    given_by: string
    at: Date
    expires_at: Date
    receipt: string | null
  }
  guardian: { minor: string; guardian: string; valid_from: string; valid_to: string | null }
  gateway_lease: { worker: string; confirmed: number; ends_at: Date }
}
