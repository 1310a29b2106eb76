package dev.serin.rollout.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;

/**
 * Names objects by their labels.
 *
 * @param apiVersion such as gateway.networking.k8s.io/v1
 * @param kind such as HTTPRoute
 * @param namespace their namespace
 * @param labels the selector
 */
public record RouteSelector(
    String apiVersion, String kind, String namespace, LabelSelector labels) {

  /** Whether the object is one of those that are selected. An empty selector selects none. */
  public boolean selects(SeenRoute route) {
    RouteReference reference = route.reference();
    if (!reference.kind().equals(kind)
        || !reference.group().equals(RouteReference.group(apiVersion))
        || !reference.namespace().equals(namespace)) {
      return false;
    }
    boolean says =
        (labels.getMatchLabels() != null && !labels.getMatchLabels().isEmpty())
            || !labels.getMatchExpressions().isEmpty();
    JsonNode present = route.object().path("metadata").path("labels");
    return says
        && (labels.getMatchLabels() == null
            || labels.getMatchLabels().entrySet().stream()
                .allMatch(label -> label.getValue().equals(present.path(label.getKey()).asText())))
        && labels.getMatchExpressions().stream().allMatch(term -> holds(term, present));
  }

  private static boolean holds(LabelSelectorRequirement term, JsonNode labels) {
    boolean has = labels.has(String.valueOf(term.getKey()));
    String value = labels.path(String.valueOf(term.getKey())).asText();
    return switch (String.valueOf(term.getOperator())) {
      case "In" -> has && term.getValues().contains(value);
      case "NotIn" -> !has || !term.getValues().contains(value);
      case "Exists" -> has;
      case "DoesNotExist" -> !has;
      default -> false;
    };
  }
}
