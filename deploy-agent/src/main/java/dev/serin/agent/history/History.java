package dev.serin.agent.history;

import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.Subscription;
import dev.serin.agent.queue.Backoff;
import dev.serin.agent.threads.Daemons;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes the history down, on a thread of its own that nothing waits for, and reads it.
 *
 * <ol>
 *   <li>What happens goes into a queue as soon as a watch shows it. The thread takes it from there.
 *   <li>A database that is away, or full, keeps the thread trying, with pauses; the queue fills.
 *   <li>When the queue is full, what comes is dropped, and all rollouts are looked at anew as soon
 *       as the database is back: the truth is in the cluster, and what is there already is not
 *       written twice. The same happens at each start. Only what the cluster does not show any more
 *       by then is lost, such as how long a weight lasted.
 *   <li>Only the agent that acts writes. A standby follows, too, and keeps what happened in the
 *       last two minutes: when the leader was killed before it had written something down, the next
 *       one has it.
 *   <li>A row that the database refuses for what is in it is left out, with a line in the log.
 * </ol>
 */
public final class History implements Follower, AutoCloseable {

  private static final Logger LOG = Logger.getLogger(History.class);
  private static final int MOST_WAITING = 10_000;
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(500), Duration.ofSeconds(15));
  private static final Duration STANDBY_KEEPS = Duration.ofMinutes(2);
  private static final Duration PURGE_EVERY = Duration.ofHours(1);
  private static final long CLOSE_SECONDS = 2;
  private static final long LOOK_MILLIS = 200;

  /** SQLite's codes, and PostgreSQL's classes, of what is wrong with a row. */
  private static final Set<Integer> SQLITE_ROW = Set.of(18, 19, 20, 25);

  private static final Set<String> POSTGRESQL_ROW = Set.of("21", "22", "23", "54");

  /**
   * How things are.
   *
   * @param up whether the last attempt to use the database went well
   * @param problem why not; null if it did, or there was none
   * @param waiting how many changes wait to be written
   * @param written how many rows were added
   * @param dropped how many changes did not fit into the queue; they are found again by looking at
   *     all rollouts
   */
  public record State(
      boolean up, @Nullable String problem, int waiting, long written, long dropped) {}

  private record Waiting(Chapter chapter, Instant since) {}

  private final HistorySettings settings;
  private final InstantSource clock;
  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = Daemons.thread("history", this::run);
  private volatile @Nullable HistoryStore store;
  private volatile @Nullable HistorySource source;
  private volatile @Nullable String problem;
  private volatile boolean up;
  private volatile boolean rescan;
  private volatile boolean writes;
  private @Nullable Waiting unwritten;
  private @Nullable Instant purged;
  private int failures;

  /** A history whose thread does nothing until {@link #start}. */
  public History(HistorySettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** Starts the thread. */
  public void start() {
    thread.start();
  }

  @Override
  public Subscription follow(ClusterView view) {
    HistorySource followed = new HistorySource(view, clock, this::told);
    source = followed;
    followed.rescan();
    return () -> {
      source = null;
      followed.close();
    };
  }

  /**
   * Begins to write: what a standby has kept, and then what the cluster shows.
   *
   * @return closing it ends that; an agent that stops calls {@link #close} before that
   */
  @Override
  public Subscription write() {
    rescan = true;
    writes = true;
    return () -> writes = false;
  }

  private void told(Chapter chapter) {
    Instant now = clock.instant();
    if (!writes) {
      forgetBefore(now.minus(STANDBY_KEEPS));
    }
    if (!queue.offer(new Waiting(chapter, now))) {
      long unused = dropped.incrementAndGet();
      rescan = true;
    }
  }

  private void forgetBefore(Instant oldest) {
    Waiting first = queue.peek();
    while (first != null && first.since().isBefore(oldest)) {
      boolean unused = queue.remove(first);
      first = queue.peek();
    }
  }

  /** How things are now. */
  public State state() {
    return new State(up, problem, queue.size(), written.get(), dropped.get());
  }

  /**
   * Reads rows, the newest first.
   *
   * @throws HistoryUnavailableException if the database is away
   */
  public List<HistoryRow> read(HistoryQuery query) throws HistoryUnavailableException {
    HistoryStore open = store;
    try {
      if (open == null) {
        throw new SQLException(problem == null ? "it is not open yet" : problem);
      }
      return open.read(query);
    } catch (SQLException away) {
      throw new HistoryUnavailableException(
          "the history cannot be read now: " + away.getMessage(), away);
    }
  }

  private void run() {
    try {
      while (closing.getCount() > 0 || (writes && !queue.isEmpty())) {
        try {
          step();
        } catch (SQLException | UncheckedIOException away) {
          away(String.valueOf(away.getMessage()));
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      closeStore();
    }
  }

  private void step() throws SQLException, InterruptedException {
    HistoryStore open = store;
    if (open == null) {
      open = new HistoryStore(HistoryDatabase.open(settings));
      store = open;
    }
    if (!writes) {
      back();
      boolean unused = closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      return;
    }
    purge(open);
    back();
    rescanIfDue();
    Waiting next = unwritten == null ? queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS) : unwritten;
    unwritten = next;
    if (next != null) {
      write(open, next.chapter());
      unwritten = null;
    }
  }

  private void purge(HistoryStore open) throws SQLException {
    Instant now = clock.instant();
    if (purged == null || purged.plus(PURGE_EVERY).isBefore(now)) {
      int rows = open.purge(now.minus(settings.retention()));
      purged = now;
      if (rows > 0) {
        LOG.infof("%d rows of the history are older than %s and gone", rows, settings.retention());
      }
    }
  }

  /** Only when the queue has room again, or what is found anew would be dropped anew. */
  private void rescanIfDue() {
    HistorySource followed = source;
    if (rescan && followed != null && queue.isEmpty()) {
      rescan = false;
      followed.rescan();
    }
  }

  private void write(HistoryStore open, Chapter chapter) throws SQLException {
    Instant now = clock.instant();
    try {
      long unused = written.addAndGet(open.append(chapter, now, now.minus(settings.retention())));
    } catch (SQLException refused) {
      if (!aboutTheRow(refused)) {
        throw refused;
      }
      LOG.warnf(
          "the history of %s/%s, revision %d, is not complete: %s",
          chapter.namespace(), chapter.name(), chapter.revision(), refused.getMessage());
    }
  }

  private static boolean aboutTheRow(SQLException refused) {
    String state = refused.getSQLState();
    if (state == null || state.length() < 2) {
      return SQLITE_ROW.contains(refused.getErrorCode() & 0xff);
    }
    return POSTGRESQL_ROW.contains(state.substring(0, 2));
  }

  private void back() {
    if (!up) {
      LOG.infof("the history is written to %s", settings.shownUrl());
    }
    failures = 0;
    problem = null;
    up = true;
  }

  private void away(String why) throws InterruptedException {
    if (up || problem == null) {
      LOG.warnf("the history cannot be written, and will be later: %s", why);
    }
    up = false;
    problem = why;
    closeStore();
    failures++;
    if (closing.await(BACKOFF.after(failures).toMillis(), TimeUnit.MILLISECONDS)) {
      throw new InterruptedException("the agent stops");
    }
  }

  private void closeStore() {
    HistoryStore open = store;
    store = null;
    if (open != null) {
      open.close();
    }
  }

  /** Writes what waits, for a moment, then stops. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
