import { signByHand } from './sign.ts'
import type { TokenHouse } from './token-house.ts'
import { ISSUER, newKey, SECONDS } from './token-house.ts'

/** What is wrong with it → the token. */
export type Corpus = ReadonlyMap<string, string>

const MAGIC_KEYS = [
  '../../etc/passwd',
  "' or '1'='1",
  'http://evil.test/key',
  '/dev/null',
  '__proto__',
  '',
  '0',
  'x'.repeat(5_000),
]

/** Every way in which a token was ever forged that we know of; each must be refused. */
export async function badTokens(house: TokenHouse): Promise<Corpus> {
  return new Map([
    ...unsigned(house),
    ...(await otherKeys(house)),
    ...confused(house),
    ...headers(house),
    ...(await broughtAlong(house)),
    ...claims(house),
    ...times(house),
    ...payloads(house),
    ...shapes(house),
  ])
}

type Cases = [string, string][]

const signed = (house: TokenHouse, change: { header?: object; payload?: unknown } = {}) =>
  signByHand({
    header: { ...house.header, ...change.header },
    payload: change.payload ?? house.good,
    key: house.key,
  })

function unsigned({ header, good }: TokenHouse): Cases {
  const names = ['none', 'None', 'NONE', 'nOnE', 'null', '', ' none', 'none ', 'undefined']
  return names.flatMap((alg): Cases => {
    const jwt = signByHand({ header: { ...header, alg }, payload: good })
    return [
      [`alg "${alg}", no signature`, jwt],
      [`alg "${alg}", a signature of zeros`, `${jwt}${'A'.repeat(86)}`],
      [`alg "${alg}", no third part`, jwt.slice(0, -1)],
      [`alg "${alg}", without kid`, signByHand({ header: { alg, typ: 'at+jwt' }, payload: good })],
    ]
  })
}

/** Signed properly, by somebody else. */
async function otherKeys({ header, good }: TokenHouse): Promise<Cases> {
  const algorithms = ['EdDSA', 'ES256', 'ES384', 'ES512', 'PS256', 'RS256', 'RS384', 'RS512']
  const cases = await Promise.all(
    algorithms.map(async (alg): Promise<Cases> => {
      const { key } = await newKey(alg)
      const kids = [['our kid', {}] as const, ['another kid', { kid: 'other' }] as const]
      const signed = kids.map(([name, change]): [string, string] => [
        `${alg} by another key, ${name}`,
        signByHand({ header: { ...header, alg, ...change }, payload: good, alg, key }),
      ])
      const { kid: _kid, ...without } = header
      signed.push([
        `${alg} by another key, no kid`,
        signByHand({ header: { ...without, alg }, payload: good, alg, key }),
      ])
      signed.push([`${alg} by another key, named EdDSA`, signByHand({ header, payload: good, alg, key })])
      return signed
    }),
  )
  return cases.flat()
}

/** The public key taken for a shared secret, in every form it is published in. */
function confused({ header, good, publicForms }: TokenHouse): Cases {
  return ['HS256', 'HS384', 'HS512'].flatMap((alg) =>
    publicForms.flatMap((key, index): Cases => {
      const { kid: _kid, ...without } = header
      return [
        [`${alg} keyed with public form ${index}`, signByHand({ header: { ...header, alg }, payload: good, alg, key })],
        [
          `${alg} keyed with public form ${index}, no kid`,
          signByHand({ header: { ...without, alg }, payload: good, alg, key }),
        ],
        [`${alg} keyed with public form ${index}, named EdDSA`, signByHand({ header, payload: good, alg, key })],
      ]
    }),
  )
}

function headers(house: TokenHouse): Cases {
  const { header, good, key } = house
  const types = [
    'JWT',
    'jwt',
    'at',
    'at jwt',
    'application/jwt',
    'dpop+jwt',
    'gba-viewer+jwt',
    'id+jwt',
    'logout+jwt',
    '',
    null,
    1,
    ['at+jwt'],
  ]
  const wrongAlg = [
    'RS256',
    'ES256',
    'PS256',
    'HS256',
    'Ed448',
    'eddsa',
    'EdDSA ',
    'ES256K',
    'A256GCMKW',
    null,
    1,
    ['EdDSA'],
    {},
  ]
  const crit = [['exp'], ['b64'], [], 'exp', ['alg'], ['typ', 'kid'], null, [''], [1]]
  return [
    ...types.map((typ): [string, string] => [`typ ${JSON.stringify(typ)}`, signed(house, { header: { typ } })]),
    ['no typ', signed(house, { header: { typ: undefined } })],
    ...wrongAlg.map((alg): [string, string] => [`alg ${JSON.stringify(alg)}`, signed(house, { header: { alg } })]),
    ['no alg', signed(house, { header: { alg: undefined } })],
    ...crit.map((names): [string, string] => [
      `crit ${JSON.stringify(names)}`,
      signed(house, { header: { crit: names, exp2: 1 } }),
    ]),
    ['crit of a header that is not there', signed(house, { header: { crit: ['exp2'] } })],
    ['b64 false', signed(house, { header: { b64: false, crit: ['b64'] } })],
    ...MAGIC_KEYS.map((kid): [string, string] => [`kid ${kid.slice(0, 30)}`, signed(house, { header: { kid } })]),
    ...[1, null, {}, [], true].map((kid): [string, string] => [
      `kid ${JSON.stringify(kid)}`,
      signed(house, { header: { kid } }),
    ]),
    ['alg twice', signByHand({ header: `{"alg":"none",${JSON.stringify(header).slice(1)}`, payload: good, key })],
    [
      'kid twice',
      signByHand({ header: `${JSON.stringify(header).slice(0, -1)},"kid":"${header.kid}"}`, payload: good, key }),
    ],
    ['zip', signByHand({ header: { ...header, enc: 'A256GCM', alg: 'dir' }, payload: good, key })],
    ...['[]', '""', 'null', '1', '{', '', 'true', '{"alg":"EdDSA"'].map((text): [string, string] => [
      `header ${text}`,
      signByHand({ header: text, payload: good, key }),
    ]),
  ]
}

/** A key, or where to find one, brought along in the header. */
async function broughtAlong({ header, good }: TokenHouse): Promise<Cases> {
  const { key, publicJwk, privateJwk } = await newKey('EdDSA')
  const brought: Record<string, object> = {
    jwk: { jwk: publicJwk },
    'jwk with our kid': { jwk: { ...publicJwk, kid: header.kid } },
    'private jwk': { jwk: privateJwk },
    'symmetric jwk': { jwk: { kty: 'oct', k: 'c2VjcmV0' } },
    jku: { jku: 'https://evil.test/jwks.json' },
    'jku of the issuer': { jku: `${ISSUER}/jwks?x=evil.test` },
    'jku of a file': { jku: 'file:///etc/passwd' },
    'jku of the cloud': { jku: 'http://169.254.169.254/latest' },
    x5u: { x5u: 'https://evil.test/cert.pem' },
    x5c: { x5c: ['MIIB'] },
    x5t: { x5t: 'AAAA' },
    'x5t#S256': { 'x5t#S256': 'AAAA' },
    everything: { jwk: publicJwk, jku: 'https://evil.test', x5u: 'https://evil.test', x5c: ['MIIB'] },
  }
  return Object.entries(brought).flatMap(([name, more]): Cases => {
    const { kid: _kid, ...without } = header
    return [
      [`${name}, our kid`, signByHand({ header: { ...header, ...more }, payload: good, key })],
      [`${name}, no kid`, signByHand({ header: { ...without, ...more }, payload: good, key })],
      [`${name}, its own kid`, signByHand({ header: { ...header, ...more, kid: 'mine' }, payload: good, key })],
    ]
  })
}

/** Signed by the issuer itself, and still not for us. */
function claims(house: TokenHouse): Cases {
  const wrong: Record<string, readonly unknown[]> = {
    iss: [
      'https://evil.test',
      `${ISSUER}/`,
      ISSUER.toUpperCase(),
      ISSUER.replace('https', 'http'),
      `${ISSUER}.evil.test`,
      '',
      null,
      1,
      [ISSUER],
      { 0: ISSUER },
      `${ISSUER} `,
      undefined,
    ],
    aud: [
      'other-graph',
      'gba-graph ',
      'GBA-GRAPH',
      'gba',
      '',
      null,
      1,
      [],
      ['other'],
      [['gba-graph']],
      { 0: 'gba-graph' },
      [null],
      true,
      undefined,
    ],
    sub: [
      '',
      null,
      1,
      [],
      {},
      true,
      'admin',
      '11111111-1111-4111-8111-111111111111',
      'A'.repeat(21),
      'A'.repeat(23),
      'AAAAAAAAAAAAAAAAAAAAA=',
      'AAAAAAAAAAAAAAAAAAAA/+',
      undefined,
    ],
    client_id: ['', null, 1, [], {}, true, 'x'.repeat(200), undefined],
    scope: [1, {}, true, [1], [['profile']], ['two words'], null],
    scopes: [1, {}, true, [null], null],
    purpose: [1, {}, [], true, 'x'.repeat(100)],
    acr: [1, {}, [], true],
    cnf: [
      '',
      1,
      [],
      { jkt: '' },
      { jkt: 1 },
      { jkt: 'short' },
      {},
      null,
      { 'x5t#S256': 'AAAA' },
      { jwk: {} },
      { jkt: 'A'.repeat(43), jwk: {} },
    ],
    exp: [null, '', String(SECONDS + 600), {}, [], true, undefined, [SECONDS + 600]],
    iat: [null, '', String(SECONDS), {}, [], undefined, true],
    nbf: ['', String(SECONDS), {}, [], true, null],
  }
  return Object.entries(wrong).flatMap(([claim, values]) =>
    values.map((value): [string, string] => [
      `${claim} ${JSON.stringify(value)?.slice(0, 60)}`,
      signed(house, { payload: { ...house.good, [claim]: value } }),
    ]),
  )
}

/** Five seconds of skew are forgiven and not one more. */
function times(house: TokenHouse): Cases {
  const wrong: Record<string, object> = {
    'ended at the edge': { exp: SECONDS - 5 },
    'ended a second past it': { exp: SECONDS - 6 },
    'ended a minute ago': { exp: SECONDS - 60 },
    'ended long ago': { exp: 1 },
    'ended before it began': { exp: 0 },
    'ends in the past, negative': { exp: -SECONDS },
    'begins past the edge': { nbf: SECONDS + 6 },
    'begins in a minute': { nbf: SECONDS + 60 },
    'begins in milliseconds': { nbf: SECONDS * 1_000 },
    'made past the edge': { iat: SECONDS + 6 },
    'made in a minute': { iat: SECONDS + 60 },
    'made in milliseconds': { iat: SECONDS * 1_000 },
    'made a day and six seconds ago': { iat: SECONDS - 86_406 },
    'made long ago': { iat: 0 },
    'made before time': { iat: -1 },
  }
  return Object.entries(wrong).map(([name, change]) => [name, signed(house, { payload: { ...house.good, ...change } })])
}

function payloads(house: TokenHouse): Cases {
  const { good, header, key } = house
  const text = JSON.stringify(good)
  const twice = Object.entries(good).map(([name, value]): [string, string] => [
    `${name} twice`,
    signByHand({ header, payload: `${text.slice(0, -1)},${JSON.stringify(name)}:${JSON.stringify(value)}}`, key }),
  ])
  const escaped = signByHand({ header, payload: `${text.slice(0, -1)},"\\u0073ub":"admin"}`, key })
  const nested = signByHand({ header: { ...header, cty: 'JWT' }, payload: signed(house), key })
  const raw = [
    '[]',
    `[${text}]`,
    '""',
    JSON.stringify(text),
    'null',
    'true',
    '1',
    '{}',
    '',
    ' ',
    '{',
    `${text}${text}`,
    `${text},`,
    `\uFEFF${text}`,
    text.slice(1),
    text.replace(/"/g, "'"),
    `/**/${text}`,
    text.replace('}', ',}'),
    `${text}\u0000`,
  ]
  return [
    ...twice,
    ['sub twice, once escaped', escaped],
    ['a token within a token', nested],
    ...raw.map((payload, index): [string, string] => [`payload ${index}`, signByHand({ header, payload, key })]),
    ['payload of invalid UTF-8', invalidUtf8(house)],
    ['nested twice', signByHand({ header, payload: `${text.slice(0, -1)},"x":{"a":1,"a":2}}`, key })],
    ['a token of 9,000 characters', signed(house, { payload: { ...good, padding: 'x'.repeat(9_000) } })],
  ]
}

function invalidUtf8({ header, good, key }: TokenHouse): string {
  const bytes = Buffer.from(JSON.stringify({ ...good, extra: 'x' }), 'latin1')
  bytes[bytes.length - 3] = 0xff
  return signByHand({ header, payload: bytes, key })
}

/** The same text, cut and joined otherwise. */
function shapes(house: TokenHouse): Cases {
  const jwt = signed(house)
  const [header = '', payload = '', signature = ''] = jwt.split('.')
  const other = signed(house, { payload: { ...house.good, scope: 'everything' } }).split('.')
  const wrong = {
    'another payload': [header, other[1], signature],
    'another signature': [header, payload, other[2]],
    'no signature': [header, payload, ''],
    'half a signature': [header, payload, signature.slice(0, 43)],
    'a signature twice': [header, payload, signature + signature],
    'a signature of zeros': [header, payload, 'A'.repeat(86)],
    'no payload': [header, '', signature],
    'no header': ['', payload, signature],
    'turned around': [signature, payload, header],
    'payload first': [payload, header, signature],
    'four parts': [header, payload, signature, signature],
    'five parts': [header, payload, signature, signature, signature],
    'two parts': [header, payload],
    'one part': [header],
    'padded parts': [`${header}=`, payload, signature],
    'padded signature': [header, payload, `${signature}==`],
  }
  return Object.entries(wrong).map(([name, parts]) => [name, parts.join('.')])
}
