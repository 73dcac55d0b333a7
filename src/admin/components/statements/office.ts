import { page } from '../kit/page-data.ts';

/** Reconciliation is finance's and the administrators'; the server says so again. */
export const isOffice = ['FINANCE', 'ADMIN'].includes(page.session?.role ?? '');

/** Administrators read; finance imports, tries, switches and closes. */
export const mayAct = page.session?.role === 'FINANCE';
