/** The HTTP frame of the shop's Java services: routes, JSON, health, metrics and a clean stop. */
package shop.servicekit;
