package dev.serin.e2e.support;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Makes custom resources known to an API server. */
public final class CustomResources {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> MODEL =
      List.of(
          "rollouts",
          "analysistemplates",
          "clusteranalysistemplates",
          "analysisruns",
          "experiments");

  private final KubernetesClient client;

  /** Makes them known to the API server of a client. */
  public CustomResources(KubernetesClient client) {
    this.client = client;
  }

  /** Those of Serin's model and of Gateway API; returns when all can be used. */
  void defineModelAndGatewayApi() {
    List<CustomResourceDefinition> definitions = new ArrayList<>();
    for (String kind : MODEL) {
      String resource = "/crds/" + kind + ".argoproj.io.yaml";
      definitions.addAll(
          load(() -> Objects.requireNonNull(getClass().getResourceAsStream(resource), resource)));
    }
    definitions.addAll(load(() -> Files.newInputStream(Binaries.path("gateway-api-crds"))));
    define(definitions);
  }

  /** A kind in namespaces whose objects may hold anything; returns when it can be used. */
  public void defineOpen(ResourceDefinitionContext kind) {
    define(
        List.of(
            new CustomResourceDefinitionBuilder()
                .withNewMetadata()
                .withName(kind.getPlural() + "." + kind.getGroup())
                .endMetadata()
                .withNewSpec()
                .withGroup(kind.getGroup())
                .withScope("Namespaced")
                .withNewNames()
                .withKind(kind.getKind())
                .withPlural(kind.getPlural())
                .endNames()
                .addNewVersion()
                .withName(kind.getVersion())
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
                .build()));
  }

  private void define(List<CustomResourceDefinition> definitions) {
    definitions.forEach(definition -> client.resource(definition).create());
    for (CustomResourceDefinition definition : definitions) {
      Await.until(
          definition.getMetadata().getName() + " that is established",
          PATIENCE,
          () -> established(client.resource(definition).get()));
    }
  }

  private static boolean established(CustomResourceDefinition definition) {
    return definition.getStatus().getConditions().stream()
        .anyMatch(
            condition ->
                condition.getType().equals("Established") && condition.getStatus().equals("True"));
  }

  private interface Source {
    InputStream open() throws IOException;
  }

  private List<CustomResourceDefinition> load(Source source) {
    try (InputStream in = source.open()) {
      return client.load(in).items().stream().map(CustomResourceDefinition.class::cast).toList();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
