import type { GraphQLField, GraphQLFieldResolver, GraphQLObjectType, GraphQLSchema } from 'graphql'
import { defaultFieldResolver, isAbstractType, isObjectType } from 'graphql'
import type { Clock } from '../clock.ts'
import { ConfigError } from '../config.ts'
import { PublicError } from '../errors.ts'
import type { Viewer } from '../viewer-statement.ts'
import type { AccessDecision, Denied } from './decide-access.ts'
import type { FieldPolicy } from './field-policy.ts'
import { openDecisions } from './keep-decisions.ts'
import type { PolicyTable } from './policy-table.ts'

/** What a resolver must find in its context for the policy to be decided. */
export interface PolicyContext {
  readonly viewer: Viewer
  readonly now: Clock
}

/**
 * Puts the decision before every resolver that the table names: a refused one never runs, whichever way the field was
 * reached. The schema itself is changed, so that whatever executes it executes this.
 * @throws {ConfigError} where the table names a field that the schema does not have
 */
export function enforcePolicy(schema: GraphQLSchema, { fields, rules }: PolicyTable): void {
  const decide = openDecisions(rules)
  for (const [coordinate, policies] of Map.groupBy(fields, (policy) => policy.coordinate)) {
    for (const field of fieldsAt(schema, coordinate)) guardField(field, policies, decide)
  }
}

type Decide = (policy: FieldPolicy, context: PolicyContext) => AccessDecision
type Field = GraphQLField<unknown, PolicyContext>

function guardField(field: Field, policies: readonly FieldPolicy[], decide: Decide): void {
  const guard = (resolve: GraphQLFieldResolver<unknown, PolicyContext>): typeof resolve => {
    return (source, args, context, info) => {
      for (const policy of policies) {
        const decision = decide(policy, context)
        if (!decision.allowed) throw refusal(policy, decision)
      }
      return resolve(source, args, context, info)
    }
  }
  field.resolve = guard(field.resolve ?? defaultFieldResolver)
  if (field.subscribe) field.subscribe = guard(field.subscribe)
}

/** What an interface asks is asked of whatever implements it: only that is ever resolved. */
function fieldsAt(schema: GraphQLSchema, coordinate: string): Field[] {
  const [typeName = '', fieldName = ''] = coordinate.split('.')
  const type = schema.getType(typeName)
  const types: readonly GraphQLObjectType[] =
    type && isAbstractType(type) ? schema.getPossibleTypes(type) : isObjectType(type) ? [type] : []
  const found = types.flatMap((owner) => owner.getFields()[fieldName] ?? [])
  if (found.length === 0) {
    throw new ConfigError(`the policy table names ${coordinate}, which the contract does not have; run npm run compose`)
  }
  return found
}

/** What would help is said by the gateway, which says the same of the same decision. */
function refusal({ coordinate }: FieldPolicy, { code, rule, needs }: Denied): PublicError {
  return new PublicError(code, `${coordinate} is not given for this request: ${rule} asks for more.`, { rule, needs })
}
