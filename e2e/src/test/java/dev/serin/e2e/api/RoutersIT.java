package dev.serin.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.e2e.support.AgentProcess;
import dev.serin.e2e.support.ApiCluster;
import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.PodPlayer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every object that routes traffic, on a real API server: through a promotion and an abort, with a
 * route by header where the router has them. Played pods have loopback addresses, which no
 * EndpointSlice may have, so there are none. The Gateway API's definitions are its own; those of
 * Istio take anything.
 */
@ApiTest
class RoutersIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String STEPS = "[{setWeight: 20}, {pause: {}}, {setWeight: 60}]";
  private static final String HEADER_STEPS =
      "[{setWeight: 20}, {setHeaderRoute: {name: vip, match: [{headerName: X-Vip, headerValue:"
          + " {exact: \"yes\"}}]}}, {pause: {}}, {setWeight: 60}]";

  private static ApiCluster cluster;
  private static PodPlayer pods;
  private static AgentProcess agent;

  @BeforeAll
  static void start() {
    cluster = ApiCluster.start();
    pods = new PodPlayer(cluster);
    agent = AgentProcess.start(cluster.kubeconfig());
  }

  @AfterAll
  static void stop() {
    agent.close();
    pods.close();
    cluster.close();
  }

  /**
   * One way of routing.
   *
   * @param name its namespace
   * @param routing {@code trafficRouting}, as YAML
   * @param objects the objects, as YAML; NAMESPACE stands for the namespace
   * @param watched kind, plural and version of the object with the weights, and its name
   * @param weight where the canary's weight is in it
   * @param marker a text that is in it while there is a route by header; empty for none
   */
  private record Case(
      String name,
      String routing,
      String objects,
      ResourceDefinitionContext watched,
      String watchedName,
      String weight,
      String marker) {}

  private static ResourceDefinitionContext kind(
      String group, String version, String kind, String plural) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion(version)
        .withKind(kind)
        .withPlural(plural)
        .withNamespaced(true)
        .build();
  }

  private static final ResourceDefinitionContext VIRTUAL_SERVICE =
      kind("networking.istio.io", "v1beta1", "VirtualService", "virtualservices");
  private static final ResourceDefinitionContext HTTP_ROUTE =
      kind("gateway.networking.k8s.io", "v1", "HTTPRoute", "httproutes");

  private static final Case HTTP =
      new Case(
          "http-route",
          "{managedRoutes: [{name: vip}], plugins: {argoproj-labs/gatewayAPI: {httpRouteSelector:"
              + " {matchLabels: {app: cart}}, httpRoutes: [{name: cart, useHeaderRoutes: true}]}}}",
          """
          apiVersion: gateway.networking.k8s.io/v1
          kind: HTTPRoute
          metadata: {name: cart, namespace: NAMESPACE, labels: {app: cart}}
          spec:
            parentRefs: [{name: serin}]
            rules:
            - matches: [{path: {type: PathPrefix, value: /cart}}]
              timeouts: {request: 10s}
              backendRefs:
              - {name: cart-stable, port: 80}
              - {name: cart-canary, port: 80, weight: 0}
          """,
          HTTP_ROUTE,
          "cart",
          "/spec/rules/0/backendRefs/1/weight",
          "X-Vip");

  private static Stream<Case> cases() {
    return Stream.of(
        HTTP,
        new Case(
            "grpc-route",
            "{managedRoutes: [{name: vip}], plugins: {argoproj-labs/gatewayAPI: {grpcRoute:"
                + " cart}}}",
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: GRPCRoute
            metadata: {name: cart, namespace: NAMESPACE}
            spec:
              parentRefs: [{kind: Service, group: "", name: cart-stable}]
              rules:
              - backendRefs:
                - {name: cart-stable, port: 80}
                - {name: cart-canary, port: 80, weight: 0}
            """,
            kind("gateway.networking.k8s.io", "v1", "GRPCRoute", "grpcroutes"),
            "cart",
            "/spec/rules/0/backendRefs/1/weight",
            "X-Vip"),
        new Case(
            "istio-hosts",
            "{managedRoutes: [{name: vip}], istio: {virtualService: {name: cart, routes:"
                + " [primary]}}}",
            """
            apiVersion: networking.istio.io/v1beta1
            kind: VirtualService
            metadata: {name: cart, namespace: NAMESPACE}
            spec:
              hosts: [cart]
              http:
              - name: primary
                route:
                - {destination: {host: cart-stable}, weight: 100}
                - {destination: {host: cart-canary}, weight: 0}
            """,
            VIRTUAL_SERVICE,
            "cart",
            "/spec/http/LAST/route/1/weight",
            "X-Vip"),
        new Case(
            "istio-subsets",
            "{managedRoutes: [{name: vip}], istio: {virtualServices: [{name: cart}],"
                + " destinationRule: {name: cart, canarySubsetName: canary, stableSubsetName:"
                + " stable}}}",
            """
            apiVersion: networking.istio.io/v1beta1
            kind: VirtualService
            metadata: {name: cart, namespace: NAMESPACE}
            spec:
              hosts: [cart]
              http:
              - route:
                - {destination: {host: cart, subset: stable}, weight: 100}
                - {destination: {host: cart, subset: canary}, weight: 0}
            ---
            apiVersion: networking.istio.io/v1beta1
            kind: DestinationRule
            metadata: {name: cart, namespace: NAMESPACE}
            spec:
              host: cart
              subsets: [{name: stable, labels: {app: cart}}, {name: canary, labels: {app: cart}}]
            """,
            VIRTUAL_SERVICE,
            "cart",
            "/spec/http/LAST/route/1/weight",
            "X-Vip"),
        new Case(
            "nginx",
            "{nginx: {stableIngress: shop}}",
            """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: shop, namespace: NAMESPACE}
            spec:
              ingressClassName: nginx
              rules:
              - host: shop.example
                http:
                  paths:
                  - {path: /, pathType: Prefix, backend: {service: {name: cart-stable, port: {number: 80}}}}
            """,
            kind("networking.k8s.io", "v1", "Ingress", "ingresses"),
            "cart-shop-canary",
            "/metadata/annotations/nginx.ingress.kubernetes.io~1canary-weight",
            ""),
        new Case(
            "alb",
            "{managedRoutes: [{name: vip}], alb: {ingress: shop, servicePort: 80}}",
            """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: shop, namespace: NAMESPACE}
            spec:
              ingressClassName: alb
              rules:
              - http:
                  paths:
                  - {path: /*, pathType: ImplementationSpecific, backend: {service: {name: cart-stable, port: {name: use-annotation}}}}
            """,
            kind("networking.k8s.io", "v1", "Ingress", "ingresses"),
            "shop",
            "ALB",
            "X-Vip"));
  }

  @TestFactory
  Stream<DynamicTest> everyRouterIsPromotedAndTakenBack() {
    define("networking.istio.io", "v1beta1", "VirtualService", "virtualservices");
    define("networking.istio.io", "v1beta1", "DestinationRule", "destinationrules");
    return cases().map(one -> DynamicTest.dynamicTest(one.name(), () -> promotedAndTakenBack(one)));
  }

  private void promotedAndTakenBack(Case one) {
    boolean byHeader = !one.marker().isEmpty();
    create(one, byHeader ? HEADER_STEPS : STEPS);
    awaitStable(one, "shop/cart:first");
    awaitWeight(one, 0);

    update(one, "shop/cart:second");
    awaitPaused(one);
    awaitWeight(one, 20);
    assertEquals(byHeader, byHeader && text(one).contains(one.marker()));
    patchStatus(one, "{\"status\":{\"pauseConditions\":null,\"currentStepIndex\":99}}");
    awaitStable(one, "shop/cart:second");
    awaitWeight(one, 0);
    assertTrue(!byHeader || !text(one).contains(one.marker()), "the managed route goes");

    update(one, "shop/cart:third");
    awaitPaused(one);
    awaitWeight(one, 20);
    patchStatus(one, "{\"status\":{\"abort\":true}}");
    awaitWeight(one, 0);
    RolloutStatus status = await(one, now -> now.phase() == RolloutPhase.DEGRADED);
    String stable = status.stableRS();
    Await.until(
        "both sides on the stable version",
        PATIENCE,
        () ->
            one.name().equals("istio-subsets")
                ? subset(one, "canary").equals(stable) && subset(one, "stable").equals(stable)
                : selected(one, "cart-canary").equals(stable)
                    && selected(one, "cart-stable").equals(stable));
    assertTrue(!byHeader || !text(one).contains(one.marker()), "the managed route goes");
  }

  @Test
  void aRouteThatItsParentHasNotAcceptedHoldsTheStepsButNoAbort() {
    Case one =
        new Case("accepted", HTTP.routing(), HTTP.objects(), HTTP_ROUTE, "cart", HTTP.weight(), "");
    create(one, STEPS);
    awaitStable(one, "shop/cart:first");
    accept(one, true);
    update(one, "shop/cart:second");
    awaitWeight(one, 20);
    await(one, status -> Objects.equals(status.currentStepIndex(), 0) && verified(status, false));
    refuse(one);
    Await.until(
        "event that says so",
        PATIENCE,
        () ->
            client().v1().events().inNamespace(one.name()).list().getItems().stream()
                .anyMatch(event -> "WeightVerifyError".equals(event.getReason())));
    assertEquals(0, status(one).currentStepIndex());
    accept(one, true);
    await(one, status -> Objects.equals(status.currentStepIndex(), 1) && verified(status, true));
    refuse(one);
    patchStatus(one, "{\"status\":{\"abort\":true}}");
    awaitWeight(one, 0);
  }

  @Test
  void aKindThatComesLaterIsFound() {
    Case one =
        new Case(
            "later",
            "{traefik: {weightedTraefikServiceName: cart}}",
            """
            apiVersion: traefik.io/v1alpha1
            kind: TraefikService
            metadata: {name: cart, namespace: NAMESPACE}
            spec:
              weighted:
                services: [{name: cart-stable, port: 80}, {name: cart-canary, port: 80}]
            """,
            kind("traefik.io", "v1alpha1", "TraefikService", "traefikservices"),
            "cart",
            "/spec/weighted/services/1/weight",
            "");
    create(new Case(one.name(), one.routing(), "", one.watched(), "", "", ""), STEPS);
    await(
        one,
        status -> String.valueOf(status.message()).contains("TraefikService later/cart not found"));
    define("traefik.io", "v1alpha1", "TraefikService", "traefikservices");
    load(one, one.objects());
    awaitStable(one, "shop/cart:first");
    awaitWeight(one, 0);
  }

  @Test
  void aSecondRolloutOverTheSameServicesIsRefused() {
    Case one =
        new Case("shared", HTTP.routing(), HTTP.objects(), HTTP_ROUTE, "cart", HTTP.weight(), "");
    create(one, STEPS);
    awaitStable(one, "shop/cart:first");
    Rollout second = client().resources(Rollout.class).inNamespace("shared").withName("cart").get();
    Rollout copy = new Rollout();
    copy.setMetadata(
        new io.fabric8.kubernetes.api.model.ObjectMetaBuilder()
            .withName("second")
            .withNamespace("shared")
            .build());
    copy.setSpec(second.getSpec());
    client().resource(copy).create();
    Await.until(
        "refusal",
        PATIENCE,
        () -> {
          RolloutStatus status =
              client()
                  .resources(Rollout.class)
                  .inNamespace("shared")
                  .withName("second")
                  .get()
                  .getStatus();
          return status != null
              && String.valueOf(status.message()).contains("is managed by another Rollout");
        });
    assertEquals(RolloutPhase.HEALTHY, status(one).phase());
  }

  private static boolean verified(RolloutStatus status, boolean wanted) {
    return Optional.ofNullable(status.canary())
        .map(canary -> canary.weights())
        .map(weights -> weights.verified())
        .filter(verified -> verified == wanted)
        .isPresent();
  }

  private static void accept(Case one, boolean accepted) {
    JsonNode route = object(one);
    long generation = route.path("metadata").path("generation").asLong();
    String status =
        """
        {"status": {"parents": [{"controllerName": "test/gateway", "parentRef": {"name": "serin"},
          "conditions": [%s, %s]}]}}
        """
            .formatted(
                condition("Accepted", accepted, generation),
                condition("ResolvedRefs", true, generation));
    GenericKubernetesResource unused =
        resource(one).subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), status);
  }

  private static void refuse(Case one) {
    accept(one, false);
  }

  private static String condition(String type, boolean holds, long generation) {
    return """
        {"type": "%s", "status": "%s", "observedGeneration": %d, "reason": "Test",
         "message": "as the test has it", "lastTransitionTime": "2026-01-01T00:00:00Z"}
        """
        .formatted(type, holds ? "True" : "False", generation);
  }

  private static void define(String group, String version, String kind, String plural) {
    var definition =
        new CustomResourceDefinitionBuilder()
            .withNewMetadata()
            .withName(plural + "." + group)
            .endMetadata()
            .withNewSpec()
            .withGroup(group)
            .withScope("Namespaced")
            .withNewNames()
            .withKind(kind)
            .withPlural(plural)
            .endNames()
            .addNewVersion()
            .withName(version)
            .withServed(true)
            .withStorage(true)
            .withNewSchema()
            .withOpenAPIV3Schema(
                new JSONSchemaPropsBuilder()
                    .withType("object")
                    .withXKubernetesPreserveUnknownFields(true)
                    .build())
            .endSchema()
            .endVersion()
            .endSpec()
            .build();
    client().resource(definition).create();
    Await.until(
        kind + " that is established",
        PATIENCE,
        () ->
            client().resource(definition).get().getStatus().getConditions().stream()
                .anyMatch(
                    condition ->
                        condition.getType().equals("Established")
                            && condition.getStatus().equals("True")));
  }

  private static void create(Case one, String steps) {
    client()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(one.name()).endMetadata().build())
        .create();
    load(one, one.objects());
    load(
        one,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: cart-stable, namespace: NAMESPACE}
        spec: {selector: {app: cart}, ports: [{name: http, port: 80, targetPort: http}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: cart-canary, namespace: NAMESPACE}
        spec: {selector: {app: cart}, ports: [{name: http, port: 80, targetPort: http}]}
        ---
        apiVersion: argoproj.io/v1alpha1
        kind: Rollout
        metadata: {name: cart, namespace: NAMESPACE}
        spec:
          replicas: 2
          selector: {matchLabels: {app: cart}}
          template:
            metadata: {labels: {app: cart}}
            spec:
              containers:
              - {name: cart, image: "shop/cart:first", ports: [{name: http, containerPort: 8080}]}
          strategy:
            canary:
              SERVICES
              trafficRouting: ROUTING
              steps: STEPS
        """
            .replace(
                "SERVICES",
                one.name().equals("istio-subsets")
                    ? "maxSurge: 1"
                    : "{canaryService: cart-canary, stableService: cart-stable}"
                        .replaceAll("[{}]", "")
                        .replace(", ", "\n      "))
            .replace("ROUTING", one.routing())
            .replace("STEPS", steps));
  }

  private static void load(Case one, String yaml) {
    if (yaml.isEmpty()) {
      return;
    }
    String text = yaml.replace("NAMESPACE", one.name());
    client()
        .load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
        .items()
        .forEach(object -> client().resource(object).create());
  }

  private static KubernetesClient client() {
    return cluster.client();
  }

  private static Resource<GenericKubernetesResource> resource(Case one) {
    return client()
        .genericKubernetesResources(one.watched())
        .inNamespace(one.name())
        .withName(one.watchedName());
  }

  private static JsonNode object(Case one) {
    return client().getKubernetesSerialization().convertValue(resource(one).get(), JsonNode.class);
  }

  private static String text(Case one) {
    return object(one).toString();
  }

  private static int weight(Case one) {
    JsonNode object = object(one);
    if (one.weight().equals("ALB")) {
      String action =
          object
              .path("metadata")
              .path("annotations")
              .path("alb.ingress.kubernetes.io/actions.cart-stable")
              .asText();
      return action.isEmpty()
          ? -1
          : client()
              .getKubernetesSerialization()
              .unmarshal(action, JsonNode.class)
              .at("/ForwardConfig/TargetGroups/0/Weight")
              .asInt(-1);
    }
    int last = object.path("spec").path("http").size() - 1;
    return object.at(one.weight().replace("LAST", Integer.toString(last))).asInt(-1);
  }

  private static void awaitWeight(Case one, int weight) {
    Await.until(
        one.name() + " with weight " + weight,
        PATIENCE,
        () -> resource(one).get() != null && weight(one) == weight);
  }

  private static Resource<Rollout> rollout(Case one) {
    return client().resources(Rollout.class).inNamespace(one.name()).withName("cart");
  }

  private static RolloutStatus status(Case one) {
    return RolloutStatus.of(rollout(one).get());
  }

  private static RolloutStatus await(Case one, Predicate<RolloutStatus> wanted) {
    try {
      return Await.value(one.name(), PATIENCE, () -> Optional.of(status(one)).filter(wanted));
    } catch (AssertionError missing) {
      throw new AssertionError(
          missing.getMessage()
              + "; the status is "
              + status(one)
              + "\n"
              + agent.process().logTail(20),
          missing);
    }
  }

  private static void awaitPaused(Case one) {
    await(one, status -> status.phase() == RolloutPhase.PAUSED);
  }

  private static void awaitStable(Case one, String image) {
    await(
        one,
        status ->
            status.phase() == RolloutPhase.HEALTHY
                && client().apps().replicaSets().inNamespace(one.name()).list().getItems().stream()
                    .anyMatch(
                        set ->
                            set.getMetadata().getName().equals("cart-" + status.stableRS())
                                && set.getSpec()
                                    .getTemplate()
                                    .getSpec()
                                    .getContainers()
                                    .get(0)
                                    .getImage()
                                    .equals(image)));
  }

  private static void update(Case one, String image) {
    Rollout unused =
        rollout(one)
            .patch(
                PatchContext.of(PatchType.JSON),
                "[{\"op\":\"replace\",\"path\":\"/spec/template/spec/containers/0/image\",\"value\":\""
                    + image
                    + "\"}]");
  }

  private static void patchStatus(Case one, String patch) {
    Rollout unused =
        rollout(one).subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  private static String selected(Case one, String service) {
    return client()
        .services()
        .inNamespace(one.name())
        .withName(service)
        .get()
        .getSpec()
        .getSelector()
        .getOrDefault("rollouts-pod-template-hash", "");
  }

  private static String subset(Case one, String name) {
    JsonNode rule =
        client()
            .getKubernetesSerialization()
            .convertValue(
                client()
                    .genericKubernetesResources(
                        kind(
                            "networking.istio.io",
                            "v1beta1",
                            "DestinationRule",
                            "destinationrules"))
                    .inNamespace(one.name())
                    .withName("cart")
                    .get(),
                JsonNode.class);
    for (JsonNode subset : rule.path("spec").path("subsets")) {
      if (name.equals(subset.path("name").asText())) {
        return subset.path("labels").path("rollouts-pod-template-hash").asText();
      }
    }
    return "";
  }
}
