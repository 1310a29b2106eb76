package dev.serin.agent.provider;

import dev.serin.argo.analysis.Measurement;
import dev.serin.argo.analysis.Metric;
import java.time.Instant;

/** A provider that answers at once with a value, which the conditions of the metric judge. */
interface ValueProvider extends Provider {
  /** Reads the value. */
  Reading read(Metric metric, Instant now) throws ProviderException, InterruptedException;

  @Override
  default Measurement run(Question question) throws ProviderException, InterruptedException {
    return Measurements.judged(question, read(question.metric(), question.now()));
  }
}
