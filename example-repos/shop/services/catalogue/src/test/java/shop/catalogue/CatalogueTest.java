package shop.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import shop.money.Money;

class CatalogueTest {

  @Test
  void takesTheReductionOffTheListPrice() {
    assertEquals(Money.of("9.99", "EUR"), product("a", "tea", 0).price());
    assertEquals(Money.of("8.49", "EUR"), product("a", "tea", 15).price());
    assertThrows(IllegalArgumentException.class, () -> product("a", "tea", 91));
  }

  @Test
  void findsProductsByCategoryAndById() {
    Catalogue catalogue = new Catalogue(List.of(product("a", "tea", 0), product("b", "coffee", 0)));
    assertEquals(List.of(product("b", "coffee", 0)), catalogue.products(Optional.of("coffee")));
    assertEquals(2, catalogue.products(Optional.empty()).size());
    assertEquals(Optional.of(product("a", "tea", 0)), catalogue.product("a"));
    assertEquals(Optional.empty(), catalogue.product("c"));
  }

  @Test
  void refusesTwoProductsWithOneId() {
    List<Product> twice = List.of(product("a", "tea", 0), product("a", "coffee", 0));
    assertThrows(IllegalArgumentException.class, () -> new Catalogue(twice));
  }

  @Test
  void sellsOnlyGoodProducts() {
    List<Product> products = Catalogue.bundled().products(Optional.empty());
    assertTrue(products.size() >= 5);
    for (Product product : products) {
      assertTrue(product.id().matches("[a-z0-9-]{1,64}"), product.id());
      assertTrue(product.price().minorUnits() > 0, product.id());
      assertTrue(!product.name().isBlank() && !product.tags().isEmpty(), product.id());
    }
  }

  private static Product product(String id, String category, int reduction) {
    Money price = Money.of("9.99", "EUR");
    return new Product(id, "Name", category, List.of("tag"), price, reduction);
  }
}
