package dev.serin.cli.command;

import dev.serin.cli.output.ExitCode;
import dev.serin.delivery.catalog.ServiceDescription;
import dev.serin.delivery.catalog.read.CatalogReader;
import dev.serin.delivery.catalog.read.Proposal;
import dev.serin.delivery.git.GitRepository;
import dev.serin.delivery.problem.Printable;
import dev.serin.delivery.problem.UserError;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serin init}. */
@Command(
    name = "init",
    header = "Write a first service.yaml for each service that has none.",
    description =
        "It looks at the commit HEAD, writes into the work tree, and never overwrites a file.",
    footer = {
      "  serin init --dry-run   show what it would write",
      "  serin init             write it; read, change and commit the files then"
    })
final class InitCommand extends RepositoryCommand {
  @Option(names = "--dry-run", description = "Only show what would be written.")
  private boolean dryRun;

  @Override
  int run(GitRepository repository) throws IOException {
    if (repository.isBare()) {
      throw new UserError(
          repository.location() + " is a bare repository: there is no folder to write into.");
    }
    CatalogReader reader = CatalogReader.standard();
    List<Proposal> proposals = reader.proposals(repository.tree(repository.resolve("HEAD")));
    if (proposals.isEmpty()) {
      // Says what a service is, when there is none at all.
      int services =
          reader.readWithServices(repository.tree(repository.resolve("HEAD"))).services().size();
      console().err().println("Nothing to do: all " + services + " services have a service.yaml.");
      return ExitCode.OK;
    }
    Path root = repository.location().toRealPath();
    for (Proposal proposal : proposals) {
      write(root, proposal);
    }
    console()
        .err()
        .println(
            dryRun
                ? "Nothing was written; leave out --dry-run to write."
                : "Read the files, change what you like, and commit them.");
    return ExitCode.OK;
  }

  private void write(Path root, Proposal proposal) throws IOException {
    Path folder = root.resolve(proposal.folder());
    Path file = folder.resolve(ServiceDescription.FILE_NAME);
    String shown = Printable.line(root.relativize(file.normalize()).toString());
    if (!Files.isDirectory(folder) || !folder.toRealPath().startsWith(root)) {
      console().note(shown + ": the folder is not in the work tree; left out");
      return;
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      console().note(shown + ": is there already; left as it is");
      return;
    }
    String text = text(proposal);
    if (dryRun) {
      console().out().println("# " + shown);
      console().out().println(text);
      return;
    }
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
      console().out().println(shown);
    } catch (FileAlreadyExistsException e) {
      console().note(shown + ": is there already; left as it is");
    }
  }

  private static String text(Proposal proposal) {
    return """
        apiVersion: serin.dev/v1
        service: %1$s
        build: {tool: %2$s}
        image: {port: 8080}          # the port that it listens on; also in the variable PORT
        deploy:
          replicas: 1
          route: {path: /%1$s}       # where the gateway serves it; leave out for none
          canary: standard           # how a new version takes over
        """
        .formatted(proposal.name(), proposal.toolchain());
  }
}
