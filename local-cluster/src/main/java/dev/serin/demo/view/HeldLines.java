package dev.serin.demo.view;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Holds lines back until it is their turn; from then on it hands them on at once. */
public final class HeldLines implements Consumer<String> {
  private final Consumer<String> next;
  private final List<String> held = new ArrayList<>();
  private boolean released;

  /** Holds back what is meant for another. */
  public HeldLines(Consumer<String> next) {
    this.next = next;
  }

  @Override
  public synchronized void accept(String line) {
    if (released) {
      next.accept(line);
    } else {
      held.add(line);
    }
  }

  /** It is their turn now. */
  public synchronized void release() {
    released = true;
    held.forEach(next);
    held.clear();
  }
}
