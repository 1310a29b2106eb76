/** The checkout: what an order costs, with its discount and its tax. */
package shop.checkout;
