const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Ids are made by the database (`uuid_v7()`); this only tells whether a text can be one. */
export const isUuid = (text: unknown): text is string =>
  typeof text === 'string' && UUID.test(text);
