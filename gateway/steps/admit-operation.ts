import type { Admit } from '../limits/open-meter.ts'
import type { PreparedOperation } from './prepare-operation.ts'

/** @param address where it came from, for callers without a token */
export type AdmitOperation = (operation: PreparedOperation, address: string | undefined) => Promise<void>

/**
 * After preparation, which finds the price, and before anything is executed: what the client's budget does not hold, what
 * is more than its rate, and what it may not run at all is refused. Then the operation holds no engine any more.
 */
export function admitOperation(admit: Admit): AdmitOperation {
  return async (operation, address) => {
    try {
      await admit({ ...operation, address })
    } catch (error) {
      operation.lease.release()
      throw error
    }
  }
}
