package dev.serin.agent.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serin.argo.ArgoNames;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.provider.JobMetric;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the Jobs of analyses. They belong to the run, and neither they nor their pods have any
 * label of the Rollout, so that no Service and no autoscaler finds them.
 */
final class JobFactory {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_NAME = 63;

  private JobFactory() {}

  static Job create(Question question) throws ProviderException {
    AnalysisRun run = question.run();
    JobMetric metric =
        Objects.requireNonNull(Objects.requireNonNull(question.metric().provider()).job());
    ObjectMeta given = metric.metadata();
    Map<String, String> labels = copy(given == null ? null : given.getLabels());
    labels.put(ArgoNames.ANALYSIS_RUN_UID, run.getMetadata().getUid());
    Map<String, String> annotations = copy(given == null ? null : given.getAnnotations());
    annotations.put(ArgoNames.ANALYSIS_RUN_NAME, run.getMetadata().getName());
    annotations.put(ArgoNames.ANALYSIS_RUN_NAMESPACE, run.getMetadata().getNamespace());
    annotations.put(ArgoNames.ANALYSIS_RUN_METRIC, String.valueOf(question.metric().name()));
    return new JobBuilder()
        .withNewMetadata()
        .withName(name(question, question.number()))
        .withNamespace(question.namespace())
        .withLabels(labels)
        .withAnnotations(annotations)
        .withOwnerReferences(reference(run))
        .endMetadata()
        .withSpec(spec(metric.spec(), run))
        .build();
  }

  /** UID of the run, name of the metric (as much as fits) and number of the measurement. */
  static String name(Question question, int number) {
    String uid = String.valueOf(question.run().getMetadata().getUid());
    String metric = String.valueOf(question.metric().name());
    int left = LONGEST_NAME - uid.length() - 2 - Integer.toString(number).length();
    String shortened = metric.length() <= left ? metric : metric.substring(0, Math.max(0, left));
    return uid + "." + shortened + "." + number;
  }

  /** UID of whom a Job belongs to. */
  static Optional<String> owner(Job job) {
    return job.getMetadata().getOwnerReferences().stream()
        .filter(reference -> Boolean.TRUE.equals(reference.getController()))
        .map(OwnerReference::getUid)
        .findFirst();
  }

  private static JobSpec spec(@Nullable JsonNode given, AnalysisRun run) throws ProviderException {
    if (given == null || given.isEmpty()) {
      throw new ProviderException("the Job has no specification");
    }
    JobSpec spec;
    try {
      spec = JSON.treeToValue(given, JobSpec.class);
    } catch (JsonProcessingException e) {
      throw new ProviderException(
          "the specification of the Job makes no sense: " + e.getOriginalMessage(), e);
    }
    PodTemplateSpec template =
        spec.getTemplate() == null ? new PodTemplateSpec() : spec.getTemplate();
    ObjectMeta metadata =
        template.getMetadata() == null ? new ObjectMeta() : template.getMetadata();
    template.setMetadata(
        new ObjectMetaBuilder(metadata)
            .addToLabels(ArgoNames.ANALYSIS_RUN_UID, run.getMetadata().getUid())
            .build());
    spec.setTemplate(template);
    return spec;
  }

  private static OwnerReference reference(AnalysisRun run) {
    return new OwnerReferenceBuilder()
        .withApiVersion(ArgoNames.API_VERSION)
        .withKind("AnalysisRun")
        .withName(run.getMetadata().getName())
        .withUid(run.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }

  private static Map<String, String> copy(@Nullable Map<String, String> given) {
    return given == null ? new HashMap<>() : new HashMap<>(given);
  }
}
