package dev.serin.delivery.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@code score.yaml} says of the one container of a service, beyond what {@code
 * service.yaml} can say.
 *
 * @param command replaces the image's own command, when it is not empty
 * @param arguments of the command
 * @param variables of the environment, in the order of the file; {@code ${resources.db.host}}
 *     stands for an output of a resource
 * @param requests amounts asked for, by {@code cpu} and {@code memory}
 * @param limits amounts at most, likewise
 * @param readyPath path of the readiness probe
 * @param livePath path of the liveness probe
 */
public record Workload(
    List<String> command,
    List<String> arguments,
    Map<String, String> variables,
    Map<String, String> requests,
    Map<String, String> limits,
    Optional<String> readyPath,
    Optional<String> livePath) {
  /** What holds for a service without the file. */
  public static final Workload DEFAULT =
      new Workload(
          List.of(), List.of(), Map.of(), Map.of(), Map.of(), Optional.empty(), Optional.empty());

  /** Copies the collections. */
  public Workload {
    command = List.copyOf(command);
    arguments = List.copyOf(arguments);
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    requests = Map.copyOf(requests);
    limits = Map.copyOf(limits);
  }
}
