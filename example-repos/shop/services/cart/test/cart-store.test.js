import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ABANDONED_AFTER_MS,
  CartFullError,
  CartStore,
  MAX_CARTS,
  MAX_PRODUCTS,
  StoreFullError,
} from '../src/cart-store.js';

test('putting the same twice changes nothing', () => {
  const store = new CartStore({ now: () => 0 });
  store.put('ada', 'teapot', 2);
  store.put('ada', 'green-tea', 1);
  store.put('ada', 'teapot', 2);
  assert.deepEqual(store.items('ada'), [['teapot', 2], ['green-tea', 1]]);
  assert.deepEqual(store.items('bob'), []);
});

test('taking out what is not there is no error', () => {
  const store = new CartStore({ now: () => 0 });
  store.put('ada', 'teapot', 2);
  store.remove('ada', 'kettle');
  store.remove('ada', 'teapot');
  store.remove('ada', 'teapot');
  store.clear('bob');
  assert.deepEqual(store.items('ada'), []);
  assert.equal(store.size, 0);
});

test('a cart holds no more products than it can', () => {
  const store = new CartStore({ now: () => 0 });
  for (let n = 0; n < MAX_PRODUCTS; n += 1) store.put('ada', `product-${n}`, 1);
  assert.throws(() => store.put('ada', 'one-more', 1), CartFullError);
  store.put('ada', 'product-0', 5);
});

test('there are no more carts than there is room for', () => {
  const store = new CartStore({ now: () => 0 });
  for (let n = 0; n < MAX_CARTS; n += 1) store.put(`user-${n}`, 'teapot', 1);
  assert.throws(() => store.put('one-more', 'teapot', 1), StoreFullError);
  store.put('user-0', 'kettle', 1);
});

test('abandoned carts are swept out and others are kept', () => {
  let now = 0;
  const store = new CartStore({ now: () => now });
  for (const user of ['ada', 'bob', 'cy', 'dee']) store.put(user, 'teapot', 1);
  now = ABANDONED_AFTER_MS + 1;
  store.put('ada', 'teapot', 3);
  store.sweep();
  store.sweep();
  assert.deepEqual(store.items('ada'), [['teapot', 3]]);
  assert.equal(store.size, 1);
});
