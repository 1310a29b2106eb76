package shop.checkout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.servicekit.HttpService;
import shop.servicekit.Json;

class CheckoutServiceTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final HttpService service = CheckoutService.addRoutes(new HttpService("checkout"));

  @BeforeEach
  void start() throws Exception {
    service.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void answersAnOrderWithItsReceipt() throws Exception {
    Map<?, ?> receipt =
        post(
            200,
            """
            {"currency": "EUR", "discount": 10, "items": [
              {"product": "espresso-beans", "quantity": 2, "price": "18.90", "tax": "reduced"},
              {"product": "espresso-cups", "quantity": 1, "price": "19.60"}]}
            """);
    assertEquals("57.40", receipt.get("subtotal"));
    assertEquals("5.74", receipt.get("discount"));
    assertEquals("57.39", receipt.get("total"));
  }

  @Test
  void countsTheReceiptsAndShowsASample() throws Exception {
    post(
        200,
        "{\"currency\":\"JPY\",\"items\":[{\"product\":\"a\",\"quantity\":1,\"price\":\"9\"}]}");
    Map<?, ?> summary =
        (Map<?, ?>) Json.read(send(200, HttpRequest.newBuilder(uri("/checkout")).build()));
    assertEquals("1", summary.get("receipts").toString());
    assertEquals("57.39", ((Map<?, ?>) summary.get("sample")).get("total"));
  }

  @Test
  void tellsAllThatIsWrongAtOnce() throws Exception {
    Map<?, ?> answer =
        post(
            422,
            """
            {"currency": "EUR", "discount": 101, "items": [
              {"product": "No Name", "quantity": 1.5, "price": "1.999", "tax": "none"}, 7]}
            """);
    String message = ((Map<?, ?>) answer.get("error")).get("message").toString();
    for (String where :
        new String[] {
          "discount", "[0].product", "[0].quantity", "[0].price", "[0].tax", "items[1]"
        }) {
      assertTrue(message.contains(where), message);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "null",
        "{\"currency\":\"EUR\",\"items\":[]}",
        "{\"currency\":\"XXX\",\"items\":[{\"product\":\"a\",\"quantity\":1,\"price\":\"1\"}]}",
        "{\"currency\":\"EUR\",\"items\":[{\"product\":\"a\",\"quantity\":1e999,\"price\":\"1\"}]}",
        "{\"currency\":\"EUR\",\"items\":[{\"product\":\"a\",\"quantity\":1,\"price\":\"1e9\"}]}"
      })
  void refusesWhatIsNotAnOrder(String body) throws Exception {
    assertTrue(post(422, body).containsKey("error"));
  }

  private Map<?, ?> post(int status, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/checkout/orders"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return (Map<?, ?>) Json.read(send(status, request));
  }

  private static byte[] send(int status, HttpRequest request) throws Exception {
    HttpResponse<byte[]> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
    assertEquals(status, response.statusCode());
    return response.body();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + service.port() + path);
  }
}
