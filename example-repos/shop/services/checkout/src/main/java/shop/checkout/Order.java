package shop.checkout;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import shop.money.Money;

/**
 * What a customer wants to buy.
 *
 * @param currency the one currency of all its prices
 * @param items at least one
 * @param discount percent off the whole order, from 0 to 100
 */
record Order(Currency currency, List<Item> items, BigDecimal discount) {

  /**
   * So many pieces of one product.
   *
   * @param unitPrice what one piece costs before tax
   */
  record Item(String product, int quantity, Money unitPrice, TaxRate tax) {

    Money price() {
      return unitPrice.times(quantity);
    }
  }

  Order {
    items = List.copyOf(items);
  }
}
