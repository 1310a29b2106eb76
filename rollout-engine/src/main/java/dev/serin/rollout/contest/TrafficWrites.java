package dev.serin.rollout.contest;

import java.time.Instant;
import java.util.List;

/**
 * What was written lately to the objects that carry a Rollout's traffic: its routes and Services.
 * How much is remembered is the observer's business; {@link Contest#WINDOW} is enough.
 *
 * @param since when the observer began to watch; it knows of nothing before
 * @param foreign by others, oldest first
 * @param own by Serin, oldest first
 */
public record TrafficWrites(Instant since, List<ForeignWrite> foreign, List<OwnWrite> own) {

  /** Nothing was written. */
  public static final TrafficWrites NONE = new TrafficWrites(Instant.EPOCH, List.of(), List.of());

  /** Copies the lists. */
  public TrafficWrites {
    foreign = List.copyOf(foreign);
    own = List.copyOf(own);
  }
}
