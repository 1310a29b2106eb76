package dev.serin.e2e.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serin.e2e.Command;
import dev.serin.e2e.support.ApiCluster;
import dev.serin.e2e.support.ApiClusterSettings;
import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.Binaries;
import dev.serin.e2e.support.SampleService;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The admission policies, and {@code crds/apply}, at a real API server; nobody controls anything.
 */
@ApiTest
class PoliciesIT {

  private static ApiCluster cluster;
  private static AdmissionPolicies policies;

  @BeforeAll
  static void start() {
    cluster = ApiCluster.start(ApiClusterSettings.withoutControllers());
    policies = AdmissionPolicies.install(cluster);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void whoAppliesOrReplacesKeepsWeightsSelectorsAndTheAgentsRules() {
    SampleService cart = policies.managed("kept");
    policies.apply(cart);
    assertEquals(List.of(90, 10), AdmissionPolicies.weights(cart));
    assertEquals("abc", cart.selected("cart-stable"));
    assertEquals("beta", cart.route().get().getSpec().getRules().get(1).getName());
    for (HasMetadata object : cart.objects(AdmissionPolicies.STEPS)) {
      if (object instanceof HTTPRoute || object instanceof Service) {
        object
            .getMetadata()
            .setResourceVersion(
                cluster.client().resource(object).get().getMetadata().getResourceVersion());
        if (object instanceof Service service) {
          service
              .getSpec()
              .setClusterIP(
                  ((Service) cluster.client().resource(object).get()).getSpec().getClusterIP());
        }
        HasMetadata unused = cluster.client().resource(object).update();
      }
    }
    assertEquals(List.of(90, 10), AdmissionPolicies.weights(cart));
    assertEquals("abc", cart.selected("cart-stable"));
    assertEquals(
        Map.of("argo-rollouts.argoproj.io/managed-by-rollouts", "cart"),
        cart.serviceObject("cart-stable").getMetadata().getAnnotations());
  }

  @Test
  void whoAppliesKeepsWeightsWhereTheAgentHasAddedNoRule() {
    SampleService cart = policies.managedByWeights("weights");
    policies.apply(cart);
    assertEquals(List.of(90, 10), AdmissionPolicies.weights(cart));
  }

  @Test
  void whatElseTheyWriteCounts() {
    SampleService cart = policies.managed("rest");
    HTTPRoute route = cart.route().get();
    route.getMetadata().setManagedFields(List.of());
    route
        .getSpec()
        .setRules(
            route.getSpec().getRules().stream()
                .filter(rule -> rule.getName() == null)
                .map(
                    rule ->
                        rule.toBuilder()
                            .addNewBackendRef()
                            .withName("extra")
                            .withPort(80)
                            .withWeight(7)
                            .endBackendRef()
                            .editFirstBackendRef()
                            .withWeight(100)
                            .endBackendRef()
                            .build())
                .toList());
    HasMetadata unused = cluster.client().resource(route).update();
    assertEquals(List.of(90, 10, 7), AdmissionPolicies.weights(cart));
  }

  @Test
  void whoSaysByHandIsLetThrough() {
    SampleService cart = policies.managed("hand");
    cart.route()
        .edit(
            route -> {
              route.getMetadata().getAnnotations().put("serin.dev/traffic", "by-hand");
              return route;
            });
    policies.apply(cart);
    assertEquals(List.of(100, 0), AdmissionPolicies.weights(cart));
  }

  @Test
  void theAgentItselfIsLetThrough() {
    SampleService cart = policies.managed("agent");
    ServiceAccounts.install(cluster, Manifests.kustomize("base"));
    HTTPRoute unused =
        cluster
            .newClient(ServiceAccounts.kubeconfig(cluster, "serin-system"))
            .resources(HTTPRoute.class)
            .inNamespace("agent")
            .withName("cart")
            .patch(
                PatchContext.of(PatchType.JSON),
                "[{\"op\":\"replace\",\"path\":\"/spec/rules/1/backendRefs/0/weight\",\"value\":50},"
                    + "{\"op\":\"replace\",\"path\":\"/spec/rules/1/backendRefs/1/weight\",\"value\":50}]");
    assertEquals(List.of(50, 50), AdmissionPolicies.weights(cart));
  }

  @Test
  void definitionsAreNeverDowngraded() {
    KubernetesClient client = cluster.client();
    String name = "analysistemplates.argoproj.io";
    KubernetesClientException refused =
        assertThrows(
            KubernetesClientException.class,
            () ->
                client
                    .resources(CustomResourceDefinition.class)
                    .withName(name)
                    .edit(
                        definition -> {
                          definition
                              .getMetadata()
                              .getAnnotations()
                              .put("serin.dev/crd-version", "1");
                          definition
                              .getSpec()
                              .getVersions()
                              .get(0)
                              .getAdditionalPrinterColumns()
                              .clear();
                          return definition;
                        }));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("would become 1"), message);
  }

  @Test
  void applyRefusesToTakeFieldsOrVersionsAway() {
    assertEquals(0, crdsApply("--check").exitCode());
    patchDefinition(
        "experiments.argoproj.io",
        "[{\"op\":\"add\",\"path\":\"/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/fromTheFuture\",\"value\":{\"type\":\"string\"}}]");
    Command.Result fields = crdsApply("--check");
    assertEquals(1, fields.exitCode());
    assertTrue(fields.err().contains("has the field .v1alpha1.spec.fromTheFuture"), fields.err());
    assertEquals(0, crdsApply("--check", "--drop-fields").exitCode());
    patchDefinition(
        "experiments.argoproj.io",
        "[{\"op\":\"remove\",\"path\":\"/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/fromTheFuture\"},{\"op\":\"add\",\"path\":\"/metadata/annotations/serin.dev~1crd-version\",\"value\":\"999\"}]");
    Command.Result version = crdsApply();
    assertEquals(1, version.exitCode());
    assertTrue(version.err().contains("has version 999"), version.err());
  }

  @Test
  void podTemplatesHaveEveryFieldThatThisKubernetesKnows() throws Exception {
    JsonNode openApi =
        new ObjectMapper().readTree(cluster.client().raw("/openapi/v3/apis/batch/v1"));
    Path file = Manifests.FOLDER.resolve("chart/crds/rollouts.argoproj.io.yaml");
    JsonNode template =
        Manifests.documents(Files.readString(file))
            .get(0)
            .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/template");
    List<String> missing = new ArrayList<>();
    missing("", type(openApi, "io.k8s.api.core.v1.PodTemplateSpec"), template, openApi, missing);
    assertEquals(
        List.of(), missing, "run argo-rollouts-model/generate-crds against this Kubernetes");
  }

  private static void missing(
      String path, JsonNode type, JsonNode schema, JsonNode openApi, List<String> missing) {
    if (path.equals(".metadata")
        || schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      return;
    }
    JsonNode holder = type.path("allOf").size() == 1 ? type.path("allOf").get(0) : type;
    if (holder.has("$ref")) {
      String name = holder.get("$ref").asText().replace("#/components/schemas/", "");
      missing(path, type(openApi, name), schema, openApi, missing);
      return;
    }
    if (type.has("items")) {
      missing(path + "[]", type.get("items"), schema.path("items"), openApi, missing);
    }
    type.path("properties")
        .properties()
        .forEach(
            field -> {
              String name = path + "." + field.getKey();
              JsonNode ours = schema.path("properties").path(field.getKey());
              if (ours.isMissingNode()) {
                missing.add(name);
              } else {
                missing(name, field.getValue(), ours, openApi, missing);
              }
            });
  }

  private static JsonNode type(JsonNode openApi, String name) {
    return openApi.path("components").path("schemas").path(name);
  }

  private static Command.Result crdsApply(String... arguments) {
    String[] words = new String[arguments.length + 1];
    words[0] = Manifests.FOLDER.resolve("crds/apply").toString();
    System.arraycopy(arguments, 0, words, 1, arguments.length);
    return Command.of(words)
        .with("KUBECONFIG", cluster.kubeconfig().toString())
        .with("PATH", Binaries.path("kubectl").getParent() + ":" + System.getenv("PATH"))
        .run();
  }

  private static void patchDefinition(String name, String patch) {
    KubernetesClient client = cluster.client();
    if (client.resources(CustomResourceDefinition.class).withName(name).get() == null) {
      assertEquals(0, crdsApply().exitCode());
    }
    CustomResourceDefinition unused =
        client
            .resources(CustomResourceDefinition.class)
            .withName(name)
            .patch(PatchContext.of(PatchType.JSON), patch);
  }
}
