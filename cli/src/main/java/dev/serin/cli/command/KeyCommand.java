package dev.serin.cli.command;

import dev.serin.cli.convention.Conventions;
import dev.serin.cli.output.Console;
import dev.serin.cli.output.ExitCode;
import dev.serin.delivery.evidence.signature.SigningKey;
import dev.serin.delivery.problem.UserError;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code serin key}. */
@Command(
    name = "key",
    header = "Make a key that a builder signs its images with.",
    description = {
      "Writes a new Ed25519 key to FILE, which only you can read, and its public half to FILE.pub."
          + " Never overwrites. The first belongs into the secrets of the builder ('serin build"
          + " --sign'), the second to everybody who verifies ('--trust'). Make one for the main"
          + " line and another for change requests.",
      "Whoever can run a program as the builder's user can read a key in a file or a variable, and"
          + " a build runs programs of its commit. 'serin build --sign -' reads it from standard"
          + " input, which leaves it nowhere that other processes look.",
      "Keys of `openssl genpkey` (Ed25519, or EC on P-256) do as well."
    },
    footer = {"  serin key main.pem            main.pem and main.pem.pub"})
final class KeyCommand extends Conventions implements Callable<Integer> {
  @ParentCommand private @Nullable SerinCommand parent;

  @Parameters(paramLabel = "FILE", description = "Where the private key goes.")
  private Path file = Path.of("");

  @Override
  public Integer call() throws IOException {
    if (parent == null) {
      throw new IllegalStateException("picocli sets the parent before it calls a command");
    }
    Console console = parent.console();
    Path secret = parent.directory().resolve(file);
    Path open = secret.resolveSibling(secret.getFileName() + ".pub");
    SigningKey key = SigningKey.generate();
    if (Files.exists(open)) {
      throw new UserError(open + " is there already; name another file.");
    }
    try {
      FileAttribute<?> ownersOnly =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      Files.createFile(secret, ownersOnly);
      Files.writeString(secret, key.text(), StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException taken) {
      throw new UserError(secret + " is there already; name another file.", taken);
    }
    Files.writeString(open, key.verification().text(), StandardOpenOption.CREATE_NEW);
    console.out().println(secret);
    console.out().println(open);
    return ExitCode.OK;
  }
}
