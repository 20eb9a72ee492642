import type { ControlPointUnknown, NoSuchBoundary } from './records.ts'

/** The coded ways this agency says no. */

export function controlPointUnknown(id: string): ControlPointUnknown {
  return {
    __typename: 'ControlPointUnknown',
    code: 'CONTROL_POINT_UNKNOWN',
    message: `got control point ${JSON.stringify(id.slice(0, 64))}, wanted one of this agency's`,
    nextStep: 'List them with controlPoints, or ask without a control point.',
  }
}

export function noSuchBoundary(asked: { from: string; to: string; controlPoint: string | null }): NoSuchBoundary {
  const place = asked.controlPoint ? ` at ${asked.controlPoint}` : ''
  return {
    __typename: 'NoSuchBoundary',
    code: 'NO_SUCH_BOUNDARY',
    message: `got a crossing from ${asked.from} to ${asked.to}${place}, wanted two jurisdictions with a boundary between them there`,
    nextStep: 'Look at the sides of the control point, or ask without one.',
  }
}
