import type { SandboxPersona } from '../issue-token.ts'
import { html } from './html.ts'
import type { Language } from './languages.ts'
import { inLanguage } from './languages.ts'
import type { Page } from './page.ts'
import { renderPage } from './page.ts'
import { fill, textsIn } from './texts.ts'

/** The sandbox's sign-in: who comes chooses whom to be. */
export function loginPage(options: {
  language: Language
  address: string
  token: string
  personas: readonly SandboxPersona[]
}): Page {
  const { language, address, token, personas } = options
  const texts = textsIn(language)
  const buttons = personas.map(
    ({ slug, localName, description }) => html`<button name="persona" value="${slug}">${fill(texts.signInAs, {
      name: inLanguage(localName, language),
    })}<small>${texts.personas[slug] ?? description}</small></button>
`,
  )
  const content = html`<p>${personas.length > 0 ? texts.loginIntro : texts.loginNone}</p>
<form method="post" action="${address}/login">
<input type="hidden" name="token" value="${token}">
<input type="hidden" name="lang" value="${language}">
${buttons}
</form>`
  return renderPage({ language, title: texts.loginTitle, content, address })
}
