import { ConfigError, parseConfig } from '../../src/config.ts';

/** Everything that is wrong with an environment, a sentence each. */
export function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}
