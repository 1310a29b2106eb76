package shop.checkout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import shop.money.Money;

class ReceiptTest {

  @Test
  void addsUpLinesAndTaxes() {
    Receipt receipt =
        Receipt.of(order("0", item(2, "10.00", TaxRate.STANDARD), item(1, "5", TaxRate.REDUCED)));
    assertEquals(euros("25.00"), receipt.subtotal());
    assertEquals(
        Map.of(TaxRate.STANDARD, euros("3.80"), TaxRate.REDUCED, euros("0.35")), receipt.taxes());
    assertEquals(euros("29.15"), receipt.total());
  }

  @Test
  void sharesTheDiscountOutOverTheLinesAndTaxesWhatIsLeft() {
    Receipt receipt =
        Receipt.of(
            order(
                "10",
                item(1, "3.33", TaxRate.STANDARD),
                item(1, "3.33", TaxRate.STANDARD),
                item(1, "3.34", TaxRate.STANDARD)));
    assertEquals(euros("1.00"), receipt.discount());
    assertEquals(
        List.of(euros("0.33"), euros("0.33"), euros("0.34")),
        receipt.lines().stream().map(Receipt.Line::discount).toList());
    assertEquals(euros("10.71"), receipt.total());
  }

  @Test
  void givesThingsAwayWithoutDividingByNothing() {
    assertEquals(euros("0"), Receipt.of(order("50", item(3, "0", TaxRate.STANDARD))).total());
    assertEquals(euros("0"), Receipt.of(order("100", item(3, "7", TaxRate.REDUCED))).total());
  }

  @Test
  void neverLosesACent() {
    SplittableRandom random = new SplittableRandom(20261123);
    for (int round = 0; round < 500; round++) {
      List<Order.Item> items = new ArrayList<>();
      for (int count = random.nextInt(1, 8); count > 0; count--) {
        Money price = new Money(random.nextLong(0, 10_000), euros("0").currency());
        TaxRate tax = random.nextBoolean() ? TaxRate.STANDARD : TaxRate.REDUCED;
        items.add(new Order.Item("any", random.nextInt(1, 20), price, tax));
      }
      BigDecimal discount = BigDecimal.valueOf(random.nextLong(0, 10_001), 2);
      Receipt receipt = Receipt.of(new Order(euros("0").currency(), items, discount));
      Money nets = receipt.lines().stream().map(Receipt.Line::net).reduce(euros("0"), Money::plus);
      Money taxes = receipt.taxes().values().stream().reduce(euros("0"), Money::plus);
      assertEquals(receipt.total(), nets.plus(taxes));
      assertEquals(receipt.subtotal().minus(receipt.discount()), nets);
    }
  }

  private static Order order(String discount, Order.Item... items) {
    return new Order(euros("0").currency(), List.of(items), new BigDecimal(discount));
  }

  private static Order.Item item(int quantity, String price, TaxRate tax) {
    return new Order.Item("any", quantity, euros(price), tax);
  }

  private static Money euros(String amount) {
    return Money.of(amount, "EUR");
  }
}
