package dev.serin.agent.history;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a rollout's present state tells of the way of one of its revisions.
 *
 * @param uid the Rollout's uid
 * @param namespace its namespace
 * @param name its name
 * @param revision the number of the revision
 * @param version its pod template hash
 * @param abortId id of the fact that it is aborted; empty when it is not
 * @param facts what has happened, in order
 */
public record Chapter(
    String uid,
    String namespace,
    String name,
    int revision,
    String version,
    String abortId,
    List<Fact> facts) {

  /** Copies the list. */
  public Chapter {
    facts = List.copyOf(facts);
  }

  /** The facts' ids, which are different from those of any other revision. */
  Set<String> ids() {
    return facts.stream().map(this::id).collect(Collectors.toUnmodifiableSet());
  }

  /** The chapter without the facts of these ids. */
  Chapter without(Set<String> known) {
    return new Chapter(
        uid,
        namespace,
        name,
        revision,
        version,
        abortId,
        facts.stream().filter(fact -> !known.contains(id(fact))).toList());
  }

  private String id(Fact fact) {
    return "r" + revision + "/" + fact.id();
  }

  /**
   * The id of the row for a fact.
   *
   * @param attempt how often the revision was aborted before
   */
  String stepId(Fact fact, int attempt) {
    return fact.perAttempt() ? "r" + revision + "." + attempt + "/" + fact.id() : id(fact);
  }
}
