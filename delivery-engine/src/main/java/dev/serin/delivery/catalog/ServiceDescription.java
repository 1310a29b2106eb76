package dev.serin.delivery.catalog;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A {@code service.yaml}, as published in {@code docs/schemas/service.schema.json}.
 *
 * @param service name of the service: a DNS label
 * @param owner team or person that answers for it
 * @param build how it is built and tested
 * @param dependsOn paths or names of what it is built upon, beyond what its build files say
 * @param image what the image must be like
 * @param deploy how it runs
 * @param workload what a {@code score.yaml} beside it says of its container
 */
public record ServiceDescription(
    String service,
    Optional<String> owner,
    BuildDescription build,
    List<String> dependsOn,
    Image image,
    Deploy deploy,
    Workload workload) {

  /** The version of the format that this engine reads. */
  public static final String API_VERSION = "serin.dev/v1";

  /** The file's name, in the folder of the service. */
  public static final String FILE_NAME = "service.yaml";

  private static final int DEFAULT_PORT = 8080;

  /** Copies the collections. */
  public ServiceDescription {
    dependsOn = List.copyOf(dependsOn);
  }

  /** Returns what holds for a service without a file. */
  public static ServiceDescription defaults(String name) {
    return new ServiceDescription(
        name,
        Optional.empty(),
        BuildDescription.DEFAULT,
        List.of(),
        Image.DEFAULT,
        Deploy.DEFAULT,
        Workload.DEFAULT);
  }

  /**
   * What the image must be like.
   *
   * @param port TCP port that the service listens on
   * @param runtimeFlags words for the runtime that starts the service, put right behind its name in
   *     the image's command, such as {@code -Xmx96m}
   */
  public record Image(int port, List<String> runtimeFlags) {
    /** What holds when the file says nothing. */
    public static final Image DEFAULT = new Image(DEFAULT_PORT, List.of());

    /** Copies the flags. */
    public Image {
      runtimeFlags = List.copyOf(runtimeFlags);
    }
  }

  /**
   * How the service runs.
   *
   * @param replicas number of pods; 1 when the file says nothing
   * @param route how the external gateway reaches it; without one it is reachable only inside
   * @param calls names of the services that it may call
   * @param backing databases, queues and the like that it uses
   * @param scale bounds of automatic scaling
   * @param canary how a new version takes over
   * @param slo what its users may expect
   */
  public record Deploy(
      int replicas,
      Optional<Route> route,
      List<String> calls,
      List<Backing> backing,
      Optional<Scale> scale,
      Canary canary,
      Optional<Objectives> slo) {

    /** What holds when the file says nothing. */
    public static final Deploy DEFAULT =
        new Deploy(
            1,
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            new NamedCanary(NamedCanary.STANDARD),
            Optional.empty());

    /** Copies the collections. */
    public Deploy {
      calls = List.copyOf(calls);
      backing = List.copyOf(backing);
    }
  }

  /**
   * How the external gateway reaches the service.
   *
   * @param host host name of the requests; any when left out
   * @param path start of their path, with a leading slash
   * @param auth name of the gateway policy that says who may call
   */
  public record Route(Optional<String> host, String path, Optional<String> auth) {}

  /**
   * A backing service.
   *
   * @param kind what it is: {@code postgres}, {@code redis}, {@code queue} …
   * @param name which one
   */
  public record Backing(String kind, String name) {}

  /**
   * Bounds of automatic scaling.
   *
   * @param min fewest pods
   * @param max most pods
   * @param cpuPercent mean CPU use to aim at, in percent of what was asked for
   */
  public record Scale(int min, int max, OptionalInt cpuPercent) {}

  /** How a new version takes over. */
  public sealed interface Canary permits NamedCanary, CanarySteps {}

  /**
   * A policy that the renderer knows by name.
   *
   * @param policy its name
   */
  public record NamedCanary(String policy) implements Canary {
    /** The policy that holds when the file says nothing. */
    public static final String STANDARD = "standard";
  }

  /**
   * Steps written out; after the last one the new version has all traffic.
   *
   * @param steps at least one
   */
  public record CanarySteps(List<CanaryStep> steps) implements Canary {
    /** Copies the steps. */
    public CanarySteps {
      steps = List.copyOf(steps);
    }
  }

  /** One step of a canary. */
  public sealed interface CanaryStep permits SetWeight, Pause {}

  /**
   * Gives the new version a share of the traffic.
   *
   * @param percent 0 to 100
   */
  public record SetWeight(int percent) implements CanaryStep {}

  /**
   * Waits.
   *
   * @param duration how long; until a person promotes when left out
   */
  public record Pause(Optional<Duration> duration) implements CanaryStep {}

  /**
   * What users may expect.
   *
   * @param availability share of requests that succeed, in percent
   * @param latency bounds by quantile, such as {@code p99}
   */
  public record Objectives(Optional<Double> availability, Map<String, Duration> latency) {
    /** Copies the bounds. */
    public Objectives {
      latency = Map.copyOf(latency);
    }
  }
}
