package dev.serin.cli.command;

import dev.serin.cli.convention.Conventions;
import dev.serin.cli.output.Console;
import dev.serin.cli.output.ExitCode;
import dev.serin.cli.output.Table;
import dev.serin.delivery.image.OciLayout;
import dev.serin.delivery.problem.UserError;
import dev.serin.delivery.registry.ImagePublisher;
import dev.serin.delivery.registry.RegistryException;
import dev.serin.delivery.release.Release;
import dev.serin.delivery.release.ReleaseFile;
import dev.serin.delivery.release.ReleasePublisher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code serin publish}. */
@Command(
    name = "publish",
    header = "Copy the images of a release that is built already to a registry.",
    description = {
      "The images come from the folder 'images' beside the release file, and keep their digests."
          + " Each is read back before it counts; then the release file names the images in the"
          + " registry. When one fails, the file stays as it was, and the next try sends only what"
          + " is missing.",
      "Credentials are those of 'docker login'. To build and publish in one go there is 'serin"
          + " build --push'."
    },
    footer = {
      "  serin publish .serin/release.json --to registry.example/shop",
      "  serin publish release.json --to 127.0.0.1:5000/shop --json | jq .services",
      "  serin publish release.json --to other.example/shop --output other.json"
    })
final class PublishCommand extends Conventions implements Callable<Integer> {
  @ParentCommand private @Nullable SerinCommand parent;

  @Parameters(paramLabel = "RELEASE.json", description = "The release file of 'serin build'.")
  private Path release = Path.of("");

  @Option(
      names = "--to",
      paramLabel = "REGISTRY/PREFIX",
      required = true,
      description = "Where the images go: that of service cart to REGISTRY/PREFIX/cart.")
  private String target = "";

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "The OCI layout with the images (default: 'images' beside the release file).")
  private @Nullable Path images;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write the release with its new names here (default: into the same file).")
  private @Nullable Path output;

  @Mixin private final RegistryOptions registries = new RegistryOptions();

  @Option(
      names = "--json",
      description = "Write the release file to standard output (docs/schemas/release.schema.json).")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (parent == null) {
      throw new IllegalStateException("picocli sets the parent before it calls a command");
    }
    Console console = parent.console();
    Path file = parent.directory().resolve(release).normalize();
    Release built = ReleaseFile.read(file);
    ImagePublisher publisher = registries.publisher(target, console);
    OciLayout layout = layout(file, parent.directory());
    ReleasePublisher publishing = new ReleasePublisher(layout, publisher);
    List<String> withoutRuntime = publishing.withoutRuntime(built);
    if (!withoutRuntime.isEmpty()) {
      console.note(
          "no runtime is in the images of "
              + String.join(", ", withoutRuntime)
              + ", so an ordinary cluster cannot run them; `serin build --base-registry …` makes"
              + " images upon a base");
    }
    try {
      Release published =
          InterruptOnExit.during(
              () ->
                  publishing.publish(
                      built,
                      (service, image) ->
                          console
                              .err()
                              .println(
                                  service
                                      + "  "
                                      + console.green("there")
                                      + ", "
                                      + image.summary())));
      Path to = output == null ? file : parent.directory().resolve(output).normalize();
      ReleaseFile.write(published, to);
      show(published, console);
      console.err().println("Release " + published.name() + ": " + to);
      return ExitCode.OK;
    } catch (RegistryException problem) {
      console.err().println("serin: " + problem.explanation() + ". The release file is as it was.");
      return ExitCode.FAILED;
    }
  }

  private OciLayout layout(Path file, Path directory) {
    Path folder = images == null ? file.resolveSibling("images") : directory.resolve(images);
    try {
      return OciLayout.open(folder);
    } catch (IOException none) {
      throw new UserError(
          "%s. The images of %s are looked for there; --images names another folder."
              .formatted(none.getMessage(), file),
          none);
    }
  }

  private void show(Release published, Console console) {
    if (json) {
      console.out().print(ReleaseFile.toJson(published));
      return;
    }
    Table table = new Table();
    published.services().forEach(each -> table.row("published", each.name(), each.image()));
    table.lines().forEach(console.out()::println);
  }
}
