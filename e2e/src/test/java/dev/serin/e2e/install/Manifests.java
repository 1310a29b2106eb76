package dev.serin.e2e.install;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.serin.e2e.Command;
import dev.serin.e2e.support.Binaries;
import dev.serin.e2e.support.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Renders {@code deploy-agent/install} with the real programs. */
final class Manifests {

  /** The folder with all of it. */
  static final Path FOLDER = Checkout.HOME.resolve("deploy-agent/install");

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private Manifests() {}

  /** What a Kustomize folder gives. */
  static String kustomize(String folder) {
    return Command.of(
            Binaries.path("kubectl").toString(), "kustomize", FOLDER.resolve(folder).toString())
        .succeed()
        .out();
  }

  /** What the chart gives, in namespace serin-system. */
  static String chart(String... settings) {
    List<String> words =
        new ArrayList<>(
            List.of(
                Binaries.path("helm").toString(),
                "template",
                "serin-deploy-agent",
                FOLDER.resolve("chart").toString(),
                "--namespace=serin-system"));
    for (String setting : settings) {
      words.add("--set=" + setting);
    }
    return Command.of(words.toArray(String[]::new)).succeed().out();
  }

  /** The documents of a YAML text. */
  static List<JsonNode> documents(String yaml) {
    try (MappingIterator<JsonNode> all = YAML.readerFor(JsonNode.class).readValues(yaml)) {
      return all.readAll().stream().filter(JsonNode::isObject).toList();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /**
   * The objects by kind and name, in a form that can be compared: an environment has no order, and
   * Helm alone has something to say about what stays after it.
   */
  static Map<String, JsonNode> comparable(String yaml) {
    Map<String, JsonNode> objects = new TreeMap<>();
    for (JsonNode object : documents(yaml)) {
      ObjectNode metadata = (ObjectNode) object.get("metadata");
      if (metadata.path("annotations").isObject()) {
        ObjectNode annotations = (ObjectNode) metadata.get("annotations");
        annotations.remove("helm.sh/resource-policy");
        if (annotations.isEmpty()) {
          metadata.remove("annotations");
        }
      }
      for (JsonNode container : object.at("/spec/template/spec/containers")) {
        ArrayNode environment = (ArrayNode) container.get("env");
        List<JsonNode> sorted = new ArrayList<>();
        environment.forEach(sorted::add);
        sorted.sort(Comparator.comparing(variable -> variable.get("name").asText()));
        environment.removeAll().addAll(sorted);
      }
      String key =
          object.get("kind").asText()
              + " "
              + metadata.path("namespace").asText()
              + "/"
              + metadata.get("name").asText();
      if (objects.put(key, object) != null) {
        throw new AssertionError(key + " is rendered twice");
      }
    }
    return objects;
  }
}
