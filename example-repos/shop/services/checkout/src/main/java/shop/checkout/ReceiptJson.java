package shop.checkout;

import java.util.List;
import java.util.Map;
import shop.servicekit.Json;

/** A receipt as the client gets it. */
final class ReceiptJson {

  private ReceiptJson() {}

  static Map<String, Object> of(Receipt receipt) {
    return Json.object(
        "lines", receipt.lines().stream().map(ReceiptJson::line).toList(),
        "subtotal", receipt.subtotal().amount(),
        "discount", receipt.discount().amount(),
        "taxes", taxes(receipt),
        "total", receipt.total().amount(),
        "currency", receipt.total().currency().getCurrencyCode(),
        "toPay", receipt.total().display());
  }

  private static Map<String, Object> line(Receipt.Line line) {
    return Json.object(
        "product", line.item().product(),
        "quantity", line.item().quantity(),
        "price", line.item().price().amount(),
        "discount", line.discount().amount(),
        "net", line.net().amount(),
        "tax", line.item().tax().label());
  }

  private static List<Map<String, Object>> taxes(Receipt receipt) {
    return receipt.taxes().entrySet().stream()
        .map(
            tax ->
                Json.object(
                    "rate", tax.getKey().label(),
                    "percent", tax.getKey().percent(),
                    "amount", tax.getValue().amount()))
        .toList();
  }
}
