package dev.serin.delivery.catalog.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.Dependency;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PythonCatalogTest extends CatalogTest {
  @Test
  void pythonPathsAreDependencies() {
    made.write("libs/money/pyproject.toml", "[project]\nname = 'money'\n")
        .write("libs/dates/pyproject.toml", "[project]\nname = 'dates'\n")
        .write("libs/plain/x.py", "")
        .write("common.txt", "requests\n")
        .write(
            "api/pyproject.toml",
            """
            [project]
            name = "api"
            dependencies = ["requests", "money @ file:../libs/money"]
            [tool.uv.sources]
            dates = { path = "../libs/dates" }
            """)
        .write("api/requirements.txt", "-r ../common.txt\n-e ../libs/plain  # ours\n")
        .write("api/service.yaml", description("api"));
    Component api = read().service("api").orElseThrow();
    assertEquals(
        List.of("libs/dates", "libs/money", "libs/plain"),
        api.dependencies().stream().map(Dependency::path).toList());
    assertEquals(Set.of("common.txt"), api.buildFiles());
  }
}
