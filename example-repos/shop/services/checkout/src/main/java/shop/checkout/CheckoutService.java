package shop.checkout;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import shop.money.Money;
import shop.servicekit.HttpService;
import shop.servicekit.Json;
import shop.servicekit.Request;
import shop.servicekit.Response;

/** The checkout over HTTP. */
public final class CheckoutService {

  private static final String NOTE = "Prices are before tax; a receipt is not an invoice";

  /** The order that {@code GET /checkout} shows the receipt of. */
  private static final Order SAMPLE = sample();

  private final AtomicLong receipts = new AtomicLong();

  private CheckoutService() {}

  /** Starts the service where HOST and PORT say. */
  public static void main(String[] arguments) {
    addRoutes(new HttpService("checkout")).run();
  }

  static HttpService addRoutes(HttpService http) {
    CheckoutService service = new CheckoutService();
    return http.route("GET", "/checkout", service::summary)
        .route("POST", "/checkout/orders", service::checkOut);
  }

  private Response summary(Request request) {
    return Response.json(
        200,
        Json.object(
            "service",
            "checkout",
            "note",
            NOTE,
            "receipts",
            receipts.get(),
            "sample",
            ReceiptJson.of(Receipt.of(SAMPLE))));
  }

  private Response checkOut(Request request) {
    Receipt receipt = Receipt.of(OrderReader.read(request.json()));
    receipts.incrementAndGet();
    return Response.json(200, ReceiptJson.of(receipt));
  }

  private static Order sample() {
    Money beans = Money.of("18.90", "EUR");
    Money cups = Money.of("19.60", "EUR");
    return new Order(
        beans.currency(),
        List.of(
            new Order.Item("espresso-beans", 2, beans, TaxRate.REDUCED),
            new Order.Item("espresso-cups", 1, cups, TaxRate.STANDARD)),
        BigDecimal.TEN);
  }
}
