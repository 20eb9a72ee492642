import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startTestAgency } from './test-agency.ts'

let agency: Awaited<ReturnType<typeof startTestAgency>>

beforeAll(async () => {
  agency = await startTestAgency()
})
afterAll(() => agency.close())

test('operators, stops, routes and cities of other agencies are answered without asking the database', async () => {
  const representations = [
    ...['hk:mtr', 'sz:metro', 'mo:tcm'].map((id) => ({ __typename: 'Operator', id })),
    ...['hk:mtr:CEN', 'xrl:humen'].map((id) => ({ __typename: 'Stop', id })),
    { __typename: 'Route', id: 'hk:mtr:EAL' },
    ...['hong-kong', 'foshan'].map((id) => ({ __typename: 'City', id })),
  ]
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on Operator { called: name { zhHans } base: city { id } blueprintArea run: routes(first: 1) { totalCount } }
    ... on Stop { name { zhHant } city { id } routes { nodes { id } } }
    ... on Route { shortName mode operator { id } stops { id } }
    ... on City { transitServices { coverage operators { id } note { en } } }
  } }`
  const asked = vi.spyOn(agency.engine, 'query')
  const { data, errors } = await agency.ask<{ _entities: unknown[] }>(query, { representations })
  expect(asked).not.toHaveBeenCalled()
  await agency.loadHeads()
  expect(asked).toHaveBeenCalled()
  asked.mockRestore()
  expect(errors).toBeUndefined()
  expect(data._entities).toMatchObject([
    {
      called: { zhHans: expect.stringMatching(/港铁|铁路/) },
      base: { id: 'hong-kong' },
      blueprintArea: 'MOBILITY',
      run: { totalCount: 10 },
    },
    { base: { id: 'shenzhen' }, run: { totalCount: 3 } },
    { base: { id: 'macao' }, run: { totalCount: 2 } },
    {
      name: { zhHant: '中環' },
      city: { id: 'hong-kong' },
      routes: { nodes: [{ id: 'hk:mtr:ISL' }, { id: 'hk:mtr:TWL' }] },
    },
    { city: { id: 'dongguan' }, routes: { nodes: [{ id: 'cr:xrl:gsh' }] } },
    {
      shortName: 'EAL',
      mode: 'SUBWAY',
      operator: { id: 'hk:mtr' },
      stops: expect.arrayContaining([{ id: 'hk:mtr:ADM' }]),
    },
    { transitServices: { coverage: 'PARTIAL', operators: expect.arrayContaining([{ id: 'hk:tramways' }]) } },
    { transitServices: { coverage: 'NONE', operators: [], note: { en: expect.stringContaining('Foshan') } } },
  ])
})

test('a stop is found by a part of its name in any language, with or without accents', async () => {
  const query = `query ($search: String, $city: ID) { stops(search: $search, city: $city, first: 3) { totalCount nodes { id } } }`
  const find = async (search: string, city?: string) =>
    (await agency.ask<{ stops: { nodes: { id: string }[] } }>(query, { search, city })).data.stops.nodes.map(
      (stop) => stop.id,
    )
  expect(await find('罗湖')).toEqual(await find('羅湖'))
  expect(await find('羅湖')).toContain('hk:mtr:LOW')
  expect(await find('羅湖', 'shenzhen')).toEqual(['sz:metro:luohu'])
  expect(await find('praca ferreira')).toEqual(['mo:bus:praca-ferreira-do-amaral'])
  expect(await find('no such place')).toEqual([])
})

test('an empty or blank search is no search, and an unknown city has no stops and no operators', async () => {
  const answer = await agency.ask<Record<string, object>>(`{
    all: stops { totalCount nodes { id } } empty: stops(search: "") { totalCount nodes { id } }
    blank: stops(search: " ") { totalCount nodes { id } } none: stops(city: "london") { totalCount }
    nobody: operators(city: "london") { totalCount }
  }`)
  expect(answer.errors).toBeUndefined()
  const { all, empty, blank, none, nobody } = answer.data
  expect(all).toMatchObject({ totalCount: 210 })
  expect([empty, blank]).toEqual([all, all])
  expect([none, nobody]).toEqual([{ totalCount: 0 }, { totalCount: 0 }])
})

test('the bus companies of the 2024 payments story say which wallets they take, though no route of theirs is here', async () => {
  type Company = { id: string; name: object; routes: object; walletAcceptance: { provider: { id: string } }[] }
  const { data } = await agency.ask<{ operators: { nodes: Company[] } }>(
    `{ operators(city: "hong-kong", first: 100) { nodes { id name { en zhHant zhHans } routes { totalCount }
      walletAcceptance { provider { id } } } } }`,
  )
  const companies = data.operators.nodes.filter(({ id }) => ['hk:kmb', 'hk:lwb', 'hk:nlb'].includes(id))
  expect(companies.map(({ name }) => name)).toEqual([
    {
      en: 'The Kowloon Motor Bus Company (KMB)',
      zhHant: '九龍巴士(一九三三)有限公司',
      zhHans: '九龙巴士(一九三三)有限公司',
    },
    { en: 'Long Win Bus', zhHant: '龍運巴士有限公司', zhHans: '龙运巴士有限公司' },
    { en: 'New Lantao Bus', zhHant: '新大嶼山巴士(一九七三)有限公司', zhHans: '新大屿山巴士(一九七三)有限公司' },
  ])
  for (const { routes, walletAcceptance } of companies) {
    expect(routes).toEqual({ totalCount: 0 })
    expect(walletAcceptance.map((terms) => terms.provider.id)).toEqual(
      expect.arrayContaining(['octopus', 'alipayhk', 'wechat-pay-hk', 'weixin-pay']),
    )
  }
})

test('which wallets an operator takes depends on the day asked about', async () => {
  const query =
    'query ($on: Date) { operator(id: "mo:tcm") { walletAcceptance(on: $on) { provider { id } basis validFrom validTo } } }'
  const providers = async (on?: string) => {
    const answer = await agency.ask<{ operator: { walletAcceptance: { provider: { id: string }; basis: string }[] } }>(
      query,
      { on },
    )
    return answer.data.operator.walletAcceptance.map((terms) => [terms.provider.id, terms.basis]).toSorted()
  }
  expect(await providers('2024-09-23')).toEqual([['mpay', 'CARD_EQUIVALENT']])
  expect(await providers()).toEqual([
    ['mpay', 'CARD_EQUIVALENT'],
    ['wechat-pay-hk', 'FLAT_NO_DISCOUNT'],
    ['weixin-pay', 'FLAT_NO_DISCOUNT'],
  ])
})

test('all eleven cities say how much of them is covered, and whom to ask', async () => {
  const ids = 'hong-kong macao guangzhou shenzhen zhuhai foshan huizhou dongguan zhongshan jiangmen zhaoqing'.split(' ')
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on City { id transitServices { coverage note { en zhHant zhHans } operators { id } } } } }`
  const representations = ids.map((id) => ({ __typename: 'City', id }))
  type Service = { coverage: string; note: { en: string }; operators: unknown[] }
  const { data } = await agency.ask<{ _entities: { id: string; transitServices: Service }[] }>(query, {
    representations,
  })
  expect(data._entities.filter((city) => city.transitServices.coverage === 'PARTIAL').map((city) => city.id)).toEqual(
    'hong-kong macao guangzhou shenzhen zhuhai dongguan'.split(' '),
  )
  for (const { transitServices } of data._entities) {
    expect(transitServices.operators.length > 0).toBe(transitServices.coverage === 'PARTIAL')
    expect(transitServices.note.en).toMatch(/[Aa]sk the/)
  }
})
