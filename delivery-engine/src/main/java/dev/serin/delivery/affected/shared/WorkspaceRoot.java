package dev.serin.delivery.affected.shared;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * What the {@code package.json} of a workspace's root means to the packages in it: not its own
 * name, version and scripts, nor the list of its packages.
 */
final class WorkspaceRoot {
  private static final List<String> OWN =
      List.of(
          "name",
          "version",
          "description",
          "private",
          "scripts",
          "workspaces",
          "author",
          "license",
          "repository",
          "homepage",
          "bugs",
          "keywords",
          "contributors",
          "funding");

  private WorkspaceRoot() {}

  static SharedFile parse(String text) throws JsonProcessingException {
    JsonNode json = Canonical.json(text);
    if (json instanceof ObjectNode object) {
      object.remove(OWN);
    }
    String meaning = Canonical.text(json);
    return reader -> Optional.of(meaning);
  }
}
