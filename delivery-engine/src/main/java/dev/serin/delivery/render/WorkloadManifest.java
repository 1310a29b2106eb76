package dev.serin.delivery.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.delivery.catalog.ServiceDescription;
import dev.serin.delivery.catalog.Workload;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a container that a {@code score.yaml} says.
 *
 * <p>An output of a resource, {@code ${resources.db.host}}, is the key {@code host} of the Secret
 * {@code SERVICE-db}, which whoever provides the resource makes. It becomes a variable of its own,
 * which the others name, so that it may stand within a longer text such as an address.
 */
final class WorkloadManifest {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\$|\\$\\{([^}]*)}");
  private static final Pattern OUTPUT = Pattern.compile("resources\\.([\\w-]+)\\.([\\w.-]+)");
  // Without a request, a pod gets next to nothing of a busy node, its probes first of all.
  private static final Map<String, String> LEAST_REQUESTS = Map.of("cpu", "50m", "memory", "64Mi");

  private WorkloadManifest() {}

  static void command(ObjectNode container, Workload workload) {
    if (!workload.command().isEmpty()) {
      ArrayNode words = container.putArray("command");
      workload.command().forEach(words::add);
    }
    if (!workload.arguments().isEmpty()) {
      ArrayNode words = container.putArray("args");
      workload.arguments().forEach(words::add);
    }
  }

  static void amounts(ObjectNode resources, Workload workload) {
    Map<String, String> requests = new TreeMap<>(LEAST_REQUESTS);
    // Kubernetes takes a limit for the request where there is none, and refuses a higher one.
    workload.limits().keySet().forEach(requests::remove);
    requests.putAll(workload.requests());
    ObjectNode asked = resources.putObject("requests");
    requests.forEach(asked::put);
    if (!workload.limits().isEmpty()) {
      ObjectNode most = resources.putObject("limits");
      new TreeMap<>(workload.limits()).forEach(most::put);
    }
  }

  static void environment(ArrayNode environment, ServiceDescription description) {
    environment
        .addObject()
        .put("name", "PORT")
        .put("value", String.valueOf(description.image().port()));
    Map<String, String> outputs = new TreeMap<>();
    Map<String, String> variables = new TreeMap<>();
    description
        .workload()
        .variables()
        .forEach((name, text) -> variables.put(name, filled(text, description, outputs)));
    outputs.forEach(
        (variable, output) -> {
          Matcher parts = OUTPUT.matcher(output);
          if (parts.matches()) {
            environment
                .addObject()
                .put("name", variable)
                .putObject("valueFrom")
                .putObject("secretKeyRef")
                .put("name", description.service() + "-" + parts.group(1))
                .put("key", parts.group(2));
          }
        });
    variables.remove("PORT");
    variables.forEach(
        (name, value) -> environment.addObject().put("name", name).put("value", value));
  }

  private static String filled(
      String text, ServiceDescription description, Map<String, String> outputs) {
    Matcher placeholder = PLACEHOLDER.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (placeholder.find()) {
      String name = placeholder.group(1);
      String value = placeholder.group();
      if (name == null) {
        value = "$";
      } else if (name.equals("metadata.name")) {
        value = description.service();
      } else if (OUTPUT.matcher(name).matches()) {
        String variable = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        outputs.put(variable, name);
        value = "$(" + variable + ")";
      }
      placeholder.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return placeholder.appendTail(filled).toString();
  }
}
