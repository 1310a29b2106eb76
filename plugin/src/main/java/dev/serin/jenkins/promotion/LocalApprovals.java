package dev.serin.jenkins.promotion;

import dev.serin.jenkins.policy.Policy;
import dev.serin.jenkins.policy.Voter;
import dev.serin.jenkins.promotion.Decision.Verdict;
import dev.serin.jenkins.promotion.Promotion.State;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Approvals in a folder of Jenkins' own: one file a promotion, written beside its place and moved
 * there, and an audit trail. All are read once, at start; pages are answered from memory.
 */
final class LocalApprovals implements Approvals {

  private static final Logger LOGGER = Logger.getLogger(LocalApprovals.class.getName());
  private static final Comparator<Promotion> NEWEST_FIRST =
      Comparator.comparing(Promotion::created).reversed().thenComparing(Promotion::id);

  private final Path folder;
  private final Function<String, Policy> policies;
  private final InstantSource clock;
  private final Consumer<Promotion> listener;
  private final AuditTrail audit;
  private final ConcurrentHashMap<String, Promotion> promotions = new ConcurrentHashMap<>();

  /**
   * Reads what is there.
   *
   * @param folder where it is kept
   * @param policies of the environments, by name
   * @param clock the time
   * @param listener told of each promotion that has become final
   */
  LocalApprovals(
      Path folder,
      Function<String, Policy> policies,
      InstantSource clock,
      Consumer<Promotion> listener)
      throws IOException {
    this.folder = folder;
    this.policies = policies;
    this.clock = clock;
    this.listener = listener;
    Files.createDirectories(folder);
    audit = new AuditTrail(folder.resolve("audit.jsonl"));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
      files.forEach(this::load);
    }
  }

  private void load(Path file) {
    try {
      Promotion promotion = PromotionFile.read(Files.readString(file));
      promotions.put(promotion.id(), promotion);
    } catch (IOException | RuntimeException e) {
      LOGGER.log(Level.WARNING, "Left out: " + file, e);
    }
  }

  @Override
  public synchronized Promotion submit(Promotion promotion) throws IOException {
    Promotion known = promotions.get(promotion.id());
    if (known != null) {
      return known;
    }
    Promotion judged = Rules.judge(promotion, policy(promotion), clock.instant());
    keep(judged, promotion.requestedBy(), "requested", "");
    return judged;
  }

  @Override
  public Optional<Promotion> find(String id) {
    return Optional.ofNullable(promotions.get(id));
  }

  @Override
  public List<Promotion> all() {
    return promotions.values().stream().sorted(NEWEST_FIRST).toList();
  }

  @Override
  public synchronized Promotion decide(String id, Voter voter, Verdict verdict, String comment)
      throws IOException, RefusedException {
    Promotion promotion = promotions.get(id);
    if (promotion == null) {
      throw new RefusedException("There is no such promotion.");
    }
    Promotion decided =
        Rules.decide(promotion, policy(promotion), voter, verdict, comment, clock.instant());
    keep(
        decided,
        voter.user(),
        verdict == Verdict.APPROVE ? "approved" : "rejected",
        comment.strip());
    return decided;
  }

  @Override
  public synchronized Promotion abort(String id, String user, String note) throws IOException {
    Promotion promotion = promotions.get(id);
    if (promotion == null) {
      throw new IOException("There is no such promotion.");
    }
    if (promotion.state().isFinal()) {
      return promotion;
    }
    Promotion aborted = promotion.with(State.ABORTED, promotion.decisions(), note);
    keep(aborted, user, "aborted", note);
    return aborted;
  }

  /** Lets time pass: what has expired expires, and what waited for a window goes on. */
  synchronized void tick() throws IOException {
    for (Promotion promotion : List.copyOf(promotions.values())) {
      Promotion judged = Rules.judge(promotion, policy(promotion), clock.instant());
      if (judged.state() != promotion.state()) {
        keep(judged, "", judged.state() == State.EXPIRED ? "expired" : "went on", judged.note());
      }
    }
  }

  /** Follows a job that was renamed or moved, with all below it. */
  synchronized void move(String oldName, String newName) throws IOException {
    for (Promotion promotion : List.copyOf(promotions.values())) {
      String job = promotion.job();
      if (job.equals(oldName) || job.startsWith(oldName + "/")) {
        write(promotion.movedTo(newName + job.substring(oldName.length())));
      }
    }
  }

  private Policy policy(Promotion promotion) {
    return policies.apply(promotion.environment());
  }

  private void keep(Promotion promotion, String user, String what, String why) throws IOException {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("at", clock.instant().toString());
    entry.put("user", user);
    entry.put("what", what);
    entry.put("why", why);
    entry.put("promotion", promotion.id());
    entry.put("job", promotion.job());
    entry.put("build", promotion.build());
    entry.put("environment", promotion.environment());
    entry.put("release", promotion.release());
    entry.put("state", promotion.state().name());
    audit.add(entry);
    write(promotion);
    if (promotion.state().isFinal()) {
      listener.accept(promotion);
    }
  }

  private void write(Promotion promotion) throws IOException {
    Path part = Files.createTempFile(folder, promotion.id(), ".part");
    try {
      Files.writeString(part, PromotionFile.write(promotion));
      Files.move(
          part,
          folder.resolve(promotion.id() + ".json"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    promotions.put(promotion.id(), promotion);
  }
}
