package dev.serin.demo.report;

import java.util.List;

/** Reports for tests. */
public final class Reports {
  static final String IMAGE = "shop/cart@sha256:" + "0123456789abcdef".repeat(4);

  private Reports() {}

  /** A demo with a good and a bad story. */
  public static DemoReport demo() {
    return new DemoReport(
        "local", 71.25, true, 7, 50, 12_345, 9, List.of(), List.of(goodChange(), badChange()));
  }

  /** A first story, before there are customers. */
  public static StoryReport firstCommit() {
    List<String> services = List.of("cart", "catalogue", "checkout", "recommendations");
    return new StoryReport(
        "first-commit",
        "First commit",
        List.of(new CommitReport("c".repeat(40), "Open the shop", "Ada")),
        services.stream()
            .map(
                name ->
                    new AffectedService(
                        name,
                        List.of(
                            new AffectedService.Why(
                                "first",
                                "first build: no earlier commit was given to compare with"))))
            .toList(),
        services.stream()
            .map(name -> new ServiceReport(name, ServiceOutcome.PROMOTED, IMAGE, null))
            .toList(),
        StoryOutcome.PROMOTED,
        true,
        List.of(),
        0,
        0,
        null,
        null,
        47.8);
  }

  /** A healthy story. */
  public static StoryReport goodChange() {
    return new StoryReport(
        "good-change",
        "Good change",
        List.of(new CommitReport("a".repeat(40), "Reduce the beans", "Ada")),
        List.of(
            new AffectedService(
                "catalogue", List.of(new AffectedService.Why("changed", "changed products.json"))),
            new AffectedService(
                "recommendations",
                List.of(new AffectedService.Why("dependency", "depends on products.json")))),
        List.of(
            new ServiceReport("catalogue", ServiceOutcome.PROMOTED, IMAGE, null),
            new ServiceReport("recommendations", ServiceOutcome.PROMOTED, IMAGE, null)),
        StoryOutcome.PROMOTED,
        true,
        List.of(),
        4000,
        0,
        null,
        null,
        18.5);
  }

  /** A story with a rollback. */
  public static StoryReport badChange() {
    return new StoryReport(
        "bad-change",
        "Bad change",
        List.of(new CommitReport("b".repeat(40), "Slip", "Ben")),
        List.of(
            new AffectedService(
                "cart", List.of(new AffectedService.Why("changed", "changed cart-store.js")))),
        List.of(new ServiceReport("cart", ServiceOutcome.ROLLED_BACK, IMAGE, "unhealthy")),
        StoryOutcome.ROLLED_BACK,
        true,
        List.of(),
        2000,
        9,
        2.75,
        new RollbackReport(
            "cart", "errors", "9 of 27 failed", 2.5, 27, 9, 240, 0, new TelemetryReport(25, 8)),
        9.5);
  }
}
