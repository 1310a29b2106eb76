package dev.serin.demo.story;

import static dev.serin.demo.report.ServiceOutcome.FAILED_BUILD;
import static dev.serin.demo.report.ServiceOutcome.FAILED_TEST;
import static dev.serin.demo.report.ServiceOutcome.PROMOTED;
import static dev.serin.demo.report.ServiceOutcome.ROLLED_BACK;
import static dev.serin.demo.story.Change.Author.ADA;
import static dev.serin.demo.story.Change.Author.BEN;
import static dev.serin.demo.story.Change.Author.CHIARA;

import java.util.List;
import java.util.Map;

/** The stories about the shop, in the order in which they are told. */
public final class StoryBook {
  private static final String CART = "cart";
  private static final String CATALOGUE = "catalogue";
  private static final String CHECKOUT = "checkout";
  private static final String RECOMMENDATIONS = "recommendations";

  private static final String CHANGED = "changed";
  private static final String DEPENDENCY = "dependency";
  private static final String FIRST = "first";

  private static final String CART_STORE = "services/cart/src/cart-store.js";

  private StoryBook() {}

  /** All stories. The first is always told: the others need what it deploys. */
  public static List<Story> all() {
    return List.of(
        firstCommit(), goodChange(), sharedLibrary(), badChange(), brokenBuildAndFailingTest());
  }

  private static Story firstCommit() {
    return new Story(
        "first-commit",
        "First commit",
        List.of(
            "A shop of four services (Java, Node, Python) is pushed for the first time.",
            "Nothing runs yet, so every service is built, tested, put into an image and deployed."),
        false,
        List.of(new Change(ADA, "Open the shop", List.of())),
        new Expectation(
            Map.of(CART, FIRST, CATALOGUE, FIRST, CHECKOUT, FIRST, RECOMMENDATIONS, FIRST),
            Map.of(
                CART, PROMOTED, CATALOGUE, PROMOTED, CHECKOUT, PROMOTED, RECOMMENDATIONS, PROMOTED),
            false));
  }

  private static Story goodChange() {
    return new Story(
        "good-change",
        "Good change",
        List.of(
            "A product of the catalogue gets a better name. The recommendations are built from the",
            "same list of products, so they are affected too; cart and checkout are left alone.",
            "Each new version is a canary first: it gets 10 %, then 50 %, then all of the requests."),
        true,
        List.of(
            new Change(
                ADA,
                "Say that the moka pot makes six cups",
                List.of(
                    new Edit.Replace(
                        "services/catalogue/src/main/resources/products.json",
                        "\"name\": \"Moka pot for six\"",
                        "\"name\": \"Moka pot for six cups\"")))),
        new Expectation(
            Map.of(CATALOGUE, CHANGED, RECOMMENDATIONS, DEPENDENCY),
            Map.of(CATALOGUE, PROMOTED, RECOMMENDATIONS, PROMOTED),
            false));
  }

  private static Story sharedLibrary() {
    return new Story(
        "shared-library",
        "Shared library",
        List.of(
            "A library changes that is no service itself. Exactly the two services that are built",
            "with it are affected: catalogue and checkout."),
        true,
        List.of(
            new Change(
                CHIARA,
                "Keep amounts and their currency on one line",
                List.of(
                    new Edit.Replace(
                        "libs/money/src/main/java/shop/money/Money.java",
                        "private static final String SEPARATOR = \" \";",
                        "private static final String SEPARATOR = \"\\u00a0\";")))),
        new Expectation(
            Map.of(CATALOGUE, DEPENDENCY, CHECKOUT, DEPENDENCY),
            Map.of(CATALOGUE, PROMOTED, CHECKOUT, PROMOTED),
            false));
  }

  private static Story badChange() {
    return new Story(
        "bad-change",
        "Bad change",
        List.of(
            "A slip of one character in the cart: its own tests pass, but every third request to",
            "the new version fails. Nobody watches. Serin sees it in the metrics of the canary",
            "and takes the traffic back."),
        true,
        List.of(
            new Change(
                BEN,
                "Make the turn of the partitions easier to read",
                List.of(
                    new Edit.Replace(
                        CART_STORE,
                        "if (this.#turn === this.#partitions.length) this.#turn = 0;",
                        "if (this.#turn > this.#partitions.length) this.#turn = 0;")))),
        new Expectation(Map.of(CART, CHANGED), Map.of(CART, ROLLED_BACK), true));
  }

  private static Story brokenBuildAndFailingTest() {
    return new Story(
        "broken-build",
        "Broken build, failing test",
        List.of(
            "Three people push at once. Checkout does not compile and a test of recommendations",
            "fails. The third commit mends the cart. Nobody has to wait for anybody: the cart is",
            "released, the other two keep running in their old versions."),
        false,
        List.of(
            new Change(
                BEN,
                "Mend the turn of the partitions, and say how long a day is",
                List.of(
                    new Edit.Restore(CART_STORE),
                    new Edit.Replace(
                        "services/cart/src/cart-routes.js",
                        "'Your cart waits for you for a day'",
                        "'Your cart waits for you for 24 hours'"))),
            new Change(
                CHIARA,
                "Give the note on receipts a better name",
                List.of(
                    new Edit.Replace(
                        "services/checkout/src/main/java/shop/checkout/CheckoutService.java",
                        "private static final String NOTE =",
                        "private static final String RECEIPT_NOTE ="))),
            new Change(
                ADA,
                "Sort recommendations by their score",
                List.of(
                    new Edit.Replace(
                        "services/recommendations/recommendations/similarity.py",
                        "key=lambda entry: (-entry.score, entry.product.id)",
                        "key=lambda entry: (entry.score, entry.product.id)")))),
        new Expectation(
            Map.of(CART, CHANGED, CHECKOUT, CHANGED, RECOMMENDATIONS, CHANGED),
            Map.of(CART, PROMOTED, CHECKOUT, FAILED_BUILD, RECOMMENDATIONS, FAILED_TEST),
            false));
  }
}
