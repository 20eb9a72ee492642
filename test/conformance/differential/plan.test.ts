import { test } from 'vitest'
import { QueryPlanner } from '@graphql-hive/router-query-planner'
import { openFederation } from '../../../gateway/testing/federation.ts'
import { loadEngine } from '../../../gateway/engine/load-engine.ts'
test('plan', async () => {
  let sdl = ''
  const f = await openFederation({ subgraphs: {
    a: { typeDefs: 'type Query { q1: Int q3: E1 } type E1 @key(fields: "id") { id: ID! x: Int}', resolvers: {Query: {q1: () => 1, q3: () => ({id: '1'})}} },
    b: { typeDefs: 'type E1 @key(fields: "id") { id: ID! f: Int}' , resolvers: {E1: {f: () => 3}}},
  }, load: async (o) => { sdl = o.supergraph.sdl; return loadEngine(o) } })
  for (const q of (process.env.Q ?? '').split('%%')) {
    try { console.log(q, '\n', JSON.stringify(await new QueryPlanner(sdl).planAsync(q, null, new Set(), 100))) } catch (e) { console.log(String(e)) }
    const { data, errors, calls } = await f.query(q, { variables: JSON.parse(process.env.V ?? '{}') })
    console.log(JSON.stringify({ data, errors, calls }))
  }
  await f.close()
})
