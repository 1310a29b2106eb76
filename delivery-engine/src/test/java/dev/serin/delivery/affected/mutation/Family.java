package dev.serin.delivery.affected.mutation;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The toolchains, and the files that each makes of a model. */
enum Family {
  MAVEN {
    @Override
    void write(Model model, Map<String, String> files) {
      String modules = joined(model, node -> "<module>" + node.name + "</module>", "\n");
      String managed =
          Model.PACKAGES.stream()
              .map(
                  each ->
                      "<dependency><groupId>x</groupId><artifactId>%s</artifactId><version>%s</version></dependency>"
                          .formatted(each, model.version(this, each)))
              .collect(Collectors.joining("\n"));
      files.put(
          "maven/pom.xml",
          """
          <project><groupId>shop</groupId><artifactId>parent</artifactId><packaging>pom</packaging>
          <!-- %d --><modules>%s</modules><properties><setting>%s</setting></properties>
          <dependencyManagement><dependencies>%s</dependencies></dependencyManagement>
          <build><pluginManagement><plugins>
          <plugin><groupId>unused</groupId><artifactId>unused</artifactId><version>%d</version></plugin>
          </plugins></pluginManagement></build></project>
          """
              .formatted(
                  model.cosmetics, modules, model.settings.get(this), managed, model.cosmetics));
      for (Node node : model.of(this)) {
        String needs =
            node.needs.stream().map(each -> dependency("shop", each)).collect(Collectors.joining());
        String packages =
            node.packages.stream().map(each -> dependency("x", each)).collect(Collectors.joining());
        files.put(
            node.folder() + "/pom.xml",
            "<project><parent><groupId>shop</groupId><artifactId>parent</artifactId></parent><artifactId>%s</artifactId><dependencies>%s%s</dependencies></project>"
                .formatted(node.name, needs, packages));
      }
    }

    private String dependency(String group, String artifact) {
      return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId></dependency>"
          .formatted(group, artifact);
    }
  },
  GRADLE {
    @Override
    void write(Model model, Map<String, String> files) {
      files.put(
          "gradle/settings.gradle",
          "// "
              + model.cosmetics
              + "\nrootProject.name = 'shop'\n"
              + joined(model, node -> "include '" + node.name + "'\n", ""));
      files.put("gradle/gradle.properties", "setting=" + model.settings.get(this) + "\n");
      StringBuilder catalog = new StringBuilder("# " + model.cosmetics + "\n[libraries]\n");
      for (String each : Model.PACKAGES) {
        catalog.append(
            "%s = { module = \"x:%s\", version = \"%s\" }\n"
                .formatted(each, each, model.version(this, each)));
      }
      files.put("gradle/gradle/libs.versions.toml", catalog.toString());
      for (Node node : model.of(this)) {
        StringBuilder script = new StringBuilder("plugins { id 'application' }\ndependencies {\n");
        node.needs.forEach(each -> script.append("  implementation project(':" + each + "')\n"));
        node.packages.forEach(each -> script.append("  implementation libs." + each + "\n"));
        files.put(node.folder() + "/build.gradle", script.append("}\n").toString());
      }
    }
  },
  GO {
    @Override
    void write(Model model, Map<String, String> files) {
      files.put(
          "go/go.work",
          "// "
              + model.cosmetics
              + "\ngo 1."
              + setting(model)
              + "\n"
              + joined(model, node -> "use ./" + node.name + "\n", ""));
      for (Node node : model.of(this)) {
        StringBuilder module =
            new StringBuilder("module shop.org/" + node.name + "\n\ngo 1.21\n\nrequire (\n");
        node.packages.forEach(
            each -> module.append("\tx.org/" + each + " v1.0." + model.version(this, each) + "\n"));
        files.put(node.folder() + "/go.mod", module.append(")\n").toString());
        String imports =
            node.needs.stream()
                .map(each -> "\t\"shop.org/" + each + "\"\n")
                .collect(Collectors.joining());
        files.put(
            node.folder() + "/main.go",
            "package %s\n\nimport (\n%s)\n".formatted(node.service ? "main" : "lib", imports));
      }
    }

    private int setting(Model model) {
      return 22 + Integer.parseInt(String.valueOf(model.settings.get(this)));
    }
  },
  NPM {
    @Override
    void write(Model model, Map<String, String> files) {
      files.put(
          "npm/package.json",
          "{\"version\": \"%d\", \"workspaces\": [\"*\"], \"setting\": \"%s\"}"
              .formatted(model.cosmetics, model.settings.get(this)));
      StringBuilder lock =
          new StringBuilder(
              "{\"lockfileVersion\": 3, \"packages\": {\n  \"\": {\"workspaces\": [\"*\"]}");
      for (Node node : model.of(this)) {
        String dependencies = dependencies(node);
        files.put(
            node.folder() + "/package.json",
            "{\"name\": \"%s\", \"dependencies\": {%s}}".formatted(node.name, dependencies));
        files.put(node.folder() + "/tsconfig.json", "{\"extends\": \"../../base/tsconfig.json\"}");
        lock.append(",\n  \"%s\": {\"dependencies\": {%s}}".formatted(node.name, dependencies));
        lock.append(
            ",\n  \"node_modules/%s\": {\"resolved\": \"%s\", \"link\": true}"
                .formatted(node.name, node.name));
      }
      for (String each : Model.PACKAGES) {
        String needs =
            Model.needsOf(each).stream()
                .map(need -> "\"" + need + "\": \"*\"")
                .collect(Collectors.joining());
        lock.append(
            ",\n  \"node_modules/%s\": {\"version\": \"%s\", \"dependencies\": {%s}}"
                .formatted(each, model.version(this, each), needs));
      }
      files.put("npm/package-lock.json", lock.append("\n}}\n").toString());
      files.put(
          "base/tsconfig.json",
          "{\"compilerOptions\": {\"x\": \"" + model.settings.get(this) + "\"}}");
    }

    private String dependencies(Node node) {
      return Stream.concat(node.needs.stream(), node.packages.stream())
          .map(each -> "\"" + each + "\": \"*\"")
          .collect(Collectors.joining(", "));
    }

    @Override
    boolean locksWhatPackagesNeed() {
      return true;
    }
  },
  PYTHON {
    @Override
    void write(Model model, Map<String, String> files) {
      files.put(
          "python/pyproject.toml",
          "[tool.uv.workspace]\nmembers = ['*']\n[tool.setting]\nx = '%s'\n"
              .formatted(model.settings.get(this)));
      StringBuilder lock = new StringBuilder("# " + model.cosmetics + "\nversion = 1\n");
      for (Node node : model.of(this)) {
        StringBuilder project =
            new StringBuilder("[project]\nname = \"" + node.name + "\"\ndependencies = [");
        node.needs.forEach(each -> project.append('"' + each + "\", "));
        node.packages.forEach(each -> project.append('"' + each + "\", "));
        project.append("]\n[tool.uv.sources]\n");
        node.needs.forEach(each -> project.append(each + " = { workspace = true }\n"));
        files.put(node.folder() + "/pyproject.toml", project.toString());
        lock.append(
            "[[package]]\nname = \""
                + node.name
                + "\"\nsource = { editable = \""
                + node.name
                + "\" }\ndependencies = [");
        node.needs.forEach(each -> lock.append("{ name = \"" + each + "\" }, "));
        node.packages.forEach(each -> lock.append("{ name = \"" + each + "\" }, "));
        lock.append("]\n");
      }
      for (String each : Model.PACKAGES) {
        lock.append(
            "[[package]]\nname = \""
                + each
                + "\"\nversion = \""
                + model.version(this, each)
                + "\"\ndependencies = [");
        Model.needsOf(each).forEach(need -> lock.append("{ name = \"" + need + "\" }, "));
        lock.append("]\n");
      }
      files.put("python/uv.lock", lock.toString());
    }

    @Override
    boolean locksWhatPackagesNeed() {
      return true;
    }
  };

  /** Writes the build files of all of the family's components. */
  abstract void write(Model model, Map<String, String> files);

  /** Whether a lock file of the repository says what packages of others need in turn. */
  boolean locksWhatPackagesNeed() {
    return false;
  }

  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  String joined(Model model, Function<Node, String> text, String between) {
    return model.of(this).stream().map(text).collect(Collectors.joining(between));
  }
}
