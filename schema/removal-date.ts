const REASON = /\S.*\bRemoval (\d{4}-\d{2}-\d{2})\b/s

/** The day from which a deprecated element may go, `YYYY-MM-DD`; undefined where the reason names none that exists. */
export function removalDate(reason: string): string | undefined {
  const [, date] = REASON.exec(reason) ?? []
  if (!date) return undefined
  const instant = new Date(`${date}T00:00:00Z`)
  return Number.isNaN(instant.getTime()) || !instant.toISOString().startsWith(date) ? undefined : date
}
