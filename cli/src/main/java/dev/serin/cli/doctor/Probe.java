package dev.serin.cli.doctor;

import java.util.List;
import java.util.Optional;

/** Runs a program of this machine to ask it something. */
@FunctionalInterface
public interface Probe {
  /**
   * Runs a program for a few seconds at most.
   *
   * @return its answer; nothing when there is no such program
   */
  Optional<Answer> run(List<String> command) throws InterruptedException;

  /**
   * What a program answered.
   *
   * @param success whether its exit code was 0
   * @param text the start of what it wrote to both of its outputs
   */
  record Answer(boolean success, String text) {}
}
