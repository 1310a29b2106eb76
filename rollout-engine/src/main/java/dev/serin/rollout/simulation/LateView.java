package dev.serin.rollout.simulation;

import dev.serin.rollout.Action;
import dev.serin.rollout.Observation;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The caches of a controller. Each kind of object may be seen as it was some time ago, since its
 * events are late, but never older than before, and never older than the controller's own last
 * write of that kind.
 */
final class LateView {
  private static final int LATE = 5;

  /** Kinds of objects that are watched apart. */
  enum Part {
    ROLLOUT,
    REPLICA_SETS,
    TRAFFIC,
    RUNS
  }

  private final Troubles troubles;
  private final Set<Part> written = EnumSet.noneOf(Part.class);
  private @Nullable Observation last;

  LateView(Troubles troubles) {
    this.troubles = troubles;
  }

  /** Everything is read anew. */
  void forget() {
    last = null;
  }

  /** The controller has written that, and knows what became of it. */
  void wrote(Part part) {
    written.add(part);
  }

  /** The controller has carried that out, and knows what became of it. */
  void wrote(Action action) {
    if (action instanceof Action.Traffic) {
      wrote(Part.TRAFFIC);
    } else if (action instanceof Action.SetRevision || action instanceof Action.SetReplicas) {
      wrote(Part.ROLLOUT);
    } else if (action instanceof Action.CreateAnalysisRun
        || action instanceof Action.TerminateAnalysisRun
        || action instanceof Action.DeleteAnalysisRun) {
      wrote(Part.RUNS);
    } else {
      wrote(Part.REPLICA_SETS);
    }
  }

  /** What the controller sees when that is there. */
  Observation of(Observation fresh) {
    Observation known = last;
    Observation seen = known == null || troubles.calm() ? fresh : mixed(known, fresh);
    last = seen;
    written.clear();
    return seen;
  }

  private Observation mixed(Observation known, Observation fresh) {
    boolean lateTraffic = late(Part.TRAFFIC);
    return new Observation(
        late(Part.ROLLOUT) ? known.rollout() : fresh.rollout(),
        late(Part.REPLICA_SETS) ? known.replicaSets() : fresh.replicaSets(),
        lateTraffic ? known.services() : fresh.services(),
        lateTraffic ? known.traffic() : fresh.traffic(),
        late(Part.RUNS) ? known.analysisRuns() : fresh.analysisRuns(),
        fresh.analysisTemplates(),
        fresh.surroundings());
  }

  private boolean late(Part part) {
    return troubles.strikes(LATE) && !written.contains(part);
  }
}
