package dev.serin.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.cli.output.Json;
import dev.serin.delivery.catalog.Catalog;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.Dependency;
import dev.serin.delivery.catalog.ServiceDescription;
import dev.serin.delivery.git.GitRepository;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.render.Manifest;
import dev.serin.delivery.render.Manifests;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A catalogue in the form of Backstage ({@code backstage.io/v1alpha1}): a System for the
 * repository, a Component for each service and library. What the catalogue does not know, such as
 * the life cycle, is said to be unknown or production.
 */
final class BackstageEntities {
  private static final String API_VERSION = "backstage.io/v1alpha1";
  private static final String NOBODY = "unknown";
  private static final int LONGEST_NAME = 63;

  private BackstageEntities() {}

  static String yaml(GitRepository repository, Catalog catalog) {
    List<Manifest> entities = new ArrayList<>();
    ObjectNode system = entity("System", repository.name());
    system.putObject("spec").put("owner", NOBODY);
    entities.add(manifest(system));
    for (Component component : catalog.components()) {
      entities.add(manifest(component(component, repository, catalog)));
    }
    return Manifests.toYaml(entities);
  }

  private static ObjectNode component(
      Component component, GitRepository repository, Catalog catalog) {
    ObjectNode entity = entity("Component", name(component, catalog));
    ObjectNode metadata = entity.withObject("metadata");
    metadata.put("title", component.name());
    metadata.putObject("annotations").put("serin.dev/path", component.path());
    metadata.putArray("tags").add(component.toolchain());
    ObjectNode specification = entity.putObject("spec");
    specification.put("type", component.isService() ? "service" : "library");
    specification.put("lifecycle", "production");
    specification.put(
        "owner", component.description().flatMap(ServiceDescription::owner).orElse(NOBODY));
    specification.put("system", repository.name());
    if (!component.dependencies().isEmpty()) {
      ArrayNode needs = specification.putArray("dependsOn");
      component.dependencies().stream()
          .map(Dependency::path)
          .flatMap(path -> catalog.byPath(path).stream())
          .map(each -> "component:" + name(each, catalog))
          .forEach(needs::add);
    }
    return entity;
  }

  private static Manifest manifest(ObjectNode entity) {
    return new Manifest(
        entity.path("kind").asText(), entity.path("metadata").path("name").asText(), entity);
  }

  /** Services have names of their own; a library's may be taken, so its path is its name. */
  private static String name(Component component, Catalog catalog) {
    if (component.isService()) {
      return component.name();
    }
    String path =
        component.path().equals(RepositoryPath.ROOT) ? component.name() : component.path();
    String name =
        path.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String own = catalog.service(name).isPresent() ? name + "-library" : name;
    return own.substring(Math.max(0, own.length() - LONGEST_NAME)).replaceAll("^-+", "");
  }

  private static ObjectNode entity(String kind, String name) {
    ObjectNode entity = Json.object().put("apiVersion", API_VERSION).put("kind", kind);
    entity.putObject("metadata").put("name", name);
    return entity;
  }
}
