package shop.checkout;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shop.money.Money;
import shop.servicekit.Problem;

/** Reads an order from JSON, and tells everything that is wrong with it at once. */
final class OrderReader {

  private static final int MOST_ITEMS = 100;
  private static final int MOST_PIECES = 1_000;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** The dearest unit price, in the smallest unit: keeps every total well inside a long. */
  private static final long MOST_UNITS = 1_000_000_000L;

  private final List<String> problems = new ArrayList<>();

  private OrderReader() {}

  /**
   * Reads an order.
   *
   * @throws Problem with all that is wrong
   */
  static Order read(Object json) {
    OrderReader reader = new OrderReader();
    Order order = reader.order(json);
    if (!reader.problems.isEmpty()) {
      throw Problem.unprocessable(String.join("; ", reader.problems));
    }
    return order;
  }

  private Order order(Object json) {
    Map<?, ?> fields = object("the order", json);
    String currency = text("currency", fields.get("currency"), "[A-Z]{3}", "EUR");
    Money zero = money("currency", "0", currency).orElse(Money.of("0", "EUR"));
    List<?> entries = fields.get("items") instanceof List<?> list ? list : List.of();
    if (entries.isEmpty() || entries.size() > MOST_ITEMS) {
      problems.add("items: a list of 1 to " + MOST_ITEMS + " is needed");
      return new Order(zero.currency(), List.of(), BigDecimal.ZERO);
    }
    List<Order.Item> items = new ArrayList<>();
    for (int index = 0; index < entries.size(); index++) {
      items.add(item("items[" + index + "]", entries.get(index), zero.currency()));
    }
    return new Order(zero.currency(), items, discount(fields.get("discount")));
  }

  private Order.Item item(String where, Object json, Currency currency) {
    Map<?, ?> fields = object(where, json);
    String product =
        text(where + ".product", fields.get("product"), "[a-z0-9-]{1,64}", "espresso-beans");
    String amount = text(where + ".price", fields.get("price"), "[0-9.]{1,20}", "12.90");
    Money price =
        money(where + ".price", amount, currency.getCurrencyCode()).orElse(Money.zero(currency));
    if (price.minorUnits() > MOST_UNITS) {
      problems.add(where + ".price: too much");
    }
    return new Order.Item(product, quantity(where, fields), price, tax(where, fields));
  }

  private int quantity(String where, Map<?, ?> fields) {
    if (fields.get("quantity") instanceof BigDecimal number
        && number.signum() > 0
        && number.compareTo(BigDecimal.valueOf(MOST_PIECES)) <= 0
        && number.stripTrailingZeros().scale() <= 0) {
      return number.intValue();
    }
    problems.add(where + ".quantity: a whole number from 1 to " + MOST_PIECES + " is needed");
    return 1;
  }

  private TaxRate tax(String where, Map<?, ?> fields) {
    Object name = fields.get("tax");
    if (name == null) {
      return TaxRate.STANDARD;
    }
    Optional<TaxRate> rate = name instanceof String text ? TaxRate.named(text) : Optional.empty();
    if (rate.isEmpty()) {
      problems.add(where + ".tax: \"standard\" or \"reduced\" is needed");
    }
    return rate.orElse(TaxRate.STANDARD);
  }

  private BigDecimal discount(Object json) {
    if (json == null) {
      return BigDecimal.ZERO;
    }
    if (json instanceof BigDecimal percent
        && percent.signum() >= 0
        && percent.compareTo(HUNDRED) <= 0
        && percent.scale() <= 2) {
      return percent;
    }
    problems.add("discount: percent from 0 to 100 are needed, with at most 2 decimals");
    return BigDecimal.ZERO;
  }

  private Optional<Money> money(String where, String amount, String currency) {
    try {
      return Optional.of(Money.of(amount, currency));
    } catch (IllegalArgumentException problem) {
      problems.add(where + ": " + problem.getMessage());
      return Optional.empty();
    }
  }

  private String text(String where, Object json, String pattern, String example) {
    if (json instanceof String text && text.matches(pattern)) {
      return text;
    }
    problems.add(where + ": a text such as \"" + example + "\" is needed");
    return example;
  }

  private Map<?, ?> object(String where, Object json) {
    if (json instanceof Map<?, ?> fields) {
      return fields;
    }
    problems.add(where + ": an object is needed");
    return Map.of();
  }
}
