package dev.serin.delivery.catalog;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How a service is built and tested, as {@code build} in its {@code service.yaml} says.
 *
 * @param tool toolchain that builds it, when the file names one
 * @param needs backing services that run beside its tests, such as {@code postgres}
 * @param retries how often tests that failed are run again; 0 when the file says nothing
 * @param timeout the most that one program of its build may take, when the file says so
 * @param limits what its programs may use at most
 */
public record BuildDescription(
    Optional<String> tool,
    List<String> needs,
    int retries,
    Optional<Duration> timeout,
    Limits limits) {
  /** What holds when the file says nothing. */
  public static final BuildDescription DEFAULT =
      new BuildDescription(Optional.empty(), List.of(), 0, Optional.empty(), Limits.NONE);

  /** Copies the needs. */
  public BuildDescription {
    needs = List.copyOf(needs);
  }

  /**
   * The most that the programs of one build may use together; nothing where there is no limit.
   *
   * @param memoryBytes memory that they have in use
   * @param processes number of processes
   * @param diskBytes files in the build's workspace
   */
  public record Limits(OptionalLong memoryBytes, OptionalInt processes, OptionalLong diskBytes) {
    /** No limit. */
    public static final Limits NONE =
        new Limits(OptionalLong.empty(), OptionalInt.empty(), OptionalLong.empty());
  }
}
