import { openFileSource } from './file-source.ts'
import type { SourceOptions, SupergraphSource, UrlOptions } from './source.ts'
import { openUrlSource } from './url-source.ts'

/** @param options.location a path, or an address that begins with `http://` or `https://` */
export function openSupergraphSource(options: SourceOptions & UrlOptions & { location: string }): SupergraphSource {
  const { location, ...rest } = options
  return /^https?:\/\//i.test(location)
    ? openUrlSource({ ...rest, url: location })
    : openFileSource({ ...rest, path: location })
}
