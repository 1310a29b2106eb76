package shop.catalogue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import shop.money.Money;
import shop.servicekit.HttpService;
import shop.servicekit.Json;
import shop.servicekit.Problem;
import shop.servicekit.Request;
import shop.servicekit.Response;

/** The catalogue over HTTP. */
public final class CatalogueService {

  private static final String WELCOME = "Coffee, tea and what goes with them";

  private static final int MOST_PIECES = 1_000;

  /** From this many pieces of one product on, each costs a little less. */
  private static final int MANY = 10;

  private static final BigDecimal REDUCTION_FOR_MANY = BigDecimal.valueOf(5);

  private final Catalogue catalogue;

  private CatalogueService(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Starts the service where HOST and PORT say. */
  public static void main(String[] arguments) {
    addRoutes(new HttpService("catalogue"), Catalogue.bundled()).run();
  }

  static HttpService addRoutes(HttpService http, Catalogue catalogue) {
    CatalogueService service = new CatalogueService(catalogue);
    return http.route("GET", "/catalogue", service::summary)
        .route("GET", "/catalogue/products", service::products)
        .route("GET", "/catalogue/products/{id}", service::product)
        .route("GET", "/catalogue/products/{id}/quote", service::quote);
  }

  private Response summary(Request request) {
    Map<String, Object> categories = catalogue.categories();
    int products = categories.values().stream().mapToInt(Integer.class::cast).sum();
    return Response.json(
        200,
        Json.object(
            "service", "catalogue",
            "welcome", WELCOME,
            "products", products,
            "from", catalogue.lowestPrice().map(Money::display).orElse("nothing"),
            "categories", categories));
  }

  private Response products(Request request) {
    int limit = request.query("limit", 50, 1, 100);
    List<Product> found = catalogue.products(request.query("category"));
    return Response.json(
        200,
        Json.object(
            "total",
            found.size(),
            "products",
            found.stream().limit(limit).map(Product::toJson).toList()));
  }

  private Response product(Request request) {
    return Response.json(200, find(request).toJson());
  }

  private Response quote(Request request) {
    Product product = find(request);
    int quantity = request.query("quantity", 1, 1, MOST_PIECES);
    Money price = product.price().times(quantity);
    if (quantity >= MANY) {
      price = price.minus(price.percent(REDUCTION_FOR_MANY));
    }
    return Response.json(
        200,
        Json.object(
            "product", product.id(),
            "quantity", quantity,
            "price", price.amount(),
            "currency", price.currency().getCurrencyCode(),
            "display", price.display()));
  }

  private Product find(Request request) {
    String id = request.pathParameter("id");
    return catalogue
        .product(id)
        .orElseThrow(() -> Problem.notFound("there is no product with this id"));
  }
}
