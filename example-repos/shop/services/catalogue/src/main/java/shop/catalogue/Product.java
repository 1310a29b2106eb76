package shop.catalogue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import shop.money.Money;
import shop.servicekit.Json;

/**
 * Something that the shop sells.
 *
 * @param id what other services call it
 * @param name what people call it
 * @param category the shelf it stands on
 * @param tags what it has to do with
 * @param listPrice what one costs before the reduction
 * @param reduction percent off the list price, from 0 to 90
 */
record Product(
    String id, String name, String category, List<String> tags, Money listPrice, int reduction) {

  Product {
    tags = List.copyOf(tags);
    if (reduction < 0 || reduction > 90) {
      throw new IllegalArgumentException("a reduction is from 0 to 90 percent");
    }
    if (listPrice.isNegative()) {
      throw new IllegalArgumentException("a price is not negative");
    }
  }

  /** What one costs now. */
  Money price() {
    return listPrice.minus(listPrice.percent(BigDecimal.valueOf(reduction)));
  }

  Map<String, Object> toJson() {
    return Json.object(
        "id", id,
        "name", name,
        "category", category,
        "tags", tags,
        "price", price().amount(),
        "currency", price().currency().getCurrencyCode(),
        "display", price().display(),
        "reduction", reduction);
  }
}
