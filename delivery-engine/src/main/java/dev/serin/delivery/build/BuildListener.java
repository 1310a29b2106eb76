package dev.serin.delivery.build;

/**
 * Follows a build while it runs. It is called from several threads, but never by two at once, and
 * what happens to one service comes in order.
 */
@FunctionalInterface
public interface BuildListener {
  /** A listener that ignores everything. */
  BuildListener SILENT = event -> {};

  /** Something happened. Must return soon: builds wait for it. */
  void on(BuildEvent event);
}
