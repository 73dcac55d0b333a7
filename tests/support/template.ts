/** The migrated database that is cloned for each test file that asks for one (`useDatabase`). */
export const TEMPLATE = 'tontine_template';
