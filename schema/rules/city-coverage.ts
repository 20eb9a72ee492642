import type { ObjectTypeDefinitionNode, ObjectTypeExtensionNode } from 'graphql'
import { Kind, print } from 'graphql'
import type { Contract } from '../contracts.ts'
import { directivesOf, isList, isNullable, namedTypeOf } from '../elements.ts'
import type { Rule } from './rule.ts'

const WANTED = { coverage: 'Coverage!', note: 'LocalizedText!' }

export const cityCoverage: Rule = {
  code: 'CITY_COVERAGE_MISSING',
  asks: 'Every agency adds to City a nullable field whose object says coverage: Coverage! and note: LocalizedText!.',
  why: 'Eleven cities, and no agency serves all of them: what is not served is answered, not left out.',
  check: (input) =>
    input.contracts.flatMap((contract) => {
      if (hasCoverage(contract)) return []
      return [
        {
          code: cityCoverage.code,
          severity: 'error' as const,
          message: `got a contract of ${contract.agency.name} that does not say which cities it covers, wanted a field of City for it`,
          fix: 'Add `type City @key(fields: "id")` with a nullable field whose type has `coverage: Coverage!` and `note: LocalizedText!`.',
          file: contract.agency.schema,
          line: 1,
          column: 1,
        },
      ]
    }),
}

function hasCoverage(contract: Contract): boolean {
  return fieldsOf(contract, 'City').some((field) => {
    const isOwn = directivesOf(field, 'external').length === 0
    return isOwn && isNullable(field.type) && !isList(field.type) && saysCoverage(contract, namedTypeOf(field.type))
  })
}

function saysCoverage(contract: Contract, typeName: string): boolean {
  const fields = fieldsOf(contract, typeName)
  return Object.entries(WANTED).every(([name, type]) =>
    fields.some((field) => field.name.value === name && print(field.type) === type),
  )
}

function fieldsOf(contract: Contract, typeName: string) {
  return contract.document.definitions
    .filter((node): node is ObjectTypeDefinitionNode | ObjectTypeExtensionNode => isObject(node.kind))
    .filter((node) => node.name.value === typeName)
    .flatMap((node) => node.fields ?? [])
}

function isObject(kind: Kind): boolean {
  return kind === Kind.OBJECT_TYPE_DEFINITION || kind === Kind.OBJECT_TYPE_EXTENSION
}
