package dev.serin.agent.event;

import dev.serin.agent.write.ApiErrors;
import dev.serin.rollout.RolloutEvent;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says, by one event, that the API server refuses a write for a reason that trying again does not
 * mend: no permission, an admission policy, an object that is too large for etcd.
 *
 * <p>The same refusal of the same object is said once, until a write of it succeeds.
 */
public final class Refusals {

  private static final String REASON = "WriteRefused";

  private final EventRecorder recorder;
  private final Map<String, String> said = new ConcurrentHashMap<>();

  /** Says it by events. */
  public Refusals(EventRecorder recorder) {
    this.recorder = recorder;
  }

  /**
   * Says that a write was refused.
   *
   * @param object what the event is about
   */
  public void say(HasMetadata object, Throwable refusal) {
    String problem = String.valueOf(refusal.getMessage());
    String message =
        "The API server refuses what has to be written, and it is tried again every few seconds: "
            + problem
            + (ApiErrors.tooLarge(refusal)
                ? "; make the object smaller, since etcd takes 1.5 MiB at most"
                : "");
    if (!Objects.equals(said.put(object.getMetadata().getUid(), problem), problem)) {
      recorder.record(
          object, List.of(new RolloutEvent(RolloutEvent.Type.WARNING, REASON, message)));
    }
  }

  /** Everything about the object was written, or it is gone. */
  public void over(HasMetadata object) {
    said.remove(object.getMetadata().getUid());
  }
}
