import type { GraphQLSchema } from 'graphql'
import { buildSchema, execute, parse, validate } from 'graphql'
import type { Engine } from '../../../gateway/engine/engine.ts'
import { loadEngine } from '../../../gateway/engine/load-engine.ts'
import type { Plan } from '../../../gateway/engine/plan/plan.ts'
import type { PlannerOptions } from '../../../gateway/engine/planning/open-planner.ts'
import type { FederationAnswer, LoadLocalEngine } from '../../../gateway/testing/federation.ts'
import { openFederation } from '../../../gateway/testing/federation.ts'
import { loadReferenceEngine } from '../federation/reference-engine.ts'
import type { Answer } from './compare.ts'
import { resolveMonolith, serveWorld } from './data.ts'
import { printMonolith } from './print-world.ts'
import type { SharedPlanner } from './shared-planner.ts'
import type { World } from './world.ts'
import type { WrittenOperation } from './write-operation.ts'

type EngineName = 'ours' | 'reference'

/** One world as one graph and as a federation, which our engine and the reference serve. */
export interface Pair {
  readonly schema: GraphQLSchema
  readonly contracts: readonly string[]
  /** The last plan of our engine. */
  readonly plan: () => Plan | undefined
  /** What the one graph answers: the right answer. */
  answer(operation: WrittenOperation): Promise<Answer>
  ask(engine: EngineName, operation: WrittenOperation): Promise<FederationAnswer>
}

/** @throws where the world does not compose, which is a fault of whoever made it */
export async function openPair(world: World, planner: SharedPlanner): Promise<Pair> {
  const schema = buildSchema(printMonolith(world))
  const subgraphs = serveWorld(world)
  const plans: Plan[] = []
  let current: EngineName = 'ours'
  const load: LoadLocalEngine = async (options) => {
    const openPlanner = async ({ supergraphSdl }: PlannerOptions) =>
      planner.openFor(supergraphSdl, (plan) => plans.splice(0, plans.length, plan))
    const ours = await loadEngine({ ...options, openPlanner })
    let reference: Promise<Engine> | undefined
    const loadReference = () => {
      reference ??= loadReferenceEngine(options)
      return reference
    }
    return {
      ...ours,
      execute: async (operation) => (current === 'ours' ? ours : await loadReference()).execute(operation),
      stop: async () => {
        await ours.stop()
        await (await reference)?.stop()
      },
    }
  }
  const federation = await openFederation({ subgraphs, load })
  return {
    schema,
    contracts: Object.entries(subgraphs).map(([name, { typeDefs }]) => `# ${name}\n${typeDefs}`),
    plan: () => plans[0],
    answer: (operation) => answerAlone(schema, resolveMonolith(world), operation),
    ask: async (engine, { text, variables }) => {
      current = engine
      plans.length = 0
      return federation.query(text, { variables })
    },
  }
}

async function answerAlone(
  schema: GraphQLSchema,
  fieldResolver: ReturnType<typeof resolveMonolith>,
  { text, variables }: WrittenOperation,
): Promise<Answer> {
  const document = parse(text)
  const wrong = validate(schema, document)
  if (wrong.length > 0) throw new Error(`the operation is not valid: ${wrong.join('; ')}`)
  const { data, errors = [] } = await execute({
    schema,
    document,
    variableValues: variables,
    contextValue: { journal: [] },
    fieldResolver,
    // Each object says of what type it is.
    typeResolver: ({ t }: { t: string }) => t,
  })
  return { data, errors: errors.map(({ message, path }) => ({ message, path })) }
}
