package dev.serin.delivery.build;

import dev.serin.delivery.build.toolchain.Stage;
import java.util.List;

/** Something that happened to a service while it was built. */
public sealed interface BuildEvent {
  /** The name of the service. */
  String service();

  /** It waits for its turn. */
  record Queued(String service) implements BuildEvent {}

  /** Its turn has come. */
  record Started(String service) implements BuildEvent {}

  /** A stage has begun; with libraries built on the way, a stage can come more than once. */
  record StageBegun(String service, Stage stage) implements BuildEvent {}

  /** Tests that failed at first passed when they were run again. */
  record Flaky(String service, List<String> tests) implements BuildEvent {
    /** Copies the names. */
    public Flaky {
      tests = List.copyOf(tests);
    }
  }

  /** It is done, well or not. */
  record Finished(ServiceOutcome outcome) implements BuildEvent {
    @Override
    public String service() {
      return outcome.service();
    }
  }
}
