package dev.serin.rollout.validation;

import java.util.ArrayList;
import java.util.List;

/** Collects problems, each with the field it is about. */
final class Problems {
  private final List<String> all = new ArrayList<>();

  /** The field has a value that makes no sense. */
  void invalid(String field, Object value, String why) {
    all.add(field + ": Invalid value: " + quoted(value) + ": " + why);
  }

  /** The field has to be there. */
  void required(String field, String why) {
    all.add(field + ": Required value: " + why);
  }

  /** Anything else. */
  void add(String problem) {
    all.add(problem);
  }

  List<String> all() {
    return List.copyOf(all);
  }

  boolean none() {
    return all.isEmpty();
  }

  private static String quoted(Object value) {
    return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
  }
}
