package dev.serin.delivery.build;

import dev.serin.delivery.affected.Affected;
import dev.serin.delivery.build.toolchain.Stage;
import dev.serin.delivery.build.toolchain.TestCounts;
import java.nio.file.Path;
import java.time.Duration;

/** What became of one service. */
public sealed interface ServiceOutcome {
  /** The service, and why it was built. */
  Affected affected();

  /** How long it took, without waiting for its turn. */
  Duration time();

  /** The file with all that its programs printed. */
  Path log();

  /** The service's name. */
  default String service() {
    return affected().service().name();
  }

  /**
   * There is a good image: made just now and in the layout, or found in the registry.
   *
   * @param image its name by digest, such as {@code shop/cart@sha256:…}
   * @param runtime name and version of what runs it, such as {@code java17}
   * @param tests what ran when it was built
   * @param reused whether it was found
   */
  record Built(
      Affected affected,
      String image,
      String runtime,
      TestCounts tests,
      boolean reused,
      Duration time,
      Path log)
      implements ServiceOutcome {}

  /**
   * Something went wrong; there is no image.
   *
   * @param stage where
   * @param message what a person needs to mend it: compiler errors, or the tests that failed
   * @param tests what ran until then
   */
  record Failed(
      Affected affected, Stage stage, String message, TestCounts tests, Duration time, Path log)
      implements ServiceOutcome {}
}
