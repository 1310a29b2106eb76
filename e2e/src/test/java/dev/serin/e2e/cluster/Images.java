package dev.serin.e2e.cluster;

import dev.serin.e2e.support.Checkout;
import dev.serin.e2e.support.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Images that tests run, put together of a base image and one layer, and pushed by crane. */
final class Images {

  /** The registry that the test pushes to and the nodes pull from. */
  private static final String REGISTRY =
      System.getenv().getOrDefault("SERIN_E2E_REGISTRY", "127.0.0.1:5000");

  private final String prefix;

  /**
   * Images below a prefix.
   *
   * @param prefix first part of the repositories' names: the test's own
   */
  Images(String prefix) {
    this.prefix = prefix;
  }

  /**
   * The agent: the image that {@code SERIN_E2E_AGENT_IMAGE} names, which {@code ./verify} has built
   * by Serin itself; without it, one of this checkout as it was built last.
   */
  String agent() {
    String given = System.getenv().getOrDefault("SERIN_E2E_AGENT_IMAGE", "");
    return given.isBlank() ? ofTheCheckout() : given;
  }

  private String ofTheCheckout() {
    Path app = Checkout.HOME.resolve("deploy-agent/target/quarkus-app");
    if (!Files.exists(app)) {
      throw new AssertionError(app + " is not there: build the agent first");
    }
    return push(
        "agent",
        "eclipse-temurin:17-jre",
        app,
        "java,-XX:+UseSerialGC,-XX:TieredStopAtLevel=1,-jar,quarkus-run.jar");
  }

  /**
   * The shop's service recommendations.
   *
   * @param failing the share of requests that it fails to answer, 0 to 1
   * @param number versions with another number have another digest
   */
  String recommendations(double failing, int number) {
    Path app = TemporaryFolder.create("recommendations");
    try {
      Path services = Checkout.HOME.resolve("example-repos/shop/services");
      Path from = services.resolve("recommendations/recommendations");
      Path to = Files.createDirectories(app.resolve("recommendations"));
      try (Stream<Path> files = Files.list(from)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.copy(file, to.resolve(file.getFileName().toString()));
        }
      }
      Files.copy(
          services.resolve("catalogue/src/main/resources/products.json"),
          to.resolve("products.json"));
      Files.writeString(
          to.resolve("routing.py"),
          Files.readString(to.resolve("routing.py")) + failingNowAndThen(failing));
      Files.writeString(to.resolve("version.txt"), Integer.toString(number));
      String name = "recommendations-" + Math.round(failing * 100) + "-" + number;
      return push(name, "python:3.11-slim", app, "python3,-m,recommendations");
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    } finally {
      TemporaryFolder.delete(app);
    }
  }

  private static String failingNowAndThen(double share) {
    return """


        import random

        _find = find


        def find(routes: List[Route], method: str, path: str) -> Tuple[Route, Dict[str, str]]:
            \"""As before, but now and then with a failure.\"""
            route, parameters = _find(routes, method, path)
            if random.random() < SHARE:
                failure = Problem(500, "internal_error", "this version has a fault")
                return Route(method, route.path, lambda _: _raise(failure)), {}
            return route, parameters
        """
        .replace("SHARE", Double.toString(share));
  }

  /** Pushes an image whose folder {@code /app} is this one; returns its name by digest. */
  private String push(String name, String base, Path app, String entrypoint) {
    Path folder = TemporaryFolder.create("layer");
    try {
      Path layer = folder.resolve("layer.tar");
      String unused =
          Tool.run(
              "",
              List.of(
                  "tar",
                  "--owner=0",
                  "--group=0",
                  "--numeric-owner",
                  "--mode=a+rX",
                  "--mtime=@0",
                  "--sort=name",
                  "--transform=s,^\\.,app,",
                  "-C",
                  app.toString(),
                  "-cf",
                  layer.toString(),
                  "."));
      String image = REGISTRY + "/" + prefix + "/" + name + ":test";
      unused =
          Tool.binary(
              "crane",
              "append",
              "--insecure",
              "--base=" + REGISTRY + "/library/" + base,
              "--new_layer=" + layer,
              "--new_tag=" + image);
      unused =
          Tool.binary(
              "crane",
              "mutate",
              "--insecure",
              "--entrypoint=" + entrypoint,
              "--cmd=",
              "--workdir=/app",
              "--tag=" + image,
              image);
      String digest = Tool.binary("crane", "digest", "--insecure", image);
      return REGISTRY + "/" + prefix + "/" + name + "@" + digest;
    } finally {
      TemporaryFolder.delete(folder);
    }
  }
}
