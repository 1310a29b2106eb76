import { Problem } from './problem.js';

/** What metrics call a request that no route is for: one name, however many paths are tried. */
const UNMATCHED = 'unmatched';

/**
 * Finds the route of a request. A route's path is made of fixed parts and of named ones, such as
 * `/cart/{user}`.
 */
export class Router {
  #routes;

  /** @param {{method: string, path: string, handle: Function}[]} routes */
  constructor(routes) {
    this.#routes = routes.map((route) => ({ ...route, parts: route.path.split('/') }));
  }

  /** The route for a method and an undecoded path, with the values of its named parts. */
  find(method, path) {
    const parts = path.split('/');
    const allowed = [];
    for (const route of this.#routes) {
      const parameters = match(route.parts, parts);
      if (parameters && route.method === method) {
        return { path: route.path, handle: route.handle, parameters };
      }
      if (parameters) allowed.push(route.method);
    }
    return {
      path: UNMATCHED,
      parameters: {},
      handle: () => {
        throw allowed.length === 0 ? nothing() : notAllowed(allowed.sort().join(', '));
      },
    };
  }
}

function nothing() {
  return new Problem(404, 'not_found', 'there is nothing here');
}

function notAllowed(methods) {
  const message = `only ${methods} is possible here`;
  return new Problem(405, 'method_not_allowed', message, { Allow: methods });
}

/** The values of the named parts, or undefined when the path is another. */
function match(wanted, parts) {
  if (wanted.length !== parts.length) return undefined;
  const parameters = {};
  for (const [index, name] of wanted.entries()) {
    if (name.startsWith('{')) {
      const value = decoded(parts[index]);
      if (value === undefined) return undefined;
      parameters[name.slice(1, -1)] = value;
    } else if (name !== parts[index]) {
      return undefined;
    }
  }
  return parameters;
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined; // not a path that anything could be found at
  }
}
