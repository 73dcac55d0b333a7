import type { App } from '../app.ts';
import type { Person } from '../kernel/actor.ts';

type Asked<T = object> = { actor: Person } & T;

export interface BadLine {
  readonly lineNo: number;
  readonly code: string;
  readonly text: string;
}

export interface Operations {
  receiveStatement(asked: Asked<{ name: string; stream: AsyncIterable<Buffer> }>): Promise<object>;
  previewMapping(asked: Asked<{ uploadId: string; mapping: unknown }>): Promise<object>;
  importStatement(
    asked: Asked<{
      uploadId: string;
      method?: string | null;
      mapping?: unknown;
      saveMappingAs?: string;
    }>,
  ): Promise<{ fileId: string }>;
  statements(asked: Asked<{ limit?: number; cursor?: string }>): Promise<object[]>;
  statement(asked: Asked<{ fileId: string }>): Promise<object>;
  badLines(asked: Asked<{ fileId: string }>): AsyncIterable<BadLine>;
  undoStatement(asked: Asked<{ fileId: string }>): Promise<unknown>;
  matchRules(asked: Asked): Promise<object[]>;
  saveRule(asked: Asked<{ rule: unknown }>): Promise<{ id: string }>;
  switchRule(asked: Asked<{ id: string; enabled: boolean }>): Promise<unknown>;
  tryRule(asked: Asked<{ rule: unknown }>): Promise<object>;
  backTestRule(asked: Asked<{ rule: unknown }>): Promise<object>;
  deliveries(asked: Asked<{ days?: number }>): Promise<object>;
  proof(asked: Asked<{ day: string; currency?: string }>): Promise<object>;
  proofDays(asked: Asked): Promise<{ day: string; state: string }[]>;
  recordBalance(asked: Asked<{ day: string; amount: unknown }>): Promise<unknown>;
  queryBalance(asked: Asked<{ day: string }>): Promise<unknown>;
  explainGap(asked: Asked<{ day: string }>): Promise<{ breakId: string | null }>;
  closeDay(asked: Asked<{ day: string }>): Promise<unknown>;
}

export const operations = (app: App): Operations => app as unknown as Operations;
