package dev.serin.agent.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.agent.api.ApiRequests;
import dev.serin.agent.write.Jobs;
import dev.serin.agent.write.WriteClient;
import dev.serin.agent.write.WritePermit;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.Measurement;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true, https = false)
class JobProviderTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final AnalysisRun RUN =
      new KubernetesSerialization()
          .unmarshal(
              """
              apiVersion: argoproj.io/v1alpha1
              kind: AnalysisRun
              metadata: {name: run, namespace: shop, uid: 12345678-1234-1234-1234-123456789012}
              spec:
                metrics:
                - name: a-metric-with-quite-a-long-name
                  provider:
                    job:
                      metadata: {labels: {a: b}}
                      spec:
                        backoffLimit: 1
                        template:
                          spec:
                            restartPolicy: Never
                            containers: [{name: c, image: i}]
              """,
              AnalysisRun.class);

  /** Set by the extension. */
  @SuppressWarnings("NullAway.Init")
  static KubernetesClient client;

  private static JobProvider provider() {
    return new JobProvider(
        new Jobs(
            new ApiRequests(client),
            new WriteClient(client, WritePermit.always(Duration.ofSeconds(5)))));
  }

  private static Question question(int number, @Nullable Measurement underWay) {
    return new Question(RUN, RUN.getSpec().metrics().get(0), underWay, number, 2, NOW);
  }

  private static Job job(Measurement measurement) {
    return client
        .batch()
        .v1()
        .jobs()
        .inNamespace("shop")
        .withName(measurement.metadata().get("job-name"))
        .get();
  }

  private static void ends(Job job, String condition) {
    client
        .resource(job)
        .editStatus(
            old -> {
              old.setStatus(
                  new JobStatusBuilder()
                      .addNewCondition()
                      .withType(condition)
                      .withStatus("True")
                      .endCondition()
                      .build());
              return old;
            });
  }

  @Test
  void aJobIsMadeAndItsEndIsTheVerdict() throws Exception {
    Measurement begun = provider().run(question(1, null));
    Job job = job(begun);
    assertEquals("shop", begun.metadata().get("job-namespace"));
    assertEquals(
        "12345678-1234-1234-1234-123456789012.a-metric-with-quite-a-lo.1",
        job.getMetadata().getName());
    assertEquals(63, job.getMetadata().getName().length());
    assertEquals(
        Map.of("a", "b", "analysisrun.argoproj.io/uid", RUN.getMetadata().getUid()),
        job.getMetadata().getLabels());
    assertEquals(
        Map.of("analysisrun.argoproj.io/uid", RUN.getMetadata().getUid()),
        job.getSpec().getTemplate().getMetadata().getLabels());
    assertEquals(
        Map.of(
            "analysisrun.argoproj.io/name", "run",
            "analysisrun.argoproj.io/namespace", "shop",
            "analysisrun.argoproj.io/metric-name", "a-metric-with-quite-a-long-name"),
        job.getMetadata().getAnnotations());
    assertEquals("AnalysisRun", job.getMetadata().getOwnerReferences().get(0).getKind());
    Measurement still = provider().resume(question(1, begun));
    assertEquals(AnalysisPhase.RUNNING, still.phase());
    ends(job, "Complete");
    assertEquals(AnalysisPhase.SUCCESSFUL, provider().resume(question(1, still)).phase());
    Measurement second = provider().run(question(2, null));
    ends(job(second), "Failed");
    assertEquals(AnalysisPhase.FAILED, provider().resume(question(2, second)).phase());
  }

  @Test
  void oldJobsGoAndARepeatedCreationIsNone() throws Exception {
    Measurement first = provider().run(question(1, null));
    assertEquals(first.metadata(), provider().run(question(1, null)).metadata());
    Measurement unused = provider().run(question(3, null));
    assertNull(job(first), "two are kept");
  }

  @Test
  void anImageThatCannotBePulledIsInconclusive() throws Exception {
    Measurement begun = provider().run(question(5, null));
    client
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName("p")
                .withNamespace("shop")
                .addToLabels("job-name", begun.metadata().get("job-name"))
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withName("c")
                .withNewState()
                .withNewWaiting("no such image", "ErrImagePull")
                .endState()
                .endContainerStatus()
                .endStatus()
                .build())
        .create();
    Measurement stuck = provider().resume(question(5, begun));
    assertEquals(AnalysisPhase.INCONCLUSIVE, stuck.phase());
    assertEquals(
        "Pod p, container c has terminal error (ErrImagePull): no such image", stuck.message());
  }

  @Test
  void terminationDeletesTheJob() throws Exception {
    Measurement begun = provider().run(question(7, null));
    assertEquals(AnalysisPhase.INCONCLUSIVE, provider().terminate(question(7, begun)).phase());
    assertNull(job(begun));
    assertTrue(String.valueOf(begun.metadata().get("job-name")).endsWith(".7"));
  }
}
