interface ResourceState {
  readonly id: string;
  readonly href: string | null;
  readonly resourceActions: readonly { readonly name: string; readonly custom: unknown }[];
}

interface PageState {
  readonly resources: readonly ResourceState[];
}

/**
 * AdminJS puts every column of every resource into the page five times over, for components of its
 * own that we replaced. What ours read is a tenth of it, and every page view is sent anew.
 */
export function slimState(json: string): string {
  const state: PageState = JSON.parse(json);
  const resources = state.resources.map(({ id, href, resourceActions }) => ({
    id,
    name: id,
    href,
    resourceActions: resourceActions.map(({ name, custom }) => ({ name, custom })),
    actions: [],
    properties: {},
    listProperties: [],
    editProperties: [],
    showProperties: [],
    filterProperties: [],
  }));
  return JSON.stringify({ ...state, resources });
}
