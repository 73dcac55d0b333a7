import type { ReactElement } from 'react';

declare global {
  interface Window {
    createRoot(element: Element): { render(what: ReactElement): void };
    AdminJS: { Application: ReactElement; UserComponents: Record<string, unknown> };
  }
}

/** AdminJS starts itself in an inline script; as a file it can be deferred and needs no nonce. */
const place = document.getElementById('app');
if (place) window.createRoot(place).render(window.AdminJS.Application);
