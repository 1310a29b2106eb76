package dev.serin.cli.command;

import dev.serin.delivery.affected.MainLine;
import dev.serin.delivery.affected.Plan;
import dev.serin.delivery.affected.Planner;
import dev.serin.delivery.build.toolchain.Machine;
import dev.serin.delivery.catalog.known.KnownCatalogs;
import dev.serin.delivery.git.Commit;
import dev.serin.delivery.git.GitRepository;
import dev.serin.delivery.problem.UserError;
import dev.serin.delivery.release.BuiltServices;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a range of commits. */
final class RangeOptions {
  @Option(
      names = "--from",
      paramLabel = "COMMIT",
      description = "The commit that was built last; without it every service is affected.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "COMMIT",
      defaultValue = "HEAD",
      description = "The commit to build (default: ${DEFAULT-VALUE}).")
  private String to = "HEAD";

  @Option(
      names = "--merge-base",
      description =
          "Compare with the best common ancestor of --from and --to, as for a change request.")
  private boolean mergeBase;

  @Option(
      names = "--since-built",
      paramLabel = "FILE",
      description =
          "Compare each service with the commit that it was last built from, as FILE says, which"
              + " 'serin build' writes (.serin/built.json).")
  private @Nullable Path sinceBuilt;

  /**
   * Makes the plan for the range.
   *
   * @param directory that relative paths start from
   */
  Plan plan(GitRepository repository, Path directory) throws IOException {
    if (sinceBuilt != null) {
      if (from != null) {
        throw new UserError("--since-built and --from both say what to compare with: give one.");
      }
      return new MainLine(planner())
          .plan(
              repository,
              BuiltServices.read(directory.resolve(sinceBuilt)).commits(),
              repository.resolve(to));
    }
    if (mergeBase && from == null) {
      throw new UserError("--merge-base needs --from, the branch that the change will go to.");
    }
    Commit head = repository.resolve(to);
    Optional<Commit> named = Optional.ofNullable(from).map(repository::resolve);
    Optional<Commit> base =
        mergeBase ? named.map(commit -> repository.mergeBase(commit, head)) : named;
    return planner().plan(repository, base, head);
  }

  /** One that need not read again what it has read of a catalogue before. */
  private static Planner planner() {
    return new Planner(KnownCatalogs.in(Machine.current().cache()));
  }

  /** The plan for a commit that is compared with nothing: every service is in it. */
  static Plan everything(GitRepository repository, String commit) {
    return planner().plan(repository, Optional.empty(), repository.resolve(commit));
  }
}
