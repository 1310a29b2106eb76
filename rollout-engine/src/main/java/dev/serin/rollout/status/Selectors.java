package dev.serin.rollout.status;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Label selectors as text, the way an autoscaler reads them. */
public final class Selectors {
  private Selectors() {}

  /** Writes a selector, such as {@code app=cart,tier in (a,b)}. */
  public static String text(@Nullable LabelSelector selector) {
    List<String> parts = new ArrayList<>();
    if (selector != null && selector.getMatchLabels() != null) {
      new TreeMap<>(selector.getMatchLabels())
          .forEach((key, value) -> parts.add(key + "=" + value));
    }
    if (selector != null) {
      selector.getMatchExpressions().forEach(requirement -> parts.add(text(requirement)));
    }
    return String.join(",", parts);
  }

  /** Whether a selector selects something with these labels. */
  public static boolean matches(LabelSelector selector, Map<String, String> labels) {
    Map<String, String> wanted = selector.getMatchLabels();
    return (wanted == null || labels.entrySet().containsAll(wanted.entrySet()))
        && selector.getMatchExpressions().stream()
            .allMatch(requirement -> matches(requirement, labels));
  }

  private static boolean matches(LabelSelectorRequirement requirement, Map<String, String> labels) {
    String value = labels.get(requirement.getKey());
    return switch (String.valueOf(requirement.getOperator())) {
      case "In" -> value != null && requirement.getValues().contains(value);
      case "NotIn" -> value == null || !requirement.getValues().contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> false;
    };
  }

  private static String text(LabelSelectorRequirement requirement) {
    return switch (requirement.getOperator()) {
      case "Exists" -> requirement.getKey();
      case "DoesNotExist" -> "!" + requirement.getKey();
      default ->
          requirement.getKey()
              + " "
              + requirement.getOperator().toLowerCase(Locale.ROOT)
              + " ("
              + String.join(",", requirement.getValues())
              + ")";
    };
  }
}
