import { rmSync } from 'node:fs';
import { type CDPSession, chromium, type Page } from 'playwright-core';
import { findChromium } from '../support/chromium.ts';
import { cloneProject, freePort, makeTempDir, runNpm } from '../support/processes.ts';

const MOST_KILOBYTES = { 'panel, first': 850, 'panel, second': 30, members: 60 } as const;
const PASSWORD = 'tontine-demo';

/** What a browser really transfers for the panel's first page, for the same page again, and for a member's wallet. */
export async function benchAssets(): Promise<void> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('There is no Chromium.');
  const clone = cloneProject();
  const dataDir = makeTempDir();
  const env = {
    DATA_DIR: dataDir,
    PORT: String(await freePort()),
    SANDBOX_PORT: String(await freePort()),
  };
  const console1 = runNpm(clone, ['start'], env);
  const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox'] });
  try {
    await console1.ready(120_000);
    const staff = await signedIn(await browser.newPage({ baseURL: console1.url }), 'finance');
    const first = await transferred(staff, '/admin');
    const second = await transferred(staff, '/admin');
    const member = await signedIn(await browser.newPage({ baseURL: console1.url }), 'awa');
    const wallet = await transferred(member, '/wallet');
    report('panel, first', first);
    report('panel, second', second);
    report('members', wallet);
  } finally {
    await browser.close();
    console1.signalAll('SIGINT');
    await console1.ended();
    for (const folder of [dataDir, clone]) rmSync(folder, { recursive: true, force: true });
  }
}

/** Signed in by requests alone: what the sign-in page loads would be in the browser's cache. */
async function signedIn(page: Page, username: string): Promise<Page> {
  const answer = await page.request.post('/login', {
    form: { username, password: PASSWORD },
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  if (!answer.ok()) throw new Error(`${username} could not sign in: ${answer.status()}.`);
  return page;
}

interface Transferred {
  readonly bytes: number;
  readonly requests: number;
  readonly hosts: readonly string[];
  readonly largest: readonly string[];
}

async function transferred(page: Page, path: string): Promise<Transferred> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const urls = new Map<string, string>();
  const sizes: { url: string; bytes: number }[] = [];
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    urls.set(requestId, request.url);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    sizes.push({ url: urls.get(requestId) ?? '', bytes: encodedDataLength });
  });
  await page.goto(path, { waitUntil: 'load' });
  await page.waitForTimeout(3_000);
  await session.detach();
  const sent = sizes.filter(({ bytes }) => bytes > 0);
  return {
    bytes: sent.reduce((sum, { bytes }) => sum + bytes, 0),
    requests: sent.length,
    hosts: [...new Set([...urls.values()].map((url) => new URL(url).host))],
    largest: sent
      .sort((a, b) => b.bytes - a.bytes)
      .slice(0, 5)
      .map(({ url, bytes }) => `${new URL(url).pathname} ${(bytes / 1000).toFixed(0)}`),
  };
}

function report(
  name: keyof typeof MOST_KILOBYTES,
  { bytes, requests, hosts, largest }: Transferred,
) {
  const most = MOST_KILOBYTES[name];
  console.log(
    `${name}: ${(bytes / 1000).toFixed(1)} KB in ${requests} requests (at most ${most} KB), ` +
      `hosts ${hosts.join(', ')}; largest, KB: ${largest.join(', ')}`,
  );
  if (bytes > most * 1000 || hosts.length > 1) process.exitCode = 1;
}
