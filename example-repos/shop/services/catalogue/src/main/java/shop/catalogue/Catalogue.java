package shop.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import shop.money.Money;
import shop.servicekit.Json;

/** All that the shop sells, in the order of the shelves. */
final class Catalogue {

  private final Map<String, Product> products = new LinkedHashMap<>();

  Catalogue(List<Product> products) {
    for (Product product : products) {
      if (this.products.put(product.id(), product) != null) {
        throw new IllegalArgumentException("two products are called " + product.id());
      }
    }
  }

  /** The catalogue that was built into the service. */
  static Catalogue bundled() {
    try (InputStream in = Catalogue.class.getResourceAsStream("/products.json")) {
      List<?> entries = (List<?>) Json.read(in.readAllBytes());
      return new Catalogue(entries.stream().map(Map.class::cast).map(Catalogue::product).toList());
    } catch (IOException problem) {
      throw new IllegalStateException("products.json is not readable", problem);
    }
  }

  /** The products of a category, or all of them. */
  List<Product> products(Optional<String> category) {
    return products.values().stream()
        .filter(product -> category.isEmpty() || category.get().equals(product.category()))
        .toList();
  }

  Optional<Product> product(String id) {
    return Optional.ofNullable(products.get(id));
  }

  /** What the cheapest product costs, if there is one. */
  Optional<Money> lowestPrice() {
    return products.values().stream().map(Product::price).min(Comparator.naturalOrder());
  }

  /** How many products each category has, in alphabetical order. */
  Map<String, Object> categories() {
    Map<String, Object> sizes = new TreeMap<>();
    products.values().forEach(product -> sizes.merge(product.category(), 1, Catalogue::sum));
    return sizes;
  }

  private static Object sum(Object one, Object other) {
    return (Integer) one + (Integer) other;
  }

  private static Product product(Map<?, ?> entry) {
    List<?> tags = (List<?>) entry.get("tags");
    return new Product(
        (String) entry.get("id"),
        (String) entry.get("name"),
        (String) entry.get("category"),
        tags.stream().map(String.class::cast).toList(),
        Money.of((String) entry.get("price"), (String) entry.get("currency")),
        ((Number) entry.get("reduction")).intValue());
  }
}
