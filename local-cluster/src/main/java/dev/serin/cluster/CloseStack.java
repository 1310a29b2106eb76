package dev.serin.cluster;

import java.util.ArrayDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Parts that are closed in the opposite order of their start, all of them, whatever one throws. */
final class CloseStack implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CloseStack.class);

  private final ArrayDeque<AutoCloseable> parts = new ArrayDeque<>();

  /** Adds a part that has just been started, and returns it. */
  <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.error("a part of the local cluster could not be stopped", e);
      }
    }
  }
}
