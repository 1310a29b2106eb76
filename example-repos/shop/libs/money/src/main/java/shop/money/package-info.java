/** Exact money: adding, multiplying and sharing out without losing a cent. */
package shop.money;
