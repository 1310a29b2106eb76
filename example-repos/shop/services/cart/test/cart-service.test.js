import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { cartRoutes } from '../src/cart-routes.js';
import { CartStore, MAX_QUANTITY } from '../src/cart-store.js';
import { HttpService } from '../src/http-service.js';

let service;

beforeEach(async () => {
  service = new HttpService('cart', cartRoutes(new CartStore({ now: Date.now })), { quietMs: 20 });
  await service.start('127.0.0.1', 0);
});

afterEach(() => service.stop());

async function send(method, path, body) {
  const response = await fetch(`http://127.0.0.1:${service.port}${path}`, { method, body });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const put = (path, quantity) => send('PUT', path, JSON.stringify({ quantity }));

test('says what it is', async () => {
  await put('/cart/ada/items/teapot', 2);
  const { status, body } = await send('GET', '/cart');
  assert.equal(status, 200);
  assert.equal(body.carts, 1);
});

test('keeps a cart for each user', async () => {
  await put('/cart/ada/items/teapot', 2);
  await put('/cart/ada/items/teapot', 2);
  await put('/cart/bob/items/green-tea', 1);
  const ada = { user: 'ada', items: [{ product: 'teapot', quantity: 2 }], pieces: 2 };
  assert.deepEqual((await send('GET', '/cart/ada')).body, ada);
  assert.deepEqual((await send('DELETE', '/cart/ada/items/teapot')).body.items, []);
  assert.deepEqual((await send('DELETE', '/cart/ada/items/teapot')).body.items, []);
  assert.deepEqual((await send('DELETE', '/cart/bob')).body.items, []);
});

test('refuses quantities that make no sense', async () => {
  for (const quantity of [0, -1, 1.5, '2', null, MAX_QUANTITY + 1]) {
    const { status, body } = await put('/cart/ada/items/teapot', quantity);
    assert.equal(status, 422, `${quantity}`);
    assert.match(body.error.message, /quantity/);
  }
});

test('tells what is wrong as JSON', async () => {
  assert.equal((await send('PUT', '/cart/ada/items/teapot', '{')).status, 400);
  assert.equal((await send('PUT', '/cart/ada/items/teapot', 'x'.repeat(70_000))).status, 413);
  assert.equal((await put('/cart/ada/items/No%20Name', 1)).status, 400);
  assert.equal((await send('GET', '/cart/%ff')).body.error.code, 'not_found');
  const notAllowed = await send('POST', '/cart/ada', '{}');
  assert.equal(notAllowed.status, 405);
  assert.equal(notAllowed.headers.get('allow'), 'DELETE, GET');
});

test('counts requests by route and not by path', async () => {
  await send('GET', '/cart/ada');
  await send('GET', '/cart/bob');
  await send('GET', '/healthz');
  const response = await fetch(`http://127.0.0.1:${service.port}/metrics`);
  const metrics = await response.text();
  assert.match(metrics, /^http_requests_total\{code="200",method="GET",route="\/cart\/\{user\}"\} 2$/m);
  assert.match(metrics, /duration_seconds_bucket\{method="GET",route="\/cart\/\{user\}",le="\+Inf"\} 2$/m);
  assert.doesNotMatch(metrics, /healthz/);
});
