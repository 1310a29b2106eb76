package dev.serin.delivery.release;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serin.delivery.affected.Reason;
import dev.serin.delivery.build.toolchain.Stage;
import dev.serin.delivery.build.toolchain.TestCounts;
import dev.serin.delivery.catalog.yaml.YamlFile;
import dev.serin.delivery.catalog.yaml.YamlMapping;
import dev.serin.delivery.catalog.yaml.YamlValue;
import dev.serin.delivery.problem.Problems;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads a release strictly. JSON is read by the reader of YAML, of which it is a part, because that
 * one knows where every value is.
 */
final class ReleaseReader {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-.a-z0-9]{0,98}[a-z0-9])?");
  private static final String NAME_IN_WORDS = "a name of lower-case letters, digits and hyphens";
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");
  private static final Pattern IMAGE =
      Pattern.compile("[a-z0-9]([-a-z0-9._/:]{0,300}[a-z0-9])?@sha256:[0-9a-f]{64}");
  private static final Pattern RUNTIME = Pattern.compile("[a-z]+[0-9]{1,4}(\\.[0-9]{1,4})?");
  private static final Pattern HASH = Pattern.compile("([a-z0-9]+:)?[0-9a-f]{8,128}");
  private static final Pattern PATH =
      Pattern.compile("(?!/)(?!(.*/)?\\.\\.(/.*)?$)[^\\\\\\p{Cntrl}]{1,500}");
  private static final Pattern ANY = Pattern.compile("(?s).+");
  private static final int MOST_TESTS = 10_000_000;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String file;
  private final Problems problems = new Problems();

  ReleaseReader(String file) {
    this.file = file;
  }

  Release read(String text) {
    checkJson(text);
    problems.throwIfAny("This is no release file:");
    Optional<Release> release =
        new YamlFile(file, problems, ReleaseFile.LARGEST).parse(text).flatMap(this::release);
    problems.throwIfAny("The release file cannot be used:");
    return release.orElseThrow(
        () -> new IllegalStateException("what cannot be read is reported as a problem"));
  }

  private void checkJson(String text) {
    try {
      JSON.readTree(text);
    } catch (JsonProcessingException notJson) {
      JsonLocation place = notJson.getLocation();
      problems.add(
          file,
          place == null ? 0 : place.getLineNr(),
          place == null ? 0 : place.getColumnNr(),
          "is not JSON: " + notJson.getOriginalMessage());
    }
  }

  private Optional<Release> release(YamlMapping root) {
    root.only(List.of("apiVersion", "kind", "metadata", "source", "services", "failed"));
    required(root, "apiVersion", value -> value.oneOf(List.of(Release.API_VERSION)));
    required(root, "kind", value -> value.oneOf(List.of(Release.KIND)));
    Optional<YamlMapping> metadata = required(root, "metadata", YamlValue::mapping);
    metadata.ifPresent(mapping -> mapping.only(List.of("name", "created")));
    Optional<String> name = metadata.flatMap(from -> text(from, "name", NAME, NAME_IN_WORDS));
    Optional<Instant> created =
        metadata.flatMap(from -> required(from, "created", ReleaseReader::time));
    Optional<Release.Source> source =
        required(root, "source", YamlValue::mapping).flatMap(ReleaseReader::source);
    List<Release.Service> services = items(root, "services", ReleaseReader::service);
    List<Release.Failure> failed = items(root, "failed", ReleaseReader::failure);
    eachOnce(root, services, failed);
    if (name.isEmpty() || created.isEmpty() || source.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Release(name.get(), created.get(), source.get(), services, failed));
  }

  private static Optional<Release.Source> source(YamlMapping source) {
    source.only(List.of("repository", "commit", "base"));
    Optional<String> repository = text(source, "repository", ANY, "a text");
    Optional<String> commit = text(source, "commit", COMMIT, "the full id of a commit");
    Optional<String> base =
        source.value("base").flatMap(value -> value.text(COMMIT, "the full id of a commit"));
    if (repository.isEmpty() || commit.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Release.Source(repository.get(), commit.get(), base));
  }

  private static Optional<Release.Service> service(YamlMapping service) {
    service.only(
        List.of("name", "path", "image", "runtime", "inputHash", "reasons", "tests", "seconds"));
    Optional<String> name = text(service, "name", NAME, NAME_IN_WORDS);
    Optional<String> path =
        text(service, "path", PATH, "a path from the root of the repository, without '..'");
    Optional<String> image =
        text(service, "image", IMAGE, "an image by digest, such as shop/cart@sha256:…");
    Optional<String> runtime =
        text(service, "runtime", RUNTIME, "a runtime with its version, such as java17");
    Optional<String> inputHash = text(service, "inputHash", HASH, "a hash in hexadecimal");
    List<Reason> reasons = items(service, "reasons", ReleaseReader::reason);
    Optional<TestCounts> tests =
        required(service, "tests", YamlValue::mapping).flatMap(ReleaseReader::tests);
    Optional<Double> seconds = required(service, "seconds", YamlValue::notNegative);
    if (List.of(name, path, image, runtime, inputHash, tests, seconds).contains(Optional.empty())) {
      return Optional.empty();
    }
    return Optional.of(
        new Release.Service(
            name.get(),
            path.get(),
            image.get(),
            runtime.get(),
            inputHash.get(),
            reasons,
            tests.get(),
            seconds.get()));
  }

  private static Optional<Reason> reason(YamlMapping reason) {
    reason.only(List.of("kind", "detail"));
    List<Reason.Kind> kinds = List.of(Reason.Kind.values());
    Optional<Reason.Kind> kind =
        required(
                reason,
                "kind",
                value -> value.oneOf(kinds.stream().map(Reason.Kind::word).toList()))
            .flatMap(word -> kinds.stream().filter(each -> each.word().equals(word)).findFirst());
    Optional<String> detail = text(reason, "detail", ANY, "a text");
    return kind.isEmpty() || detail.isEmpty()
        ? Optional.empty()
        : Optional.of(new Reason(kind.get(), detail.get()));
  }

  private static Optional<TestCounts> tests(YamlMapping tests) {
    tests.only(List.of("passed", "failed", "skipped"));
    Optional<Integer> passed = count(tests, "passed");
    Optional<Integer> failed = count(tests, "failed");
    Optional<Integer> skipped = count(tests, "skipped");
    return passed.isEmpty() || failed.isEmpty() || skipped.isEmpty()
        ? Optional.empty()
        : Optional.of(new TestCounts(passed.get(), failed.get(), skipped.get()));
  }

  private static Optional<Release.Failure> failure(YamlMapping failure) {
    failure.only(List.of("name", "stage", "message", "log"));
    Optional<String> name = text(failure, "name", NAME, NAME_IN_WORDS);
    List<Stage> stages = List.of(Stage.values());
    Optional<Stage> stage =
        required(failure, "stage", value -> value.oneOf(stages.stream().map(Stage::word).toList()))
            .flatMap(word -> stages.stream().filter(each -> each.word().equals(word)).findFirst());
    Optional<String> message = text(failure, "message", ANY, "a text");
    Optional<String> log = text(failure, "log", ANY, "the path of a log");
    return name.isEmpty() || stage.isEmpty() || message.isEmpty() || log.isEmpty()
        ? Optional.empty()
        : Optional.of(new Release.Failure(name.get(), stage.get(), message.get(), log.get()));
  }

  private static void eachOnce(
      YamlMapping root, List<Release.Service> services, List<Release.Failure> failed) {
    Set<String> seen = new HashSet<>();
    List<String> names = new ArrayList<>(services.stream().map(Release.Service::name).toList());
    names.addAll(failed.stream().map(Release.Failure::name).toList());
    for (String name : names) {
      if (!seen.add(name)) {
        root.problem("services", "service '" + name + "' is in the release twice");
      }
    }
  }

  private static Optional<Integer> count(YamlMapping from, String key) {
    return required(from, key, value -> value.integer(0, MOST_TESTS));
  }

  private static Optional<String> text(YamlMapping from, String key, Pattern form, String inWords) {
    return required(from, key, value -> value.text(form, inWords));
  }

  private static <T> Optional<T> required(
      YamlMapping from, String key, Function<YamlValue, Optional<T>> read) {
    Optional<YamlValue> value = from.value(key);
    if (value.isEmpty()) {
      from.missing(key, "\"" + key + "\": …");
    }
    return value.flatMap(read);
  }

  private static <T> List<T> items(
      YamlMapping from, String key, Function<YamlMapping, Optional<T>> read) {
    if (!from.has(key)) {
      from.missing(key, "\"" + key + "\": []");
    }
    return from.list(key).stream()
        .map(YamlValue::mapping)
        .flatMap(Optional::stream)
        .map(read)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Instant> time(YamlValue value) {
    Optional<String> text = value.text();
    try {
      return text.map(Instant::parse);
    } catch (DateTimeParseException notATime) {
      return value.wrong("a time in UTC, such as 2026-11-23T14:00:00Z");
    }
  }
}
