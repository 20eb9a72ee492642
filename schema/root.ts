import { fileURLToPath } from 'node:url'

/** The project this file belongs to; the roster's paths start here. */
export const projectRoot = fileURLToPath(new URL('..', import.meta.url))
