package dev.serin.cli.command;

import dev.serin.cli.output.ExitCode;
import dev.serin.cli.output.Json;
import dev.serin.delivery.affected.Plan;
import dev.serin.delivery.git.GitRepository;
import java.io.IOException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code serin plan}. */
@Command(
    name = "plan",
    header = "Say which services a range of commits affects, and why.",
    description =
        "A service is affected when its input hash differs between the two commits. Nothing is"
            + " built.",
    footer = {
      "  serin plan                                   every service: a first build",
      "  serin plan --from HEAD~1 --explain           the last commit, all reasons",
      "  serin plan --from origin/main --merge-base   a change request",
      "  serin plan --from origin/main --merge-base --markdown",
      "  serin plan --since-built .serin/built.json   a main line",
      "  serin plan --from v1.2.0 --to v1.3.0 --json  for scripts"
    })
final class PlanCommand extends RepositoryCommand {
  @Mixin private final RangeOptions range = new RangeOptions();

  @Option(
      names = "--explain",
      description = "Show every reason, input hashes, and the services that are not affected.")
  private boolean explain;

  @ArgGroup(exclusive = true)
  private Form form = new Form();

  /** How it is written. */
  private static final class Form {
    @Option(names = "--json", description = "Write JSON (docs/schemas/plan.schema.json).")
    private boolean json;

    @Option(
        names = "--markdown",
        description = "Write a comment for a change request; with --explain, all reasons.")
    private boolean markdown;
  }

  @Override
  int run(GitRepository repository) throws IOException {
    Plan plan = range.plan(repository, directory());
    warnOfUncommittedChanges(repository);
    showNotes(plan.notes());
    if (form.json) {
      console().out().println(Json.text(PlanReport.document(plan)));
    } else if (form.markdown) {
      PlanMarkdown.lines(plan, explain).forEach(console().out()::println);
    } else {
      PlanReport.lines(plan, explain, console()).forEach(console().out()::println);
    }
    return ExitCode.OK;
  }
}
