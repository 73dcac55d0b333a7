import type { App } from '../app.ts';

type Methods = App['settings']['methods'];

/** The methods that a form may offer. */
export const openMethods = (methods: Methods, direction: 'deposit' | 'payout') =>
  methods.filter((method) => method.enabled && method[direction]);

/** The label of a method's id; the id itself where the configuration knows it no longer. */
export function methodLabels(methods: Methods): (id: string | null) => string | null {
  const labels = new Map(methods.map(({ id, label }) => [id, label]));
  return (id) => (id === null ? null : (labels.get(id) ?? id));
}
