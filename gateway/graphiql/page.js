// Runs in the browser, beside GraphiQL's own bundle; plain JavaScript because nothing here is built.
const { React, ReactDOM, GraphiQL } = globalThis

// GraphiQL's bundle looks here for the nonce of the one style element it adds (see the content security policy).
globalThis.__webpack_nonce__ = document.querySelector('meta[name="style-nonce"]').content

const fetcher = GraphiQL.createFetcher({ url: '/graphql' })
const picker = document.querySelector('#persona')

loadBoot().then(start, () => {
  document.querySelector('#graphiql').textContent = 'The sandbox did not answer; is the address http://127.0.0.1?'
})

async function loadBoot() {
  const response = await fetch('/graphiql/boot.json')
  if (!response.ok) throw new Error(`status ${response.status}`)
  return response.json()
}

function start(boot) {
  for (const { slug, name } of boot.personas) picker.append(new Option(`${name} (${slug})`, slug))
  picker.append(new Option('nobody (anonymous)', ''))
  const root = ReactDOM.createRoot(document.querySelector('#graphiql'))
  const show = () => root.render(React.createElement(GraphiQL, propsFor(boot, picker.value)))
  picker.addEventListener('change', show)
  show()
}

function propsFor(boot, slug) {
  const persona = boot.personas.find((one) => one.slug === slug)
  const headers = persona ? { authorization: `Bearer ${persona.token}` } : {}
  return {
    fetcher,
    query: boot.operation,
    variables: JSON.stringify(boot.variables, null, 2),
    headers: JSON.stringify(headers, null, 2),
    shouldPersistHeaders: false,
    defaultEditorToolsVisibility: 'variables',
    isHeadersEditorEnabled: true,
  }
}
