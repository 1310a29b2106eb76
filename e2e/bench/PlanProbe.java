import dev.serin.delivery.affected.Plan;
import dev.serin.delivery.affected.Planner;
import dev.serin.delivery.catalog.read.CatalogReader;
import dev.serin.delivery.git.Commit;
import dev.serin.delivery.git.CommitTree;
import dev.serin.delivery.git.GitRepository;
import dev.serin.delivery.git.TreeDiff;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Times the comparison of two commits and a whole plan in one process, again and again, for
 * e2e/bench/plan. Arguments: repository, earlier commit, later commit, how often.
 */
public class PlanProbe {
  public static void main(String[] arguments) throws Exception {
    int runs = Integer.parseInt(arguments[3]);
    try (GitRepository repository = GitRepository.open(Path.of(arguments[0]))) {
      Commit from = repository.resolve(arguments[1]);
      Commit to = repository.resolve(arguments[2]);
      CommitTree before = repository.tree(from);
      CommitTree after = repository.tree(to);
      List<Double> diffs = times(runs, () -> TreeDiff.changedFiles(before, after, ".").size());
      Planner planner = new Planner(CatalogReader.standard());
      List<Double> plans =
          times(runs, () -> planner.plan(repository, Optional.of(from), to).affected().size());
      Plan plan = planner.plan(repository, Optional.of(from), to);
      String high =
          Files.readAllLines(Path.of("/proc/self/status")).stream()
              .filter(line -> line.startsWith("VmHWM:"))
              .map(line -> line.replaceAll("[^0-9]", ""))
              .findFirst()
              .orElse("0");
      System.out.printf(
          "{\"files\": %d, \"affected\": %d, \"diff\": %s, \"plan\": %s, \"kibibytes\": %s}%n",
          TreeDiff.changedFiles(before, after, ".").size(),
          plan.affected().size(),
          diffs,
          plans,
          high);
    }
  }

  /** Milliseconds of the later half of the runs, when the code is compiled; sorted. */
  private static List<Double> times(int runs, Supplier<Integer> work) {
    List<Double> times = new ArrayList<>();
    for (int run = 0; run < 2 * runs; run++) {
      long start = System.nanoTime();
      work.get();
      if (run >= runs) {
        times.add((System.nanoTime() - start) / 1e6);
      }
    }
    Collections.sort(times);
    return times;
  }
}
