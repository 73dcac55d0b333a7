import type { Express } from 'express';

export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
}

interface Layer {
  readonly rawPath: string | readonly string[];
  readonly handle: { readonly stack?: readonly Layer[] };
  readonly route?: {
    readonly path: string | readonly string[];
    readonly methods: Readonly<Record<string, boolean>>;
  };
}

const listed = (path: string | readonly string[]): readonly string[] =>
  typeof path === 'string' ? [path] : path;

function within(stack: readonly Layer[], prefix: string): Route[] {
  return stack.flatMap((layer) => {
    const { route } = layer;
    if (route) {
      const methods = Object.keys(route.methods).map((name) => name.toUpperCase());
      return listed(route.path).flatMap((path) =>
        methods.map((method) => ({ method: method as Route['method'], path: prefix + path })),
      );
    }
    if (!layer.handle.stack) return [];
    const { stack: inner } = layer.handle;
    return listed(layer.rawPath).flatMap((path) =>
      within(inner, prefix + (path === '/' ? '' : path)),
    );
  });
}

/** Every route of the running application, however deep its router is mounted. */
export function routesOf(express: Express): Route[] {
  const { stack } = express.router as unknown as { stack: readonly Layer[] };
  const all = within(stack, '');
  const seen = new Map(all.map((route) => [`${route.method} ${route.path}`, route]));
  return [...seen.values()];
}
