import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const PLACES = [
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
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-q'], { env });
  const { status, stderr } = spawnSync(
    'apt-get',
    ['install', '-y', '-q', '--no-install-recommends', 'chromium'],
    { env, encoding: 'utf8' },
  );
  if (status !== 0) console.error(stderr.trim().split('\n').slice(-3).join('\n'));
}
