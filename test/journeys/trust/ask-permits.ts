import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { decodeJwt } from 'jose'
import { startGateway } from '../../../gateway/main.ts'
import { openLogger } from '../../../kit/logger.ts'
import { openSealer, postSealed } from '../../../kit/subgraph/testing/seal.ts'
import type { Filing, Viewer } from '../../../kit/viewer-statement.ts'
import { STATEMENT_HEADER } from '../../../kit/viewer-statement.ts'
import { personas } from '../../../subgraphs/identity/issuer/issue-token.ts'
import { allowedViewer, consentTo } from '../../support/allowed-viewer.ts'
import type { SubgraphAnswer } from '../../support/subgraph-caller.ts'
import type { TestHouse } from '../../support/test-house.ts'

const AGENCY = 'permits'
const QUERY = `query ($of: [_Any!]!) { _entities(representations: $of) {
  ... on Resident { travelPermits { nodes { kind } } } } }`

/** @returns the claims of the statement that the gateway sends to permits when this token asks this */
export async function recordStatement(house: TestHouse, asked: { query: string; token: string }) {
  const said = Promise.withResolvers<string>()
  const permits = createServer((request, response) => {
    said.resolve(String(request.headers[STATEMENT_HEADER]))
    response.setHeader('content-type', 'application/json').end('{"data":{"_entities":[null]}}')
  })
  permits.listen(0, '127.0.0.1')
  await once(permits, 'listening')
  const { port } = permits.address() as AddressInfo
  const urls = { ...Object.fromEntries(house.agencyUrls), [AGENCY]: `http://127.0.0.1:${port}/graphql` }
  const gateway = await startGateway({
    env: {
      KEYS_DIR: house.keysFolder,
      PORT: '0',
      NODE_ENV: 'test',
      SUBGRAPH_URLS: JSON.stringify(urls),
      EVIDENCE_DIR: join(dirname(house.keysFolder), 'other-evidence'),
    },
    now: Date.now,
    logger: openLogger({ name: 'other', level: 'silent' }),
  })
  try {
    await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${asked.token}` },
      body: JSON.stringify({ query: asked.query }),
    })
    return decodeJwt(await said.promise)
  } finally {
    await gateway.close()
    permits.close()
  }
}

/** Goes around the gateway, with its keys, to the travel permits of Li Na. */
export async function askAroundTheGateway(house: TestHouse, change: Partial<Viewer>): Promise<SubgraphAnswer> {
  const reference = personas.find(({ slug }) => slug === 'shenzhen-hukou')?.reference ?? ''
  const keyring = { folder: house.keysFolder, createMissing: false }
  const seal = await openSealer({ keyring, agency: AGENCY, now: Date.now })
  const asked = { ...inMacao([FILED]), ...change }
  const viewer = allowedViewer({ ...asked, subject: reference })
  const variables = { of: [{ __typename: 'Resident', reference }] }
  const url = house.agencyUrls.get(AGENCY) ?? ''
  const response = await postSealed(url, await seal(viewer), { query: QUERY, variables })
  const { data = null, errors } = (await response.json()) as Pick<SubgraphAnswer, 'data' | 'errors'>
  return { status: response.status, data, errors }
}

const PURPOSE = 'cross-boundary-travel'

const FILED: Filing = {
  route: 'gba-standard-contract-mainland-macao',
  id: 'MADE-UP',
  validFrom: '2024-10-02',
  validTo: null,
}

/** An app in Macao to whom a resident of the Mainland has agreed in everything. */
function inMacao(filings: readonly Filing[]): Partial<Viewer> {
  return {
    registration: { jurisdiction: 'MACAO', policies: [], filings },
    standing: { home: 'MAINLAND', consents: [consentTo(PURPOSE)] },
  }
}

/** What the guide says is refused, in its order. */
export const refusedInOrder: readonly Partial<Viewer>[] = [
  { registration: null },
  inMacao([]),
  { standing: { home: 'MAINLAND', consents: [{ ...consentTo(PURPOSE), transfer: false }] } },
  { purpose: 'fare-payment', standing: { home: 'MAINLAND', consents: [consentTo('fare-payment')] } },
]
