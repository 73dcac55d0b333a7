import type { App } from '../app.ts';

/** The label of a method's id; the id itself where the configuration knows it no longer. */
export function methodLabels(
  methods: App['settings']['methods'],
): (id: string | null) => string | null {
  const labels = new Map(methods.map(({ id, label }) => [id, label]));
  return (id) => (id === null ? null : (labels.get(id) ?? id));
}
