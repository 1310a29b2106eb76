package dev.serin.rollout.experiment;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.MetadataPatch;
import dev.serin.argo.WireTime;
import dev.serin.argo.analysis.AnalysisArgument;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisTemplateSpec;
import dev.serin.argo.analysis.Metric;
import dev.serin.argo.analysis.TemplateReference;
import dev.serin.argo.experiment.ExperimentAnalysis;
import dev.serin.argo.experiment.ExperimentSpec;
import dev.serin.argo.experiment.ExperimentTemplate;
import dev.serin.rollout.analysis.AnalysisRunFactory;
import dev.serin.rollout.analysis.Arguments;
import dev.serin.rollout.replicas.ReplicaSets;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The AnalysisRun of an analysis of an Experiment. In the values of its arguments {@code
 * {{templates.NAME.podTemplateHash}}}, {@code {{templates.NAME.replicaset.name}}}, {@code
 * {{experiment.availableAt}}} and {@code {{experiment.finishedAt}}} are replaced.
 */
final class ExperimentRun {
  private static final Pattern PLACE = Pattern.compile("\\{\\{(.*?)}}");

  private ExperimentRun() {}

  static AnalysisRun of(String name, ExperimentAnalysis analysis, Draft d)
      throws UnresolvedException {
    List<AnalysisTemplateSpec> templates = templates(analysis, d);
    List<AnalysisArgument> arguments = Arguments.merged(templates, resolved(analysis.args(), d));
    for (AnalysisArgument argument : arguments) {
      if (Arguments.missing(argument)) {
        throw new UnresolvedException("args." + argument.name() + " was not resolved");
      }
    }
    ExperimentSpec spec = d.settings().spec();
    AnalysisRun run = new AnalysisRun();
    Map<String, String> labels = new LinkedHashMap<>();
    String instance = ReplicaSets.label(d.experiment(), ArgoNames.INSTANCE_ID);
    if (!instance.isEmpty()) {
      labels.put(ArgoNames.INSTANCE_ID, instance);
    }
    MetadataPatch more = spec.analysisRunMetadata();
    labels.putAll(more == null ? Map.of() : more.labels());
    run.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace(d.experiment().getMetadata().getNamespace())
            .withLabels(labels)
            .withAnnotations(more == null ? Map.of() : more.annotations())
            .withOwnerReferences(ExperimentReplicaSet.owner(d.experiment()))
            .build());
    run.setSpec(
        AnalysisRunFactory.specification(
            templates, arguments, spec.dryRun(), spec.measurementRetention()));
    return run;
  }

  private static List<AnalysisTemplateSpec> templates(ExperimentAnalysis analysis, Draft d)
      throws UnresolvedException {
    List<TemplateReference> own =
        List.of(new TemplateReference(analysis.templateName(), analysis.clusterScope(), Map.of()));
    for (TemplateReference absent : d.seen().templates().absent(own)) {
      boolean cluster = Boolean.TRUE.equals(absent.clusterScope());
      throw new UnresolvedException(
          "%s.argoproj.io \"%s\" not found"
              .formatted(
                  cluster ? "clusteranalysistemplate" : "analysistemplate", absent.templateName()));
    }
    List<AnalysisTemplateSpec> templates = d.seen().templates().resolve(own);
    Set<String> names = new HashSet<>();
    for (AnalysisTemplateSpec template : templates) {
      for (Metric metric : template.metrics()) {
        if (!names.add(String.valueOf(metric.name()))) {
          throw new UnresolvedException(
              "two metrics have the same name '%s'".formatted(metric.name()));
        }
      }
    }
    return templates;
  }

  private static List<AnalysisArgument> resolved(List<AnalysisArgument> arguments, Draft d)
      throws UnresolvedException {
    Map<String, String> values = values(d);
    List<AnalysisArgument> resolved = new ArrayList<>();
    for (AnalysisArgument argument : arguments) {
      String value = argument.value();
      resolved.add(
          value == null
              ? argument
              : new AnalysisArgument(
                  argument.name(), replaced(value, values), null, argument.unknown()));
    }
    return resolved;
  }

  private static Map<String, String> values(Draft d) {
    Map<String, String> values = new LinkedHashMap<>();
    Instant available = d.before().availableAt();
    if (available != null) {
      values.put("experiment.availableAt", WireTime.format(available));
      d.settings()
          .end(d.before())
          .ifPresent(end -> values.put("experiment.finishedAt", WireTime.format(end)));
    }
    for (ExperimentTemplate template : d.settings().spec().templates()) {
      String prefix = "templates." + template.name() + ".";
      ExperimentReplicaSet.find(String.valueOf(template.name()), d)
          .ifPresent(
              set -> {
                values.put(prefix + "podTemplateHash", ReplicaSets.hash(set));
                values.put(prefix + "replicaset.name", ReplicaSets.name(set));
              });
    }
    return values;
  }

  private static String replaced(String text, Map<String, String> values)
      throws UnresolvedException {
    Matcher places = PLACE.matcher(text);
    StringBuilder result = new StringBuilder();
    while (places.find()) {
      String value = values.get(places.group(1).trim());
      if (value == null) {
        throw new UnresolvedException("failed to resolve {{" + places.group(1) + "}}");
      }
      places.appendReplacement(result, Matcher.quoteReplacement(value));
    }
    return places.appendTail(result).toString();
  }
}
