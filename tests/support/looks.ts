/** `npm run test:looks` takes every look of every page; `npm test` one or two of each. */
const EVERY_LOOK = process.env['LOOKS'] === 'all';

/** The first of these looks (theme, language, width), or all of them in the longer form. */
export const someLooks = <T>(looks: readonly T[], few = 1): readonly T[] =>
  EVERY_LOOK ? looks : looks.slice(0, few);
