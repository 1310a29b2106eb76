package dev.serin.agent.write;

import dev.serin.rollout.RolloutEvent;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says, by one event, that the API server refuses a write for a reason that trying again does not
 * mend: no permission, an admission policy, an object that is too large for etcd.
 *
 * <p>The same refusal of the same object is said once, until a write of it succeeds.
 */
public final class Refusals {

  private static final String REASON = "WriteRefused";
  private static final Set<Integer> LASTING = Set.of(400, 401, 403, 405, 413, 415, 422);
  private static final String TOO_LARGE = "too large";

  private final EventRecorder recorder;
  private final Map<String, String> said = new ConcurrentHashMap<>();

  /** Says it by events. */
  public Refusals(EventRecorder recorder) {
    this.recorder = recorder;
  }

  /** Whether trying again soon is of no use. */
  public static boolean lasting(Throwable problem) {
    return problem instanceof KubernetesClientException refusal
        && (LASTING.contains(refusal.getCode()) || tooLarge(refusal));
  }

  /** etcd's limit comes as an internal error, with no code of its own. */
  private static boolean tooLarge(KubernetesClientException refusal) {
    return String.valueOf(refusal.getMessage()).contains(TOO_LARGE);
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
            + (problem.contains(TOO_LARGE)
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
