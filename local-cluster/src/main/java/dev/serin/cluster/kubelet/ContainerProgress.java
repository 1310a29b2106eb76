package dev.serin.cluster.kubelet;

import java.time.Instant;

/** Where a container is. */
sealed interface ContainerProgress {
  /** Not running, with the reason as Kubernetes names it and a message for people. */
  record Waiting(String reason, String message) implements ContainerProgress {}

  /** Running since then. */
  record Running(Instant since) implements ContainerProgress {}

  /** Ended: with which exit code, why, and from when to when it ran. */
  record Terminated(int exitCode, String reason, String message, Instant started, Instant finished)
      implements ContainerProgress {}
}
