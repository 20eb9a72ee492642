import { accessDirectives } from './access-directives.ts'
import { boundedLists } from './bounded-lists.ts'
import { cityCoverage } from './city-coverage.ts'
import { classValues } from './class-values.ts'
import { classedFields } from './classed-fields.ts'
import { completeClasses } from './complete-classes.ts'
import { connections } from './connections.ts'
import { deprecations } from './deprecations.ts'
import { descriptions } from './descriptions.ts'
import { entryFields } from './entry-fields.ts'
import { gatewaySupport } from './gateway-support.ts'
import { money } from './money.ts'
import { names } from './names.ts'
import { nullableAcrossAgencies } from './nullable-across-agencies.ts'
import { nullableClasses } from './nullable-classes.ts'
import { nullableRoots } from './nullable-roots.ts'
import { oneOwner } from './one-owner.ts'
import { readableBy } from './readable-by.ts'
import { refusals } from './refusals.ts'
import type { Rule } from './rule.ts'
import { sameClasses } from './same-classes.ts'
import { sharedTypes } from './shared-types.ts'

/** Every rule that a contract is held to. */
export const rules: readonly Rule[] = [
  descriptions,
  names,
  money,
  nullableRoots,
  nullableAcrossAgencies,
  boundedLists,
  connections,
  sharedTypes,
  oneOwner,
  refusals,
  cityCoverage,
  deprecations,
  gatewaySupport,
  accessDirectives,
  classValues,
  completeClasses,
  classedFields,
  nullableClasses,
  entryFields,
  sameClasses,
  readableBy,
]
