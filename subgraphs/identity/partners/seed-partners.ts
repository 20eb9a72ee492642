import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Keyring } from '../../../kit/keys.ts'
import { loadPublicKey } from '../../../kit/keys.ts'
import type { Partner } from './partner.ts'
import { partnerSchema } from './partner.ts'
import type { PartnerStore } from './store.ts'

const sandboxFile = z.object({
  asOf: z.iso.date(),
  partners: z.array(partnerSchema.unwrap().omit({ jwks: true, authMethod: true })),
})

/** A made-up partner of the sandbox; its keys are made with the house's. */
export type SandboxPartner = z.output<typeof sandboxFile>['partners'][number]

/** The four partners of `sandbox-partners.json`. */
export function readSandboxPartners(): readonly SandboxPartner[] {
  const text = readFileSync(new URL('./sandbox-partners.json', import.meta.url), 'utf8')
  return sandboxFile.parse(JSON.parse(text)).partners
}

/** Under this name the keyring holds a sandbox partner's key, so that whoever tries the sandbox can play the partner. */
export const partnerKeyName = (clientId: string) => `partner-${clientId}`

/** Registers the sandbox's partners with the public halves of their keys, which are made where they are missing. */
export async function seedPartners({ store, keyring }: { store: PartnerStore; keyring: Keyring }): Promise<void> {
  const partners = await Promise.all(readSandboxPartners().map((partner) => withKey(partner, keyring)))
  await store.savePartners(partners)
}

async function withKey(partner: SandboxPartner, keyring: Keyring): Promise<Partner> {
  // Without its algorithm: partners' libraries call the same one EdDSA or Ed25519.
  const { alg: _alg, ...key } = await loadPublicKey(keyring, partnerKeyName(partner.clientId))
  return partnerSchema.parse({ ...partner, authMethod: 'private_key_jwt', jwks: { keys: [key] } })
}
