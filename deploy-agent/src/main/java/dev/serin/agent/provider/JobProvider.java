package dev.serin.agent.provider;

import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.write.Jobs;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.Measurement;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A Job for each measurement: complete is a success, failed a failure. One whose image cannot be
 * pulled is inconclusive, since it would never end. As many Jobs are kept as measurements.
 */
final class JobProvider implements Provider {
  private static final String NAME = "job-name";
  private static final String NAMESPACE = "job-namespace";
  private static final double LONGEST_PAUSE = 2;

  private final Jobs jobs;

  JobProvider(Jobs jobs) {
    this.jobs = jobs;
  }

  @Override
  public Measurement run(Question question) throws ProviderException {
    Job job = JobFactory.create(question);
    try {
      Job created = jobs.create(job);
      boolean own =
          question.run().getMetadata().getUid().equals(JobFactory.owner(created).orElse(""));
      if (!own) {
        throw new ProviderException(
            "jobs.batch \"%s\" already exists".formatted(job.getMetadata().getName()));
      }
      if (question.number() > question.kept()) {
        int oldest = question.number() - question.kept();
        jobs.delete(new ObjectKey(question.namespace(), JobFactory.name(question, oldest)));
      }
      return Measurements.underWay(
          question,
          Map.of(NAME, created.getMetadata().getName(), NAMESPACE, question.namespace()),
          question.now());
    } catch (KubernetesClientException problem) {
      throw failed(problem);
    }
  }

  @Override
  public Measurement resume(Question question) throws ProviderException {
    ObjectKey key = key(question);
    try {
      Job job =
          jobs.find(key)
              .orElseThrow(
                  () -> new ProviderException("job.batch \"%s\" not found".formatted(key.name())));
      Optional<AnalysisPhase> phase = phase(job);
      if (phase.isPresent()) {
        return Measurements.over(question, phase.get(), null);
      }
      Optional<String> stuck = jobs.stuck(key);
      return stuck
          .map(problem -> Measurements.inconclusive(question, problem))
          .orElseGet(() -> Measurements.underWay(question, question.notes(), next(question)));
    } catch (KubernetesClientException problem) {
      throw failed(problem);
    }
  }

  @Override
  public Measurement terminate(Question question) throws ProviderException {
    try {
      jobs.delete(key(question));
      return Measurements.inconclusive(question, "");
    } catch (KubernetesClientException problem) {
      throw failed(problem);
    }
  }

  /** The longer it takes, the less often it is looked at. */
  private static Instant next(Question question) {
    double elapsed = Duration.between(question.started(), question.now()).toMillis() / 1000.0;
    double pause = Math.min(LONGEST_PAUSE, Math.sqrt(2 * Math.max(0.5, elapsed)));
    return question.now().plusMillis(Math.round(pause * 1000));
  }

  private static Optional<AnalysisPhase> phase(Job job) {
    Optional<AnalysisPhase> phase = Optional.empty();
    if (job.getStatus() == null || job.getStatus().getConditions() == null) {
      return phase;
    }
    for (JobCondition condition : job.getStatus().getConditions()) {
      if ("True".equals(condition.getStatus())) {
        phase =
            switch (condition.getType()) {
              case "Complete" -> Optional.of(AnalysisPhase.SUCCESSFUL);
              case "Failed" -> Optional.of(AnalysisPhase.FAILED);
              default -> phase;
            };
      }
    }
    return phase;
  }

  private static ObjectKey key(Question question) throws ProviderException {
    String name = question.notes().getOrDefault(NAME, "");
    if (name.isEmpty()) {
      throw new ProviderException("job metadata reference missing");
    }
    return new ObjectKey(question.notes().getOrDefault(NAMESPACE, question.namespace()), name);
  }

  private static ProviderException failed(KubernetesClientException problem) {
    String said = problem.getStatus() == null ? null : problem.getStatus().getMessage();
    return new ProviderException(
        said == null ? String.valueOf(problem.getMessage()) : said, problem);
  }
}
