package shop.checkout;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import shop.money.Money;

/** How much tax is due on a kind of goods, in percent of the price before tax. */
enum TaxRate {
  /** Food, drink and books. */
  REDUCED("7"),
  /** Everything else. */
  STANDARD("19");

  private final BigDecimal percent;

  TaxRate(String percent) {
    this.percent = new BigDecimal(percent);
  }

  /** The rate that an order calls {@code reduced} or {@code standard}. */
  static Optional<TaxRate> named(String name) {
    for (TaxRate rate : values()) {
      if (rate.label().equals(name)) {
        return Optional.of(rate);
      }
    }
    return Optional.empty();
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  BigDecimal percent() {
    return percent;
  }

  Money taxOn(Money net) {
    return net.percent(percent);
  }
}
