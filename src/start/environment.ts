import { type Config, parseConfig } from '../config.ts';
import { rememberedSecret } from './data-dir.ts';

/**
 * The configuration of this process. A demo without SESSION_SECRET remembers one under DATA_DIR.
 * @throws ConfigError with every problem at once
 */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Config {
  const config = parseConfig(env);
  if (config.mode === 'live' || env['SESSION_SECRET'] || env['SESSION_SECRET_FILE']) return config;
  return { ...config, sessionSecrets: [rememberedSecret(config.dataDir)] };
}
