import { missingRoles } from '../config/rules.ts';
import type { Config } from '../config.ts';
import { sandboxUrl } from './addresses.ts';

/** What a newcomer reads when everything runs: where it is, who may sign in, what to click. */
export function announcement(config: Config, seconds: string, hasAdmin: boolean): string {
  const lines = ['', `Tontine Pro is ready (${seconds} s): ${config.publicUrl}/`];
  if (config.mode === 'demo') lines.push('', ...demoLines(config));
  if (!hasAdmin) {
    lines.push('', 'Nobody can administer it yet. Give it its first administrator:');
    lines.push('  npm run user -- create <username> --role ADMIN --name "Full Name"');
  }
  for (const sentence of missingRoles(config)) lines.push('', `Note: ${sentence}`);
  lines.push('', 'Ctrl-C stops everything.', '');
  return lines.join('\n');
}

function demoLines(config: Config): string[] {
  const sandbox = sandboxUrl(config);
  return [
    `  Sign in     ${config.publicUrl}/login   password: ${config.demoPassword}`,
    '              tresorier        treasurer: deposits and payouts for members',
    '              tresoriere       treasurer of two tontines: approves the other one’s',
    '              awa, moussa      members: their own wallet, on a phone',
    '              finance, finance2, admin',
    ...(sandbox ? [`  GetMiPay    ${sandbox}/   the sandbox: payments, magic numbers`] : []),
    '',
    '  Try it      as tresorier: Mes membres, Awa, Déposer, 5000, Wave, confirm;',
    '              open the payment page, Payer.',
    '              Then Payer 2000: it leaves at once, and is completed by the webhook.',
    '              A payout to +226 70 99 99 99 is not to her own phone: it waits. As finance:',
    '              Approbations, Approuver; it fails at the operator, and comes back.',
    '  Reconcile   as finance: Relevés, drop yesterday’s statement, which the sandbox’s home page',
    '              gives; then look at Écarts and at Preuve du jour.',
  ];
}
