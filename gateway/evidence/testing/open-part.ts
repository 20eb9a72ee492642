/** A promise that a test settles; nobody need listen to it. */
export function openPart<T>() {
  const part = Promise.withResolvers<T>()
  part.promise.catch(() => {})
  return part
}
