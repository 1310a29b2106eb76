package dev.serin.argo.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The folder {@code src/crds}: what the CRDs are made of, and what is made of it. */
final class CrdSources {

  private static final Path FOLDER = Path.of("src/crds");
  private static final Path KUBERNETES = FOLDER.resolve("kubernetes.yaml");
  private static final Path CRDS = Path.of("src/main/resources/crds");
  private static final String GROUP = "argoproj.io";
  private static final String MADE =
      "# Made by argo-rollouts-model/generate-crds: not to be changed by hand.\n";
  private static final List<String> ROOTS =
      List.of(
          "io.k8s.api.batch.v1.JobSpec",
          "io.k8s.api.core.v1.PodTemplateSpec",
          "io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector");

  static final ObjectMapper YAML =
      new ObjectMapper(
          new YAMLFactory()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR));

  private CrdSources() {}

  /** The text of {@code kubernetes.yaml} for an API server's OpenAPI document. */
  static String kubernetesTypes(JsonNode openApi) throws IOException {
    return "# Kubernetes' own types, as its API server publishes them.\n"
        + MADE
        + YAML.writeValueAsString(new KubernetesTypes(openApi).reachableFrom(ROOTS));
  }

  /** Writes the types that an API server's document has. */
  static void writeKubernetesTypes(JsonNode openApi) throws IOException {
    Files.writeString(KUBERNETES, kubernetesTypes(openApi));
  }

  /** The CRDs' texts, by file. */
  static SortedMap<Path, String> crds() throws IOException {
    JsonNode ours = YAML.readTree(FOLDER.resolve("argoproj.yaml").toFile());
    Shapes shapes = new Shapes(ours.get("types"), YAML.readTree(KUBERNETES.toFile()));
    TreeMap<Path, String> files = new TreeMap<>();
    for (var kind : ours.get("kinds").properties()) {
      ObjectNode crd = crd(kind.getKey(), kind.getValue(), ours.get("version").asInt(), shapes);
      files.put(
          CRDS.resolve(crd.at("/metadata/name").asText() + ".yaml"),
          MADE + YAML.writeValueAsString(crd));
    }
    return files;
  }

  private static ObjectNode crd(String kind, JsonNode source, int version, Shapes shapes) {
    ObjectNode crd = JsonNodeFactory.instance.objectNode();
    String plural = source.at("/names/plural").asText();
    crd.put("apiVersion", "apiextensions.k8s.io/v1").put("kind", "CustomResourceDefinition");
    crd.withObject("/metadata").put("name", plural + "." + GROUP);
    crd.withObject("/metadata")
        .withObject("/annotations")
        .put("serin.dev/crd-version", Integer.toString(version));
    ObjectNode spec = crd.putObject("spec");
    spec.put("group", GROUP).put("scope", source.get("scope").asText());
    spec.putObject("names")
        .put("kind", kind)
        .put("listKind", kind + "List")
        .setAll((ObjectNode) source.get("names").deepCopy());
    ObjectNode served = spec.putArray("versions").addObject();
    served.put("name", "v1alpha1").put("served", true).put("storage", true);
    if (source.has("subresources")) {
      served.set("subresources", source.get("subresources"));
    }
    served.set("additionalPrinterColumns", source.get("columns"));
    ObjectNode root = served.putObject("schema").putObject("openAPIV3Schema").put("type", "object");
    root.putArray("required").add("spec");
    ObjectNode properties = root.putObject("properties");
    properties.set("apiVersion", Schemas.scalar("string", ""));
    properties.set("kind", Schemas.scalar("string", ""));
    properties.set("metadata", Schemas.scalar("object", ""));
    properties.set("spec", shapes.schema(source.get("spec")));
    if (source.has("status")) {
      properties.set("status", shapes.schema(source.get("status")));
    }
    return crd;
  }
}
