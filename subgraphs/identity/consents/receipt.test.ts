import { randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair } from 'jose'
import { expect, test } from 'vitest'
import { openPseudonyms } from '../../../kit/pseudonym.ts'
import { openReceiptSigner, verifyReceipt } from './receipt.ts'
import { LI, NOW, partners, terms } from './testing.ts'

const pseudonyms = openPseudonyms(Buffer.alloc(32, 7))
const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true })
const [privateJwk, publicJwk] = [{ ...(await exportJWK(privateKey)), kid: 'k1' }, await exportJWK(publicKey)]
const sign = await openReceiptSigner({ privateJwk, pseudonyms })
const consent = { ...terms(), id: randomUUID(), grantedAt: NOW }
const [partner] = partners
const receipt = partner ? await sign({ consent, partner, home: 'MAINLAND' }) : ''

test('a receipt says what the two standards ask for, and names the resident as this partner knows him', async () => {
  const routes = ['gba-standard-contract-mainland-hong-kong', 'gba-standard-contract-mainland-macao', 'hong-kong-macao']
  const filings = ['SANDBOX-SCC-HK-0001', 'SANDBOX-SCC-MO-0001', 'SANDBOX-HKMO-0001']
  expect(await verifyReceipt(receipt, publicJwk)).toEqual({
    iss: 'gba-identity',
    version: 'KI-CR-v1.1.0',
    schema: 'ISO/IEC TS 27560:2023',
    jurisdiction: 'MAINLAND',
    consentTimestamp: NOW / 1_000,
    collectionMethod: 'CONSENT_PAGE',
    language: 'zh-Hans',
    consentReceiptID: consent.id,
    publicKey: 'k1',
    piiPrincipalId: pseudonyms.toPseudonym({ reference: LI, clientId: 'sandbox-partner' }),
    givenByGuardian: false,
    piiControllers: [
      {
        piiController: 'Bay Commuter (Sandbox) Limited, Hong Kong',
        clientId: 'sandbox-partner',
        jurisdiction: 'HONG_KONG',
      },
    ],
    services: [
      {
        service: 'Bay Commuter',
        purposes: [
          {
            purpose: 'cross-boundary-travel',
            consentType: 'EXPLICIT',
            piiCategory: ['profile', 'travel-permits'],
            primaryPurpose: true,
            termination: consent.expiresAt / 1_000,
            thirdPartyDisclosure: false,
            transfer: { to: 'HONG_KONG', routes, filings },
          },
        ],
      },
    ],
    sensitive: true,
    spiCat: ['travel-permits'],
  })
})

test('holds nothing of the register: no reference, name or number', () => {
  expect(Buffer.from(receipt.split('.')[1] ?? '', 'base64url').toString()).not.toContain(LI)
})

test('does not survive the change of a single character', async () => {
  const places = Array.from({ length: 60 }, (_, index) => Math.floor((index * (receipt.length - 2)) / 59))
  const accepted = []
  for (const place of places) {
    // The last character of a part may hold bits that mean nothing; two steps away it always means something else.
    const other = receipt[place] === 'A' ? 'Q' : 'A'
    const changed = receipt.slice(0, place) + other + receipt.slice(place + 1)
    if (changed !== receipt)
      accepted.push(
        await verifyReceipt(changed, publicJwk).then(
          () => place,
          () => null,
        ),
      )
  }
  expect(accepted.filter((place) => place !== null)).toEqual([])
})

test('is not taken from another key, nor a token of another kind for one', async () => {
  const other = await exportJWK((await generateKeyPair('EdDSA')).publicKey)
  await expect(verifyReceipt(receipt, other)).rejects.toThrow('signature')
  const [header = '', ...rest] = receipt.split('.')
  const typ = JSON.stringify({ ...JSON.parse(Buffer.from(header, 'base64url').toString()), typ: 'at+jwt' })
  const renamed = [Buffer.from(typ).toString('base64url'), ...rest].join('.')
  await expect(verifyReceipt(renamed, publicJwk)).rejects.toThrow()
})
