package dev.serin.agent.event;

import dev.serin.argo.WireTime;
import dev.serin.rollout.RolloutEvent;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import java.time.Instant;

/**
 * What one Event object says.
 *
 * @param type how serious it is
 * @param reason why, in one word
 * @param message what happened; as many lines as there are different things to tell
 * @param first when it happened first
 * @param last when it happened last
 * @param count how often it happened
 */
public record Told(
    RolloutEvent.Type type, String reason, String message, Instant first, Instant last, int count) {

  private static final String COMPONENT = "serin-deploy-agent";

  /** The API server refuses longer messages. */
  private static final int MAX_MESSAGE = 1_024;

  /** Something that happened once. */
  public static Told once(RolloutEvent event, Instant at) {
    return new Told(event.type(), event.reason(), event.message(), at, at, 1);
  }

  /**
   * Together with something of the same type and reason that happened later. A message that was
   * told already is not told again, only counted.
   */
  Told and(Told later) {
    boolean known = message.lines().toList().containsAll(later.message.lines().toList());
    return new Told(
        type,
        reason,
        known ? message : message + "\n" + later.message,
        first,
        later.last,
        count + later.count);
  }

  /**
   * The Event object, in the namespace of what it is about.
   *
   * @param name its name
   */
  public Event event(String name, ObjectReference about) {
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace(about.getNamespace())
        .withName(name)
        .endMetadata()
        .withInvolvedObject(about)
        .withType(type.wireName())
        .withReason(reason)
        .withMessage(
            message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE - 1) + "…")
        .withFirstTimestamp(WireTime.format(first))
        .withLastTimestamp(WireTime.format(last))
        .withCount(count)
        .withNewSource()
        .withComponent(COMPONENT)
        .endSource()
        .withReportingComponent(COMPONENT)
        .build();
  }
}
