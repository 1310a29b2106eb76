package dev.serin.delivery.registry;

import dev.serin.delivery.image.Digest;
import dev.serin.delivery.image.OciDescriptor;
import dev.serin.delivery.image.OciLayout;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * The few requests of the OCI distribution specification that reading and writing images takes. All
 * of them may be repeated, and are, as {@link Retries} says.
 */
public final class RegistryClient {
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;
  private static final int NOT_FOUND = 404;
  private static final Set<Integer> BEGUN = Set.of(CREATED, ACCEPTED);

  /** Some registries refuse to look into another repository instead of just not finding it. */
  private static final Set<Integer> BEGUN_OR_NOT_MOUNTED =
      Set.of(CREATED, ACCEPTED, 400, 401, 403, NOT_FOUND, 405);

  private static final int LARGEST_MANIFEST = 4 * 1024 * 1024;
  private static final String DIGEST_HEADER = "Docker-Content-Digest";

  private final Registry registry;
  private final Transport transport;
  private final Retries retries;

  RegistryClient(Registry registry, Transport transport, Retries retries) {
    this.registry = registry;
    this.transport = transport;
    this.retries = retries;
  }

  /** The registry that it speaks to. */
  public Registry registry() {
    return registry;
  }

  /** Where the upload of a blob goes on; nothing if the registry took it from elsewhere. */
  record Session(Optional<URI> location) {}

  /** The size of a blob; nothing if the repository does not have it. */
  OptionalLong blobSize(String repository, Digest digest) throws IOException, InterruptedException {
    Call call =
        Call.of("HEAD", uri(repository, "/blobs/" + digest), pull(repository, Optional.empty()));
    Answer answer =
        tried(() -> transport.send(call, "say whether it has " + digest, Set.of(OK, NOT_FOUND)));
    return answer.status() == OK
        ? OptionalLong.of(answer.headers().firstValueAsLong("Content-Length").orElse(-1))
        : OptionalLong.empty();
  }

  /**
   * Puts a blob into a repository.
   *
   * @param from another repository of the registry that may have it
   * @return whether the registry took it from there; else it was sent
   */
  boolean putBlob(String repository, OciDescriptor blob, Path content, Optional<String> from)
      throws IOException, InterruptedException {
    return tried(
        () -> {
          Session session = begin(repository, blob.checkedDigest(), from);
          if (session.location().isPresent()) {
            send(repository, blob, publisher(content), session.location().get());
          }
          return session.location().isEmpty();
        });
  }

  private Session begin(String repository, Digest digest, Optional<String> from)
      throws IOException, InterruptedException {
    String query = from.map(other -> "?mount=" + digest + "&from=" + encoded(other)).orElse("");
    URI uri = uri(repository, "/blobs/uploads/" + query);
    Answer answer =
        transport.send(
            Call.of("POST", uri, push(repository, from)),
            "begin an upload to " + repository,
            from.isPresent() ? BEGUN_OR_NOT_MOUNTED : BEGUN);
    if (!BEGUN.contains(answer.status())) {
      return begin(repository, digest, Optional.empty());
    }
    return answer.status() == CREATED && from.isPresent()
        ? new Session(Optional.empty())
        : new Session(Optional.of(transport.resolve(uri, answer)));
  }

  private void send(String repository, OciDescriptor blob, BodyPublisher content, URI location)
      throws IOException, InterruptedException {
    String separator = location.getRawQuery() == null ? "?" : "&";
    URI uri = URI.create(location + separator + "digest=" + encoded(blob.digest()));
    Call call =
        Call.of("PUT", uri, push(repository, Optional.empty()))
            .with(Map.of("Content-Type", "application/octet-stream"))
            .sending(content, blob.size());
    Answer answer =
        transport.send(call, "take " + blob.digest() + " into " + repository, Set.of(CREATED));
    requireDigest(answer, blob.checkedDigest());
  }

  private static BodyPublisher publisher(Path content) throws RegistryException {
    try {
      return BodyPublishers.ofFile(content);
    } catch (FileNotFoundException gone) {
      throw new RegistryException("the file " + content + " is gone", gone);
    }
  }

  /**
   * Puts a manifest or an index under a tag or its digest.
   *
   * @param reference tag or digest
   * @return whether the registry has noted which image it refers to, for those who ask
   */
  boolean putManifest(String repository, String reference, Manifest manifest)
      throws IOException, InterruptedException {
    URI uri = uri(repository, "/manifests/" + reference);
    Call call =
        Call.of("PUT", uri, push(repository, Optional.empty()))
            .with(Map.of("Content-Type", manifest.mediaType()))
            .sending(BodyPublishers.ofByteArray(manifest.content()), manifest.content().length);
    Answer answer = ask(call, "take the manifest " + repository + ":" + reference, Set.of(CREATED));
    requireDigest(answer, manifest.digest());
    return answer.header("OCI-Subject").isPresent();
  }

  /** Puts a small blob into a repository, unless it is there. */
  OciDescriptor putBlob(String repository, String mediaType, byte[] content)
      throws IOException, InterruptedException {
    OciDescriptor blob =
        new OciDescriptor(mediaType, Digest.of(content).value(), content.length, Map.of());
    if (blobSize(repository, blob.checkedDigest()).isEmpty()) {
      tried(
          () -> {
            Session session = begin(repository, blob.checkedDigest(), Optional.empty());
            if (session.location().isPresent()) {
              send(repository, blob, BodyPublishers.ofByteArray(content), session.location().get());
            }
            return true;
          });
    }
    return blob;
  }

  /**
   * Reads a small blob into memory.
   *
   * @param most bytes that it may have
   * @throws IOException if it is missing, larger, or its content does not have that digest
   */
  public byte[] blob(String repository, OciDescriptor blob, int most)
      throws IOException, InterruptedException {
    if (blob.size() > most) {
      throw new RegistryException(
          "%s in %s has more than %d bytes".formatted(blob.digest(), repository, most));
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    URI uri = uri(repository, "/blobs/" + blob.digest());
    tried(
        () -> {
          content.reset();
          Call call = Call.of("GET", uri, pull(repository, Optional.empty()));
          transport.send(
              call.into(content, most), "give " + blob.digest() + " of " + repository, Set.of(OK));
          return true;
        });
    if (!Digest.of(content.toByteArray()).equals(blob.checkedDigest())) {
      throw new RegistryException(
          "registry %s was asked for %s of %s and gave other content: it cannot be trusted"
              .formatted(registry.name(), blob.digest(), repository));
    }
    return content.toByteArray();
  }

  /** Asks for something of a repository, as often as it pays. */
  Answer ask(Call call, String what, Set<Integer> expected)
      throws IOException, InterruptedException {
    return tried(() -> transport.send(call, what, expected));
  }

  /** A request that reads from a repository. */
  Call reading(String repository, String path) {
    return Call.of("GET", uri(repository, path), pull(repository, Optional.empty()));
  }

  /** A request that takes something out of a repository. */
  Call deleting(String repository, String path) {
    List<String> scopes = scopes(repository, "delete,pull,push", Optional.empty());
    return Call.of("DELETE", uri(repository, path), scopes);
  }

  /**
   * Reads a manifest or an index.
   *
   * @param reference tag or digest; with a digest the content is held to it
   * @param accepted media types
   * @return nothing if the repository does not have it
   */
  public Optional<Manifest> manifest(String repository, String reference, List<String> accepted)
      throws IOException, InterruptedException {
    Call call =
        Call.of(
                "GET",
                uri(repository, "/manifests/" + reference),
                pull(repository, Optional.empty()))
            .with(Map.of("Accept", String.join(", ", accepted)));
    Answer answer =
        tried(
            () ->
                transport.send(
                    call,
                    "give the manifest " + repository + ":" + reference,
                    Set.of(OK, NOT_FOUND)));
    if (answer.status() == NOT_FOUND) {
      return Optional.empty();
    }
    if (answer.body().length > LARGEST_MANIFEST) {
      throw new RegistryException("the manifest of " + repository + " has more than 4 MiB");
    }
    String type = answer.header("Content-Type").orElse("").replaceFirst(";.*", "").strip();
    Manifest manifest = new Manifest(type, answer.body());
    if (Digest.isDigest(reference) && !manifest.digest().value().equals(reference)) {
      throw new RegistryException(
          "registry %s was asked for %s@%s and gave content with the digest %s: it cannot be trusted"
              .formatted(registry.name(), repository, reference, manifest.digest()));
    }
    return Optional.of(manifest);
  }

  /**
   * Copies a blob into a layout, unless that has it.
   *
   * @throws IOException if the content does not have that digest and size
   */
  public void fetchBlob(String repository, OciDescriptor blob, OciLayout layout)
      throws IOException, InterruptedException {
    Digest digest = blob.checkedDigest();
    if (layout.hasBlob(digest)) {
      return;
    }
    tried(
        () -> {
          Path file = Files.createTempFile(layout.folder(), ".fetch-", ".tmp");
          try {
            try (OutputStream sink = Files.newOutputStream(file)) {
              URI uri = uri(repository, "/blobs/" + digest);
              Call call = Call.of("GET", uri, pull(repository, Optional.empty()));
              transport.send(
                  call.into(sink, blob.size()), "give " + digest + " of " + repository, Set.of(OK));
            }
            add(file, digest, layout);
            return true;
          } finally {
            Files.deleteIfExists(file);
          }
        });
  }

  private void add(Path file, Digest digest, OciLayout layout) throws RegistryException {
    try (InputStream content = Files.newInputStream(file)) {
      layout.addBlob(content, digest);
    } catch (IOException problem) {
      throw new RegistryException(
          "what registry %s gave cannot be used: %s"
              .formatted(registry.name(), problem.getMessage()),
          problem);
    }
  }

  /** Tries as often as it pays, and names the registry when nothing helps. */
  private <T> T tried(Retries.Attempt<T> attempt) throws IOException, InterruptedException {
    try {
      return retries.run(attempt);
    } catch (RegistryException named) {
      throw named;
    } catch (SSLException untrusted) {
      throw new RegistryException(
          "registry %s cannot be trusted: %s. If it speaks plain HTTP and you trust the network, say so with --plain-http"
              .formatted(registry.name(), untrusted.getMessage()),
          untrusted);
    } catch (IOException unreachable) {
      throw new RegistryException(
          "registry %s cannot be reached: %s".formatted(registry.name(), reason(unreachable)),
          unreachable);
    }
  }

  private static String reason(IOException problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "its name is not known here";
      }
    }
    String message = problem.getMessage();
    return message == null || message.isBlank()
        ? "the connection is refused (" + problem.getClass().getSimpleName() + ")"
        : message;
  }

  private void requireDigest(Answer answer, Digest digest) throws RegistryException {
    String said = answer.header(DIGEST_HEADER).orElse(digest.value());
    if (!said.equals(digest.value())) {
      throw new RegistryException(
          "registry %s was given %s and says that it has the digest %s: it cannot be trusted"
              .formatted(registry.name(), digest, said));
    }
  }

  private URI uri(String repository, String path) {
    return registry.uri("/v2/" + repository + path);
  }

  private static List<String> pull(String repository, Optional<String> other) {
    return scopes(repository, "pull", other);
  }

  private static List<String> push(String repository, Optional<String> other) {
    return scopes(repository, "pull,push", other);
  }

  private static List<String> scopes(String repository, String actions, Optional<String> other) {
    String own = "repository:" + repository + ":" + actions;
    return other.map(name -> List.of(own, "repository:" + name + ":pull")).orElse(List.of(own));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
