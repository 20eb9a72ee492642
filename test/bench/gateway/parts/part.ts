/** One part of the engine, made ready to be run again and again. */
export interface Part {
  readonly name: string
  /** What one run does, for the reader of the figures. */
  readonly what: string
  /** True where the work is done in another process. */
  readonly elsewhere?: boolean
  run(): Promise<void> | undefined
  close?(): Promise<void>
}

export type OpenPart = (supergraphFile: string) => Promise<Part>
