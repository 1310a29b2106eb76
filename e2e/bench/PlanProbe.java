import dev.serin.delivery.affected.Plan;
import dev.serin.delivery.affected.Planner;
import dev.serin.delivery.catalog.known.KnownCatalogs;
import dev.serin.delivery.catalog.read.CatalogReader;
import dev.serin.delivery.catalog.read.CatalogSource;
import dev.serin.delivery.git.GitRepository;
import dev.serin.delivery.git.TreeDiff;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Times the comparison of two commits and whole plans in one process, again and again, for
 * e2e/bench/plan. The repository is opened anew each time, so that nothing of it is in memory.
 * Arguments: repository, earlier commit, later commit, how often, an empty folder for what is kept.
 */
public class PlanProbe {
  private final Path folder;
  private final String from;
  private final String to;
  private final int runs;

  private PlanProbe(Path folder, String from, String to, int runs) {
    this.folder = folder;
    this.from = from;
    this.to = to;
    this.runs = runs;
  }

  public static void main(String[] arguments) {
    PlanProbe probe =
        new PlanProbe(
            Path.of(arguments[0]), arguments[1], arguments[2], Integer.parseInt(arguments[3]));
    Path cache = Path.of(arguments[4]);
    List<Double> differences = probe.times(probe::difference);
    int files = probe.open(probe::difference);
    List<Double> unknown = probe.times(each -> probe.affected(each, CatalogReader.standard()));
    List<Double> known = probe.times(each -> probe.affected(each, KnownCatalogs.in(cache)));
    int affected = probe.open(each -> probe.affected(each, KnownCatalogs.in(cache)));
    System.out.printf(
        "{\"files\": %d, \"affected\": %d, \"difference\": %s, \"unknown\": %s, \"known\": %s}%n",
        files, affected, differences, unknown, known);
  }

  private int difference(GitRepository repository) {
    return TreeDiff.changes(
            repository.tree(repository.resolve(from)), repository.tree(repository.resolve(to)), ".")
        .size();
  }

  private int affected(GitRepository repository, CatalogSource catalogs) {
    Plan plan =
        new Planner(catalogs)
            .plan(repository, Optional.of(repository.resolve(from)), repository.resolve(to));
    return plan.affected().size();
  }

  private int open(ToIntFunction<GitRepository> work) {
    try (GitRepository repository = GitRepository.open(folder)) {
      return work.applyAsInt(repository);
    }
  }

  /** Milliseconds of the later half of the runs, when the code is compiled; sorted. */
  private List<Double> times(ToIntFunction<GitRepository> work) {
    List<Double> times = new ArrayList<>();
    for (int run = 0; run < 2 * runs; run++) {
      long start = System.nanoTime();
      open(work);
      if (run >= runs) {
        times.add((System.nanoTime() - start) / 1e6);
      }
    }
    Collections.sort(times);
    return times;
  }
}
