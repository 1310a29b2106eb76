import { CartFullError, MAX_PRODUCTS, MAX_QUANTITY, StoreFullError } from './cart-store.js';
import { Problem } from './problem.js';

const NAME = /^[a-z0-9-]{1,64}$/;

/** What people see first. */
const WELCOME = 'Your cart waits for you for a day';

/** The routes of the cart service, over a store of carts. */
export function cartRoutes(store) {
  const cart = (user) => {
    const items = store.items(user).map(([product, quantity]) => ({ product, quantity }));
    return { user, items, pieces: items.reduce((sum, item) => sum + item.quantity, 0) };
  };
  return [
    {
      method: 'GET',
      path: '/cart',
      handle: () => {
        store.sweep();
        return {
          service: 'cart',
          welcome: WELCOME,
          carts: store.size,
          limits: { products: MAX_PRODUCTS, quantity: MAX_QUANTITY },
        };
      },
    },
    {
      method: 'GET',
      path: '/cart/{user}',
      handle: ({ parameters }) => cart(name('user', parameters.user)),
    },
    {
      method: 'DELETE',
      path: '/cart/{user}',
      handle: ({ parameters }) => {
        store.clear(name('user', parameters.user));
        return cart(parameters.user);
      },
    },
    {
      method: 'PUT',
      path: '/cart/{user}/items/{product}',
      handle: ({ parameters, json }) => {
        const user = name('user', parameters.user);
        const product = name('product', parameters.product);
        const quantity = validQuantity(json());
        try {
          store.put(user, product, quantity);
        } catch (error) {
          if (error instanceof CartFullError) throw new Problem(409, 'cart_full', error.message);
          if (error instanceof StoreFullError) throw new Problem(503, 'full', error.message);
          throw error;
        }
        return cart(user);
      },
    },
    {
      method: 'DELETE',
      path: '/cart/{user}/items/{product}',
      handle: ({ parameters }) => {
        store.remove(name('user', parameters.user), name('product', parameters.product));
        return cart(parameters.user);
      },
    },
  ];
}

function name(what, text) {
  if (!NAME.test(text)) {
    throw Problem.badRequest(`a ${what} is 1 to 64 lower-case letters, digits and hyphens`);
  }
  return text;
}

function validQuantity(body) {
  const quantity = body?.quantity;
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > MAX_QUANTITY) {
    throw new Problem(422, 'unprocessable', `quantity: a whole number from 1 to ${MAX_QUANTITY} is needed`);
  }
  return quantity;
}
