package dev.serin.cli.command;

import dev.serin.cli.convention.Conventions;
import dev.serin.cli.output.Console;
import dev.serin.delivery.git.GitRepository;
import dev.serin.delivery.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that works on the repository around the current folder. */
abstract class RepositoryCommand extends Conventions implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  /** Does the work on an open repository and returns the exit code. */
  abstract int run(GitRepository repository) throws Exception;

  @Override
  public final Integer call() throws Exception {
    try (GitRepository repository = GitRepository.open(root().directory())) {
      return run(repository);
    }
  }

  final SerinCommand root() {
    if (spec == null || !(spec.root().userObject() instanceof SerinCommand root)) {
      throw new IllegalStateException("picocli sets the specification before it calls a command");
    }
    return root;
  }

  final Console console() {
    return root().console();
  }

  final Path directory() {
    return root().directory();
  }

  /** Writes notes of the engine. */
  final void showNotes(List<Problem> notes) {
    notes.forEach(note -> console().note(note.toString()));
  }

  /** Says that uncommitted changes are not looked at; in CI there are none worth the time. */
  final void warnOfUncommittedChanges(GitRepository repository) {
    if (console().variable("CI").isEmpty() && repository.hasUncommittedChanges()) {
      console()
          .note("there are uncommitted changes; Serin reads commits only, so they do not count");
    }
  }
}
