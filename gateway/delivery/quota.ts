/** Places that can be taken up to a limit for each key, such as a subject or an address. */
export interface Quota {
  /** @returns what gives the place back; `undefined` where all are taken */
  take(key: string): (() => void) | undefined
}

export function openQuota(limit: number): Quota {
  const taken = new Map<string, number>()
  return {
    take(key) {
      const before = taken.get(key) ?? 0
      if (before >= limit) return undefined
      taken.set(key, before + 1)
      let given = false
      return () => {
        if (given) return
        given = true
        const left = (taken.get(key) ?? 1) - 1
        if (left === 0) taken.delete(key)
        else taken.set(key, left)
      }
    },
  }
}
