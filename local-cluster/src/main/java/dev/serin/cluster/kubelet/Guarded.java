package dev.serin.cluster.kubelet;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work whose failure is a defect of this program: it is logged, and the kubelet goes on. */
final class Guarded {
  private static final Logger LOG = LoggerFactory.getLogger(Guarded.class);

  private Guarded() {}

  static Runnable of(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RuntimeException e) {
        LOG.error("the kubelet could not do its work", e);
      }
    };
  }
}
