export { createAdmin } from './panel.ts';
