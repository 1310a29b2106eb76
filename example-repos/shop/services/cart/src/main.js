import { CartStore } from './cart-store.js';
import { cartRoutes } from './cart-routes.js';
import { runService } from './run-service.js';

const store = new CartStore({ now: Date.now });
await runService('cart', cartRoutes(store), process.env);
