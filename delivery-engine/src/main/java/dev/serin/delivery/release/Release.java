package dev.serin.delivery.release;

import dev.serin.delivery.affected.Reason;
import dev.serin.delivery.build.toolchain.Stage;
import dev.serin.delivery.build.toolchain.TestCounts;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The images of one commit's affected services. Only good services are in it; those that failed are
 * listed apart, so that a reader sees that they are missing on purpose.
 *
 * @param name such as {@code shop-1f2e3d4c5b}
 * @param created when, to the second
 * @param source what it was built from
 * @param services sorted by name
 * @param failed sorted by name
 */
public record Release(
    String name, Instant created, Source source, List<Service> services, List<Failure> failed) {
  /** The format's version. */
  public static final String API_VERSION = "serin.dev/v1";

  /** The format's name. */
  public static final String KIND = "Release";

  /** Sorts the lists. */
  public Release {
    services = services.stream().sorted(Comparator.comparing(Service::name)).toList();
    failed = failed.stream().sorted(Comparator.comparing(Failure::name)).toList();
  }

  /**
   * What a release was built from.
   *
   * @param repository address of the repository, or the system's name if it has none
   * @param commit full id of the commit that was built
   * @param base full id of the commit that it was compared with; nothing for a first build
   */
  public record Source(String repository, String commit, Optional<String> base) {}

  /**
   * A service with a good image.
   *
   * @param name of the service
   * @param path its folder in the repository
   * @param image its name by digest, such as {@code shop/cart@sha256:…}, or, published, {@code
   *     registry.example/shop/cart@sha256:…}
   * @param runtime name and version of what runs it
   * @param inputHash hash of all that its build read, the base image included
   * @param reasons why it was built
   * @param tests what ran
   * @param seconds how long its build took
   */
  public record Service(
      String name,
      String path,
      String image,
      String runtime,
      String inputHash,
      List<Reason> reasons,
      TestCounts tests,
      double seconds) {
    /** Copies the reasons. */
    public Service {
      reasons = List.copyOf(reasons);
    }

    /** The same service with its image under another name. */
    public Service withImage(String newImage) {
      return new Service(name, path, newImage, runtime, inputHash, reasons, tests, seconds);
    }
  }

  /**
   * A service without an image.
   *
   * @param name of the service
   * @param stage where it failed
   * @param message what a person needs to mend it
   * @param log path of the full log on the machine that built it
   */
  public record Failure(String name, Stage stage, String message, String log) {}
}
