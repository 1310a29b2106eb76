/** How many pieces of one product a cart can hold. */
export const MAX_QUANTITY = 20;

/** How many different products a cart can hold. */
export const MAX_PRODUCTS = 50;

/** How many carts one replica keeps at most, in all partitions together. */
export const MAX_CARTS = 10_000;

/** A cart that nobody has touched for a day is abandoned. */
export const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;

/** A cart would hold more than it can. */
export class CartFullError extends Error {}

/** There is no room for another cart. */
export class StoreFullError extends Error {}

/**
 * The carts of all users, in memory.
 *
 * Carts lie in two partitions. Abandoned ones are swept out bit by bit: each sweep looks through
 * one partition, in turn, so that no request ever waits for a look through all carts.
 */
export class CartStore {
  #now;
  #partitions = [new Map(), new Map()];
  #turn = 0;

  /** @param {{now: () => number}} clock milliseconds since any fixed moment */
  constructor({ now }) {
    this.#now = now;
  }

  /** The items of a user's cart, as [product, quantity], in the order they were first put in. */
  items(user) {
    return [...(this.#partition(user).get(user)?.items ?? [])];
  }

  /** Sets how many pieces of a product are in a user's cart. Doing so twice changes nothing. */
  put(user, product, quantity) {
    const carts = this.#partition(user);
    const cart = carts.get(user) ?? { items: new Map() };
    if (!carts.has(user) && this.size >= MAX_CARTS) {
      throw new StoreFullError('there are too many carts');
    }
    if (!cart.items.has(product) && cart.items.size >= MAX_PRODUCTS) {
      throw new CartFullError(`a cart holds ${MAX_PRODUCTS} products at most`);
    }
    cart.items.set(product, quantity);
    cart.touched = this.#now();
    carts.set(user, cart);
  }

  /** Takes a product out of a user's cart, if it is there. */
  remove(user, product) {
    const carts = this.#partition(user);
    const cart = carts.get(user);
    if (cart?.items.delete(product)) {
      cart.touched = this.#now();
      if (cart.items.size === 0) {
        carts.delete(user);
      }
    }
  }

  /** Empties a user's cart. */
  clear(user) {
    this.#partition(user).delete(user);
  }

  /** How many carts there are. */
  get size() {
    return this.#partitions.reduce((sum, carts) => sum + carts.size, 0);
  }

  /** Drops the abandoned carts of the partition whose turn it is. */
  sweep() {
    const carts = this.#partitions[this.#turn];
    this.#turn += 1;
    if (this.#turn === this.#partitions.length) this.#turn = 0;
    const oldest = this.#now() - ABANDONED_AFTER_MS;
    carts.forEach((cart, user) => {
      if (cart.touched < oldest) carts.delete(user);
    });
  }

  #partition(user) {
    let hash = 0;
    for (const character of user) {
      hash = (hash * 31 + character.codePointAt(0)) >>> 0;
    }
    return this.#partitions[hash % this.#partitions.length];
  }
}
