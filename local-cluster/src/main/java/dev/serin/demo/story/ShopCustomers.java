package dev.serin.demo.story;

import dev.serin.demo.load.Target;
import java.util.List;

/** What the customers of the shop ask for. */
public final class ShopCustomers {
  private ShopCustomers() {}

  /** The paths of each service; all of them answer with 200 in a healthy shop. */
  public static List<Target> targets() {
    return List.of(
        new Target("cart", List.of("/cart")),
        new Target(
            "catalogue",
            List.of(
                "/catalogue",
                "/catalogue/products?limit=5",
                "/catalogue/products/teapot",
                "/catalogue/products/espresso-beans/quote?quantity=12")),
        new Target("checkout", List.of("/checkout")),
        new Target(
            "recommendations", List.of("/recommendations", "/recommendations/products/teapot")));
  }
}
