interface Request {
  readonly operation: string
  readonly operationName: string | null
  readonly variables: readonly string[]
}

/**
 * A subgraph request as JSON text. All but the values of the variables is written once. `own` are variables that the
 * request brings itself, already as text.
 */
export function compileBody(
  request: Request,
): (variables: ReadonlyMap<string, string>, own?: readonly (readonly [name: string, json: string])[]) => string {
  const name = request.operationName === null ? '' : `,"operationName":${JSON.stringify(request.operationName)}`
  const head = `{"query":${JSON.stringify(request.operation)}${name}`
  const bare = `${head}}`
  return (variables, own = []) => {
    const parts = own.map(([variable, json]) => `${JSON.stringify(variable)}:${json}`)
    for (const variable of request.variables) {
      const json = variables.get(variable)
      if (json !== undefined) parts.push(`${JSON.stringify(variable)}:${json}`)
    }
    return parts.length > 0 ? `${head},"variables":{${parts.join(',')}}}` : bare
  }
}
