package dev.serin.agent.provider;

import dev.serin.argo.analysis.Measurement;
import dev.serin.argo.analysis.Metric;
import java.util.Map;

/** Measures in one way. Methods may wait, within bounds; they are called on threads for that. */
interface Provider {
  /** Takes a measurement, or begins one. */
  Measurement run(Question question) throws ProviderException, InterruptedException;

  /** Looks what has become of a measurement that is under way. */
  default Measurement resume(Question question) throws ProviderException, InterruptedException {
    throw new ProviderException("a measurement of this provider is never under way");
  }

  /** Stops a measurement that is under way. */
  default Measurement terminate(Question question) throws ProviderException, InterruptedException {
    return Measurements.inconclusive(question, "");
  }

  /** Notes about the metric. */
  default Map<String, String> metadata(Metric metric) {
    return Map.of();
  }
}
