/** The day of an instant in a zone, as a date field takes it: `2027-01-31`. */
export const dayOf = (epochMs: number, zone: string): string =>
  // Swedish writes dates as ISO 8601 does.
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(epochMs);
