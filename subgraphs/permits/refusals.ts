import type { ControlPointUnknown, NoSuchBoundary, TravellerInvalid } from './records.ts'

/** The coded ways this agency says no. */

export function controlPointUnknown(id: string): ControlPointUnknown {
  return {
    code: 'CONTROL_POINT_UNKNOWN',
    message: `Got control point ${quoted(id)}, wanted one that controlPoints lists.`,
    nextStep: 'List them with controlPoints, or ask without a control point.',
  }
}

export function noSuchBoundary(asked: { from: string; to: string; controlPoint: string | null }): NoSuchBoundary {
  const place = asked.controlPoint ? ` at ${asked.controlPoint}` : ''
  return {
    code: 'NO_SUCH_BOUNDARY',
    message: `Got a crossing from ${asked.from} to ${asked.to}${place}, wanted two jurisdictions with a boundary between them there.`,
    nextStep: 'Look at the sides of the control point, or ask without one.',
  }
}

/** The message repeats no nationality: it is personal data. */
export function nationalityInvalid(): TravellerInvalid {
  return {
    code: 'NATIONALITY_INVALID',
    message: 'Got by.nationality in another form, wanted an ISO 3166-1 alpha-3 code in capitals such as CHN or GBR.',
    nextStep: 'Send the code that the machine-readable zone of the document bears.',
  }
}

export function travellerTooLong(got: { list: string; length: number; limit: number }): TravellerInvalid {
  return {
    code: 'TRAVELLER_TOO_LONG',
    message: `Got by.${got.list} with ${got.length} entries, wanted at most ${got.limit}.`,
    nextStep: 'Send only what the traveller carries on this crossing.',
  }
}

export function tripsInvalid(): TravellerInvalid {
  return {
    code: 'ENDORSEMENT_INVALID',
    message: 'Got by.documents.endorsements.tripsRemaining below 0, wanted 0 or more.',
    nextStep: 'Leave it out where the number of trips is not limited.',
  }
}

export function schemeUnknown(got: { scheme: string; code: string }): TravellerInvalid {
  return {
    code: 'ENDORSEMENT_INVALID',
    message: `Got by.documents.endorsements.scheme ${quoted(got.scheme)}, wanted a scheme for ${got.code} endorsements.`,
    nextStep: 'Send the id of the scheme, for example zhuhai-weekly, or leave it out where there is none.',
  }
}

const quoted = (text: string) => JSON.stringify(text.slice(0, 64))
