package dev.serin.rollout.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.analysis.AnalysisArgument;
import dev.serin.argo.analysis.AnalysisTemplateSpec;
import dev.serin.argo.analysis.ArgumentSource;
import dev.serin.argo.rollout.Rollout;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Arguments of analyses: which ones a run has, and where their values come from. */
public final class Arguments {
  private static final Pattern METADATA_MAP =
      Pattern.compile("metadata\\.(labels|annotations)\\['([^']+)']");

  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private Arguments() {}

  /**
   * The arguments of a run: those that the templates declare, with the Rollout's values where it
   * gives any, else with their defaults. Secrets stay references.
   */
  public static List<AnalysisArgument> resolve(
      List<AnalysisTemplateSpec> templates,
      List<AnalysisArgument> given,
      Rollout rollout,
      String stableHash,
      String latestHash) {
    return given(merged(templates, given), rollout, stableHash, latestHash);
  }

  /**
   * The arguments that the templates declare, with the given values where there are any, else with
   * their defaults.
   */
  public static List<AnalysisArgument> merged(
      List<AnalysisTemplateSpec> templates, List<AnalysisArgument> given) {
    Map<String, AnalysisArgument> merged = new LinkedHashMap<>();
    for (AnalysisTemplateSpec template : templates) {
      template.args().forEach(argument -> merged.putIfAbsent(name(argument), argument));
    }
    for (AnalysisArgument argument : given) {
      if (merged.containsKey(name(argument))) {
        merged.put(name(argument), argument);
      }
    }
    return List.copyOf(merged.values());
  }

  /** These arguments with their values, as far as the Rollout has them. */
  public static List<AnalysisArgument> given(
      List<AnalysisArgument> arguments, Rollout rollout, String stableHash, String latestHash) {
    List<AnalysisArgument> resolved = new ArrayList<>();
    arguments.forEach(
        argument -> {
          String value = value(argument, rollout, stableHash, latestHash);
          ArgumentSource source = value == null ? argument.valueFrom() : null;
          resolved.add(new AnalysisArgument(argument.name(), value, source, argument.unknown()));
        });
    return resolved;
  }

  /** Whether nothing says what the value is. */
  public static boolean missing(AnalysisArgument argument) {
    return argument.value() == null && argument.valueFrom() == null;
  }

  private static @Nullable String value(
      AnalysisArgument argument, Rollout rollout, String stableHash, String latestHash) {
    ArgumentSource source = argument.valueFrom();
    if (argument.value() != null || source == null) {
      return argument.value();
    }
    if (source.podTemplateHashValue() != null) {
      return source.podTemplateHashValue().equals("Stable") ? stableHash : latestHash;
    }
    return source.fieldRef() == null || source.fieldRef().fieldPath() == null
        ? null
        : field(source.fieldRef().fieldPath(), rollout);
  }

  private static @Nullable String field(String path, Rollout rollout) {
    Matcher entry = METADATA_MAP.matcher(path);
    if (entry.matches()) {
      Map<String, String> map =
          entry.group(1).equals("labels")
              ? rollout.getMetadata().getLabels()
              : rollout.getMetadata().getAnnotations();
      return map == null ? "" : map.getOrDefault(entry.group(2), "");
    }
    return switch (path) {
      case "metadata.name" -> rollout.getMetadata().getName();
      case "metadata.namespace" -> rollout.getMetadata().getNamespace();
      case "metadata.uid" -> rollout.getMetadata().getUid();
      default -> anywhere(path, rollout);
    };
  }

  /** A single value below any field, such as {@code spec.template.spec.containers[0].name}. */
  private static @Nullable String anywhere(String path, Rollout rollout) {
    JsonNode node = JSON.convertValue(rollout, JsonNode.class);
    for (String part : path.split("[.\\[\\]]+")) {
      if (!part.isEmpty()) {
        node =
            node.isArray() && part.matches("\\d{1,6}")
                ? node.path(Integer.parseInt(part))
                : node.path(part);
      }
    }
    return node.isValueNode() && !node.isNull() ? node.asText() : null;
  }

  private static String name(AnalysisArgument argument) {
    return argument.name() == null ? "" : argument.name();
  }
}
