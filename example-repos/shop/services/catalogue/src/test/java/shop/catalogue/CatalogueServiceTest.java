package shop.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.money.Money;
import shop.servicekit.HttpService;
import shop.servicekit.Json;

class CatalogueServiceTest {

  private static final Product TEA =
      new Product("tea", "Tea", "leaves", List.of("hot"), Money.of("10.00", "EUR"), 10);

  private final HttpService service =
      CatalogueService.addRoutes(new HttpService("catalogue"), new Catalogue(List.of(TEA)));

  @BeforeEach
  void start() throws Exception {
    service.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void saysWhatThereIs() throws Exception {
    Map<?, ?> summary = get(200, "/catalogue");
    assertEquals("1", summary.get("products").toString());
    assertEquals("{leaves=1}", summary.get("categories").toString());
  }

  @Test
  void showsProductsWithTheirPriceOfToday() throws Exception {
    Map<?, ?> tea = get(200, "/catalogue/products/tea");
    assertEquals("9.00", tea.get("price"));
    assertEquals("EUR", tea.get("currency"));
    assertEquals(List.of(tea), get(200, "/catalogue/products?category=leaves").get("products"));
    assertEquals(List.of(), get(200, "/catalogue/products?category=none").get("products"));
  }

  @Test
  void givesAReductionForMany() throws Exception {
    assertEquals("81.00", get(200, "/catalogue/products/tea/quote?quantity=9").get("price"));
    assertEquals("85.50", get(200, "/catalogue/products/tea/quote?quantity=10").get("price"));
  }

  @Test
  void refusesWhatItCannotShow() throws Exception {
    assertTrue(get(404, "/catalogue/products/cake").containsKey("error"));
    assertTrue(get(400, "/catalogue/products/tea/quote?quantity=-1").containsKey("error"));
    assertTrue(get(400, "/catalogue/products?limit=many").containsKey("error"));
  }

  private Map<?, ?> get(int status, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + service.port() + path);
    HttpResponse<byte[]> response =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
    assertEquals(status, response.statusCode());
    return (Map<?, ?>) Json.read(response.body());
  }
}
