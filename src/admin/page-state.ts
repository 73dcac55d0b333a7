interface ResourceState {
  readonly id: string;
  readonly href: string | null;
  readonly resourceActions: readonly { readonly name: string; readonly custom: unknown }[];
}

interface PageState {
  readonly resources: readonly ResourceState[];
  readonly session: unknown;
  readonly paths: { readonly rootPath: string; readonly logoutPath: string };
}

/**
 * AdminJS puts its words and every column of every resource, five times over, into each page view,
 * for components of its own that we replaced. What ours read is a tenth of it.
 */
export function slimState(json: string): string {
  const { resources, session, paths }: PageState = JSON.parse(json);
  return JSON.stringify({
    resources: resources.map(({ id, href, resourceActions }) => ({
      id,
      href,
      resourceActions: resourceActions.map(({ name, custom }) => ({ name, custom })),
    })),
    session,
    paths: { rootPath: paths.rootPath, logoutPath: paths.logoutPath },
  });
}
