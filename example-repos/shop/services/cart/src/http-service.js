import { createServer } from 'node:http';
import { parse, readBody } from './body.js';
import { log } from './log.js';
import { Metrics } from './metrics.js';
import { Problem } from './problem.js';
import { Router } from './router.js';

const BACKLOG = 1024;
const QUIET_MS = 1000;
const MOST_QUIET_TIMES = 10;

/**
 * A small HTTP service: its own routes, and /healthz, /readyz and /metrics.
 *
 * How it stops, so that no request is lost:
 * 1. /readyz answers 503 from now on, so that nobody is sent here any more.
 * 2. Requests are still answered, each with `Connection: close`, so that clients let go of their
 *    connections.
 * 3. When no request has come for the quiet time and none is being answered, or after ten quiet
 *    times, it closes what is still open.
 */
export class HttpService {
  #name;
  #router;
  #metrics = new Metrics();
  #server;
  #draining = false;
  #inFlight = 0;
  #requests = 0;
  #last = 0;
  #quietMs;
  #servedBy;

  constructor(name, routes, { quietMs = QUIET_MS, servedBy = '' } = {}) {
    this.#name = name;
    this.#servedBy = servedBy;
    this.#router = new Router(routes);
    this.#quietMs = quietMs;
    this.#server = createServer((request, response) => this.#serve(request, response));
    this.#server.keepAliveTimeout = 75_000; // outlives the minute that proxies keep theirs
    this.#server.headersTimeout = 10_000;
    this.#server.requestTimeout = 10_000;
  }

  /** Starts listening; port 0 takes any free port. */
  start(host, port) {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ host, port, backlog: BACKLOG }, resolve);
    });
  }

  get port() {
    return this.#server.address().port;
  }

  get requests() {
    return this.#requests;
  }

  /** Stops; done when everything is answered and closed. */
  async stop() {
    this.#draining = true;
    await this.#quiet();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    const patience = setTimeout(() => this.#server.closeAllConnections(), this.#quietMs);
    await closed;
    clearTimeout(patience);
  }

  #quiet() {
    const start = performance.now();
    this.#last = start;
    return new Promise((resolve) => {
      const look = () => {
        const now = performance.now();
        const left = start + this.#quietMs * MOST_QUIET_TIMES - now;
        const wait = this.#last + this.#quietMs - now;
        if (left <= 0 || (wait <= 0 && this.#inFlight === 0)) resolve();
        else setTimeout(look, Math.max(1, Math.min(left, wait)));
      };
      look();
    });
  }

  #serve(request, response) {
    const path = request.url.split('?', 1)[0];
    if (path === '/healthz') this.#send(response, 200, { status: 'ok' });
    else if (path === '/readyz') this.#sendReadiness(response);
    else if (path === '/metrics') this.#sendMetrics(response);
    else this.#serveRoute(request, response, path);
  }

  #sendReadiness(response) {
    if (this.#draining) {
      this.#send(response, 503, new Problem(503, 'stopping', `${this.#name} is stopping`));
    } else {
      this.#send(response, 200, { status: 'ready' });
    }
  }

  #sendMetrics(response) {
    const text = this.#metrics.exposition();
    this.#sendText(response, 200, Metrics.contentType, text);
  }

  async #serveRoute(request, response, path) {
    const start = performance.now();
    this.#inFlight += 1;
    this.#requests += 1;
    this.#last = start;
    response.once('close', () => {
      this.#inFlight -= 1;
      this.#last = performance.now();
    });
    const route = this.#router.find(request.method, path);
    const answer = await this.#answer(route, request);
    const seconds = (performance.now() - start) / 1000;
    this.#metrics.count(request.method, route.path, answer.status, seconds);
    this.#send(response, answer.status, answer.body, answer.headers);
  }

  async #answer(route, request) {
    try {
      const body = await readBody(request);
      const json = () => parse(body);
      return { status: 200, body: await route.handle({ parameters: route.parameters, json }) };
    } catch (error) {
      if (error instanceof Problem) {
        return { status: error.status, body: error, headers: error.headers };
      }
      log(this.#name, 'error', 'request failed', { route: route.path, cause: String(error) });
      const body = new Problem(500, 'internal', 'this is our fault, not yours');
      return { status: 500, body };
    }
  }

  #send(response, status, body, headers = {}) {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    this.#sendText(response, status, 'application/json', JSON.stringify(body));
  }

  #sendText(response, status, contentType, text) {
    if (this.#draining) response.setHeader('Connection', 'close');
    if (this.#servedBy) response.setHeader('X-Served-By', this.#servedBy);
    response.writeHead(status, {
      'Content-Type': contentType,
      'Content-Length': Buffer.byteLength(text),
    });
    response.end(text);
  }
}
