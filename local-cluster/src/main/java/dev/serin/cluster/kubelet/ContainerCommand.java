package dev.serin.cluster.kubelet;

import dev.serin.cluster.image.Image;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectFieldSelector;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What to start for a container.
 *
 * @param arguments the program and its arguments
 * @param environment its whole environment
 * @param folder where it starts
 */
record ContainerCommand(List<String> arguments, Map<String, String> environment, Path folder) {

  /**
   * Puts a command together as Kubernetes does: command and args of the pod over entrypoint and cmd
   * of the image, the pod's env over the image's.
   *
   * @param temporary the pod's own temporary folder
   */
  static ContainerCommand of(
      Pod pod, Container container, Image image, String podIp, Path temporary, Runtimes runtimes)
      throws ContainerException {
    Path folder = inside(image.rootfs(), image.rootfs(), image.workingFolder());
    Map<String, String> environment = new TreeMap<>();
    environment.put("PATH", Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin"));
    environment.put("HOME", temporary.toString());
    environment.put("TMPDIR", temporary.toString());
    environment.put("LANG", "C.UTF-8");
    environment.put("HOSTNAME", pod.getMetadata().getName());
    image.environment().forEach((name, value) -> putUnlessPath(environment, name, value));
    environment.put("HOST", podIp);
    container.getPorts().stream()
        .findFirst()
        .ifPresent(port -> environment.put("PORT", port.getContainerPort().toString()));
    for (EnvVar variable : container.getEnv()) {
      environment.put(variable.getName(), value(pod, variable, podIp));
    }
    List<String> words = new ArrayList<>();
    boolean overridden = !container.getCommand().isEmpty();
    words.addAll(overridden ? container.getCommand() : image.entrypoint());
    if (!container.getArgs().isEmpty()) {
      words.addAll(container.getArgs());
    } else if (!overridden) {
      words.addAll(image.command());
    }
    if (words.isEmpty()) {
      throw new ContainerException("CreateContainerError", "neither image nor pod name a command");
    }
    List<String> arguments = new ArrayList<>(program(words.get(0), image, folder, runtimes));
    if (arguments.get(0).endsWith("/java")) {
      arguments.add("-Djava.io.tmpdir=" + temporary);
    }
    arguments.addAll(words.subList(1, words.size()));
    return new ContainerCommand(List.copyOf(arguments), Map.copyOf(environment), folder);
  }

  private static void putUnlessPath(Map<String, String> environment, String name, String value) {
    // The image's PATH names folders of an image with its own runtime; here it is the machine's.
    if (!name.equals("PATH")) {
      environment.put(name, value);
    }
  }

  private static List<String> program(String word, Image image, Path folder, Runtimes runtimes)
      throws ContainerException {
    if (!image.runtime().isEmpty()) {
      Runtimes.Found runtime = runtimes.find(image.runtime());
      if (word.matches(runtime.family() + "[0-9.]*")) {
        List<String> command = new ArrayList<>(List.of(runtime.executable().toString()));
        if (runtime.family().equals("java")) {
          // Small and quick to start, as many of them share a desk's machine; its own flags win.
          command.addAll(
              List.of(
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-XX:-UsePerfData",
                  "-XX:MaxRAM=512m"));
        }
        return command;
      }
    }
    Path program =
        word.contains("/")
            ? inside(image.rootfs(), word.startsWith("/") ? image.rootfs() : folder, word)
            : folder.resolve(word);
    if (!Files.isExecutable(program) || Files.isDirectory(program)) {
      String needs = image.runtime().isEmpty() ? "no runtime" : "the runtime " + image.runtime();
      throw new ContainerException(
          "CreateContainerError",
          "the image has no program \"" + word + "\", and it names " + needs);
    }
    return List.of(program.toString());
  }

  private static Path inside(Path rootfs, Path from, String path) throws ContainerException {
    try {
      Path found = from.resolve(path.replaceFirst("^/+", "")).toRealPath();
      if (found.startsWith(rootfs.toRealPath())) {
        return found;
      }
    } catch (IOException e) {
      throw new ContainerException(
          "CreateContainerError", "the image has no \"" + path + "\": " + e);
    }
    throw new ContainerException("CreateContainerError", "\"" + path + "\" leads out of the image");
  }

  private static String value(Pod pod, EnvVar variable, String podIp) throws ContainerException {
    if (variable.getValueFrom() == null) {
      return Optional.ofNullable(variable.getValue()).orElse("");
    }
    ObjectFieldSelector field = variable.getValueFrom().getFieldRef();
    String path = field == null ? "" : field.getFieldPath();
    return switch (path) {
      case "metadata.name" -> pod.getMetadata().getName();
      case "metadata.namespace" -> pod.getMetadata().getNamespace();
      case "metadata.uid" -> pod.getMetadata().getUid();
      case "status.podIP" -> podIp;
      case "spec.nodeName" -> pod.getSpec().getNodeName();
      default ->
          throw new ContainerException(
              "CreateContainerConfigError",
              "the environment variable "
                  + variable.getName()
                  + " comes from a source that the local cluster does not have; it has values and the"
                  + " fields metadata.name, .namespace, .uid, status.podIP and spec.nodeName");
    };
  }
}
