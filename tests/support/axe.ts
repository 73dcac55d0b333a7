import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const GRAVE = ['serious', 'critical'];

/**
 * Axe finds nothing serious or critical on the page as it stands. Evaluated over the debugger's line,
 * where a page's own policy does not forbid it.
 */
export async function expectAccessible(page: Page): Promise<void> {
  // Only what is asserted crosses the line: what passed is a thousand times as much.
  const violations = await page.evaluate<AxeResults['violations']>(
    `${SOURCE}; axe.run(document, { resultTypes: ['violations'] }).then((all) => all.violations)`,
  );
  const grave = violations
    .filter(({ impact }) => GRAVE.includes(impact ?? ''))
    .map(({ id, impact, nodes }) => ({
      rule: `${id} (${impact})`,
      where: nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary}`),
    }));
  expect(grave, `what axe finds on ${page.url()}`).toEqual([]);
}
