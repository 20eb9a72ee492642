import fc from 'fast-check'

/** What a field is made from: numbers that are read modulo what there is to choose from; zero is the simplest. */
export interface FieldSpec {
  readonly type: number
  readonly wrap: number
  readonly places: number
  readonly arguments: number
  readonly twist: number
  readonly fault: number
}

export interface EntitySpec {
  readonly keys: number
  readonly holders: number
  readonly keysAt: number
  readonly stub: number
  readonly size: number
  readonly fields: readonly FieldSpec[]
}

export interface AbstractSpec {
  readonly members: number
  readonly fields: readonly FieldSpec[]
}

/** All that a world is made from. Small parts can be left out one by one, so that a failing world shrinks. */
export interface WorldSpec {
  readonly seed: number
  readonly subgraphs: number
  readonly isFaulty: boolean
  readonly entities: readonly EntitySpec[]
  readonly values: readonly (readonly FieldSpec[])[]
  readonly interfaces: readonly AbstractSpec[]
  readonly unions: readonly AbstractSpec[]
  readonly interfaceObjects: readonly AbstractSpec[]
  readonly roots: readonly FieldSpec[]
  readonly mutations: readonly FieldSpec[]
}

const choice = fc.nat({ max: 0xffff })

const field: fc.Arbitrary<FieldSpec> = fc.record({
  type: choice,
  wrap: choice,
  places: choice,
  arguments: choice,
  twist: choice,
  fault: choice,
})

const fields = (minLength: number, maxLength: number) => fc.array(field, { minLength, maxLength, size: 'max' })

const entity: fc.Arbitrary<EntitySpec> = fc.record({
  keys: choice,
  holders: choice,
  keysAt: choice,
  stub: choice,
  size: choice,
  fields: fields(1, 7),
})

const abstractType: fc.Arbitrary<AbstractSpec> = fc.record({ members: choice, fields: fields(0, 2) })

export const worldSpec: fc.Arbitrary<WorldSpec> = fc.record({
  seed: choice,
  subgraphs: fc.integer({ min: 2, max: 5 }),
  isFaulty: fc.boolean(),
  entities: fc.array(entity, { minLength: 1, maxLength: 4, size: 'max' }),
  values: fc.array(fields(1, 4), { maxLength: 2, size: 'max' }),
  interfaces: fc.array(abstractType, { maxLength: 2, size: 'max' }),
  unions: fc.array(abstractType, { maxLength: 1, size: 'max' }),
  interfaceObjects: fc.array(abstractType, { maxLength: 1, size: 'max' }),
  roots: fields(1, 6),
  mutations: fields(0, 3),
})
