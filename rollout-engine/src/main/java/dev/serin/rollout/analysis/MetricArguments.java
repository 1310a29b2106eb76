package dev.serin.rollout.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.serin.argo.analysis.AnalysisArgument;
import dev.serin.argo.analysis.ArgumentSource;
import dev.serin.argo.analysis.Metric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code {{args.name}}} everywhere in a metric, also in the names of fields. Whatever else
 * is in double braces is an error, as is an argument without a value.
 */
public final class MetricArguments {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PLACE = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
  private static final String INSTEAD_OF_SECRET = "temp-for-secret";

  private final Map<String, String> values = new HashMap<>();

  private MetricArguments(List<AnalysisArgument> arguments) throws UnresolvedArgumentException {
    for (AnalysisArgument argument : arguments) {
      if (argument.value() == null) {
        throw new UnresolvedArgumentException(
            "argument \"%s\" was not supplied".formatted(argument.name()));
      }
      values.put("args." + argument.name(), argument.value());
    }
  }

  /**
   * The metric with the values of all arguments.
   *
   * @throws UnresolvedArgumentException if one has none, or is not known
   */
  public static Metric resolve(Metric metric, List<AnalysisArgument> arguments)
      throws UnresolvedArgumentException {
    MetricArguments replacing = new MetricArguments(arguments);
    JsonNode tree = JSON.valueToTree(metric);
    JsonNode replaced = replacing.replaced(tree);
    if (replaced.equals(tree)) {
      return metric;
    }
    try {
      return JSON.treeToValue(replaced, Metric.class);
    } catch (JsonProcessingException e) {
      throw new UnresolvedArgumentException(e.getOriginalMessage());
    }
  }

  /** The arguments, with a word that is no secret in the place of each secret. */
  public static List<AnalysisArgument> withoutSecrets(List<AnalysisArgument> arguments) {
    List<AnalysisArgument> result = new ArrayList<>();
    for (AnalysisArgument argument : arguments) {
      ArgumentSource source = argument.valueFrom();
      result.add(
          source != null && source.secretKeyRef() != null
              ? new AnalysisArgument(argument.name(), INSTEAD_OF_SECRET, null, Map.of())
              : argument);
    }
    return result;
  }

  private JsonNode replaced(JsonNode node) throws UnresolvedArgumentException {
    if (node.isTextual()) {
      return TextNode.valueOf(replaced(node.textValue()));
    }
    if (node.isArray()) {
      ArrayNode array = JSON.createArrayNode();
      for (JsonNode element : node) {
        array.add(replaced(element));
      }
      return array;
    }
    if (node.isObject()) {
      ObjectNode object = JSON.createObjectNode();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        object.set(replaced(field.getKey()), replaced(field.getValue()));
      }
      return object;
    }
    return node;
  }

  private String replaced(String text) throws UnresolvedArgumentException {
    if (!text.contains("{{")) {
      return text;
    }
    Matcher places = PLACE.matcher(text);
    StringBuilder result = new StringBuilder();
    while (places.find()) {
      String value = values.get(places.group(1).trim());
      if (value == null) {
        throw new UnresolvedArgumentException("failed to resolve " + places.group());
      }
      places.appendReplacement(result, Matcher.quoteReplacement(value));
    }
    return places.appendTail(result).toString();
  }
}
