package dev.serin.delivery.catalog.read;

import dev.serin.delivery.catalog.BuildDescription;
import dev.serin.delivery.catalog.ServiceDescription;
import dev.serin.delivery.catalog.ServiceDescription.Backing;
import dev.serin.delivery.catalog.ServiceDescription.Deploy;
import dev.serin.delivery.catalog.ServiceDescription.Image;
import dev.serin.delivery.catalog.ServiceDescription.Route;
import dev.serin.delivery.catalog.Workload;
import dev.serin.delivery.catalog.yaml.YamlFile;
import dev.serin.delivery.catalog.yaml.YamlMapping;
import dev.serin.delivery.catalog.yaml.YamlValue;
import dev.serin.delivery.problem.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a {@code score.yaml} (score.dev/v1b1) as the workload of a service: its port, its
 * environment, its amounts and probes, the resources that it uses. The image is the one that Serin
 * builds, whatever {@code image} says. Keys that Serin has no use for are allowed, since the file
 * serves other tools as well; those that change how the service runs are named by {@code serin
 * render}.
 */
final class ScoreReader {
  static final String FILE = "score.yaml";
  static final String API_VERSION = "score.dev/v1b1";

  private static final Set<String> BACKING =
      Set.of(
          "postgres",
          "mysql",
          "mssql",
          "mongodb",
          "redis",
          "amqp",
          "kafka-topic",
          "s3",
          "elasticsearch");
  private static final Pattern PLAIN_HOST = Pattern.compile("[a-z0-9][-a-z0-9.]*");

  private ScoreReader() {}

  static Optional<ServiceDescription> read(String path, String text, Problems problems) {
    return new YamlFile(path, problems).parse(text).flatMap(ScoreReader::description);
  }

  private static Optional<ServiceDescription> description(YamlMapping file) {
    file.only(List.of("apiVersion", "metadata", "containers", "service", "resources"));
    for (String key : List.of("apiVersion", "metadata", "containers")) {
      if (!file.has(key)) {
        file.missing(key, key.equals("apiVersion") ? "apiVersion: " + API_VERSION : key + ": ");
      }
    }
    file.value("apiVersion").ifPresent(value -> value.oneOf(List.of(API_VERSION)));
    Optional<String> name =
        file.mapping("metadata")
            .flatMap(
                metadata -> {
                  if (!metadata.has("name")) {
                    metadata.missing("name", "name: cart");
                  }
                  return metadata
                      .value("name")
                      .flatMap(
                          value ->
                              value.text(
                                  ServiceDescriptionReader.NAME,
                                  ServiceDescriptionReader.NAME_IN_WORDS));
                });
    Optional<Workload> workload = file.mapping("containers").flatMap(ScoreReader::container);
    Optional<YamlMapping> resources = file.mapping("resources");
    Deploy deploy =
        new Deploy(
            Deploy.DEFAULT.replicas(),
            resources.flatMap(ScoreReader::route),
            List.of(),
            resources.map(ScoreReader::backing).orElse(List.of()),
            Optional.empty(),
            Deploy.DEFAULT.canary(),
            Optional.empty());
    int port = file.mapping("service").flatMap(ScoreReader::port).orElse(Image.DEFAULT.port());
    return name.map(
        found ->
            new ServiceDescription(
                found,
                Optional.empty(),
                BuildDescription.DEFAULT,
                List.of(),
                new Image(port, List.of()),
                deploy,
                workload.orElse(Workload.DEFAULT)));
  }

  private static Optional<Workload> container(YamlMapping containers) {
    if (containers.keys().size() != 1) {
      for (String extra : containers.keys().stream().skip(1).toList()) {
        containers.problem(extra, "a service has one container; make '" + extra + "' its own");
      }
      return Optional.empty();
    }
    String only = containers.keys().iterator().next();
    return containers
        .mapping(only)
        .map(
            container -> {
              container.only(
                  List.of(
                      "image",
                      "command",
                      "args",
                      "variables",
                      "files",
                      "volumes",
                      "resources",
                      "livenessProbe",
                      "readinessProbe"));
              Optional<YamlMapping> amounts = container.mapping("resources");
              return new Workload(
                  texts(container.list("command")),
                  texts(container.list("args")),
                  texts(container.mapping("variables")),
                  texts(amounts.flatMap(each -> each.mapping("requests"))),
                  texts(amounts.flatMap(each -> each.mapping("limits"))),
                  probe(container, "readinessProbe"),
                  probe(container, "livenessProbe"));
            });
  }

  private static Optional<String> probe(YamlMapping container, String key) {
    return container
        .mapping(key)
        .flatMap(probe -> probe.mapping("httpGet"))
        .flatMap(get -> get.value("path"))
        .flatMap(
            value -> value.text(ServiceDescriptionReader.URL_PATH, "a path that starts with '/'"));
  }

  /** The port named http or web, else the first. */
  private static Optional<Integer> port(YamlMapping service) {
    return service
        .mapping("ports")
        .flatMap(
            ports ->
                List.of("http", "web").stream()
                    .filter(ports::has)
                    .findFirst()
                    .or(() -> ports.keys().stream().findFirst())
                    .flatMap(ports::mapping))
        .flatMap(port -> port.value("targetPort").or(() -> port.value("port")))
        .flatMap(value -> value.integer(1, ServiceDescriptionReader.HIGHEST_PORT));
  }

  private static Optional<Route> route(YamlMapping resources) {
    return ofType(resources, Set.of("route")).stream()
        .findFirst()
        .flatMap(resources::mapping)
        .flatMap(route -> route.mapping("params"))
        .map(
            params ->
                new Route(
                    params
                        .value("host")
                        .flatMap(YamlValue::text)
                        .filter(host -> PLAIN_HOST.matcher(host).matches()),
                    params
                        .value("path")
                        .flatMap(
                            value ->
                                value.text(
                                    ServiceDescriptionReader.URL_PATH,
                                    "a path that starts with '/'"))
                        .orElse("/"),
                    Optional.empty()));
  }

  private static List<Backing> backing(YamlMapping resources) {
    List<Backing> backing = new ArrayList<>();
    for (String name : ofType(resources, BACKING)) {
      resources
          .mapping(name)
          .flatMap(resource -> resource.value("type"))
          .flatMap(YamlValue::text)
          .ifPresent(type -> backing.add(new Backing(type, name)));
    }
    return backing;
  }

  private static List<String> ofType(YamlMapping resources, Set<String> types) {
    return resources.keys().stream()
        .filter(
            name ->
                resources
                    .mapping(name)
                    .flatMap(resource -> resource.value("type"))
                    .flatMap(YamlValue::text)
                    .filter(types::contains)
                    .isPresent())
        .toList();
  }

  private static List<String> texts(List<YamlValue> values) {
    return values.stream().map(YamlValue::text).flatMap(Optional::stream).toList();
  }

  private static Map<String, String> texts(Optional<YamlMapping> mapping) {
    Map<String, String> texts = new LinkedHashMap<>();
    mapping.ifPresent(
        found ->
            found
                .keys()
                .forEach(
                    key ->
                        found
                            .value(key)
                            .flatMap(YamlValue::text)
                            .ifPresent(text -> texts.put(key, text))));
    return texts;
  }
}
