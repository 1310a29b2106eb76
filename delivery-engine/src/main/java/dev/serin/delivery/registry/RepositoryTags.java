package dev.serin.delivery.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.delivery.image.Digest;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tags of a repository, and the way to be rid of what they point to. */
public final class RepositoryTags {
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final int MOST_PAGES = 10_000;
  private static final int PAGE = 1000;
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"?next\"?");

  /** As the distribution specification has them, so that each can be part of an address. */
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

  private final RegistryClient client;
  private final String repository;

  /** Those of a repository. */
  public RepositoryTags(RegistryClient client, String repository) {
    this.client = client;
    this.repository = repository;
  }

  /** All tags; none if there is no such repository. */
  public List<String> list() throws IOException, InterruptedException {
    List<String> tags = new ArrayList<>();
    Call call = client.reading(repository, "/tags/list?n=" + PAGE);
    for (int page = 0; page < MOST_PAGES; page++) {
      Answer answer = client.ask(call, "list the tags of " + repository, Set.of(OK, NOT_FOUND));
      if (answer.status() == NOT_FOUND) {
        return List.copyOf(tags);
      }
      for (JsonNode tag : answer.json().path("tags")) {
        if (TAG.matcher(tag.asText()).matches()) {
          tags.add(tag.asText());
        }
      }
      Optional<URI> next = next(answer, call.uri());
      if (next.isEmpty()) {
        return List.copyOf(tags);
      }
      call = call.at(next.get());
    }
    throw new RegistryException(
        "registry %s lists the tags of %s without end"
            .formatted(client.registry().name(), repository));
  }

  /** The next page; only of the same registry. */
  private static Optional<URI> next(Answer answer, URI asked) {
    Matcher link = NEXT.matcher(answer.header("Link").orElse(""));
    if (!link.find()) {
      return Optional.empty();
    }
    try {
      URI next = asked.resolve(link.group(1));
      return String.valueOf(next.getRawAuthority()).equals(asked.getRawAuthority())
          ? Optional.of(next)
          : Optional.empty();
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  /**
   * Puts a tag on a manifest or an index that the repository has, wherever it pointed before.
   *
   * @throws RegistryException if the repository has it no more
   */
  public void put(String tag, Digest digest) throws IOException, InterruptedException {
    Manifest manifest =
        client
            .manifest(repository, digest.value(), MediaTypes.IMAGES)
            .orElseThrow(
                () ->
                    new RegistryException(
                        "registry %s has no %s@%s any more"
                            .formatted(client.registry().name(), repository, digest)));
    client.putManifest(repository, tag, manifest);
  }

  /**
   * Deletes a manifest or an index with all of its tags. That it is gone already is fine.
   *
   * @throws RegistryException if the registry deletes nothing
   */
  public void delete(Digest digest) throws IOException, InterruptedException {
    Answer answer =
        client.ask(
            client.deleting(repository, "/manifests/" + digest),
            "delete " + repository + "@" + digest,
            Set.of(OK, ACCEPTED, NOT_FOUND, NOT_ALLOWED));
    if (answer.status() == NOT_ALLOWED) {
      throw new RegistryException(
          "registry %s deletes nothing: it must be told to (the open-source registry by REGISTRY_STORAGE_DELETE_ENABLED=true)"
              .formatted(client.registry().name()));
    }
  }
}
