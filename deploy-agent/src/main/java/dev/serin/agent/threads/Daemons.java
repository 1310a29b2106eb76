package dev.serin.agent.threads;

import java.util.concurrent.ThreadFactory;

/**
 * Makes the threads of the agent: daemons, since what they leave undone when the process ends is
 * done by the next one; with a name, which the log and thread dumps show.
 */
public final class Daemons {
  private Daemons() {}

  /** Makes threads that all have this name. */
  public static ThreadFactory named(String name) {
    return task -> thread(name, task);
  }

  /** A thread, not yet started. */
  public static Thread thread(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
