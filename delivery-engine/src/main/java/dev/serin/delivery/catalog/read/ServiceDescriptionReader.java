package dev.serin.delivery.catalog.read;

import dev.serin.delivery.catalog.BuildDescription;
import dev.serin.delivery.catalog.ServiceDescription;
import dev.serin.delivery.catalog.ServiceDescription.Backing;
import dev.serin.delivery.catalog.ServiceDescription.Deploy;
import dev.serin.delivery.catalog.ServiceDescription.Image;
import dev.serin.delivery.catalog.ServiceDescription.Objectives;
import dev.serin.delivery.catalog.ServiceDescription.Route;
import dev.serin.delivery.catalog.ServiceDescription.Scale;
import dev.serin.delivery.catalog.yaml.YamlFile;
import dev.serin.delivery.catalog.yaml.YamlMapping;
import dev.serin.delivery.catalog.yaml.YamlValue;
import dev.serin.delivery.problem.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads a {@code service.yaml} strictly and reports all that is wrong with it at once. The same
 * rules are published as {@code docs/schemas/service.schema.json}; a test holds the two together.
 */
public final class ServiceDescriptionReader {
  /** What names of services must look like; short enough for {@code -stable} and a hash behind. */
  static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]{0,48}[a-z0-9])?");

  static final String NAME_IN_WORDS =
      "a name of lower-case letters, digits and hyphens that starts with a letter"
          + " (at most 50 characters)";

  static final Pattern LABEL = Pattern.compile("[a-z]([-a-z0-9]{0,61}[a-z0-9])?");
  static final String LABEL_IN_WORDS =
      "a name of lower-case letters, digits and hyphens that starts with a letter";
  private static final Pattern OWNER = Pattern.compile("[^\\p{Cntrl}]{1,100}");
  private static final Pattern FLAG = Pattern.compile("-[\\x21-\\x7e]{1,199}");
  private static final Pattern TARGET =
      Pattern.compile("(?!/)(?!(.*/)?\\.\\.(/.*)?$)[^\\\\\\p{Cntrl}]{1,500}");
  private static final Pattern HOST =
      Pattern.compile(
          "(?=.{1,253}$)(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?"
              + "(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  static final Pattern URL_PATH = Pattern.compile("/[A-Za-z0-9._~/-]*");
  private static final Pattern PERCENT = Pattern.compile("([1-9][0-9]?|100)%");
  private static final Pattern QUANTILE = Pattern.compile("p[1-9][0-9]?(\\.[0-9]{1,3})?");
  private static final int MOST_PODS = 1000;
  static final int HIGHEST_PORT = 65535;

  private final List<String> tools;

  /**
   * Makes a reader.
   *
   * @param tools ids of the toolchains that {@code build.tool} may name
   */
  public ServiceDescriptionReader(List<String> tools) {
    this.tools = List.copyOf(tools);
  }

  /**
   * Reads one file.
   *
   * @param path its path, for the problems
   * @param text its content
   * @param problems takes what is wrong
   * @return the description as far as it could be read; nothing when not even the name could
   */
  public Optional<ServiceDescription> read(String path, String text, Problems problems) {
    return read(path, text, ServiceDescription.defaults(""), problems);
  }

  /**
   * Reads one file on top of what a {@code score.yaml} beside it says.
   *
   * @param defaults holds where the file says nothing
   */
  Optional<ServiceDescription> read(
      String path, String text, ServiceDescription defaults, Problems problems) {
    return new YamlFile(path, problems).parse(text).flatMap(file -> description(file, defaults));
  }

  private Optional<ServiceDescription> description(YamlMapping file, ServiceDescription defaults) {
    file.only(List.of("apiVersion", "service", "owner", "build", "dependsOn", "image", "deploy"));
    if (!file.has("apiVersion")) {
      file.missing("apiVersion", "apiVersion: " + ServiceDescription.API_VERSION);
    }
    file.value("apiVersion").ifPresent(v -> v.oneOf(List.of(ServiceDescription.API_VERSION)));
    if (!file.has("service")) {
      file.missing("service", "service: cart");
    }
    Optional<String> name = file.value("service").flatMap(v -> v.text(NAME, NAME_IN_WORDS));
    Optional<String> owner =
        file.value("owner").flatMap(v -> v.text(OWNER, "the name of a team or a person"));
    BuildDescription build =
        file.mapping("build")
            .map(mapping -> BuildDescriptionReader.read(mapping, tools))
            .orElse(BuildDescription.DEFAULT);
    List<String> dependsOn =
        texts(
            file,
            "dependsOn",
            TARGET,
            "a path from the root of the repository, without '..', or a name");
    Image image =
        file.mapping("image")
            .map(mapping -> image(mapping, defaults.image()))
            .orElse(defaults.image());
    Deploy deploy =
        file.mapping("deploy")
            .map(mapping -> deploy(mapping, defaults.deploy()))
            .orElse(defaults.deploy());
    return name.map(
        service ->
            new ServiceDescription(
                service, owner, build, dependsOn, image, deploy, defaults.workload()));
  }

  private static Image image(YamlMapping image, Image defaults) {
    image.only(List.of("port", "runtimeFlags"));
    return new Image(
        image
            .value("port")
            .flatMap(value -> value.integer(1, HIGHEST_PORT))
            .orElse(defaults.port()),
        texts(image, "runtimeFlags", FLAG, "a flag that starts with '-', without spaces"));
  }

  private Deploy deploy(YamlMapping deploy, Deploy defaults) {
    deploy.only(List.of("replicas", "route", "calls", "backing", "scale", "canary", "slo"));
    return new Deploy(
        deploy
            .value("replicas")
            .flatMap(value -> value.integer(0, MOST_PODS))
            .orElse(defaults.replicas()),
        deploy.has("route")
            ? deploy.mapping("route").flatMap(ServiceDescriptionReader::route)
            : defaults.route(),
        texts(deploy, "calls", NAME, "the name of a service"),
        deploy.has("backing")
            ? collect(deploy.list("backing"), ServiceDescriptionReader::backing)
            : defaults.backing(),
        deploy.mapping("scale").flatMap(ServiceDescriptionReader::scale),
        deploy
            .value("canary")
            .flatMap(value -> CanaryReader.read(value, LABEL, LABEL_IN_WORDS))
            .orElse(defaults.canary()),
        deploy.mapping("slo").map(ServiceDescriptionReader::objectives));
  }

  private static Optional<Route> route(YamlMapping route) {
    route.only(List.of("host", "path", "auth"));
    if (!route.has("path")) {
      route.missing("path", "path: /cart");
    }
    Optional<String> host =
        route.value("host").flatMap(value -> value.text(HOST, "a host name in lower case"));
    Optional<String> auth = route.value("auth").flatMap(value -> value.text(LABEL, LABEL_IN_WORDS));
    return route
        .value("path")
        .flatMap(value -> value.text(URL_PATH, "a path that starts with '/'"))
        .map(path -> new Route(host, path, auth));
  }

  private static Optional<Backing> backing(YamlValue item) {
    return item.mapping()
        .flatMap(
            mapping -> {
              if (mapping.keys().size() != 1) {
                return item.wrong("one kind with one name, such as {postgres: carts}");
              }
              String kind = mapping.keys().iterator().next();
              if (!LABEL.matcher(kind).matches()) {
                return item.wrong("a kind such as postgres with a name");
              }
              return mapping
                  .value(kind)
                  .flatMap(value -> value.text(LABEL, LABEL_IN_WORDS))
                  .map(name -> new Backing(kind, name));
            });
  }

  private static Optional<Scale> scale(YamlMapping scale) {
    scale.only(List.of("min", "max", "cpu"));
    for (String key : List.of("min", "max")) {
      if (!scale.has(key)) {
        scale.missing(key, key + ": 3");
      }
    }
    Optional<Integer> min = scale.value("min").flatMap(value -> value.integer(1, MOST_PODS));
    Optional<Integer> max = scale.value("max").flatMap(value -> value.integer(1, MOST_PODS));
    Optional<Integer> cpu =
        scale
            .value("cpu")
            .flatMap(value -> value.text(PERCENT, "a percentage from 1% to 100%"))
            .map(text -> Integer.parseInt(text.substring(0, text.length() - 1)));
    if (min.isEmpty() || max.isEmpty()) {
      return Optional.empty();
    }
    if (min.get() > max.get()) {
      scale.problem("max", "'max' is " + max.get() + ", which is less than 'min', " + min.get());
      return Optional.empty();
    }
    OptionalInt percent = cpu.map(OptionalInt::of).orElse(OptionalInt.empty());
    return Optional.of(new Scale(min.get(), max.get(), percent));
  }

  private static Objectives objectives(YamlMapping slo) {
    slo.only(List.of("availability", "latency"));
    Optional<Double> availability =
        slo.value("availability").flatMap(value -> value.between(0, 100));
    Map<String, Duration> bounds = new TreeMap<>();
    slo.mapping("latency")
        .ifPresent(
            latency -> {
              for (String quantile : latency.keys()) {
                if (!QUANTILE.matcher(quantile).matches()) {
                  latency.problem(
                      quantile, "'" + quantile + "' is no quantile; write p50, p99 or p99.9");
                } else {
                  latency
                      .value(quantile)
                      .flatMap(YamlValue::duration)
                      .ifPresent(bound -> bounds.put(quantile, bound));
                }
              }
            });
    return new Objectives(availability, bounds);
  }

  private static List<String> texts(YamlMapping mapping, String key, Pattern form, String inWords) {
    return collect(mapping.list(key), item -> item.text(form, inWords));
  }

  private static <T> List<T> collect(
      List<YamlValue> items, Function<YamlValue, Optional<T>> reader) {
    List<T> results = new ArrayList<>();
    items.forEach(item -> reader.apply(item).ifPresent(results::add));
    return results;
  }
}
