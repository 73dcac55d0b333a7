import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** The shell first: the same engine without a desktop's parts, a third faster. */
const PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * A Chromium of this machine (`CHROMIUM` names another); as root on Debian it is installed where it
 * is missing. Null without one, unless REQUIRE_BROWSER=1, which makes that an error.
 */
export function findChromium(): string | null {
  const asked = process.env['CHROMIUM'];
  const found = (asked ? [asked, ...PLACES] : PLACES).find((place) => existsSync(place));
  if (found) return found;
  installOnDebian();
  const installed = PLACES.find((place) => existsSync(place));
  if (installed) return installed;
  if (process.env['REQUIRE_BROWSER'] === '1') {
    throw new Error('REQUIRE_BROWSER=1, but there is no Chromium and it could not be installed.');
  }
  return null;
}

function installOnDebian(): void {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  console.log('Installing Chromium for the browser tests…');
  apt('update', '-q');
  // Older releases have the whole browser only.
  const refusal = install('chromium-headless-shell') && install('chromium');
  if (refusal) console.error(refusal.trim().split('\n').slice(-3).join('\n'));
}

/** What apt-get complained about; empty when the package is there. */
function install(name: string): string {
  const { status, stderr } = apt('install', '-y', '-q', '--no-install-recommends', name);
  return status === 0 ? '' : stderr || `${name} could not be installed.`;
}

function apt(...args: readonly string[]) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', args, { env, encoding: 'utf8' });
}
