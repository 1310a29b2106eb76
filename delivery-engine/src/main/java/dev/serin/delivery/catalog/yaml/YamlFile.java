package dev.serin.delivery.catalog.yaml;

import dev.serin.delivery.problem.Problems;
import java.io.StringReader;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Parses untrusted YAML to nodes that know their place. No objects are made from tags, and size,
 * depth and aliases are limited, so that no file can take much time or memory.
 */
public final class YamlFile {
  /** The most bytes of a file that are read. */
  public static final int SIZE_LIMIT = 64 * 1024;

  private static final int DEPTH_LIMIT = 20;
  private static final int ALIAS_LIMIT = 10;

  private final String path;
  private final Problems problems;
  private final int sizeLimit;

  /**
   * Makes a parser.
   *
   * @param path the path of the file, for the problems
   * @param problems takes what is wrong
   */
  public YamlFile(String path, Problems problems) {
    this(path, problems, SIZE_LIMIT);
  }

  /**
   * Makes a parser for files that may be larger or smaller than usual.
   *
   * @param path the path of the file, for the problems
   * @param problems takes what is wrong
   * @param sizeLimit the most characters that are read
   */
  public YamlFile(String path, Problems problems, int sizeLimit) {
    this.path = path;
    this.problems = problems;
    this.sizeLimit = sizeLimit;
  }

  /** Parses the text; reports why when it is no single mapping. */
  public Optional<YamlMapping> parse(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(sizeLimit);
    options.setNestingDepthLimit(DEPTH_LIMIT);
    options.setMaxAliasesForCollections(ALIAS_LIMIT);
    try {
      Node root = new Yaml(options).compose(new StringReader(text));
      if (root == null) {
        problems.add(path, 1, 1, "is empty");
        return Optional.empty();
      }
      if (root instanceof MappingNode mapping) {
        return Optional.of(new YamlMapping(this, "", mapping));
      }
      problem(root, "must be a mapping of keys to values");
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
      String context = e.getContext() == null ? "" : e.getContext() + ": ";
      problems.add(
          path,
          mark == null ? 0 : mark.getLine() + 1,
          mark == null ? 0 : mark.getColumn() + 1,
          "is not valid YAML: " + context + e.getProblem());
    } catch (YAMLException e) {
      problems.add(path, "is not valid YAML: " + e.getMessage());
    }
    return Optional.empty();
  }

  /** Reports a problem at a node. */
  public void problem(Node node, String message) {
    Mark mark = node.getStartMark();
    problems.add(path, mark.getLine() + 1, mark.getColumn() + 1, message);
  }
}
