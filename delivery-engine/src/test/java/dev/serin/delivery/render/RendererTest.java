package dev.serin.delivery.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.catalog.BuildDescription;
import dev.serin.delivery.catalog.ServiceDescription;
import dev.serin.delivery.catalog.ServiceDescription.CanarySteps;
import dev.serin.delivery.catalog.ServiceDescription.Deploy;
import dev.serin.delivery.catalog.ServiceDescription.NamedCanary;
import dev.serin.delivery.catalog.ServiceDescription.Objectives;
import dev.serin.delivery.catalog.ServiceDescription.Pause;
import dev.serin.delivery.catalog.ServiceDescription.Route;
import dev.serin.delivery.catalog.ServiceDescription.SetWeight;
import dev.serin.delivery.catalog.Workload;
import dev.serin.delivery.problem.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RendererTest {
  private static final String IMAGE = "shop/cart@sha256:" + "0".repeat(64);
  private static final Environment DEMO =
      new Environment(
          "shop",
          "shop",
          "serin",
          Optional.empty(),
          Optional.empty(),
          CanaryPolicies.withPause(Duration.ofSeconds(3)));

  @Test
  void aServiceWithARouteIsRenderedAsInTheGoldenFile() throws IOException {
    Deploy deploy =
        deploy(2, Optional.of(new Route(Optional.empty(), "/cart", Optional.empty())), "standard");

    assertGolden("cart.yaml", description(Optional.of("team-checkout"), 8080, deploy), DEMO);
  }

  @Test
  void aServiceWithItsOwnStepsAndHostIsRenderedAsInTheGoldenFile() throws IOException {
    Deploy deploy =
        new Deploy(
            3,
            Optional.of(new Route(Optional.of("shop.example"), "/", Optional.empty())),
            List.of(),
            List.of(),
            Optional.empty(),
            new CanarySteps(
                List.of(
                    new SetWeight(5),
                    new Pause(Optional.of(Duration.ofMillis(1500))),
                    new SetWeight(80),
                    new Pause(Optional.empty()))),
            Optional.of(
                new Objectives(
                    Optional.of(99.9),
                    Map.of("p99", Duration.ofMillis(300), "p50", Duration.ofSeconds(1)))));
    Environment environment =
        new Environment(
            "shop",
            "shop-staging",
            "public",
            Optional.of("gateways"),
            Optional.of("staging.example"),
            CanaryPolicies.defaults());

    assertGolden("cart-own-steps.yaml", description(Optional.empty(), 9000, deploy), environment);
  }

  @Test
  void aServiceWithoutARouteIsRenderedAsInTheGoldenFile() throws IOException {
    assertGolden(
        "cart-inside.yaml",
        description(Optional.empty(), 8080, deploy(1, Optional.empty(), "standard")),
        DEMO);
  }

  @Test
  void aPolicyThatTheEnvironmentDoesNotHaveIsAClearError() {
    ServiceDescription description =
        description(Optional.empty(), 8080, deploy(1, Optional.empty(), "standart"));

    UserError error =
        assertThrows(UserError.class, () -> Renderer.render(description, IMAGE, DEMO));

    assertTrue(error.toString().contains("did you mean 'standard'?"), error.toString());
  }

  @Test
  void everyKeyThatIsNotAppliedIsNamedWithItsPlace() {
    String text =
        """
        apiVersion: serin.dev/v1
        service: cart
        deploy:
          replicas: 3
          route: {path: /cart, auth: customers}
          calls: [inventory]
          scale: {min: 3, max: 12}
          backing:
            - postgres: carts
        """;

    List<String> warnings =
        UnappliedKeys.warnings("services/cart/service.yaml", text).stream()
            .map(problem -> problem.toString().replaceFirst(": the.*|: any.*|: provide.*", ""))
            .toList();

    assertEquals(
        List.of(
            "services/cart/service.yaml:5:30: 'deploy.route.auth' is not applied yet",
            "services/cart/service.yaml:6:10: 'deploy.calls' is not applied yet",
            "services/cart/service.yaml:7:10: 'deploy.scale' is not applied yet",
            "services/cart/service.yaml:9:5: 'deploy.backing' is not applied yet"),
        warnings);
  }

  private static void assertGolden(
      String name, ServiceDescription description, Environment environment) throws IOException {
    String golden = Files.readString(Path.of("src/test/resources/golden", name));
    assertEquals(golden, Manifests.toYaml(Renderer.render(description, IMAGE, environment)));
  }

  private static ServiceDescription description(Optional<String> owner, int port, Deploy deploy) {
    return new ServiceDescription(
        "cart",
        owner,
        BuildDescription.DEFAULT,
        List.of(),
        new ServiceDescription.Image(port, List.of()),
        deploy,
        Workload.DEFAULT);
  }

  private static Deploy deploy(int replicas, Optional<Route> route, String policy) {
    return new Deploy(
        replicas,
        route,
        List.of(),
        List.of(),
        Optional.empty(),
        new NamedCanary(policy),
        Optional.empty());
  }
}
