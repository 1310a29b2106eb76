package shop.checkout;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import shop.money.Money;

/**
 * What an order costs.
 *
 * <ol>
 *   <li>Each line is its quantity times its unit price.
 *   <li>The discount is a percentage of the sum of the lines, rounded once, and shared out over the
 *       lines in proportion to their prices, without losing a cent.
 *   <li>Tax is due on the lines after discount, summed up by rate, and rounded once for each rate.
 * </ol>
 *
 * <p>Invariants: the nets of all lines and the taxes add up to the total; the discounts of all
 * lines add up to the discount.
 *
 * @param subtotal all lines before discount and tax
 * @param discount what is taken off them
 * @param taxes the tax of each rate that occurs
 * @param total what is to pay
 */
record Receipt(
    List<Line> lines, Money subtotal, Money discount, Map<TaxRate, Money> taxes, Money total) {

  /** One item with its share of the discount, before tax. */
  record Line(Order.Item item, Money discount) {

    Money net() {
      return item.price().minus(discount);
    }
  }

  static Receipt of(Order order) {
    Money zero = Money.zero(order.currency());
    List<Money> prices = order.items().stream().map(Order.Item::price).toList();
    Money subtotal = prices.stream().reduce(zero, Money::plus);
    Money discount = subtotal.percent(order.discount());
    List<Line> lines = lines(order.items(), prices, discount);
    Map<TaxRate, Money> taxes = taxes(lines, zero);
    Money tax = taxes.values().stream().reduce(zero, Money::plus);
    return new Receipt(lines, subtotal, discount, taxes, subtotal.minus(discount).plus(tax));
  }

  private static List<Line> lines(List<Order.Item> items, List<Money> prices, Money discount) {
    if (discount.minorUnits() == 0) {
      return items.stream().map(item -> new Line(item, discount)).toList();
    }
    List<Money> shares = discount.allocate(prices.stream().map(Money::minorUnits).toList());
    List<Line> lines = new ArrayList<>();
    for (int index = 0; index < items.size(); index++) {
      lines.add(new Line(items.get(index), shares.get(index)));
    }
    return List.copyOf(lines);
  }

  private static Map<TaxRate, Money> taxes(List<Line> lines, Money zero) {
    Map<TaxRate, Money> nets = new EnumMap<>(TaxRate.class);
    for (Line line : lines) {
      nets.merge(line.item().tax(), line.net(), Money::plus);
    }
    nets.replaceAll(TaxRate::taxOn);
    return nets;
  }
}
