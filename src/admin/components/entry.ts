import { Application } from './application.tsx';

// AdminJS looks its overrides up by name; ours replaces the whole frame and draws every page.
window.AdminJS.UserComponents = { Application };
