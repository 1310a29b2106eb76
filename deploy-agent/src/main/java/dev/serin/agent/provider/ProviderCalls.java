package dev.serin.agent.provider;

import dev.serin.agent.analysis.AnalysisQuestion;
import dev.serin.argo.WireTime;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.Measurement;
import dev.serin.argo.analysis.Metric;
import dev.serin.rollout.analysis.MetricArguments;
import dev.serin.rollout.analysis.UnresolvedArgumentException;
import dev.serin.rollout.measure.Answer;
import dev.serin.rollout.measure.Measured;
import dev.serin.rollout.measure.MetricQuery.ProviderQuery;
import dev.serin.rollout.measure.Unresolved;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks providers on threads of their own: whatever one does, and however long it takes, nothing
 * else waits for it.
 *
 * <ol>
 *   <li>The secrets that the arguments name are read, and put into the metric with all other
 *       arguments.
 *   <li>The provider is asked. What goes wrong becomes the message of a measurement in error.
 *   <li>No secret is in what comes out: not in messages, values or notes.
 * </ol>
 */
public final class ProviderCalls implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ProviderCalls.class);
  private static final int MOST_THREADS = 32;
  private static final int LONGEST_VALUE = 10_000;

  private final Map<String, Provider> providers;
  private final SecretSource secrets;
  private final InstantSource clock;
  private final Outbound outbound;
  private final ExecutorService threads;

  /**
   * Calls of providers.
   *
   * @param providers by the name of their field in a metric
   * @param outbound is closed with this
   */
  ProviderCalls(
      Map<String, Provider> providers,
      SecretSource secrets,
      InstantSource clock,
      Outbound outbound) {
    this.providers = Map.copyOf(providers);
    this.secrets = secrets;
    this.clock = clock;
    this.outbound = outbound;
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            MOST_THREADS,
            MOST_THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "provider");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    this.threads = pool;
  }

  /** Asks; the future always completes with an answer. */
  public CompletableFuture<Answer> ask(AnalysisQuestion asked) {
    return CompletableFuture.supplyAsync(() -> answer(asked), threads);
  }

  private Answer answer(AnalysisQuestion asked) {
    ProviderQuery query = asked.query();
    Question plain = question(asked, query.definition());
    try {
      SecretArguments arguments = SecretArguments.of(query.arguments(), plain.namespace(), secrets);
      Metric metric = MetricArguments.resolve(query.definition(), arguments.arguments());
      return measured(question(asked, metric), query, new Redaction(arguments.secrets()));
    } catch (UnresolvedArgumentException problem) {
      return new Unresolved(query.metric(), String.valueOf(problem.getMessage()));
    } catch (ProviderException problem) {
      String message = String.valueOf(problem.getMessage());
      return new Measured(query.metric(), finished(Measurements.error(plain, message)), Map.of());
    }
  }

  private Question question(AnalysisQuestion asked, Metric metric) {
    ProviderQuery query = asked.query();
    return new Question(
        asked.run(), metric, query.underWay(), query.number(), query.kept(), clock.instant());
  }

  private Measured measured(Question question, ProviderQuery query, Redaction redaction) {
    Map<String, String> notes = Map.of();
    Measurement measurement;
    try {
      Provider provider = provider(question.metric());
      notes = provider.metadata(question.metric());
      measurement =
          switch (query.act()) {
            case RUN -> provider.run(question);
            case RESUME -> provider.resume(question);
            case TERMINATE -> terminated(provider, question);
          };
    } catch (ProviderException problem) {
      measurement = Measurements.error(question, String.valueOf(problem.getMessage()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      measurement = Measurements.error(question, "the agent is stopping");
    } catch (RuntimeException problem) {
      LOG.errorf(
          "%s/%s, metric %s: %s",
          question.namespace(),
          question.run().getMetadata().getName(),
          query.metric(),
          redaction.of(String.valueOf(problem)));
      measurement = Measurements.error(question, String.valueOf(problem));
    }
    return new Measured(query.metric(), redaction.of(finished(measurement)), redaction.of(notes));
  }

  private static Measurement terminated(Provider provider, Question question)
      throws ProviderException, InterruptedException {
    Measurement measurement = provider.terminate(question);
    boolean stopped =
        measurement.phase() == AnalysisPhase.SUCCESSFUL
            || measurement.phase() == AnalysisPhase.INCONCLUSIVE;
    return stopped ? Measurements.inconclusive(question, "Metric Terminated") : measurement;
  }

  private Provider provider(Metric metric) throws ProviderException {
    List<String> kinds = metric.provider() == null ? List.of() : metric.provider().kinds();
    Provider provider = kinds.isEmpty() ? null : providers.get(kinds.get(0));
    if (provider == null) {
      throw new ProviderException(
          kinds.isEmpty()
              ? "no valid provider in metric '%s'".formatted(metric.name())
              : "failed to create plugin: there is no %s here; this agent has %s"
                  .formatted(
                      kinds.get(0),
                      String.join(", ", providers.keySet().stream().sorted().toList())));
    }
    return provider;
  }

  /** A measurement that is over has an end; one with an endless value keeps its beginning. */
  private Measurement finished(Measurement measurement) {
    boolean over = measurement.phase() != null && measurement.phase().completed();
    return new Measurement(
        measurement.phase(),
        measurement.message(),
        measurement.startedAt(),
        over ? WireTime.truncate(clock.instant()) : null,
        shortened(measurement.value()),
        measurement.metadata(),
        over ? null : measurement.resumeAt(),
        measurement.unknown());
  }

  private static @Nullable String shortened(@Nullable String value) {
    return value == null || value.length() <= LONGEST_VALUE
        ? value
        : value.substring(0, LONGEST_VALUE) + "…";
  }

  /** Stops; what is under way fails. */
  @Override
  public void close() {
    threads.shutdownNow();
    outbound.close();
  }
}
