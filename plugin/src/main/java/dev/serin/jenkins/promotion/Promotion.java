package dev.serin.jenkins.promotion;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A release on its way into an environment. Immutable: each decision makes another one.
 *
 * @param id names it in addresses; unguessable
 * @param job full name of the job that asked
 * @param build number of the run that asked
 * @param environment where to
 * @param release name of the release
 * @param requestedBy who started the run; empty when nobody did
 * @param services what is in it
 * @param changes the commits in it
 * @param created when it was asked for
 * @param expires when it ends undecided; {@link Instant#MAX} for never
 * @param state how far it is
 * @param decisions who decided what, in order
 * @param note why it is in this state, where the decisions do not say
 */
public record Promotion(
    String id,
    String job,
    int build,
    String environment,
    String release,
    String requestedBy,
    List<ServiceImage> services,
    List<Change> changes,
    Instant created,
    Instant expires,
    State state,
    List<Decision> decisions,
    String note) {

  /** How far a promotion is. */
  public enum State {
    /** For people, or for a freeze window to end. */
    WAITING,
    /** By as many as the policy asks for. */
    APPROVED,
    /** By one. */
    REJECTED,
    /** Nobody decided in time. */
    EXPIRED,
    /** Its run ended, or somebody took it off the list. */
    ABORTED;

    /** Whether nothing changes any more. */
    public boolean isFinal() {
      return this != WAITING;
    }
  }

  /** Copies the lists. */
  public Promotion {
    services = List.copyOf(services);
    changes = List.copyOf(changes);
    decisions = List.copyOf(decisions);
  }

  /** Who made what is in it, in lower case: the commits' authors, and who asked. */
  public Set<String> authors() {
    Set<String> authors = new TreeSet<>();
    Stream.concat(Stream.of(requestedBy), changes.stream().map(Change::author))
        .filter(author -> !author.isEmpty())
        .map(author -> author.toLowerCase(Locale.ROOT))
        .forEach(authors::add);
    return authors;
  }

  /** Those who approved. */
  public List<Decision> approvals() {
    return decisions.stream()
        .filter(decision -> decision.verdict() == Decision.Verdict.APPROVE)
        .toList();
  }

  Promotion with(State newState, List<Decision> newDecisions, String newNote) {
    return new Promotion(
        id,
        job,
        build,
        environment,
        release,
        requestedBy,
        services,
        changes,
        created,
        expires,
        newState,
        newDecisions,
        newNote);
  }

  Promotion movedTo(String newJob) {
    return new Promotion(
        id,
        newJob,
        build,
        environment,
        release,
        requestedBy,
        services,
        changes,
        created,
        expires,
        state,
        decisions,
        note);
  }

  /** When it was last decided on, or asked for. */
  public Instant changed() {
    return decisions.isEmpty() ? created : decisions.get(decisions.size() - 1).at();
  }
}
