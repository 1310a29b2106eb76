package shop.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * An exact amount of one currency, counted in its smallest unit (1290 cents, not 12.9 euros).
 *
 * <p>Every operation is exact or says how it rounds. Amounts of different currencies never mix, and
 * an amount that does not fit is an {@link ArithmeticException}, never a wrong number.
 *
 * @param minorUnits the amount in the currency's smallest unit; may be negative
 * @param currency a currency that has a smallest unit
 */
public record Money(long minorUnits, Currency currency) implements Comparable<Money> {

  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,6})?");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** What stands between the amount and its currency where people read it. */
  private static final String SEPARATOR = " ";

  public Money {
    Objects.requireNonNull(currency, "currency");
    if (currency.getDefaultFractionDigits() < 0) {
      throw new IllegalArgumentException(currency + " has no smallest unit");
    }
  }

  /**
   * Reads an amount such as {@code "12.90"} in a currency such as {@code "EUR"}.
   *
   * @throws IllegalArgumentException when either is not understood, or the amount is finer than the
   *     currency's smallest unit
   */
  public static Money of(String amount, String currencyCode) {
    Currency currency = currencyOf(currencyCode);
    if (!DECIMAL.matcher(amount).matches()) {
      throw new IllegalArgumentException("not an amount such as \"12.90\"");
    }
    int digits = currency.getDefaultFractionDigits();
    try {
      BigDecimal units = new BigDecimal(amount).movePointRight(Math.max(digits, 0));
      return new Money(units.longValueExact(), currency);
    } catch (ArithmeticException inexact) {
      throw new IllegalArgumentException(
          "an amount of " + currencyCode + " has at most " + digits + " decimals", inexact);
    }
  }

  /** Nothing of a currency. */
  public static Money zero(Currency currency) {
    return new Money(0, currency);
  }

  /** The sum of both. */
  public Money plus(Money other) {
    return new Money(Math.addExact(minorUnits, sameCurrency(other).minorUnits), currency);
  }

  /** What is left when {@code other} is taken away. */
  public Money minus(Money other) {
    return new Money(Math.subtractExact(minorUnits, sameCurrency(other).minorUnits), currency);
  }

  /** So many times this amount. */
  public Money times(long factor) {
    return new Money(Math.multiplyExact(minorUnits, factor), currency);
  }

  /**
   * So many percent of this amount, rounded to the nearest smallest unit, halves away from zero.
   */
  public Money percent(BigDecimal percent) {
    BigDecimal units =
        BigDecimal.valueOf(minorUnits).multiply(percent).divide(HUNDRED, 0, RoundingMode.HALF_UP);
    return new Money(units.longValueExact(), currency);
  }

  /**
   * Shares this amount out in proportion to the weights; the shares always add up to the whole.
   *
   * @throws IllegalArgumentException when a weight is negative or none is positive
   */
  public List<Money> allocate(List<Long> weights) {
    return Allocation.shares(minorUnits, weights).stream()
        .map(units -> new Money(units, currency))
        .toList();
  }

  /** Whether it is less than nothing. */
  public boolean isNegative() {
    return minorUnits < 0;
  }

  /** The amount as a decimal number, with all its decimals: {@code "12.90"}. */
  public String amount() {
    return BigDecimal.valueOf(minorUnits, currency.getDefaultFractionDigits()).toPlainString();
  }

  /** The amount as people read it: {@code "12.90 EUR"}. */
  public String display() {
    return amount() + SEPARATOR + currency.getCurrencyCode();
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(minorUnits, sameCurrency(other).minorUnits);
  }

  @Override
  public String toString() {
    return amount() + " " + currency.getCurrencyCode();
  }

  private Money sameCurrency(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(currency + " and " + other.currency + " do not mix");
    }
    return other;
  }

  private static Currency currencyOf(String code) {
    try {
      return Currency.getInstance(code);
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException("not a currency code such as \"EUR\"", unknown);
    }
  }
}
