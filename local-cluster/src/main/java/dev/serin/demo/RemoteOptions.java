package dev.serin.demo;

import dev.serin.delivery.problem.UserError;
import dev.serin.delivery.registry.RegistryPrefix;
import dev.serin.demo.place.remote.RemoteSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that lead to a real cluster. */
final class RemoteOptions {
  private static final String NAME = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
  private static final int SUFFIX = 5;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "Play on the cluster of this context of the kubeconfig.")
  private @Nullable String context;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description =
          "The kubeconfig. Default: $KUBECONFIG or ~/.kube/config. Without --context, its"
              + " current context.")
  private @Nullable Path kubeconfig;

  @Option(
      names = "--registry",
      paramLabel = "REGISTRY/PREFIX",
      description = "Where images are published; the cluster's nodes must be able to pull there.")
  private @Nullable String registry;

  @Option(
      names = "--pull-registry",
      paramLabel = "REGISTRY/PREFIX",
      description = "The same as the nodes call it. Default: by the same name.")
  private @Nullable String pullRegistry;

  @Option(
      names = "--base-registry",
      paramLabel = "REGISTRY",
      description = "A mirror to read Docker Hub's base images from.")
  private @Nullable String baseRegistry;

  @Option(
      names = "--plain-http",
      description = "Speak to registries without TLS also when they are on other machines.")
  private boolean plainHttp;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description =
          "Namespace for everything; must not exist, is deleted in the end. Default:"
              + " serin-demo-… with five letters by chance.")
  private @Nullable String namespace;

  @Option(
      names = "--gateway-class",
      paramLabel = "NAME",
      description = "GatewayClass of the Gateway. Default: the only one that there is.")
  private @Nullable String gatewayClass;

  @Option(
      names = "--gateway-address",
      paramLabel = "URL",
      description =
          "Where the Gateway is reached from here. Default: the address in its status, port 80.")
  private @Nullable URI gatewayAddress;

  @Option(
      names = "--prometheus",
      paramLabel = "URL",
      description =
          "A Prometheus that scrapes the pods, to compare its counts with what customers met.")
  private @Nullable URI prometheus;

  @Option(
      names = "--agent-image",
      paramLabel = "IMAGE",
      description = "The deploy agent's image. Default: made of this checkout and published.")
  private @Nullable String agentImage;

  /** Whether a real cluster is wanted. */
  boolean chosen() {
    return context != null || kubeconfig != null;
  }

  /** Refuses options that mean nothing to the local cluster. */
  void requireNothing(CommandLine command) {
    boolean any =
        registry != null
            || pullRegistry != null
            || baseRegistry != null
            || plainHttp
            || namespace != null
            || gatewayClass != null
            || gatewayAddress != null
            || prometheus != null
            || agentImage != null;
    if (any) {
      throw new ParameterException(
          command, "options for a real cluster need --context or --kubeconfig as well");
    }
  }

  /** The settings, checked. */
  RemoteSettings settings(CommandLine command, Path checkout) {
    if (registry == null) {
      throw new ParameterException(
          command, "a real cluster pulls images: name a registry with --registry REGISTRY/PREFIX");
    }
    if (namespace != null && !namespace.matches(NAME)) {
      throw new ParameterException(
          command, "--namespace is lower-case letters, digits and hyphens, 63 at most");
    }
    requireHttp(command, "--gateway-address", gatewayAddress);
    requireHttp(command, "--prometheus", prometheus);
    RegistryPrefix target = prefix(command, registry);
    Optional<String> pullAs =
        Optional.ofNullable(pullRegistry).map(name -> prefix(command, name).toString());
    String own = "serin-demo-" + UUID.randomUUID().toString().substring(0, SUFFIX);
    return new RemoteSettings(
        Optional.ofNullable(kubeconfig),
        Optional.ofNullable(context),
        namespace == null ? own : namespace,
        target,
        pullAs,
        Optional.ofNullable(baseRegistry),
        plainHttp,
        Optional.ofNullable(gatewayClass),
        Optional.ofNullable(gatewayAddress),
        Optional.ofNullable(prometheus),
        Optional.ofNullable(agentImage),
        checkout);
  }

  private RegistryPrefix prefix(CommandLine command, String text) {
    try {
      return RegistryPrefix.parse(text, plainHttp);
    } catch (UserError wrong) {
      throw new ParameterException(command, String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private static void requireHttp(CommandLine command, String option, @Nullable URI address) {
    boolean good =
        address == null || ("http".equals(address.getScheme()) && address.getHost() != null);
    if (!good) {
      throw new ParameterException(command, option + " is an address such as http://10.0.0.1:80");
    }
  }
}
