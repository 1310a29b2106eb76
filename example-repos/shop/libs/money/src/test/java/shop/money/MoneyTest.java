package shop.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

  @ParameterizedTest
  @CsvSource({"12.90,EUR,1290", "12.9,EUR,1290", "-0.01,EUR,-1", "500,JPY,500", "1.234,BHD,1234"})
  void readsAnAmountInTheSmallestUnitOfItsCurrency(String amount, String currency, long units) {
    assertEquals(units, Money.of(amount, currency).minorUnits());
  }

  @ParameterizedTest
  @ValueSource(strings = {"12.905", "", "1e9", "12,90", "NaN", "99999999999999999999"})
  void refusesWhatIsNotAnExactAmount(String amount) {
    assertThrows(IllegalArgumentException.class, () -> Money.of(amount, "EUR"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"EURO", "", "XXX", "eur"})
  void refusesWhatIsNotACurrencyWithASmallestUnit(String currency) {
    assertThrows(IllegalArgumentException.class, () -> Money.of("1", currency));
  }

  @Test
  void addsAndMultipliesWithoutLosingACent() {
    Money tenth = Money.of("0.10", "EUR");
    assertEquals(Money.of("0.30", "EUR"), tenth.plus(tenth).plus(tenth));
    assertEquals(tenth.times(3), tenth.plus(tenth).plus(tenth));
    assertEquals(Money.of("-0.20", "EUR"), tenth.minus(tenth.times(3)));
  }

  @ParameterizedTest
  @CsvSource({"19,0.02,0.00", "25,0.02,0.01", "19,9.99,1.90", "50,-0.01,-0.01", "8.5,1.00,0.09"})
  void roundsPercentagesToTheNearestUnitAndHalvesAwayFromZero(
      BigDecimal percent, String amount, String expected) {
    assertEquals(Money.of(expected, "EUR"), Money.of(amount, "EUR").percent(percent));
  }

  @Test
  void neverMixesCurrencies() {
    Money euro = Money.of("1", "EUR");
    Money yen = Money.of("1", "JPY");
    assertThrows(IllegalArgumentException.class, () -> euro.plus(yen));
    assertThrows(IllegalArgumentException.class, () -> euro.compareTo(yen));
  }

  @Test
  void saysSoWhenAnAmountDoesNotFit() {
    Money much = new Money(Long.MAX_VALUE, Money.of("1", "EUR").currency());
    assertThrows(ArithmeticException.class, () -> much.plus(Money.of("0.01", "EUR")));
    assertThrows(ArithmeticException.class, () -> much.times(2));
  }

  @Test
  void showsTheAmountWithAllItsDecimalsAndTheCurrency() {
    String shown = Money.of("5", "EUR").display();
    assertTrue(shown.startsWith("5.00") && shown.endsWith("EUR"), shown);
    assertEquals("500", Money.of("500", "JPY").amount());
  }

  @Test
  void givesWhatIsLeftOverToThoseWhoLostMostByRounding() {
    assertEquals(cents(34, 33, 33), Money.of("1", "EUR").allocate(List.of(1L, 1L, 1L)));
    assertEquals(cents(0, 1, 4), Money.of("0.05", "EUR").allocate(List.of(0L, 3L, 8L)));
    assertEquals(cents(-34, -33, -33), Money.of("-1", "EUR").allocate(List.of(1L, 1L, 1L)));
  }

  private static List<Money> cents(long... amounts) {
    return java.util.Arrays.stream(amounts)
        .mapToObj(amount -> new Money(amount, Money.of("0", "EUR").currency()))
        .toList();
  }
}
