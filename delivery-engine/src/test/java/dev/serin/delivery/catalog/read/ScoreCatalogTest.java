package dev.serin.delivery.catalog.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.delivery.catalog.ServiceDescription;
import dev.serin.delivery.catalog.ServiceDescription.Backing;
import dev.serin.delivery.render.CanaryPolicies;
import dev.serin.delivery.render.Environment;
import dev.serin.delivery.render.Manifests;
import dev.serin.delivery.render.Renderer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScoreCatalogTest extends CatalogTest {
  private static final String SCORE =
      """
      apiVersion: score.dev/v1b1
      metadata:
        name: cart
        annotations: {team: checkout}
      containers:
        main:
          image: .
          args: ["--verbose"]
          variables:
            DATABASE: "postgres://${resources.db.host}:5432/${metadata.name}"
            PRICE: "5$$"
          resources:
            limits: {memory: 256Mi}
          readinessProbe:
            httpGet: {path: /ready, port: 9000}
      service:
        ports:
          www: {port: 80, targetPort: 9000}
      resources:
        db: {type: postgres}
        web: {type: route, params: {host: shop.example, path: /cart, port: 80}}
      """;

  @Test
  void aScoreFileAloneDescribesAService() {
    made.write("cart/score.yaml", SCORE).write("cart/package.json", "{}");
    ServiceDescription cart = description();
    assertEquals(9000, cart.image().port());
    assertEquals(List.of(new Backing("postgres", "db")), cart.deploy().backing());
    assertEquals("/cart", cart.deploy().route().orElseThrow().path());
    assertEquals(Optional.of("/ready"), cart.workload().readyPath());
  }

  @Test
  void whatServiceYamlSaysHoldsBeforeIt() {
    made.write("cart/score.yaml", SCORE)
        .write(
            "cart/service.yaml",
            description("cart") + "image: {port: 7000}\ndeploy: {replicas: 2}\n")
        .write("cart/package.json", "{}");
    ServiceDescription cart = description();
    assertEquals(7000, cart.image().port());
    assertEquals(2, cart.deploy().replicas());
    assertEquals("/cart", cart.deploy().route().orElseThrow().path());
    assertEquals(Map.of("memory", "256Mi"), cart.workload().limits());
  }

  @Test
  void variablesOfResourcesComeFromSecrets() {
    made.write("cart/score.yaml", SCORE).write("cart/package.json", "{}");
    String yaml =
        Manifests.toYaml(
            Renderer.render(
                description(),
                "shop/cart@sha256:" + "0".repeat(64),
                new Environment(
                    "shop",
                    "shop",
                    "serin",
                    Optional.empty(),
                    Optional.empty(),
                    CanaryPolicies.defaults())));
    String environment =
        """
                env:
                  - name: PORT
                    value: "9000"
                  - name: RESOURCES_DB_HOST
                    valueFrom:
                      secretKeyRef:
                        name: cart-db
                        key: host
                  - name: DATABASE
                    value: postgres://$(RESOURCES_DB_HOST):5432/cart
                  - name: PRICE
                    value: 5$
        """;
    assertEquals(
        environment.strip().lines().map(String::strip).toList(),
        yaml.substring(yaml.indexOf("env:"), yaml.indexOf("ports:", yaml.indexOf("env:")))
            .strip()
            .lines()
            .map(String::strip)
            .toList());
  }

  @Test
  void itsProblemsHavePlacesAndSuggestions() {
    made.write(
            "cart/score.yaml",
            """
            apiVersion: score.dev/v1b1
            metadata: {}
            container: {}
            containers:
              one: {}
              two: {}
            """)
        .write("cart/package.json", "{}");
    assertEquals(
        List.of(
            "cart/score.yaml:2:11: key 'name' is missing in 'metadata'; write for example name: cart",
            "cart/score.yaml:3:1: unknown key 'container'; did you mean 'containers'?",
            "cart/score.yaml:6:8: a service has one container; make 'two' its own"),
        problems());
  }

  private ServiceDescription description() {
    return read().service("cart").orElseThrow().description().orElseThrow();
  }
}
