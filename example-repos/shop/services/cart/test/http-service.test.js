import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HttpService } from '../src/http-service.js';

test('finishes what it is answering before it stops', async () => {
  let entered;
  let release;
  const isEntered = new Promise((resolve) => (entered = resolve));
  const isReleased = new Promise((resolve) => (release = resolve));
  const slow = async () => {
    entered();
    await isReleased;
    return { slow: true };
  };
  const quick = () => ({ quick: true });
  const routes = [
    { method: 'GET', path: '/slow', handle: slow },
    { method: 'GET', path: '/quick', handle: quick },
  ];
  const service = new HttpService('test', routes, { quietMs: 500 });
  await service.start('127.0.0.1', 0);
  const get = (path) => fetch(`http://127.0.0.1:${service.port}${path}`);
  assert.equal((await get('/readyz')).status, 200);

  const answer = get('/slow');
  await isEntered;
  const stopped = service.stop();
  assert.equal((await get('/readyz')).status, 503);
  assert.equal((await get('/healthz')).status, 200);
  assert.equal((await get('/quick')).headers.get('connection'), 'close');
  const port = service.port;
  release();
  assert.deepEqual(await (await answer).json(), { slow: true });
  await stopped;
  await assert.rejects(fetch(`http://127.0.0.1:${port}/healthz`));
});

test('says which host answers, where that has a name', async () => {
  const routes = [{ method: 'GET', path: '/thing', handle: () => ({}) }];
  for (const [servedBy, header] of [['cart-1', 'cart-1'], [undefined, null]]) {
    const service = new HttpService('test', routes, { quietMs: 1, servedBy });
    await service.start('127.0.0.1', 0);
    const response = await fetch(`http://127.0.0.1:${service.port}/thing`);
    assert.equal(response.headers.get('x-served-by'), header);
    await service.stop();
  }
});

test('hides the cause of its own faults', async () => {
  const handle = () => {
    throw new TypeError('a secret');
  };
  const service = new HttpService('test', [{ method: 'GET', path: '/bug', handle }], { quietMs: 1 });
  await service.start('127.0.0.1', 0);
  const response = await fetch(`http://127.0.0.1:${service.port}/bug`);
  assert.equal(response.status, 500);
  assert.doesNotMatch(await response.text(), /secret/);
  await service.stop();
});
