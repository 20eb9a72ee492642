import fc from 'fast-check'

/** A selection as numbers, read modulo what there is to choose from at its place; zero is the simplest. */
export interface SelectionSpec {
  readonly style: number
  readonly pick: number
  readonly alias: number
  readonly condition: number
  readonly values: number
  readonly below: readonly SelectionSpec[]
}

export interface OperationSpec {
  readonly kind: number
  readonly selections: readonly SelectionSpec[]
}

const choice = fc.nat({ max: 0xffff })

const { selection } = fc.letrec<{ selection: SelectionSpec }>((tie) => ({
  selection: fc.record({
    style: choice,
    pick: choice,
    alias: choice,
    condition: choice,
    values: choice,
    below: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'selection' },
      fc.constant<SelectionSpec[]>([]),
      fc.array(tie('selection'), { minLength: 1, maxLength: 4, depthIdentifier: 'selection', size: 'max' }),
      fc.array(tie('selection'), { minLength: 1, maxLength: 3, depthIdentifier: 'selection', size: 'max' }),
      fc.array(tie('selection'), { minLength: 1, maxLength: 2, depthIdentifier: 'selection', size: 'max' }),
    ),
  }),
}))

export const operationSpec: fc.Arbitrary<OperationSpec> = fc.record({
  kind: choice,
  selections: fc.array(selection, { minLength: 1, maxLength: 4, size: 'max' }),
})
